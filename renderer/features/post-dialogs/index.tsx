export { PostDialogs } from './post-dialogs.tsx';
