export { SearchPane } from './search-pane.tsx';
export { SearchSettings } from './search-settings.tsx';
export { parsePasted } from './pasted.ts';
