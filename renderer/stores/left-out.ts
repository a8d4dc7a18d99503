import { isInTimeline } from '../../electron/contract/feed-keys.ts';
import type { Sighting, StatusEntry } from '../../electron/contract/timelines.ts';
import { ruleAgainst, type ColumnRule } from './column-rules.ts';
import { shownAs, waysIn } from './shown-entries.ts';
import type { Column } from './timeline-column.ts';

/** Why a column does not draw an entry: a rule of its own, or that the post stands in it already. */
export type LeftOutReason = { readonly kind: 'rule'; readonly rule: ColumnRule } | { readonly kind: 'seen'; readonly as: Pick<Sighting, 'at' | 'booster'> };

export interface LeftOut {
  readonly entry: StatusEntry;
  readonly reason: LeftOutReason;
}

/** What of the loaded entries of a column is not among those it draws, newest first. */
export function leftOutOf({ entries, spec, view, kept }: Column): readonly LeftOut[] {
  return entries.flatMap((entry): readonly LeftOut[] => {
    if (entry.kind === 'gap' || !entry.feeds.some((feed) => isInTimeline(feed, spec))) return [];
    const rule = ruleAgainst(entry, view.rules);
    if (rule !== null) return [{ entry, reason: { kind: 'rule', rule } }];
    const also = view.repeats === 'each' ? [] : waysIn(entry, spec, view.rules);
    const id = shownAs(entry, also, kept.get(entry.view.status.uri));
    const as = also.find((way) => way.id === id);
    return as === undefined ? [] : [{ entry, reason: { kind: 'seen', as } }];
  });
}
