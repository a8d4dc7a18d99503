import { expect, test } from 'vitest';
import type { BelongingsSnapshot } from '../migration/index.ts';
import { differenceOf } from './difference.ts';

const person = (handle: string, uri: string | null = `https://${handle}`) => ({ handle, uri });
const follow = (handle: string) => ({ ...person(handle), reblogs: true, notify: false, languages: null });
const reading = <T>(...items: readonly T[]) => ({ items, counted: null, readAt: 0 });
const taken = (part: Partial<BelongingsSnapshot>): BelongingsSnapshot => ({ account: null, handle: null, takenAt: 0, kinds: {}, unsupported: [], followers: [], ...part });

test('tells who came and who went, by address and not by name', () => {
  const older = taken({ kinds: { follows: reading(follow('a@x'), follow('b@x')) }, followers: [person('f@x', 'u1'), person('g@x', 'u2')] });
  const newer = taken({ kinds: { follows: reading(follow('b@x'), follow('c@x')) }, followers: [person('renamed@x', 'u1')] });
  expect(differenceOf(older, newer)).toEqual([
    { kind: 'follows', gained: 1, lost: 1, gainedLabels: ['c@x'], lostLabels: ['a@x'] },
    { kind: 'followers', gained: 0, lost: 1, gainedLabels: [], lostLabels: ['g@x'] },
  ]);
});

test('says nothing of what one of the two did not read', () => {
  const older = taken({ kinds: { blocks: reading(person('a@x')) }, followers: null });
  const newer = taken({ kinds: { mutes: reading() }, followers: [person('f@x')] });
  expect(differenceOf(older, newer)).toEqual([]);
});

test('names members with their list, a changed setting, and a changed filter twice', () => {
  const filter = (keyword: string) => ({ title: 'Spoilers', expiresAt: null, context: ['home'], action: 'warn' as const, keywords: [{ keyword, wholeWord: false }], statuses: [] });
  const list = (...members: readonly string[]) => ({ title: 'Birds', repliesPolicy: 'list' as const, exclusive: false, members: members.map((member) => person(member)) });
  const older = taken({ kinds: { lists: reading(list('a@x')), filters: reading(filter('one')), profile: reading({ name: 'note', value: 'old' }) } });
  const newer = taken({ kinds: { lists: reading(list('a@x', 'b@x')), filters: reading(filter('two')), profile: reading({ name: 'note', value: 'new' }) } });
  expect(differenceOf(older, newer).map(({ kind, gainedLabels, lostLabels }) => [kind, gainedLabels, lostLabels])).toEqual([
    ['profile', ['note'], ['note']],
    ['filters', ['Spoilers'], ['Spoilers']],
    ['lists', ['Birds: b@x'], []],
  ]);
});

test('lists at most 200 names and counts all', () => {
  const newer = taken({ followers: Array.from({ length: 500 }, (_, index) => person(`p${index}@x`)) });
  const [difference] = differenceOf(taken({}), newer);
  expect(difference).toMatchObject({ gained: 500, lost: 0 });
  expect(difference?.gainedLabels).toHaveLength(200);
});
