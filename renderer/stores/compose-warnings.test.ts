import { describe, expect, test } from 'vitest';
import type { DraftBody } from '../../electron/contract/compose.ts';
import type { StatusView } from '../../electron/contract/statuses.ts';
import { newBody } from './compose-body.ts';
import { warningsOf, type WarningFacts } from './compose-warnings.ts';
import { account, statusView } from './testing/compose-fixtures.ts';

const home = account('home', 'maren@kelp.example');
const day = 24 * 60 * 60_000;
const facts = (body: Partial<DraftBody>, replyTo: StatusView | null = null, more: Partial<WarningFacts> = {}): WarningFacts => ({ body: { ...newBody(home), ...body }, replyTo, own: new Map([[home.key, home.handle]]), views: new Map(), now: 0, ...more });

describe('an answer', () => {
  test('to a post of more than three months ago says how old it is', () => {
    expect(warningsOf(facts({}, statusView(), { now: 91 * day }))).toEqual([]);
    expect(warningsOf(facts({}, statusView(), { now: 155 * day }))).toEqual([{ warning: 'old', months: 5 }]);
  });

  test('that more people would see than saw the post', () => {
    const replyTo = statusView({ visibility: 'private' });
    expect(warningsOf(facts({ visibility: 'private' }, replyTo))).toEqual([]);
    expect(warningsOf(facts({ visibility: 'direct' }, replyTo))).toEqual([]);
    expect(warningsOf(facts({ visibility: 'unlisted' }, replyTo))).toEqual([{ warning: 'wider' }]);
    expect(warningsOf(facts({ visibility: 'private', targets: [{ account: home.key, overrides: { visibility: 'public' } }] }, replyTo))).toEqual([{ warning: 'wider' }]);
  });

  test('that would let somebody into a direct conversation; short handles are of the own server', () => {
    const replyTo = statusView({ visibility: 'direct', mentions: ['maren@kelp.example', 'ines@nordsee.example'] });
    const said = (text: string) => warningsOf(facts({ text, visibility: 'direct' }, replyTo));
    expect(said('@jule@wattpost.example @Ines@nordsee.example yes')).toEqual([]);
    expect(said('@jule@wattpost.example ask @tomasz@wattpost.example.')).toEqual([{ warning: 'joins', handles: ['tomasz@wattpost.example'] }]);
    expect(said('@maren and @lena know')).toEqual([{ warning: 'joins', handles: ['lena@kelp.example'] }]);
    expect(said('mail me@there.example')).toEqual([]);
    expect(warningsOf(facts({ text: '@tomasz@wattpost.example' }, statusView()))).toEqual([]);
  });
});

test('a link to a post for few people, in any post of a thread', () => {
  const secret = statusView({ uri: 'https://wattpost.example/secret', visibility: 'private' });
  const views = new Map([[secret.status.uri as string, secret]]);
  expect(warningsOf(facts({ text: 'See https://wattpost.example/open' }, null, { views }))).toEqual([]);
  const thread = [{ id: 'b', text: 'See https://wattpost.example/secret', media: [], poll: null, own: [] }];
  expect(warningsOf(facts({ text: 'First', thread }, null, { views }))).toEqual([{ warning: 'privateLink', url: 'https://wattpost.example/secret' }]);
});
