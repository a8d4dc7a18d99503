import { beforeEach, describe, expect, test } from 'vitest';
import type { Digest } from '../../contract/catch-up.ts';
import { feedKeyOf } from '../../contract/feed-keys.ts';
import type { FeedSource } from '../../contract/feeds.ts';
import type { AccountKey, EntryId, FeedKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { Status } from '../../contract/statuses.ts';
import type { StoredGap } from '../ports.ts';
import { createMemoryStores, type MemoryStores } from '../testing/memory-stores.ts';
import { samplePerson, sampleSeen } from '../testing/samples.ts';
import { createCatchUp } from './catch-up.ts';

const ann = 'a.example/1' as AccountKey;
const ben = 'b.example/1' as AccountKey;
const gone = 'gone.example/9' as AccountKey;
const list: FeedSource = { kind: 'list', id: '7', title: 'Birds' };
const homes = [{ source: { kind: 'home' as const }, accounts: 'all' as const }];
const hourMs = 3_600_000;
const now = Date.UTC(2026, 10, 23, 12);
const clock = { now: () => now, monotonic: () => 0, after: (_delayMs: number, task: () => void) => (setImmediate(task), () => {}) };

let stores: MemoryStores;
beforeEach(() => {
  stores = createMemoryStores();
});

interface Bring {
  readonly feed?: FeedKey;
  readonly hoursAgo: number;
  readonly booster?: string;
  readonly author?: string;
  readonly inReplyTo?: string;
  readonly change?: Partial<Status>;
}

function bring(uri: string, { feed = ann, hoursAgo, booster, author = 'ann', inReplyTo, change = {} }: Bring): void {
  const account = feed.split(' ')[0] as AccountKey;
  const seen = sampleSeen(uri, `id-${uri}`, { author: samplePerson(author), ...change }, inReplyTo === undefined ? {} : { inReplyToId: `id-${inReplyTo}` as StatusId });
  stores.statuses.put(account, seen, 0);
  const entry = (booster === undefined ? uri : `${booster}>${uri}`) as EntryId;
  stores.timelines.putLines([{ feed, id: `${entry}@${feed}` as StatusId, entry, uri: uri as StatusUri, booster: booster === undefined ? null : samplePerson(booster), at: now - hoursAgo * hourMs }]);
}

async function digest(hours = 12, sources: Parameters<ReturnType<typeof createCatchUp>['digest']>[0]['sources'] = homes, mostPosts?: number): Promise<Digest> {
  const answer = await createCatchUp({ clock, ...stores, accounts: { keys: () => [ann, ben] }, ...(mostPosts === undefined ? {} : { mostPosts }) }).digest({ sources, hours });
  if (!answer.ok) throw new Error(answer.error.kind);
  return answer.value;
}

const gap = (change: Partial<StoredGap>): StoredGap => ({ id: 'gap' as EntryId, feed: ann, above: 'x' as StatusId, below: 'y' as StatusId, newerAt: now - hourMs, olderAt: now - 2 * hourMs, state: 'open', reason: null, ...change });
const briefly = ({ posts }: Digest): unknown[] => posts.map(({ view, at, boosters, isOwn, reached }) => [view.status.uri, (now - at) / hourMs, boosters.map(({ displayName }) => displayName), isOwn, reached]);

describe('posts', () => {
  test('each post of the period is there once, however many accounts and boosts brought it', async () => {
    bring('p1', { hoursAgo: 5 });
    bring('p1', { hoursAgo: 5, feed: ben });
    bring('p1', { hoursAgo: 2, booster: 'mia' });
    bring('p1', { hoursAgo: 1, booster: 'tom', feed: ben });
    bring('p2', { hoursAgo: 3, booster: 'mia' });
    bring('p2', { hoursAgo: 11, booster: 'tom' });
    bring('old', { hoursAgo: 13 });
    expect(briefly(await digest())).toEqual([
      ['p2', 3, ['mia', 'tom'], false, [ann]],
      ['p1', 5, ['tom', 'mia'], true, [ben, ann]],
    ]);
  });

  test('only the chosen accounts and lists are read', async () => {
    const birds = feedKeyOf(list, ann);
    bring('home', { hoursAgo: 1 });
    bring('bens', { hoursAgo: 1, feed: ben });
    bring('listed', { hoursAgo: 1, feed: birds });
    expect(briefly(await digest(12, [{ source: { kind: 'home' }, accounts: [ben] }])).map((line) => (line as string[])[0])).toEqual(['bens']);
    expect((await digest(12, [{ source: list, accounts: [ann] }])).posts.map(({ view }) => view.status.uri)).toEqual(['listed']);
    expect((await digest(12, [{ source: { kind: 'home' }, accounts: [gone] }])).posts).toEqual([]);
  });

  test('a period of many pages is read to its end, and one of too many posts says where it was cut', async () => {
    for (let n = 0; n < 450; n += 1) bring(`p${n}`, { hoursAgo: n / 100 });
    const whole = await digest();
    expect([whole.posts.length, whole.isCut, whole.from]).toEqual([450, false, now - 12 * hourMs]);
    const cut = await digest(12, homes, 300);
    expect([cut.posts.length, cut.isCut, cut.from]).toEqual([300, true, now - 3 * hourMs]);
    expect((await digest(3)).posts).toHaveLength(301);
  });
});

describe('replies', () => {
  test('are as many as the servers last counted, or as came since', async () => {
    const counts = (replies: number): Partial<Status> => ({ counts: { replies, reblogs: 0, favourites: 0, quotes: 0 } });
    bring('root', { hoursAgo: 4, change: counts(0) });
    bring('counted', { hoursAgo: 4, change: counts(7) });
    for (const name of ['r1', 'r2']) bring(name, { hoursAgo: 3, inReplyTo: 'root' });
    bring('r3', { hoursAgo: 2, inReplyTo: 'counted' });
    const { posts } = await digest();
    expect(Object.fromEntries(posts.map(({ view, replies }) => [view.status.uri, replies]))).toMatchObject({ root: 2, counted: 7, r1: 0, r3: 0 });
  });
});

describe('groups', () => {
  test('by author, whatever the case of the handle, boosts with whoever wrote the post', async () => {
    bring('p1', { hoursAgo: 1, author: 'mia' });
    bring('p2', { hoursAgo: 2, author: 'Mia' });
    bring('p3', { hoursAgo: 3, author: 'tom', booster: 'mia' });
    expect((await digest()).authors).toEqual([{ key: 'mia@a.example', uris: ['p1', 'p2'] }, { key: 'tom@a.example', uris: ['p3'] }]);
  });

  test('by link, whatever trackers and slashes were added, with the card that knows a title', async () => {
    const card = (url: string, title = ''): Partial<Status> => ({ card: { url, title, description: '', provider: '', author: '', image: null, imageDescription: '', width: null, height: null } });
    bring('p1', { hoursAgo: 1, change: card('https://www.news.example/tide/?utm_source=x&a=1#top') });
    bring('p2', { hoursAgo: 2, change: card('http://news.example/tide?a=1', 'Low tide') });
    bring('p3', { hoursAgo: 3, change: card('https://news.example/tide?a=2', 'Other') });
    bring('p4', { hoursAgo: 4 });
    expect((await digest()).links.map(({ card: { title }, uris }) => [title, uris])).toEqual([['Low tide', ['p1', 'p2']], ['Other', ['p3']]]);
  });

  test('by thread, also where the post they answer is older than the period or was never seen', async () => {
    bring('root', { hoursAgo: 30 });
    bring('middle', { hoursAgo: 20, inReplyTo: 'root' });
    bring('r1', { hoursAgo: 3, inReplyTo: 'middle' });
    bring('r2', { hoursAgo: 2, inReplyTo: 'root' });
    bring('r3', { hoursAgo: 1, inReplyTo: 'r2' });
    bring('alone', { hoursAgo: 1, inReplyTo: 'unknown' });
    expect((await digest()).threads).toEqual([{ key: 'root', uris: ['r3', 'r2', 'r1'] }]);
  });

  test('replies that a server tells in a ring are one thread, and end', async () => {
    bring('r1', { hoursAgo: 2, inReplyTo: 'r2' });
    bring('r2', { hoursAgo: 1, inReplyTo: 'r1' });
    expect((await digest()).threads).toMatchObject([{ uris: ['r2', 'r1'] }]);
  });
});

describe('what is missing', () => {
  test('a gap in the period is named, one before it is not', async () => {
    bring('old', { hoursAgo: 20 });
    bring('bens', { hoursAgo: 20, feed: ben });
    stores.timelines.putGap(gap({ id: 'in' as EntryId }));
    stores.timelines.putGap(gap({ id: 'before' as EntryId, newerAt: now - 15 * hourMs, olderAt: now - 16 * hourMs }));
    stores.timelines.putGap(gap({ id: 'lost' as EntryId, newerAt: now - 4 * hourMs, olderAt: now - 5 * hourMs, state: 'unfillable', reason: 'serverLimit' }));
    expect((await digest()).holes.map((hole) => [hole.kind, hole.kind === 'gap' && hole.gap])).toEqual([['gap', 'in'], ['gap', null]]);
  });

  test('a list that begins within the period says when; one that was never read says so; one that is open below says it once', async () => {
    bring('p1', { hoursAgo: 6 });
    expect((await digest()).holes).toEqual([{ kind: 'begins', feed: ann, account: ann, at: now - 6 * hourMs }, { kind: 'begins', feed: ben, account: ben, at: null }]);
    expect((await digest(6)).holes).toMatchObject([{ feed: ben }]);
    stores.timelines.putGap(gap({ newerAt: now - 6 * hourMs, below: null, olderAt: null }));
    expect((await digest(12, [{ source: { kind: 'home' }, accounts: [ann] }])).holes.map(({ kind }) => kind)).toEqual(['gap']);
  });
});
