import { expect, it } from 'vitest';
import type { Digest, DigestPost } from '../../electron/contract/catch-up.ts';
import type { AccountKey, StatusUri } from '../../electron/contract/index.ts';
import { indexOf, noShield } from '../../electron/contract/shield-verdict.ts';
import type { Person } from '../../electron/contract/statuses.ts';
import { withoutShielded } from './catch-up-shield.ts';
import { makeView } from './testing/make-view.ts';

const [home, work] = ['a/1', 'b/2'] as AccountKey[] as [AccountKey, AccountKey];
const person = (handle: string): Person => ({ ...makeView('u' as StatusUri, [home]).status.author, uri: handle, handle });
const post = (uri: string, author: string, reached: readonly AccountKey[], boosters: readonly string[] | null = null): DigestPost => ({
  view: makeView(uri as StatusUri, [...reached], { author: person(author) }),
  at: 1,
  reached,
  boosters: (boosters ?? []).map(person),
  isOwn: boosters === null,
  replies: 0,
});
const digest = (...posts: readonly DigestPost[]): Digest => ({ from: 0, until: 9, isCut: false, posts, authors: [], links: [], threads: [], holes: [] });
const index = indexOf({ rules: [{ from: home, over: work }], sets: [{ account: home, hidden: [{ kind: 'mute', subject: 'ann@far', person: null, endsAt: null }] }] });
const nobody = new Set<string>();

it('leaves out what hidden people wrote, and counts it', () => {
  const { digest: shown, shielded } = withoutShielded(digest(post('u1', 'ann@far', [work]), post('u2', 'bob@far', [work]), post('u3', 'ann@far', ['c/3' as AccountKey])), index, nobody, 0);
  expect([shown.posts.map(({ view }) => view.status.uri), shielded]).toEqual([['u2', 'u3'], 1]);
});

it('leaves out what only hidden people boosted, and names the others where there are some', () => {
  const { digest: shown } = withoutShielded(digest(post('u1', 'bob@far', [work], ['ann@far']), post('u2', 'bob@far', [work], ['ann@far', 'cid@far'])), index, nobody, 0);
  expect(shown.posts.map(({ boosters }) => boosters.map(({ handle }) => handle))).toEqual([['cid@far']]);
});

it('leaves everything as it is without rules, and own posts always', () => {
  const given = digest(post('u1', 'ann@far', [work]));
  expect(withoutShielded(given, noShield, nobody, 0)).toEqual({ digest: given, shielded: 0 });
  expect(withoutShielded(given, index, new Set(['ann@far']), 0).shielded).toBe(0);
});
