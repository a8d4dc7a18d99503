export { Scheduled } from './scheduled.tsx';
export { TimeDialog } from './time-dialog.tsx';
