import type { DigestHole } from '../../contract/catch-up.ts';
import { accountOfFeed } from '../../contract/feed-keys.ts';
import type { FeedKey } from '../../contract/ids.ts';
import type { TimelineStore } from '../ports.ts';

/** What of a period (epoch ms) is not stored in these lists. */
export function findHoles(timelines: Pick<TimelineStore, 'gaps' | 'oldest'>, feeds: readonly FeedKey[], from: number): readonly DigestHole[] {
  return feeds.flatMap((feed): readonly DigestHole[] => {
    const account = accountOfFeed(feed);
    if (account === null) return [];
    const gaps = timelines.gaps(feed).filter((gap) => gap.newerAt > from);
    const holes = gaps.map(({ id, newerAt, olderAt, state }): DigestHole => ({ kind: 'gap', feed, account, gap: state === 'unfillable' ? null : id, newerAt, olderAt }));
    const at = timelines.oldest(feed)?.at ?? null;
    const isOpenBelow = gaps.some(({ below }) => below === null);
    return isOpenBelow || (at !== null && at <= from) ? holes : [...holes, { kind: 'begins', feed, account, at }];
  });
}
