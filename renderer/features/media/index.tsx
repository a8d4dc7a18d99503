export { MediaGrid } from './media-grid.tsx';
export { MediaViewer } from './media-viewer.tsx';
