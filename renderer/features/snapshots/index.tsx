import { later } from '../../ui/later.tsx';

export const Snapshots = later(async () => (await import('./snapshots.tsx')).Snapshots);
