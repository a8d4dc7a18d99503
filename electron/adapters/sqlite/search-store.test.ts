import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountKey, EntryId, FeedKey, Html, StatusId, StatusUri } from '../../contract/ids.ts';
import type { Status } from '../../contract/statuses.ts';
import { toDocument } from '../../core/search/document.ts';
import { planQuery, type OwnAccount } from '../../core/search/plan.ts';
import { parseQuery } from '../../core/search/query.ts';
import { samplePerson, sampleSeen } from '../../core/testing/samples.ts';
import { createMemoryStores, type Stores } from './stores.ts';

const ann = 'a.example/1' as AccountKey;
const ben = 'b.example/2' as AccountKey;
const own: readonly OwnAccount[] = [
  { key: ann, handle: 'ann@a.example', nickname: 'Ann' },
  { key: ben, handle: 'ben@b.example', nickname: 'Ben at work' },
];
/** The list of an account's home goes by the account's key. */
const home = ann as string as FeedKey;
const day = 86_400_000;
const now = new Date(2026, 5, 15, 12).getTime();

let stores: Stores;
beforeEach(() => {
  stores = createMemoryStores();
});

const uriOf = (name: string): StatusUri => `https://x.example/${name}` as StatusUri;

function put(name: string, text: string, change: Partial<Status> = {}, { by = ann, marks = {} }: { by?: AccountKey; marks?: Parameters<typeof sampleSeen>[3] } = {}): void {
  stores.statuses.put(by, sampleSeen(uriOf(name), name, { author: samplePerson('zoe', 'far.example'), createdAt: now - day, content: `<p>${text}</p>` as Html, ...change }, marks), now);
}

function index(): void {
  const handles = new Set(own.map(({ handle }) => handle));
  for (let posts = stores.search.pending(100); posts.length > 0; posts = stores.search.pending(100)) stores.search.write(posts.map((post) => toDocument(post, handles)), now);
}

/** Names of the posts that a query finds, newest first. */
function search(query: string, cursor: number | null = null, limit = 40): readonly string[] {
  const { match } = planQuery(parseQuery(query), { now, accounts: own });
  return stores.search.find(match, cursor, limit).views.map(({ status }) => status.uri.split('/').at(-1) ?? '');
}

const find = (query: string): readonly string[] => (index(), search(query));

describe('words', () => {
  test('are found in any case, without accents, in any order, all of them', () => {
    put('1', 'Die FÄHRE kommt um sechs');
    put('2', 'Die Fähre um sieben');
    expect(find('fahre')).toEqual(['2', '1']);
    expect(search('sechs Fähre')).toEqual(['1']);
    expect(search('Fähre acht')).toEqual([]);
  });

  test('the one being typed may go on, those before may not', () => {
    put('1', 'lapwings on the field');
    expect(find('lapw')).toEqual(['1']);
    expect(search('lapw field')).toEqual([]);
    expect(search('"lapw"')).toEqual([]);
    expect(search('fi')).toEqual([]);
  });

  test.each([
    ['東京タワーへ行きました', ['東京', 'タワー', '京タ', '東', 'タワーへ行']],
    ['오늘은 바다가 조용하다', ['바다', '조용', '오']],
    ['สวัสดีชาวโลก', ['ชาวโลก', 'สวัส']],
    ['我喜欢吃苹果', ['苹果', '喜欢', '吃']],
  ])('%s has parts', (text, parts) => {
    put('1', text);
    put('2', 'something else');
    index();
    for (const part of parts) expect(search(part), part).toEqual(['1']);
  });

  test('characters of a script without spaces have to be neighbours', () => {
    put('1', '京都と東山');
    expect(find('東京')).toEqual([]);
  });

  test('phrases, and what must not be there', () => {
    put('1', 'north field and south field');
    put('2', 'field north');
    expect(find('"north field"')).toEqual(['1']);
    expect(search('field -south')).toEqual(['2']);
    expect(search('-south')).toEqual(['2']);
  });

  test('descriptions, warnings, polls and cards are text too; mark-up is not', () => {
    put('1', 'a <a href="https://x.example/secretpath" class="link">place</a>', {
      spoilerText: 'spiders',
      media: [{ id: 'm', kind: 'image', path: null, previewPath: null, remoteUrl: null, description: 'a grey heron', blurhash: null, width: 1, height: 1, focus: null }],
      poll: { id: 'p', expiresAt: null, expired: false, multiple: false, votes: 0, voters: null, options: [{ title: 'Kaffee', votes: 0 }], emojis: [] },
    });
    index();
    for (const word of ['spiders', 'heron', 'kaffee', 'place']) expect(search(word), word).toEqual(['1']);
    for (const word of ['secretpath', 'href', 'class']) expect(search(word), word).toEqual([]);
  });

  test.each(['"', '*', 'a OR', 'NEAR(a b)', 'words:x', '(', ')', '^a', '-', '--', '"" ""', 'a"b', '\u0000', 'from:"', "' OR 1=1 --"])('%o is text, not syntax', (query) => {
    put('1', 'nothing special');
    index();
    expect(search(query).length).toBeLessThanOrEqual(1);
  });
});

