export type { StatusDeps, Statuses } from './types.ts';
