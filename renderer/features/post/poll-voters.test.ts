import { expect, it } from 'vitest';
import type { AccountKey, StatusUri } from '../../../electron/contract/index.ts';
import { makeAccount, makeView } from '../../stores/testing/make-view.ts';
import { pollVoters } from './poll-voters.ts';

const home = makeAccount('a.example/1' as AccountKey);
const work = makeAccount('b.example/1' as AccountKey);
const old = makeAccount('c.example/1' as AccountKey, { movedTo: 'me@d.example' });
const uri = 'https://x.example/1' as StatusUri;
const keys = (accounts: readonly { readonly key: AccountKey }[]) => accounts.map(({ key }) => key);
const ask = (view = makeView(uri, [home.key, work.key]), reached: readonly AccountKey[] = [work.key, home.key]) => pollVoters(view, reached, [home, work, old], new Map());
function votedAs(key: AccountKey, ...choices: readonly number[]) {
  const view = makeView(uri, [home.key, work.key]);
  return { ...view, marks: view.marks.map((mark) => (mark.account === key ? { ...mark, ownVotes: choices } : mark)) };
}

it('offers every account that can act, the usual one first', () => {
  const { able, first, voted, showsResults } = ask();
  expect([keys(able), first?.key, voted, showsResults]).toEqual([[home.key, work.key], home.key, [], false]);
});

it('goes on with those that have not voted, and says who voted for what', () => {
  const { able, first, voted, showsResults } = ask(votedAs(home.key, 0, 2));
  expect([keys(able), first?.key, showsResults]).toEqual([[work.key], work.key, true]);
  expect(voted.map(({ account, choices }) => [account.key, choices])).toEqual([[home.key, [0, 2]]]);
});

it('lets other accounts vote in a poll that one of them asked, and never its author', () => {
  const { able, showsResults } = ask(makeView(uri, [home.key, work.key], { author: { ...makeView(uri, [home.key]).status.author, handle: home.handle } }));
  expect([keys(able), showsResults]).toEqual([[work.key], true]);
});

it('keeps what only its readers see to those', () => {
  expect(keys(ask(makeView(uri, [home.key], { visibility: 'private' }), [home.key]).able)).toEqual([home.key]);
});
