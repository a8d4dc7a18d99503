import { describe, expect, it } from 'vitest';
import type { ArchiveInfo, ArchivePost } from '../../contract/archives.ts';
import type { Html } from '../../contract/ids.ts';
import { fail, ok } from '../../contract/result.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createArchives, type ArchiveFiles } from './index.ts';

const info: ArchiveInfo = { id: 'a', name: 'mine.zip', handle: 'ann@kelp.example', displayName: 'Ann', avatar: null, addedAt: 1, bytes: 9, posts: 3, boosts: 1, likes: 1, bookmarks: 2, oldest: 0, newest: 3, unreadable: 0 };

function post(position: number, content: string, more: Partial<ArchivePost> = {}): ArchivePost {
  return { position, url: `https://kelp.example/${position}`, publishedAt: Date.UTC(2022, 0, 10 - position), visibility: 'public', boostOf: null, inReplyTo: null, spoilerText: '', content: content as Html, media: [], ...more };
}

const posts = [
  post(0, '<p>Ébauche of a <a href="x">tide</a> table</p>'),
  post(1, '', { boostOf: 'https://near.example/tide' }),
  post(2, '<p># not a heading<br>1. not a list &lt;b&gt;</p><p>second *part*</p>', { spoilerText: 'food', inReplyTo: 'https://near.example/9', visibility: 'direct', media: [{ path: null, family: 'image', description: 'A bowl of soup' }] }),
  post(3, `<p>open ${'<'.repeat(50_000)}`),
];

function setUp() {
  const clock = createVirtualClock(5);
  const seen = { reads: 0, broken: false };
  const files: ArchiveFiles = {
    write: async (_, { offset, bytes }) => ok(offset + bytes.length),
    accept: async (id, { name, addedAt }) => ok({ kind: 'kept', archive: { ...info, id, name, addedAt } }),
    list: async () => ok([info]),
    async content() {
      seen.reads += 1;
      return seen.broken ? fail({ kind: 'storage', message: 'x' }) : ok({ posts, likes: ['https://near.example/3'], bookmarks: ['https://near.example/4', 'https://near.example/5,6'] });
    },
    remove: async () => ok(null),
  };
  const archives = createArchives({ clock, files });
  const find = async (words: string, after: number | null = null, limit = 10) => {
    const page = await archives.posts({ id: 'a', words, after, limit });
    return page.ok ? { at: page.value.posts.map(({ position }) => position), next: page.value.next, found: page.value.found } : page.error;
  };
  return { archives, clock, seen, find };
}

describe('posts of an archive', () => {
  it('come page by page, newest first', async () => {
    const { find, seen } = setUp();
    expect(await find('', null, 2)).toEqual({ at: [0, 1], next: 1, found: 4 });
    expect(await find('', 1, 2)).toEqual({ at: [2, 3], next: null, found: 4 });
    expect(await find('', 3, 2)).toEqual({ at: [], next: null, found: 4 });
    expect(seen.reads).toBe(1);
  });

  it.each([
    ['ebauche', [0]],
    ['TIDE', [0, 1]],
    ['table  tide', [0]],
    ['soup', [2]],
    ['food second', [2]],
    ['<b>', [2]],
    ['href', []],
    ['tide soup', []],
    ['   ', [0, 1, 2, 3]],
  ])('are found by %j', async (words, at) => {
    expect(await setUp().find(words)).toMatchObject({ at, found: at.length });
  });

  it('leave the memory when nobody reads, and are read again after a failure', async () => {
    const { clock, find, seen } = setUp();
    seen.broken = true;
    expect(await find('')).toMatchObject({ kind: 'storage' });
    seen.broken = false;
    await find('');
    await find('tide');
    expect(seen.reads).toBe(2);
    await clock.advance(11 * 60_000);
    await find('');
    expect(seen.reads).toBe(3);
  });
});

describe('files made of an archive', () => {
  it('hold own posts, oldest first, in which nothing of a post becomes markup', async () => {
    const { archives } = setUp();
    const file = await archives.file({ id: 'a', what: 'posts' });
    if (!file.ok) throw new Error('no file');
    expect(file.value.name).toBe('ann@kelp.example-posts.md');
    expect(file.value.text).not.toContain('near.example/tide');
    expect(file.value.text.indexOf('2022-01-07')).toBeLessThan(file.value.text.indexOf('2022-01-10'));
    expect(file.value.text).toContain(
      ['## 2022-01-08T00:00:00.000Z', '', 'Visibility: direct  ', '<https://kelp.example/2>  ', 'In reply to <https://near.example/9>', '', '**food**', '', '\\# not a heading  ', '1\\. not a list \\<b>', '', 'second \\*part\\*', '', '- [image] A bowl of soup', ''].join('\n'),
    );
  });

  it('hold addresses as Mastodon writes them', async () => {
    const { archives } = setUp();
    expect(await archives.file({ id: 'a', what: 'bookmarks' })).toEqual(ok({ name: 'bookmarks.csv', mimeType: 'text/csv', text: 'https://near.example/4\n"https://near.example/5,6"\n' }));
    expect(await archives.file({ id: 'b', what: 'likes' })).toEqual(fail({ kind: 'notFound', what: 'archive' }));
  });
});
