export type { StreamSupervisor, StreamSupervisorDeps } from './types.ts';
