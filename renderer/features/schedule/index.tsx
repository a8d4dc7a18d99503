import { later } from '../../ui/later.tsx';

export const Scheduled = later(async () => (await import('./scheduled.tsx')).Scheduled);
export { TimeDialog } from './time-dialog.tsx';
