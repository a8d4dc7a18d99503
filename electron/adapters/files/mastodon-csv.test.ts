import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FollowItem } from '../../core/migration/items.ts';
import { csvFileName, readCsv, writeCsv, type CsvKind } from './mastodon-csv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = <K extends CsvKind>(kind: K, text: string) => {
  const result = readCsv(kind, bytes(text));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('writing', () => {
  it('writes follows as Mastodon exports them', () => {
    expect(
      writeCsv('follows', [
        { handle: 'jule@wattpost.example', reblogs: true, notify: false, languages: ['de', 'en'] },
        { handle: 'dev@wetlands.example', reblogs: false, notify: true, languages: null },
      ]),
    ).toBe('Account address,Show boosts,Notify on new posts,Languages\njule@wattpost.example,true,false,"de, en"\ndev@wetlands.example,false,true,\n');
  });

  it('quotes only what needs it, as Ruby does', () => {
    expect(writeCsv('lists', [
      { title: 'Birds, and "friends"', handle: 'a@b.example' },
      { title: 'plain words', handle: 'c@d.example' },
      { title: '', handle: 'e@f.example' },
      { title: 'two\nlines', handle: 'g@h.example' },
    ])).toBe('"Birds, and ""friends""",a@b.example\nplain words,c@d.example\n"",e@f.example\n"two\nlines",g@h.example\n');
  });

  it('writes no header where Mastodon writes none, and no BOM', () => {
    expect(writeCsv('blocks', [{ handle: 'x@y.example' }])).toBe('x@y.example\n');
    expect(writeCsv('domainBlocks', [])).toBe('');
    expect(bytes(writeCsv('mutes', []))[0]).toBe('A'.charCodeAt(0));
  });

  it('names files so that the importer guesses the type', () => {
    expect(csvFileName('follows')).toBe('following_accounts.csv');
    expect(csvFileName('domainBlocks')).toBe('blocked_domains.csv');
  });
});

describe('reading files of each age', () => {
  it.each([
    ['bare handles, 2016', '@jule@wattpost.example\ndev@wetlands.example\n'],
    ['boosts, 2019', 'Account address,Show boosts\njule@wattpost.example,true\ndev@wetlands.example,true\n'],
    ['notify and languages, 4.0', 'Account address,Show boosts,Notify on new posts,Languages\njule@wattpost.example,true,false,\ndev@wetlands.example,true,false,""\n'],
    ['Windows line ends and a BOM', '\uFEFFAccount address,Show boosts\r\njule@wattpost.example,true\r\ndev@wetlands.example,true\r\n'],
    ['columns in another order', 'Account address,Notify on new posts,Show boosts\njule@wattpost.example,false,true\ndev@wetlands.example,false,true\n'],
  ])('%s', (_age, text) => {
    const usual = { reblogs: true, notify: false, languages: null };
    expect(read('follows', text).items).toEqual([
      { handle: 'jule@wattpost.example', ...usual },
      { handle: 'dev@wetlands.example', ...usual },
    ]);
  });

  it('takes an administrator\'s block list as domain blocks', () => {
    const file = read('domainBlocks', '#domain,#severity,#reject_media\nBad.example,suspend,true\n');
    expect(file.items).toEqual([{ domain: 'bad.example' }]);
  });

  it('says which rows mean nothing, and why', () => {
    const file = read('blocks', 'a@b.example\nnot a handle\n=cmd()|x\n   \nhttps://c.example/@d\n');
    expect(file.items).toEqual([{ handle: 'a@b.example' }]);
    expect(file.unreadable).toEqual([
      { row: 2, reason: 'notAHandle' },
      { row: 3, reason: 'notAHandle' },
      { row: 4, reason: 'empty' },
      { row: 5, reason: 'notAHandle' },
    ]);
  });

  it('warns when a file of mutes is read as follows', () => {
    expect(read('follows', 'Account address,Hide notifications\na@b.example,true\n').looksLike).toBe('mutes');
    expect(read('mutes', 'Account address,Hide notifications\na@b.example,true\n').looksLike).toBeNull();
  });

  it('takes only web addresses as bookmarks', () => {
    const file = read('bookmarks', 'https://kelp.example/ap/users/1/statuses/2\njavascript:alert(1)\n');
    expect(file.items).toHaveLength(1);
    expect(file.unreadable).toEqual([{ row: 2, reason: 'notAUrl' }]);
  });
});

describe('hostile files', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', bytes(''), /empty/],
    ['NUL', bytes('a@b.example\0\n'), /NUL/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), /UTF-8/],
    ['Latin-1', new Uint8Array([0x6a, 0xfc, 0x6c]), /UTF-8/],
    ['an open quote', bytes('"a@b.example\n'.repeat(3)), /not a CSV/],
    ['quotes without end', bytes(`"${'""'.repeat(100_000)}`), /not a CSV/],
    ['20,001 rows', bytes('a@b.example\n'.repeat(20_001)), /20,000/],
    ['more than 20 MB', new Uint8Array(20 * 1024 * 1024 + 1), /20 MB/],
    ['one huge cell', bytes('x'.repeat(100_000)), /not a CSV/],
  ])('%s is refused in words', (_name, file, words) => {
    const result = readCsv('blocks', file);
    expect(result.ok).toBe(false);
    if (!result.ok && result.error.kind === 'invalidInput') expect(result.error.message).toMatch(words);
    else expect.unreachable();
  });

  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom<CsvKind>('follows', 'mutes', 'lists', 'bookmarks'), (file, kind) => {
      const result = readCsv(kind, file);
      expect(typeof result.ok).toBe('boolean');
    }));
  });
});

it('reads back exactly what it wrote', () => {
  const name = fc.stringMatching(/^[a-z0-9_]{1,12}$/);
  const follow: fc.Arbitrary<FollowItem> = fc.record({
    handle: fc.tuple(name, name).map(([user, host]) => `${user}@${host}.example`),
    reblogs: fc.boolean(),
    notify: fc.boolean(),
    languages: fc.option(fc.uniqueArray(fc.constantFrom('de', 'en', 'pt-BR', 'ja'), { minLength: 1 }), { nil: null }),
  });
  fc.assert(fc.property(fc.array(follow, { minLength: 1, maxLength: 30 }), (items) => {
    expect(read('follows', writeCsv('follows', items)).items).toEqual(items);
  }));
  const member = fc.record({ title: fc.string({ minLength: 1, unit: 'grapheme', maxLength: 40 }).filter((text) => text.trim() === text && !text.includes('\0') && text !== '' && !['Account address', '#domain', '#uri', 'List name'].includes(text)), handle: fc.constant('a@b.example') });
  fc.assert(fc.property(fc.array(member, { minLength: 1, maxLength: 20 }), (items) => {
    expect(read('lists', writeCsv('lists', items)).items).toEqual(items);
  }));
});
