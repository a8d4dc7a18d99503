export { HomeColumn } from './home-column.tsx';
