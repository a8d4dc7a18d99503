import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import { parsePeriod } from './dates.ts';
import { closest, isNear } from './near.ts';
import { planQuery, type OwnAccount } from './plan.ts';
import { operators, parseQuery } from './query.ts';
import { facet, fold, toPhrase, toWords } from './tokens.ts';

const now = new Date(2026, 5, 15, 12).getTime();
const own: readonly OwnAccount[] = [
  { key: 'a.example/1' as AccountKey, handle: 'ann@a.example', nickname: 'Ann' },
  { key: 'b.example/2' as AccountKey, handle: 'ben@b.example', nickname: 'Ben at work' },
];
const plan = (text: string) => planQuery(parseQuery(text), { now, accounts: own });
const problemsOf = (text: string) => plan(text).problems.map(({ kind, part, suggestions }) => [kind, part, ...suggestions]);

/** Typed texts that look like queries more often than chance would have it. */
const queryLike = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('"', '-', ':', '#', '@', ' ', ...operators.map((name) => `${name}:`), 'from:"', '-in:bookmarks', 'after:2026-03', '“', '”', '東京', 'ß')), { maxLength: 20 })
  .map((parts) => parts.join(''));

describe('any text', () => {
  test('is read without a throw, and every part and problem stands in it', () => {
    fc.assert(
      fc.property(queryLike, (text) => {
        const { parts, problems } = parseQuery(text);
        for (const { source } of parts) expect(text).toContain(source);
        for (const { part } of problems) expect(text).toContain(part);
        for (const { part, suggestions } of plan(text).problems) for (const suggestion of suggestions) expect(suggestion).not.toBe(part);
      }),
    );
  });

  test('no letter or digit of it gets lost: each is in a part, or in a problem', () => {
    fc.assert(
      fc.property(queryLike, (text) => {
        const { parts, problems } = parseQuery(text);
        const kept = [...parts.map(({ source }) => source), ...problems.map(({ part }) => part)].join('');
        const letters = (value: string): string => [...value].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).toSorted().join('');
        expect(letters(kept)).toBe(letters(text));
      }),
    );
  });

  test('of plain words asks for each of them', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), word), { minLength: 1, maxLength: 12 }), (words) => {
        const { match, problems } = plan(words.map(([minus, text]) => (minus ? `-${text}` : text)).join(' '));
        expect(problems).toEqual([]);
        const asked = words.filter(([minus]) => !minus).map(([, text]) => [{ words: [text] }]);
        expect(match.all).toMatchObject(asked.length > 0 ? asked : [[{ words: [facet('all')] }]]);
        expect(match.none).toMatchObject(words.filter(([minus]) => minus).map(([, text]) => ({ words: [text] })));
      }),
    );
  });

  test('never becomes words that hold a space, a quote or a control character', () => {
    fc.assert(
      fc.property(queryLike, (text) => {
        const { match } = plan(text);
        // oxlint-disable-next-line no-control-regex
        for (const { words } of [...match.all.flat(), ...match.none]) for (const word of words) expect(word).toMatch(/^[^\0-/:-@[-`{-\x7f]+$/);
      }),
    );
  });
});

describe('operators', () => {
  test('what is no operator is text', () => {
    for (const text of ['12:30', 'https://x.example/a', 're: tea', 'foo:bar', 'C++', 'a:b:c']) expect(plan(text).problems, text).toEqual([]);
  });

  test('slips are told with what was meant', () => {
    expect(problemsOf('form:ann')).toEqual([['unknownOperator', 'form:ann', 'from:ann']]);
    expect(problemsOf('-hass:media')).toEqual([['unknownOperator', '-hass:media', '-has:media']]);
    expect(problemsOf('has:')).toEqual([['missingValue', 'has:']]);
    expect(problemsOf('has:med')).toEqual([['badValue', 'has:med', 'has:media']]);
    expect(problemsOf('is:old')).toEqual([['badValue', 'is:old', 'is:reply', 'is:boost', 'is:mine']]);
    expect(problemsOf('before:soon')).toEqual([['badDate', 'before:soon']]);
    expect(problemsOf('account:zoe')).toEqual([['unknownAccount', 'account:zoe', 'account:ann@a.example', 'account:ben@b.example']]);
    expect(problemsOf('lang:german')).toEqual([['badValue', 'lang:german']]);
    expect(problemsOf('after:2026-04 before:2026-03')).toEqual([['emptyRange', '']]);
  });

  test('what is wrong is left out, the rest is asked for', () => {
    expect(plan('tide before:soon').match).toMatchObject({ all: [[{ words: ['tide'] }]], to: null });
    expect(plan('before:soon').isEmpty).toBe(true);
  });

  test('names in any case, other words for the same, quotes where there are spaces', () => {
    expect(plan('HAS:Images').match.all).toEqual(plan('has:image').match.all);
    expect(plan('in:favorites').match.all).toEqual(plan('in:favourites').match.all);
    expect(plan('account:"Ben at work"').match.all).toEqual(plan('account:ben@b.example').match.all);
    expect(plan('from:"ann@a.example"').match.all).toEqual(plan('from:@Ann@A.example').match.all);
  });

  test('too many parts end the query there', () => {
    const { problems, match } = plan(Array.from({ length: 40 }, (_, n) => `word${n}`).join(' '));
    expect(problems).toMatchObject([{ kind: 'tooLong' }]);
    expect(match.all).toHaveLength(32);
  });

  test('a text without words asks for nothing', () => {
    for (const text of ['', '   ', '-', '"', '!!!', '…', '"" -""']) expect(plan(text).isEmpty, text).toBe(true);
  });

  test('only what is being typed goes on; a star says so anywhere', () => {
    const prefixes = (text: string) => plan(text).match.all.map(([phrase]) => phrase?.isPrefix);
    expect(prefixes('tide low')).toEqual([false, true]);
    expect(prefixes('tid* low ')).toEqual([true, false]);
    expect(prefixes('lo')).toEqual([false]);
    expect(prefixes('"low"')).toEqual([false]);
    expect(prefixes('from:ann')).toEqual([false]);
    expect(prefixes('from:an*')).toEqual([true]);
  });
});

describe('dates', () => {
  const local = (...parts: readonly [number, number, number?]): number => new Date(parts[0], parts[1], parts[2] ?? 1).getTime();

  test.each([
    ['2026', local(2026, 0), local(2027, 0)],
    ['2026-12', local(2026, 11), local(2027, 0)],
    ['2024-02-29', local(2024, 1, 29), local(2024, 2, 1)],
    ['2026/3/9', local(2026, 2, 9), local(2026, 2, 10)],
    ['today', local(2026, 5, 15), local(2026, 5, 16)],
    ['Yesterday', local(2026, 5, 14), local(2026, 5, 15)],
    ['7d', now - 7 * 86_400_000, now - 7 * 86_400_000],
    ['12h', now - 43_200_000, now - 43_200_000],
  ])('%s', (text, from, to) => expect(parsePeriod(text, now)).toEqual({ from, to }));

  test.each(['2026-13', '2026-02-30', '26', '2026-', 'now', '', '7', '-7d', '2026-00-01', '2026-01-00'])('%s is none', (text) => expect(parsePeriod(text, now)).toBeNull());
});

describe('words', () => {
  test('fold case, accents and wide forms, and keep what makes another letter', () => {
    expect(fold('ÉCLAIR Ωδή ＡＢＣ ﬁsh')).toBe('eclair ωδη abc fish');
    expect(fold('ガ')).toBe('ガ');
    expect(fold('हिन्दी')).toBe('हिन्दी'.normalize('NFKC'));
    expect(fold('ΟΔΟΣ')).toBe(fold('οδός'));
  });

  test('folding again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  test('every part of a text in a script without spaces is a phrase of its words', () => {
    const character = fc.constantFrom(...'東京都港区芝公園タワー의바다สวัสดี');
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), (characters, a, b) => {
        const from = a % characters.length;
        const to = from + 1 + (b % (characters.length - from));
        const part = characters.slice(from, to).join('');
        const { inOrder, single } = toWords(characters.join(''));
        const phrase = toPhrase(part);
        const found = phrase.length === 0 || single.includes(phrase[0] ?? '') || inOrder.some((_, at) => phrase.every((word, index) => inOrder[at + index] === word));
        expect(found).toBe(true);
      }),
    );
  });

  test('a facet is one word whatever its value holds, and two values are two words', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab.-_@:/ "*'), maxLength: 8 });
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(facet('from', one)).toMatch(/^[^\0-/:-@[-`{-\x7f]+$/);
        expect(facet('from', one) === facet('from', other)).toBe(one === other);
      }),
    );
  });
});

describe('slips', () => {
  test.each([['form', 'from', true], ['fro', 'from', true], ['fromm', 'from', true], ['frim', 'from', true], ['from', 'from', false], ['forn', 'from', false], ['to', 'from', false]])('%s and %s', (one, other, near) => {
    expect(isNear(one, other)).toBe(near);
    expect(isNear(other, one)).toBe(near);
  });

  test('a beginning says more than a slip', () => expect(closest('me', ['media', 'mine', 'ne'])).toEqual(['media']));
});
