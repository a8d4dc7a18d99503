import { describe, expect, test } from 'vitest';
import type { CatchUpSort, CatchUpView, Digest, DigestPost } from '../../electron/contract/catch-up.ts';
import type { AccountKey, StatusUri } from '../../electron/contract/index.ts';
import type { PreviewCard, Status } from '../../electron/contract/statuses.ts';
import { rowsOf } from './catch-up-rows.ts';
import { makeView } from './testing/make-view.ts';

const uri = (name: string): StatusUri => name as StatusUri;
const post = (name: string, at: number, counts: Partial<Status['counts']> = {}): DigestPost => ({
  view: makeView(uri(name), ['a/1' as AccountKey], { counts: { replies: 0, reblogs: 0, favourites: 0, quotes: 0, ...counts } }),
  at,
  reached: ['a/1' as AccountKey],
  boosters: [],
  isOwn: true,
  replies: counts.replies ?? 0,
});
const card: PreviewCard = { url: 'https://news.example/', title: 'News', description: '', provider: '', author: '', image: null, imageDescription: '', width: null, height: null };

const digest: Digest = {
  from: 0,
  until: 100,
  isCut: false,
  posts: [post('d', 40, { favourites: 1 }), post('c', 30, { replies: 9, reblogs: 1 }), post('b', 20, { reblogs: 5 }), post('a', 10, { replies: 2 })],
  authors: [{ key: 'mia', uris: [uri('d'), uri('b'), uri('a')] }, { key: 'tom', uris: [uri('c')] }],
  links: [{ key: 'news', card, uris: [uri('d'), uri('c')] }],
  threads: [{ key: 'a', uris: [uri('c'), uri('a')] }],
  holes: [],
};
const keys = (view: CatchUpView, sort: CatchUpSort, isReversed = false, isShown: (each: DigestPost) => boolean = () => true): string[] => rowsOf(digest, view, { sort, isReversed }, isShown).map(({ key }) => key);

describe('posts', () => {
  test.each<[CatchUpSort, string[]]>([
    ['time', ['d', 'c', 'b', 'a']],
    ['replies', ['c', 'a', 'd', 'b']],
    ['reblogs', ['b', 'c', 'd', 'a']],
    ['favourites', ['d', 'c', 'b', 'a']],
    ['density', ['d', 'b', 'a', 'c']],
  ])('by %s, equals with the newest first', (sort, order) => {
    expect(keys('posts', sort)).toEqual(order);
  });

  test('turned round, those of whom little is heard come first', () => {
    expect(keys('posts', 'density', true)).toEqual(['c', 'd', 'b', 'a']);
    expect(keys('posts', 'time', true)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('groups', () => {
  test('are measured by all of their posts', () => {
    expect(keys('authors', 'density')).toEqual(['mia', 'tom']);
    expect(keys('authors', 'replies')).toEqual(['tom', 'mia']);
    expect(keys('authors', 'time')).toEqual(['mia', 'tom']);
    expect(rowsOf(digest, 'links', { sort: 'density', isReversed: false }, () => true)).toMatchObject([{ card: { title: 'News' }, posts: [{ at: 40 }, { at: 30 }] }]);
  });

  test('what a filter hides is in none, and one that it empties, or a thread of one post, is none', () => {
    const withoutC = ({ view }: DigestPost): boolean => view.status.uri !== 'c';
    expect(keys('authors', 'time', false, withoutC)).toEqual(['mia']);
    expect(keys('threads', 'time')).toEqual(['a']);
    expect(keys('threads', 'time', false, withoutC)).toEqual([]);
  });
});
