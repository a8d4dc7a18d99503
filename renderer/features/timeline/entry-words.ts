import { nameOfFeed } from '../../../electron/contract/feed-keys.ts';
import type { FeedKey } from '../../../electron/contract/index.ts';
import type { FilterContext } from '../../../electron/contract/statuses.ts';
import type { StatusEntry } from '../../../electron/contract/timelines.ts';
import { columnsText } from '../../text/columns.ts';
import { cleanLine } from '../../ui/plain-text.ts';

/** Lists count as home for filters; what a person marked themselves is not filtered (API guidelines, "filters"). */
function contextOf(feed: FeedKey): FilterContext | null {
  const [kind = ''] = nameOfFeed(feed).split(':', 1);
  switch (kind) {
    case '':
    case 'list':
      return 'home';
    case 'person':
      return 'account';
    case 'conversations':
      return 'thread';
    case 'favourites':
    case 'bookmarks':
      return null;
    default:
      return 'public';
  }
}

const known = new Map<string, readonly FilterContext[]>();
const ofFeeds = new WeakMap<readonly FeedKey[], readonly FilterContext[]>();

/** Which filters are meant for a post that stands in these lists. The same array for the same lists. */
export function contextsOf(feeds: readonly FeedKey[]): readonly FilterContext[] {
  const contexts = ofFeeds.get(feeds) ?? findContexts(feeds);
  ofFeeds.set(feeds, contexts);
  return contexts;
}

function findContexts(feeds: readonly FeedKey[]): readonly FilterContext[] {
  const contexts = [...new Set(feeds.flatMap((feed) => contextOf(feed) ?? []))];
  const name = contexts.join(' ');
  const array = known.get(name) ?? contexts;
  known.set(name, array);
  return array;
}

/** How else a post came that is shown once, in words; empty where it came one way only. */
export function traceOf({ booster, feeds, also }: StatusEntry): string {
  const boosters = [...new Set(also.flatMap((way) => (way.booster === null || way.booster.uri === booster?.uri ? [] : [cleanLine(way.booster.displayName) || way.booster.handle])))];
  const isDirectToo = booster !== null && also.some((way) => way.booster === null);
  const own = new Set(feeds.map(nameOfFeed));
  const kinds = [...new Set(also.flatMap((way) => way.feeds.map(nameOfFeed)).filter((name) => !own.has(name)).map(kindWord))];
  const parts = [boosters.length > 0 ? columnsText.alsoBoosted(boosters) : '', isDirectToo ? columnsText.alsoDirect : '', kinds.length > 0 ? columnsText.alsoIn(kinds) : ''];
  return parts.filter((part) => part !== '').join(', ');
}

/** What kind of list has this name (`nameOfFeed`). */
export function kindWord(name: string): string {
  const [kind = ''] = name.split(':', 1);
  return Object.entries(columnsText.kinds).find(([each]) => each === (kind === '' ? 'home' : kind))?.[1] ?? kind;
}
