import { describe, expect, it } from 'vitest';
import type { AccountKey, EntryId, StatusUri } from '../../electron/contract/index.ts';
import type { LinkedPost } from '../../electron/contract/copies.ts';
import type { StatusEntry } from '../../electron/contract/timelines.ts';
import { collapseCopies } from './collapse-copies.ts';
import { makeView } from './testing/make-view.ts';

const [home, work] = ['a.example/1', 'b.example/2'] as AccountKey[];
const order = [home, work] as AccountKey[];
const entry = (uri: string, at: number, reached: readonly (AccountKey | undefined)[], boosted = false): StatusEntry => {
  const view = makeView(uri as StatusUri, []);
  const accounts = reached.filter((key) => key !== undefined);
  return { kind: 'status', id: `${uri}${boosted ? ' boosted' : ''}` as EntryId, at, view, booster: boosted ? view.status.author : null, reached: accounts, feeds: [], also: [] };
};
const post: LinkedPost = { id: 'p', copies: [{ account: home, uri: 'x' as StatusUri, url: null, at: 1 }, { account: work, uri: 'y' as StatusUri, url: null, at: 2 }] as LinkedPost['copies'] };
const linked = new Map(post.copies.map(({ uri }) => [uri, post]));
const shape = (entries: readonly { readonly id: EntryId }[]) => entries.map((each) => [each.id, 'reached' in each ? each.reached : null]);

describe('copies in a list', () => {
  it('are one entry, at the place of the oldest, reached by all', () => {
    const entries = [entry('z', 9, [home]), entry('y', 5, [work]), entry('x', 4, [home])];
    expect(shape(collapseCopies(entries, linked, order))).toEqual([['z', [home]], ['x', [home, work]]]);
  });

  it('stay apart where they are far apart, are boosts, or are alone', () => {
    const hour = 3_600_000;
    const far = [entry('y', 2 * hour, [work]), entry('x', 4, [home])];
    expect(collapseCopies(far, linked, order)).toBe(far);
    const boosted = [entry('y', 5, [work], true), entry('x', 4, [home])];
    expect(collapseCopies(boosted, linked, order)).toBe(boosted);
    expect(collapseCopies(far, new Map(), order)).toBe(far);
  });
});
