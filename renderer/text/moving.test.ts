import { describe, expect, test } from 'vitest';
import type { CopyDecision } from '../../electron/contract/carry-over.ts';
import type { Finding, FindingValues } from '../../electron/contract/moving.ts';
import { decisionWords, itemLabel } from './carry-over.ts';
import { countdown, duration, rowWords } from './moving.ts';
import { findingWords } from './moving-findings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** One example of everything a check can find: a code without an entry does not compile. */
const examples: { readonly [C in keyof FindingValues]: FindingValues[C] } = {
  'signIns.ok': {},
  'signIns.dead': { side: 'from', handle: 'ann@old.example' },
  'signIns.limited': { side: 'to', handle: 'ann@new.example' },
  'handles.ok': { from: 'https://old.example/1', to: 'https://new.example/1' },
  'handles.other': { handle: 'ann@new.example', found: 'https://x.example/2', expected: 'https://new.example/1' },
  'notMoved.ok': {},
  'notMoved.toMoved': { movedTo: 'bo@x.example' },
  'notMoved.fromMoved': { movedTo: 'bo@x.example' },
  'alias.public': { uri: 'https://old.example/1', readAt: 0 },
  'alias.missing': { expected: 'https://old.example/1', found: ['https://x.example/2'], readAt: 0 },
  'alias.saved': { expected: 'https://old.example/1', readAt: 0 },
  'alias.hidden': { host: 'new.example' },
  'alias.byServer': { uri: 'https://old.example/1', host: 'new.example' },
  'reach.ok': {},
  'reach.none': { asked: 'old.example', target: 'ann@new.example' },
  'serverBlocks.ok': {},
  'serverBlocks.hits': { host: 'new.example', servers: ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'], follows: 1, followers: 31 },
  'serverBlocks.hidden': { host: 'new.example' },
  'locked.open': {},
  'locked.locked': { waiting: 0, followers: 40 },
  'ownBlocks.ok': {},
  'ownBlocks.hits': { handles: ['bo@x.example'], count: 1 },
  'cooldown.none': {},
  'cooldown.until': { until: 30 * 24 * hourMs, movedAt: 0 },
  'cooldown.unknown': {},
  'saved.ok': { at: 0, followers: 40, follows: 1_203 },
  'saved.short': { kind: 'follows', saved: 1_203, counted: 1_210 },
  'saved.none': {},
  'limits.ok': {},
  'limits.over': { what: 'bio', count: 700, limit: 500 },
  'scheduledPosts.none': {},
  'scheduledPosts.some': { count: 2 },
  'profile.filled': {},
  'profile.empty': { missing: ['avatar', 'bio', 'posts'] },
  'archive.ask': { url: 'https://old.example/settings/export' },
  'software.ok': { servers: 12 },
  'software.ignoring': { count: 41, servers: [{ host: 'ember.example', software: 'ember', followers: 41 }] },
  'copied.some': { done: 1, total: 2 },
  'copied.all': { total: 2 },
  'copied.dropped': { at: 1_000 },
  'announced.no': {},
  'announced.yes': { at: 0 },
  'move.ready': { by: 'page' },
  'move.refused': { rows: ['reach', 'alias'] },
  'move.waiting': { since: 0 },
  'move.sent': { at: 0 },
  'carriedOut.yes': { at: 0 },
  'carriedOut.redirectOnly': { at: 0 },
  'carriedOut.notYet': { since: 0 },
  'carriedOut.recordedOnly': { since: 0, adminText: 'Please run it' },
  'arrivals.count': { came: 874, total: 1_284, at: 0 },
  'requests.none': {},
  'requests.some': { count: 1 },
  'leftovers.none': {},
  'leftovers.some': { count: 3 },
  'links.ok': {},
  'links.fix': { links: ['https://ann.example'] },
  'relock.due': { since: 0 },
  'oldGuarded.yes': {},
  'failed': { error: { kind: 'offline', host: 'old.example', reason: 'timeout', mayHaveArrived: false } },
  'notApplicable': {},
};
const wordsOf = <C extends keyof FindingValues>(code: C, values: FindingValues[C]) => findingWords({ code, values } as unknown as Finding, hourMs);

describe('findings in words', () => {
  test.each(Object.keys(examples) as (keyof FindingValues)[])('%s says something, and no value is missing in it', (code) => {
    const { title, detail } = wordsOf(code, examples[code]);
    expect(`${title}${detail}`).not.toBe('');
    expect(`${title} ${detail}`).not.toMatch(/undefined|NaN|\[object|null|!/);
  });

  test('evidence is exact: the address that is missing, and the one found instead', () => {
    const { detail } = wordsOf('alias.missing', examples['alias.missing']);
    expect(detail).toContain('https://old.example/1');
    expect(detail).toContain('https://x.example/2');
  });

  test('one is not several', () => {
    expect(wordsOf('requests.some', { count: 1 }).title).toBe('1 person asks to follow the new account');
    expect(wordsOf('requests.some', { count: 2 }).title).toBe('2 people ask to follow the new account');
    expect(wordsOf('scheduledPosts.some', { count: 1 }).detail).toMatch(/^It would/);
  });

  test('many servers are named by the first three', () => {
    expect(wordsOf('serverBlocks.hits', examples['serverBlocks.hits']).detail).toContain('a.example, b.example, c.example and 2 more');
  });

  test('a row keeps its name where a finding has no title of its own, and where nothing is known', () => {
    expect(rowWords({ id: 'reach', state: 'waiting', finding: { code: 'failed', values: examples.failed } }, 0)).toMatchObject({ title: 'The two servers reach each other', detail: expect.stringContaining('old.example did not answer in time') });
    expect(rowWords({ id: 'reach', state: 'checking', finding: null }, 0).detail).toBe('Looking now.');
  });
});

test.each([
  [0, '0 s'],
  [41_000, '41 s'],
  [3 * minuteMs, '3 min'],
  [68 * minuteMs, '1 h 08 min'],
  [26 * hourMs, '26 h'],
  [72 * hourMs, '3 days'],
])('%i ms is %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('the ring counts down to nothing and not below', () => {
  expect([countdown(61_000), countdown(40_500), countdown(-5)]).toEqual(['1:01', '0:41', '0:00']);
});

describe('decisions in words', () => {
  const decision = (more: Partial<CopyDecision>): CopyDecision => ({ kind: 'follows', state: 'gone', count: 3, examples: ['bo@x.example', 'cy@x.example', 'di@x.example'], message: null, answers: ['leaveOut'], ...more });

  test('a reason of the server is quoted, and said what it means', () => {
    const { title, detail } = decisionWords(decision({ state: 'notAllowed', message: 'This action is not allowed' }));
    expect(title).toBe('3 follows refused: “This action is not allowed”');
    expect(detail).toContain('Asking again would not help');
  });

  test('people who moved on are told by their number and by name', () => {
    expect(decisionWords(decision({ state: 'movedOn', count: 6 })).title).toBe('6 people have moved on themselves');
    expect(decisionWords(decision({ state: 'movedOn', count: 1, examples: ['bo@x.example'] })).detail).toContain('bo@x.example');
  });

  test.each(['movedOn', 'unreadable', 'notAllowed', 'gone', 'rejected', 'overLimit', 'failed', 'unclear'] as const)('%s has words for every kind', (state) => {
    for (const kind of ['follows', 'bookmarks', 'filters', 'profile'] as const) expect(decisionWords(decision({ state, kind, examples: [] })).title).not.toMatch(/undefined/);
  });
});

test('settings are named in words, times as the person reads them, everything else as it is', () => {
  expect(itemLabel({ kind: 'profile', label: 'hideCollections' }, 0)).toBe('Hides follows and followers');
  expect(itemLabel({ kind: 'scheduled', label: '1970-01-02T12:00:00.000Z' }, 0)).toMatch(/^Fri,? 2 Jan/);
  expect(itemLabel({ kind: 'follows', label: 'note@x.example' }, 0)).toBe('note@x.example');
});
