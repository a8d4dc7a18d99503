import type { CallName, Handlers } from '../../contract/index.ts';
import type { Statuses } from './types.ts';

export { createStatuses } from './statuses.ts';
export type { StatusDeps, Statuses } from './types.ts';

type StatusCalls = Extract<CallName, `statuses.${string}`>;

/** This feature's part of the table of handlers. */
export function statusHandlers(statuses: Statuses): Pick<Handlers, StatusCalls> {
  return {
    'statuses.act': (input) => statuses.act(input),
    'statuses.vote': (input) => statuses.vote(input),
    'statuses.cached': (input) => statuses.cached(input),
    'statuses.thread': (input) => statuses.thread(input),
    'statuses.stopResolving': (input) => statuses.stopResolving(input),
    'statuses.history': (input) => statuses.history(input),
    'statuses.translators': () => statuses.translators(),
    'statuses.translate': (input) => statuses.translate(input),
  };
}
