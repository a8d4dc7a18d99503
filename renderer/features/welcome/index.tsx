import { later } from '../../ui/later.tsx';

export const Welcome = later(async () => (await import('./welcome.tsx')).Welcome);
