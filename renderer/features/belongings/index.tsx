import { later } from '../../ui/later.tsx';

export const Belongings = later(async () => (await import('./belongings.tsx')).Belongings);
export { useBelongingsCommands } from './use-belongings-commands.ts';
