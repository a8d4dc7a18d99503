export { MovingButton } from './moving-button.tsx';
export { Moving } from './moving.tsx';
export { useMovingCommands } from './use-moving-commands.ts';
