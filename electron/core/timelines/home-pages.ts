import { ok, type AppError, type Result } from '../../contract/result.ts';
import type { CallOptions, PageQuery, TimelinePageFromServer } from '../fediverse.ts';
import { StorageFailure } from '../ports.ts';
import type { Feed } from './feed.ts';
import type { HomeWriter } from './home-writer.ts';
import type { PagePlan, PageSpot } from './page-plan.ts';

/** Most a list gives at once, on every server software (api docs, "limit"). */
const pageLimit = 40;

export interface StoredPage {
  readonly plan: PagePlan;
  readonly page: TimelinePageFromServer;
  readonly ended: boolean;
}

export function queryFor(spot: PageSpot, cursor: string | null): PageQuery {
  switch (spot.kind) {
    case 'top':
      return { kind: 'newest', limit: pageLimit };
    case 'above':
      return { kind: 'justNewerThan', id: spot.point.id, limit: pageLimit };
    case 'below':
      return { kind: 'olderThan', cursor: cursor ?? spot.point.id, limit: pageLimit };
  }
}

/** A page may be empty because all of its items were unreadable; it ends the list only when there was nothing at all. */
function endsList(page: TimelinePageFromServer): boolean {
  return page.incompleteUntil === null && (page.olderCursor === null || (page.items.length === 0 && page.dropped === 0));
}

export function storePage(writer: HomeWriter, feed: Feed, spot: PageSpot, page: TimelinePageFromServer): StoredPage {
  const ended = endsList(page);
  // What a list that is being rebuilt (206) shows may have holes anywhere, and the newest of it must not become a cursor.
  const items = page.incompleteUntil === null ? page.items : [];
  const plan = writer.applyPage({ feed: feed.key, spot, items, ended, ranked: feed.ranked });
  return { plan, page, ended };
}

/** Asks for one page and stores it. */
export async function fetchPage(
  writer: HomeWriter,
  feed: Feed,
  spot: PageSpot,
  cursor: string | null,
  options: CallOptions,
): Promise<Result<StoredPage>> {
  const answer = await feed.page(queryFor(spot, cursor), options);
  if (!answer.ok) return answer;
  if (options.signal?.aborted === true) return { ok: false, error: { kind: 'cancelled' } };
  return ok(storePage(writer, feed, spot, answer.value));
}

/** Runs work that writes, and answers a full or broken disk as the value it is. */
export async function orStorageFailure<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof StorageFailure) return { ok: false, error: thrown.failure };
    throw thrown;
  }
}

/** The server understood and said no: asking the same again is of no use. */
export function isRefusal(error: AppError): boolean {
  return error.kind === 'forbidden' || error.kind === 'rejected' || error.kind === 'notFound' || error.kind === 'unsupported';
}
