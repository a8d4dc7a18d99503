export { contextsOf } from './entry-words.ts';
export { FeedsColumn } from './feeds-column.tsx';
export { HomeColumn } from './home-column.tsx';
