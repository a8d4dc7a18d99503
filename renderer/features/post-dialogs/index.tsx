import { later } from '../../ui/later.tsx';

export const PostDialogs = later(async () => (await import('./post-dialogs.tsx')).PostDialogs);
