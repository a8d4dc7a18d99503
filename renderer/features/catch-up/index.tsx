import { later } from '../../ui/later.tsx';

export const CatchUp = later(async () => (await import('./catch-up.tsx')).CatchUp);
