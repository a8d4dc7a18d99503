export { Columns } from './columns.tsx';
export { WorkspaceTabs } from './workspace-tabs.tsx';
