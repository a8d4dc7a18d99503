import { describe, expect, it } from 'vitest';
import { noRules } from '../../electron/contract/defaults.ts';
import type { AccountKey, EntryId, FeedKey, StatusUri } from '../../electron/contract/index.ts';
import type { Sighting, StatusEntry, TimelineSpec } from '../../electron/contract/timelines.ts';
import { shownEntries, type ColumnView } from './shown-entries.ts';
import { makeView } from './testing/make-view.ts';

const ann = 'a.example/1' as AccountKey;
const ben = 'b.example/1' as AccountKey;
const uri = 'https://c.example/1' as StatusUri;
const all = { source: 'home', accounts: 'all' } as const;
const once: ColumnView = { rules: noRules, repeats: 'once' };
const { author } = makeView(uri, []).status;

const way = (id: string, at: number, feed: FeedKey, isBoost = true): Sighting => ({ id: id as EntryId, at, booster: isBoost ? author : null, feeds: [feed] });

/** Entries of one post, each knowing the others. Newest first. */
function entriesOf(...ways: readonly Sighting[]): StatusEntry[] {
  return ways.map((own) => ({ kind: 'status', ...own, view: makeView(uri, [ann, ben]), reached: own.feeds as AccountKey[], also: ways.filter((other) => other !== own) }));
}

const direct = way('direct', 10, ann, false);
const boost = way('boost', 20, ben);
const second = way('second', 30, ann);

describe('shownEntries', () => {
  it('shows a post where it came first, with everybody it reached and the other ways', () => {
    const { shown, kept } = shownEntries(entriesOf(second, boost, direct), all, once, new Map());
    expect(shown).toMatchObject([{ id: 'direct', booster: null, reached: [ann, ben], also: [{ id: 'second' }, { id: 'boost' }] }]);
    expect([...kept]).toEqual([[uri, 'direct']]);
  });

  it('does not show again what came before, also where that is not loaded', () => {
    const [, newer] = entriesOf(direct, boost);
    expect(shownEntries(newer === undefined ? [] : [newer], all, once, new Map()).shown).toEqual([]);
  });

  it('leaves what the reader has where it is when the first of all comes late', () => {
    const before = shownEntries(entriesOf(boost), all, once, new Map([[uri, boost.id]]));
    const after = shownEntries(entriesOf(boost, direct), all, once, new Map([[uri, boost.id]]));
    expect([before.shown.map(({ id }) => id), after.shown.map(({ id }) => id)]).toEqual([['boost'], ['boost']]);
    expect(after.shown).toMatchObject([{ also: [{ id: 'direct' }] }]);
  });

  it('shows the next one when the shown one is deleted', () => {
    const { kept } = shownEntries(entriesOf(boost, direct), all, once, new Map());
    expect(shownEntries(entriesOf(boost), all, once, kept).shown.map(({ id }) => id)).toEqual(['boost']);
  });

  it('knows nothing of what other columns show', () => {
    const onlyBen: TimelineSpec = { source: 'home', accounts: [ben] };
    const [shownBoost] = entriesOf(boost, direct);
    expect(shownEntries(shownBoost === undefined ? [] : [shownBoost], onlyBen, once, new Map()).shown).toMatchObject([{ id: 'boost', reached: [ben], also: [] }]);
  });

  it('shows a post as it came by itself where boosts are left out', () => {
    const early = way('early', 5, ben);
    const view: ColumnView = { rules: { ...noRules, boosts: false }, repeats: 'once' };
    expect(shownEntries(entriesOf(boost, direct, early), all, view, new Map()).shown.map(({ id }) => id)).toEqual(['direct']);
  });

  it('shows every way by itself where the person wants that', () => {
    const { shown } = shownEntries(entriesOf(second, boost, direct), all, { rules: noRules, repeats: 'each' }, new Map());
    expect(shown.map(({ id }) => id)).toEqual(['second', 'boost', 'direct']);
    expect(shown).toMatchObject([{ also: [] }, { also: [] }, { also: [] }]);
  });

  it('gives the same entry for the same entry, so that nothing is drawn again', () => {
    const entries = entriesOf(boost, direct);
    const first = shownEntries(entries, all, once, new Map());
    expect(shownEntries(entries, all, once, first.kept).shown[0]).toBe(first.shown[0]);
  });
});
