export { createStreamSupervisor } from './supervisor.ts';
export type { StreamSupervisor, StreamSupervisorDeps } from './types.ts';
