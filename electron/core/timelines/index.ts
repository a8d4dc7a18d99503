import type { Handlers } from '../../contract/index.ts';
import type { Timelines } from './types.ts';

export { createTimelines } from './timelines.ts';
export { compareIds, comparePlaces } from './order.ts';
export type { Indexed, SavedSearch } from './saved-search.ts';
export type { PublicTimeline } from './feed-directory.ts';
export type { HomeSync, SyncOutcome, TimelineDeps, Timelines, TimelinesDeps } from './types.ts';

type TimelineCalls = 'timelines.page' | 'timelines.around' | 'timelines.loadGap' | 'timelines.refresh' | 'timelines.savePlace' | 'timelines.savedPlaces' | 'timelines.elsewhere' | 'feeds.watch' | 'feeds.retry' | 'feeds.lists';

/** This feature's part of the table of handlers. */
export function timelineHandlers(timelines: Timelines): Pick<Handlers, TimelineCalls> {
  return {
    'timelines.page': (input) => timelines.page(input),
    'timelines.around': (input) => timelines.around(input),
    'timelines.loadGap': (input) => timelines.loadGap(input),
    'timelines.refresh': (input) => timelines.refresh(input),
    'timelines.savePlace': (input) => timelines.savePlace(input),
    'timelines.savedPlaces': () => timelines.savedPlaces(),
    'timelines.elsewhere': (input) => timelines.elsewhere(input),
    'feeds.watch': (input) => timelines.watch(input),
    'feeds.retry': (input) => timelines.retry(input),
    'feeds.lists': (input) => timelines.lists(input),
  };
}
