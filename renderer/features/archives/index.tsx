import { later } from '../../ui/later.tsx';

export const Archives = later(async () => (await import('./archives.tsx')).Archives);
