export { Outbox } from './outbox.tsx';
export { SendingToast } from './sending-toast.tsx';
export { useOutboxBadge } from './use-outbox-badge.ts';
