import { later } from '../../ui/later.tsx';

export const Settings = later(async () => (await import('./settings.tsx')).Settings);