describe('operators', () => {
  test('from, to and mentions by full handle, by name, and for oneself', () => {
    put('1', 'x', { author: samplePerson('ann', 'a.example') });
    put('2', 'x', { replyToHandle: 'ben@b.example', mentions: [{ handle: 'ben@b.example', url: 'https://b.example/@ben' }] });
    expect(find('from:ann')).toEqual(['1']);
    expect(search('from:@Ann@a.example')).toEqual(['1']);
    expect(search('from:ann@b.example')).toEqual([]);
    expect(search('from:me')).toEqual(['1']);
    expect(search('is:mine')).toEqual(['1']);
    expect(search('to:ben')).toEqual(['2']);
    expect(search('mentions:me')).toEqual(['2']);
    expect(search('@ben@b.example')).toEqual(['2']);
    expect(search('is:reply')).toEqual(['2']);
    expect(search('-from:me')).toEqual(['2']);
  });

  test('has, lang and tags', () => {
    put('1', 'see <a href="https://far.example/maps">maps</a>', { language: 'pt-BR' });
    put('2', '<a href="https://x.example/tags/Birds" class="mention hashtag">#<span>Birds</span></a>', { tags: [{ name: 'Birds', url: 'https://x.example/tags/Birds' }], language: 'en' });
    expect(find('has:link')).toEqual(['1']);
    expect(search('lang:pt')).toEqual(['1']);
    expect(search('lang:pt-br')).toEqual(['1']);
    expect(search('#birds')).toEqual(['2']);
    expect(search('#bird')).toEqual([]);
    expect(search('has:poll')).toEqual([]);
  });

  test('in and account know whose mark it is', () => {
    put('1', 'x', {}, { marks: { bookmarked: true } });
    put('2', 'x', {}, { by: ben, marks: { favourited: true } });
    expect(find('in:bookmarks')).toEqual(['1']);
    expect(search('in:favourites')).toEqual(['2']);
    expect(search('account:ann')).toEqual(['1']);
    expect(search('account:"ben at work"')).toEqual(['2']);
    expect(search('in:bookmarks account:ben')).toEqual([]);
    expect(search('-in:bookmarks')).toEqual(['2']);
  });

  test('before and after leave out what they name', () => {
    for (const [name, date] of [['feb', new Date(2026, 1, 28, 23, 59)], ['mar', new Date(2026, 2, 1)], ['apr', new Date(2026, 3, 1)]] as const) put(name, 'x', { createdAt: date.getTime() });
    expect(find('before:2026-03')).toEqual(['feb']);
    expect(search('after:2026-03')).toEqual(['apr']);
    expect(search('after:2026-02-28 before:2026-04-01')).toEqual(['mar']);
    expect(search('x -before:2026-03')).toEqual(['apr', 'mar']);
  });

  test('a boost that reached a timeline', () => {
    put('1', 'x');
    put('2', 'x');
    index();
    stores.timelines.putLines([{ feed: home, id: '77' as StatusId, entry: 'boost' as EntryId, uri: uriOf('1'), booster: samplePerson('bob'), at: now }]);
    expect(find('is:boost')).toEqual(['1']);
  });
});

