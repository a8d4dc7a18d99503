import { later } from '../../ui/later.tsx';

export const Composer = later(async () => (await import('./composer.tsx')).Composer);
