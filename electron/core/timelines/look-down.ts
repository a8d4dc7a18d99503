import { ok, type Result } from '../../contract/result.ts';
import type { CallOptions } from '../fediverse.ts';
import type { Feed } from './feed.ts';
import { newGap } from './gaps.ts';
import { fetchPage, type StoredPage } from './home-pages.ts';
import type { HomeWriter } from './home-writer.ts';
import { comparePoints, type Point } from './order.ts';

/** Pages one look goes down, below the newest: 200 posts. */
const PAGES_PER_LOOK = 5;

/**
 * A post that streamed in does not prove what lies below it: a subscription takes effect late, and a burst moves what
 * came before it below the newest page. So on down from there to what was `proven`, some pages far. Beyond them a stream
 * that left out nothing so far is trusted until the next sweep; of another the rest becomes a hole. Answers whether what
 * is not known is visible, down from `top`.
 */
export async function lookDown(writer: HomeWriter, feed: Feed, top: StoredPage, proven: Point, options: CallOptions): Promise<Result<boolean>> {
  let lowest = top.plan.bottom;
  let cursor = top.page.olderCursor;
  let leftOut = false;
  for (let pages = 0; lowest !== null && cursor !== null && comparePoints(lowest, proven) > 0; pages += 1) {
    if (pages === PAGES_PER_LOOK) {
      if (leftOut) writer.putGap({ ...newGap(feed.key, lowest, proven), state: 'open' });
      return ok(leftOut);
    }
    const fetched: Result<StoredPage> = await fetchPage(writer, feed, { kind: 'below', point: lowest }, cursor, options);
    if (!fetched.ok) return fetched;
    const { page, plan } = fetched.value;
    if (page.incompleteUntil !== null) return ok(false);
    leftOut ||= plan.lines.length > 0;
    cursor = page.olderCursor;
    lowest = plan.bottom;
  }
  return ok(true);
}
