export { AttachmentView } from './attachment-view.tsx';
export { prepareFile } from './prepare-file.ts';
export { useShrunk } from './use-shrunk.ts';
