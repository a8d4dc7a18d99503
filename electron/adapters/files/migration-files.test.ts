import { describe, expect, test } from 'vitest';
import type { FilterItem } from '../../core/migration/items.ts';
import { createMigrationFiles } from './migration-files.ts';

const files = createMigrationFiles();
const read = (text: string, name = 'x', kind: Parameters<typeof files.read>[1]['kind'] = null) => files.read(text, { name, kind });

describe('a file is told by its content', () => {
  test.each([
    ['follows of today', 'Account address,Show boosts,Notify on new posts,Languages\na@b.example,true,false,\n', 'blocks.csv', 'follows', 1],
    ['follows of 2019', 'Account address,Show boosts\na@b.example,true\n', 'x', 'follows', 1],
    ['follows of the first years: a bare list, told by its name', 'a@b.example\n', 'following_accounts.csv', 'follows', 1],
    ['mutes, with a mark at the beginning', '\uFEFFAccount address,Hide notifications\na@b.example,true\n', 'x', 'mutes', 1],
    ['blocks by name', 'a@b.example\nc@d.example\n', 'blocked_accounts.csv', 'blocks', 2],
    ['domains', 'ads.example\nspam.example\n', 'x', 'domainBlocks', 2],
    ['an admin’s block list', '#domain,#severity\nads.example,suspend\n', 'x', 'domainBlocks', 1],
    ['lists', 'Birds,a@b.example\n"Birds, big",c@d.example\n', 'x', 'lists', 2],
    ['bookmarks', 'https://a.example/1\nhttps://a.example/2\n', 'x', 'bookmarks', 2],
    ['bookmarks of an archive', '{"type":"OrderedCollection","orderedItems":["https://a.example/1","nonsense"]}', 'bookmarks.json', 'bookmarks', 1],
    ['filters', '{"custom_filters":[{"title":"T","context":["home"]}]}', 'x', 'filters', 1],
  ])('%s', (_name, text, name, kind, rows) => {
    const file = read(text, name);
    expect(file).toMatchObject({ ok: true, value: { kind } });
    expect(file.ok && file.value.items).toHaveLength(rows);
  });

  test('bare handles without a telling name are refused, unless the person says what they are', () => {
    expect(read('a@b.example\n', 'people.csv')).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'file' } });
    expect(read('a@b.example\n', 'people.csv', 'mutes')).toMatchObject({ ok: true, value: { kind: 'mutes' } });
  });

  test('the header knows better than the person', () => {
    expect(read('Account address,Show boosts\na@b.example,true\n', 'x', 'blocks')).toMatchObject({ ok: true, value: { kind: 'follows' } });
  });
});

describe('what is written is read back the same', () => {
  const filters: readonly FilterItem[] = [
    { title: 'Ball "games"', expiresAt: Date.UTC(2027, 0, 1), context: ['home', 'public'], action: 'hide', keywords: [{ keyword: 'goal', wholeWord: true }, { keyword: '⚽', wholeWord: false }], statuses: ['https://a.example/1'] },
    { title: 'Ends never', expiresAt: null, context: ['thread'], action: 'blur', keywords: [], statuses: [] },
  ];
  test('filters, in the words of Mastodon’s own file', () => {
    const file = files.write('filters', filters);
    expect(file.name).toBe('custom_filters.json');
    expect(JSON.parse(file.text)).toEqual({
      custom_filters: [
        { title: 'Ball "games"', expires_at: '2027-01-01T00:00:00.000Z', context: ['home', 'public'], action: 'hide', keywords_attributes: [{ keyword: 'goal', whole_word: true }, { keyword: '⚽', whole_word: false }], statuses: ['https://a.example/1'] },
        { title: 'Ends never', expires_at: null, context: ['thread'], action: 'blur', keywords_attributes: [], statuses: [] },
      ],
    });
    expect(read(file.text)).toEqual({ ok: true, value: { kind: 'filters', items: filters, bad: 0 } });
  });

  test('follows, lists and the others', () => {
    const follows = [{ handle: 'a@b.example', reblogs: false, notify: true, languages: ['de', 'en'] }, { handle: 'ü.x@bücher.example', reblogs: true, notify: false, languages: null }];
    expect(read(files.write('follows', follows).text)).toEqual({ ok: true, value: { kind: 'follows', items: follows, bad: 0 } });
    const lists = [{ title: 'Birds, "big"', handle: 'a@b.example' }];
    expect(read(files.write('lists', lists).text, 'lists.csv')).toEqual({ ok: true, value: { kind: 'lists', items: lists, bad: 0 } });
  });
});

describe('hostile files', () => {
  test.each([
    ['nothing', ''],
    ['a picture', '\u0089PNG\u0000\u0000'],
    ['JSON of something else', '{"orderedItems":5}'],
    ['JSON that ends early', '{"custom_filters":['],
    ['deep JSON', '['.repeat(50_000)],
    ['broken quotes', 'Account address,Show boosts\n"a@b.example,true\n'],
    ['only rubbish', 'Account address,Show boosts\n@@@,true\n../../etc/passwd,true\n'],
    ['too many rows', `#domain\n${'a.example\n'.repeat(20_001)}`],
  ])('%s is refused in words', (_name, text) => {
    const file = read(text, 'follows.csv');
    expect(file).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'file' } });
    if (!file.ok && file.error.kind === 'invalidInput') expect(file.error.message.length).toBeGreaterThan(15);
  });

  test('names of the language itself are only names', () => {
    const file = read('{"custom_filters":[{"title":"__proto__","context":["constructor"],"keywords_attributes":[{"keyword":"toString"}]},{"__proto__":{"title":"no","context":[]}}]}');
    expect(file).toMatchObject({ ok: true, value: { items: [{ title: '__proto__', keywords: [{ keyword: 'toString' }] }], bad: 1 } });
  });

  test('formulas stay text, long cells do not pass', () => {
    const file = read(`List name,Account address\n"=HYPERLINK(""x"")",a@b.example\n${'x'.repeat(5_000)},c@d.example\n`);
    expect(file).toMatchObject({ ok: true, value: { kind: 'lists', bad: 1 } });
  });
});
