import type { filterCalls } from '../../contract/filters.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Filters } from './filters.ts';

export { createFilters, type Filters } from './filters.ts';

/** This feature's part of the table of handlers. */
export function filterHandlers(filters: Filters): Pick<Handlers, keyof typeof filterCalls> {
  return {
    'filters.all': () => filters.all(),
    'filters.create': (input) => filters.create(input),
    'filters.update': (input) => filters.update(input),
    'filters.remove': (input) => filters.remove(input),
    'filters.statuses': (input) => filters.statuses(input),
    'filters.addStatus': (input) => filters.addStatus(input),
    'filters.removeStatus': (input) => filters.removeStatus(input),
    'filters.compare': (input) => filters.compare(input),
    'filters.apply': (input) => filters.apply(input),
  };
}
