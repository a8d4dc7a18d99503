import { describe, expect, it } from 'vitest';
import { noRules } from '../../electron/contract/defaults.ts';
import type { ColumnRules } from '../../electron/contract/columns.ts';
import type { AccountKey, EntryId, Html, StatusUri } from '../../electron/contract/index.ts';
import type { Status } from '../../electron/contract/statuses.ts';
import type { StatusEntry } from '../../electron/contract/timelines.ts';
import { passesRules, patternProblem } from './column-rules.ts';
import { makeView } from './testing/make-view.ts';

const home = 'a.example/1' as AccountKey;
const uri = 'https://c.example/1' as StatusUri;

function entry(status: Partial<Status> = {}, isBoost = false): StatusEntry {
  const view = makeView(uri, [home], status);
  return { kind: 'status', id: 'e' as EntryId, at: 1, view, booster: isBoost ? view.status.author : null, reached: [home], feeds: [home], also: [] };
}

const passes = (rules: Partial<ColumnRules>, status: Partial<Status> = {}, isBoost = false): boolean => passesRules(entry(status, isBoost), { ...noRules, ...rules });
const { author } = makeView(uri, []).status;

describe('passesRules', () => {
  it.each<[string, Partial<ColumnRules>, Partial<Status>]>([
    ['replies', { replies: false }, { replyToHandle: 'ann@c.example' }],
    ['replies to nobody knows whom', { replies: false }, { replyToHandle: '' }],
    ['automated accounts', { bots: false }, { author: { ...author, bot: true } }],
    ['posts without media', { mediaOnly: true }, { media: [] }],
    ['other languages', { languages: ['de', 'pt'] }, { language: 'en' }],
    ['too few boosts', { minReblogs: 3 }, {}],
    ['too few favourites', { minFavourites: 4 }, {}],
    ['a word in any case', { words: ['HELLO'] }, {}],
    ['a word in the warning', { words: ['spider'] }, { spoilerText: 'Spiders inside' }],
    ['a word with a sign that markup escapes', { words: ['R&D'] }, { content: '<p>Our R&amp;D</p>' as Html }],
    ['a pattern', { pattern: '^hel+o' }, { content: 'Hellllo' as Html }],
  ])('leaves out %s', (_what, rules, status) => {
    expect(passes({}, status)).toBe(true);
    expect(passes(rules, status)).toBe(false);
  });

  it('leaves out boosts, and no posts that came by themselves', () => {
    expect([passes({ boosts: false }, {}, true), passes({ boosts: false })]).toEqual([false, true]);
  });

  it('shows posts that do not say their language, and every region of a language', () => {
    expect(passes({ languages: ['pt'] }, { language: null })).toBe(true);
    expect(passes({ languages: ['pt'] }, { language: 'pt-BR' })).toBe(true);
  });

  it('does not look for words in the markup', () => {
    expect(passes({ words: ['span'] }, { content: '<p><span class="x">Tide</span></p>' as Html })).toBe(true);
  });
});

describe('patternProblem', () => {
  it.each(['tide', 'wet ?paint', '^(cat|dog)s?\\b', '[a-z]+ing', 'a{2,4}', 'x.*y'])('obeys %s', (source) => expect(patternProblem(source)).toBeNull());
  it.each(['(', '[z-a]', 'a{2'])('knows that %s is none', (source) => expect(patternProblem(source)).toBe('invalid'));
  it.each(['(a+)+$', '(a|a)*b', '(.*)*', '(x{1,9}){9}', 'a*b*', 'a{0,99}b*', '.*.*b', '(?=a)b', '(?<!a)b', '(a)\\1'])('refuses %s', (source) => expect(patternProblem(source)).toBe('slow'));

  it('obeys only what ends soon, on the longest text that is looked at', () => {
    const content = `${'a '.repeat(5_000)}!` as Html;
    const from = performance.now();
    for (const pattern of ['.*b', '[a-z ]+$', '(a+)+$']) passes({ pattern }, { content });
    expect(performance.now() - from).toBeLessThan(300);
  });
});
