import type { EventName, Events } from '../contract/index.ts';

/** Tells whoever listens, after the change is stored. Never throws; nobody need listen. */
export type Publish = <N extends EventName>(topic: N, data: Events[N]) => void;