describe('in step with the posts', () => {
  test('edits and marks of every account', () => {
    put('1', 'before the edit');
    expect(find('before')).toEqual(['1']);
    put('1', 'after it', { editedAt: now });
    expect(find('before')).toEqual([]);
    expect(search('after')).toEqual(['1']);
    put('1', 'after it', { editedAt: now }, { by: ben });
    expect(find('account:ben')).toEqual(['1']);
    stores.statuses.setMarks(ben, uriOf('1'), { bookmarked: true });
    expect(find('in:bookmarks')).toEqual(['1']);
    stores.statuses.dropView(ben, uriOf('1'));
    expect(find('account:ben')).toEqual([]);
  });

  test('a post that is deleted is gone at once, indexed or waiting', () => {
    put('1', 'gone soon');
    put('2', 'gone too');
    index();
    put('3', 'gone unseen');
    stores.statuses.dropView(ann, uriOf('1'));
    stores.statuses.dropView(ann, uriOf('3'));
    expect(search('gone')).toEqual(['2']);
    expect(stores.search.size()).toMatchObject({ posts: 1, waiting: 0 });
  });

  test('a transaction that fails leaves nothing behind', () => {
    put('1', 'kept');
    index();
    expect(() =>
      stores.transactions.run(() => {
        put('2', 'lost');
        stores.statuses.dropView(ann, uriOf('1'));
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    expect(stores.search.size()).toMatchObject({ posts: 1, waiting: 0 });
    expect(find('kept')).toEqual(['1']);
    expect(search('lost')).toEqual([]);
  });

  test('the same again is not written again', () => {
    put('1', 'x', { counts: { replies: 0, reblogs: 0, favourites: 0, quotes: 0 } });
    index();
    const { indexBytes } = stores.search.size();
    put('1', 'x', { counts: { replies: 9, reblogs: 9, favourites: 9, quotes: 0 } });
    expect(stores.search.size().waiting).toBe(1);
    index();
    expect(stores.search.size()).toMatchObject({ waiting: 0, posts: 1, indexBytes });
  });

  test('a removed account takes along what only it saw', () => {
    put('1', 'both');
    put('1', 'both', {}, { by: ben });
    put('2', 'only ann');
    index();
    stores.accounts.remove(ann);
    expect(find('only')).toEqual([]);
    expect(search('both account:ben')).toEqual(['1']);
    expect(search('account:ann')).toEqual([]);
  });
});

describe('asked about some posts', () => {
  test('answers which of them it finds, with the places they have in its pages', () => {
    for (const [minutes, name] of ['one', 'two', 'three'].entries()) put(name, name === 'two' ? 'rain' : 'lapwing', { createdAt: now - day + minutes * 60_000 });
    const keys = stores.search.pending(10).map(({ key }) => key);
    index();
    const { match } = planQuery(parseQuery('lapwing after:7d'), { now, accounts: own });
    const all = stores.search.find(match, null, 10);
    expect(stores.search.among(match, keys)).toEqual({ ...all, cursor: null });
    expect(all.views.map(({ status }) => status.uri)).toEqual([uriOf('three'), uriOf('one')]);
    expect(all.places[0]).toBeGreaterThan(all.places[1] ?? 0);
    expect(stores.search.among(match, []).views).toEqual([]);
    expect(stores.search.find(match, all.places[0] ?? 0, 10).places).toEqual([all.places[1]]);
  });
});

describe('order and pages', () => {
  test('newest first by the time of the post, also where they came late', () => {
    for (const [name, days] of [['new', 1], ['oldest', 9], ['middle', 5]] as const) put(name, 'x', { createdAt: now - days * day });
    expect(find('x')).toEqual(['new', 'middle', 'oldest']);
    put('late', 'x', { createdAt: now - 6 * day });
    expect(find('x')).toEqual(['new', 'middle', 'late', 'oldest']);
  });

  test('pages meet without a gap, with hundreds in one second', () => {
    for (let n = 0; n < 300; n += 1) put(String(n), 'x', { createdAt: now });
    index();
    const { match } = planQuery(parseQuery('x'), { now, accounts: own });
    const seen = new Set<string>();
    for (let cursor: number | null = Number.MAX_SAFE_INTEGER; cursor !== null; ) {
      const page: ReturnType<Stores['search']['find']> = stores.search.find(match, cursor, 40);
      for (const { status } of page.views) seen.add(status.uri);
      cursor = page.cursor;
    }
    expect(seen.size).toBe(300);
  });

  test('a post from the future or from before 1970 does not stand above all others for ever', () => {
    put('future', 'x', { createdAt: now + 999 * day });
    put('past', 'x', { createdAt: -5 });
    put('now', 'x', { createdAt: now - 1 });
    expect(find('x')).toEqual(['future', 'now', 'past']);
    expect(search('x after:2028')).toEqual([]);
  });
});

describe('forgetting', () => {
  test('empties the index, and drops what is in no list', () => {
    put('listed', 'x');
    put('passing', 'x', {}, { marks: { bookmarked: true } });
    stores.timelines.putLines([{ feed: home, id: 'listed' as StatusId, entry: 'e' as EntryId, uri: uriOf('listed'), booster: null, at: now }]);
    index();
    while (stores.search.forget());
    expect(find('x')).toEqual([]);
    expect(stores.search.size()).toMatchObject({ posts: 0, waiting: 0 });
    expect(stores.statuses.get(uriOf('listed'))).not.toBeNull();
    expect(stores.statuses.get(uriOf('passing'))).toBeNull();
    put('passing', 'x');
    expect(find('x')).toEqual(['passing']);
  });

  test('empties saved searches too, and what only they showed goes', () => {
    put('found', 'x');
    stores.timelines.putLines([{ feed: ' search:x' as FeedKey, id: '1' as StatusId, entry: 'e' as EntryId, uri: uriOf('found'), booster: null, at: now }]);
    index();
    while (stores.search.forget());
    expect(stores.timelines.newest(' search:x' as FeedKey)).toBeNull();
    expect(stores.statuses.get(uriOf('found'))).toBeNull();
  });

  test('retention: a saved search keeps no post for longer', () => {
    put('found', 'x');
    stores.timelines.putLines([{ feed: ' search:x' as FeedKey, id: '1' as StatusId, entry: 'e' as EntryId, uri: uriOf('found'), booster: null, at: now }]);
    index();
    const retention = { unlistedMs: 7 * day, cacheBytes: Number.MAX_SAFE_INTEGER };
    stores.prune(now + 6 * day, retention);
    expect(stores.timelines.newest(' search:x' as FeedKey)).not.toBeNull();
    stores.prune(now + 8 * day, retention);
    expect([stores.timelines.newest(' search:x' as FeedKey), stores.statuses.get(uriOf('found'))]).toEqual([null, null]);
  });

  test('retention: what was only passing goes in time, what is the person\'s own stays', () => {
    put('passing', 'x');
    put('saved', 'x', {}, { marks: { favourited: true } });
    put('mine', 'x', { author: samplePerson('ben', 'b.example') });
    index();
    const retention = { unlistedMs: 30 * day, cacheBytes: Number.MAX_SAFE_INTEGER };
    stores.prune(now + 29 * day, retention);
    expect(search('x')).toHaveLength(3);
    stores.prune(now + 31 * day, retention);
    expect(new Set(search('x'))).toEqual(new Set(['saved', 'mine']));
  });

  test('retention: above the size the oldest go first, the person\'s own last', () => {
    for (let n = 0; n < 5; n += 1) put(String(n), `word ${'filler '.repeat(400)}`, {}, n === 0 ? { marks: { bookmarked: true } } : {});
    index();
    const later = now + 2 * day;
    expect(stores.prune(later, { unlistedMs: Number.POSITIVE_INFINITY, cacheBytes: stores.search.size().cacheBytes + 1 })).toBe(false);
    expect(search('word')).toHaveLength(5);
    stores.prune(later, { unlistedMs: Number.POSITIVE_INFINITY, cacheBytes: stores.search.size().cacheBytes - 1 });
    expect(search('word')).toEqual(['0']);
  });
});
