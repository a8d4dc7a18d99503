import { later } from '../../ui/later.tsx';

export const SearchPane = later(async () => (await import('./search-pane.tsx')).SearchPane);
export { SearchSettings } from './search-settings.tsx';
export { parsePasted } from './pasted.ts';
