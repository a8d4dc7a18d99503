import type { FeedKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { SeenStatus, StreamEvent, TimelineItem } from '../fediverse.ts';
import { compareIds, comparePoints, keysBetween, type Point } from './order.ts';
import { toLine } from './page-plan.ts';
import type { StoredLine } from './store.ts';

/** What has to be known to decide about one event. Gathered in the transaction that applies the decision. */
export interface EventFacts {
  readonly feed: FeedKey;
  /** The line the event is about is stored. */
  readonly lineKnown: boolean;
  /** Status of this account that has the id the event names; not looked up for an update, which brings it. */
  readonly uri: StatusUri | null;
  /** A delete for this id came moments ago. */
  readonly buried: boolean;
  readonly newest: Point | null;
  /** The three below are gathered for a new line that does not stand on top. */
  readonly oldest: Point | null;
  /** Its neighbours by id. */
  readonly above: Point | null;
  readonly below: Point | null;
  /** Latest believable date, epoch ms. */
  readonly horizon: number;
}

export type Decision =
  /** `onTop`: the line stands above all that is stored, so below it may be a hole when the stream was interrupted. */
  | { readonly kind: 'insert'; readonly line: StoredLine; readonly seen: SeenStatus; readonly onTop: boolean }
  | { readonly kind: 'refresh'; readonly seen: SeenStatus }
  | { readonly kind: 'removeStatus'; readonly id: StatusId; readonly uri: StatusUri }
  | { readonly kind: 'removeLine'; readonly id: StatusId }
  /** Nothing to take out yet: the post may come later than its delete. */
  | { readonly kind: 'bury'; readonly id: StatusId }
  /** What is hidden or covered may differ now; servers say so only on posts they send again. */
  | { readonly kind: 'recheck' }
  | { readonly kind: 'ignore'; readonly why: 'deleted' | 'unknownStatus' | 'olderThanStored' | 'noPost' };

/** The id an event is about, for gathering its facts. */
export function subjectOf(event: StreamEvent): StatusId | null {
  switch (event.kind) {
    case 'update':
      return event.item.id;
    case 'statusUpdate':
      return event.seen.marks.id;
    case 'delete':
      return event.id;
    case 'notification':
    case 'notificationsMerged':
    case 'conversation':
    case 'filtersChanged':
      return null;
  }
}

/** The one switch over what a stream can say. Pure. */
// hop 3/8: ingest
export function decide(event: StreamEvent, facts: EventFacts): Decision {
  switch (event.kind) {
    case 'update':
      return decideUpdate(event.item, facts);
    case 'statusUpdate':
      // Edits are also sent for posts this account never saw, and sometimes twice (fan_out_on_write_service.rb).
      return facts.uri === null ? { kind: 'ignore', why: 'unknownStatus' } : { kind: 'refresh', seen: event.seen };
    case 'delete':
      // The id is the post's own, or that of a boost of it: only the first takes the post away.
      if (facts.uri !== null) return { kind: 'removeStatus', id: event.id, uri: facts.uri };
      return facts.lineKnown ? { kind: 'removeLine', id: event.id } : { kind: 'bury', id: event.id };
    case 'filtersChanged':
      return { kind: 'recheck' };
    case 'notification':
    case 'notificationsMerged':
    case 'conversation':
      return { kind: 'ignore', why: 'noPost' };
  }
}

function decideUpdate(item: TimelineItem, facts: EventFacts): Decision {
  if (facts.buried) return { kind: 'ignore', why: 'deleted' };
  if (facts.lineKnown) return { kind: 'refresh', seen: item.seen };
  const onTop = facts.newest === null || compareIds(item.id, facts.newest.id) > 0;
  const at = streamedKey(item, facts, onTop);
  // Servers that date ids by publication (GoToSocial, Hollo) stream a late post below what is loaded; it comes with its page.
  if (!onTop && facts.oldest !== null && comparePoints({ id: item.id, at }, facts.oldest) < 0) return { kind: 'ignore', why: 'olderThanStored' };
  return { kind: 'insert', line: toLine(facts.feed, item, at), seen: item.seen, onTop };
}

/** As for a page of one line, between the lines that are its neighbours on the server. */
function streamedKey(item: TimelineItem, facts: EventFacts, onTop: boolean): number {
  const dated = Math.min(item.createdAt, facts.horizon);
  const lower = onTop ? facts.newest?.at : facts.below?.at;
  const upper = onTop ? undefined : (facts.above ?? facts.newest)?.at;
  return keysBetween([dated], lower ?? Number.NEGATIVE_INFINITY, upper ?? Number.POSITIVE_INFINITY)[0] ?? dated;
}
