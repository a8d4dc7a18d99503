import type { Handlers } from '../../contract/index.ts';
import type { Statuses } from './types.ts';

export { createStatuses } from './statuses.ts';
export type { StatusDeps, Statuses } from './types.ts';

type StatusCalls = 'statuses.act' | 'statuses.vote' | 'statuses.cached' | 'statuses.thread';

/** This feature's part of the table of handlers. */
export function statusHandlers(statuses: Statuses): Pick<Handlers, StatusCalls> {
  return {
    'statuses.act': (input) => statuses.act(input),
    'statuses.vote': (input) => statuses.vote(input),
    'statuses.cached': (input) => statuses.cached(input),
    'statuses.thread': (input) => statuses.thread(input),
  };
}
