import type { Handlers } from '../../contract/index.ts';
import type { Timelines } from './types.ts';

export { createTimelines } from './timelines.ts';
export { compareIds, comparePlaces } from './order.ts';
export type { HomeSync, SyncOutcome, TimelineDeps, Timelines } from './types.ts';

type TimelineCalls = 'timelines.page' | 'timelines.around' | 'timelines.loadGap' | 'timelines.refresh' | 'timelines.savePlace' | 'timelines.savedPlaces';

/** This feature's part of the table of handlers. */
export function timelineHandlers(timelines: Timelines): Pick<Handlers, TimelineCalls> {
  return {
    'timelines.page': (input) => timelines.page(input),
    'timelines.around': (input) => timelines.around(input),
    'timelines.loadGap': (input) => timelines.loadGap(input),
    'timelines.refresh': (input) => timelines.refresh(input),
    'timelines.savePlace': (input) => timelines.savePlace(input),
    'timelines.savedPlaces': () => timelines.savedPlaces(),
  };
}
