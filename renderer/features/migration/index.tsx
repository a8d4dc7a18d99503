import { later } from '../../ui/later.tsx';

export const Moving = later(async () => (await import('./moving.tsx')).Moving);
export { MovingButton } from './moving-button.tsx';
export { useMovingCommands } from './use-moving-commands.ts';
