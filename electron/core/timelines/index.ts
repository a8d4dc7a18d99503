export type { HomeSync, SyncOutcome, TimelineDeps, Timelines } from './types.ts';
