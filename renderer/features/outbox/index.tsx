export { Outbox } from './outbox.tsx';
export { OutboxButton } from './outbox-button.tsx';
export { SendingToast } from './sending-toast.tsx';
