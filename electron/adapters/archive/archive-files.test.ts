import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveProblem } from '../../contract/archives.ts';
import { createArchiveFolders, type ArchiveFolders } from './archive-files.ts';
import { makeZip, type TestEntry } from './testing/make-zip.ts';
import { zipLimits } from './zip-entries.ts';

const id = '0b7c7f7e-52a4-4a33-9b8e-6a7f0c1d2e3f';
const asPublic = 'https://www.w3.org/ns/activitystreams#Public';
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

function note(content: unknown, at: string, more: Readonly<Record<string, unknown>> = {}) {
  return { type: 'Create', published: at, to: [asPublic], cc: [], object: { type: 'Note', id: `https://kelp.example/ap/${at}`, content, ...more } };
}

function json(name: string, value: unknown): TestEntry {
  return { name, content: JSON.stringify(value) };
}

const outbox = (items: readonly unknown[]): TestEntry => json('outbox.json', { type: 'OrderedCollection', orderedItems: items });
const small = outbox([note('<p>Tide tables</p>', '2023-05-01T10:00:00Z')]);
const actor = json('actor.json', { id: 'https://kelp.example/users/ann', preferredUsername: 'ann', name: 'Ann', followers: 'https://kelp.example/users/ann/followers', icon: { url: 'avatar.png' } });

describe('archives in the profile', () => {
  let outer = '';
  let files: ArchiveFolders;
  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'skein-archives-'));
    files = createArchiveFolders({ dir: join(outer, 'profile', 'archives') });
  });
  afterEach(() => rmSync(outer, { recursive: true, force: true }));

  const allFiles = (): readonly string[] => readdirSync(outer, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [relative(outer, join(entry.parentPath, entry.name))]));

  async function add(bytes: Uint8Array, folders = files) {
    const half = Math.ceil(bytes.length / 2);
    await folders.write(id, { offset: 0, total: bytes.length, bytes: bytes.subarray(0, half) });
    if (half < bytes.length) await folders.write(id, { offset: half, total: bytes.length, bytes: bytes.subarray(half) });
    return folders.accept(id, { name: 'mine.zip', addedAt: 7 });
  }

  async function kept(entries: readonly TestEntry[]) {
    const answer = await add(makeZip(entries));
    if (!answer.ok || answer.value.kind !== 'kept') throw new Error(JSON.stringify(answer));
    const content = await files.content(id);
    if (!content.ok) throw new Error(JSON.stringify(content.error));
    return { info: answer.value.archive, ...content.value };
  }

  it('are read newest first, with whose they are, who may see a post, and what was boosted', async () => {
    const { info, posts, likes, bookmarks } = await kept([
      outbox([
        note('<p>first</p>', '2022-01-01T00:00:00Z'),
        { ...note('<p>quiet</p>', '2022-01-02T00:00:00Z', { summary: 'tea', inReplyTo: 'https://near.example/1' }), to: ['https://kelp.example/users/ann/followers'], cc: [asPublic] },
        { ...note('<p>ours</p>', '2022-01-03T00:00:00Z'), to: ['https://kelp.example/users/ann/followers'] },
        { ...note('<p>you</p>', '2022-01-04T00:00:00Z'), to: ['https://near.example/users/bo'] },
        { type: 'Announce', published: '2022-01-05T00:00:00Z', to: ['as:Public'], object: 'https://near.example/2' },
        note('<p>which</p>', '2022-01-06T00:00:00Z', { oneOf: [{ name: 'a<b' }, { name: 'c' }] }),
      ]),
      json('likes.json', { orderedItems: ['https://near.example/3', 'javascript:alert(1)', 4] }),
      json('bookmarks.json', { orderedItems: ['https://near.example/4', { id: 'https://near.example/5' }] }),
      { name: 'avatar.png', content: png },
      actor,
    ]);
    expect(info).toMatchObject({ id, name: 'mine.zip', addedAt: 7, handle: 'ann@kelp.example', displayName: 'Ann', posts: 5, boosts: 1, likes: 1, bookmarks: 2, unreadable: 0, oldest: Date.UTC(2022, 0, 1), newest: Date.UTC(2022, 0, 6) });
    expect(posts.map(({ position, visibility }) => [position, visibility])).toEqual([[0, 'public'], [1, 'public'], [2, 'direct'], [3, 'private'], [4, 'unlisted'], [5, 'public']]);
    expect(posts[0]?.content).toBe('<p>which</p><ul><li>a&lt;b</li><li>c</li></ul>');
    expect(posts[1]).toMatchObject({ boostOf: 'https://near.example/2', content: '' });
    expect(posts[4]).toMatchObject({ spoilerText: 'tea', inReplyTo: 'https://near.example/1' });
    expect([likes, bookmarks]).toEqual([['https://near.example/3'], ['https://near.example/4', 'https://near.example/5']]);
    expect(await files.list()).toEqual({ ok: true, value: [info] });
    expect(allFiles().toSorted()).toEqual([`profile/archives/${id}/archive.zip`, `profile/archives/${id}/info.json`]);
    const avatar = await files.fileAt(info.avatar ?? '');
    expect(readFileSync(avatar ?? '')).toEqual(png);
    expect(await files.remove(id)).toEqual({ ok: true, value: null });
    expect(allFiles()).toEqual([]);
  });

  it.each([
    ['/media_attachments/files/1/original/a.png', 'media_attachments/files/1/original/a.png'],
    ['/system/media_attachments/files/1/a.png', 'media_attachments/files/1/a.png'],
    ['/bucket/media_attachments/files/1/a.png', 'media_attachments/files/1/a.png'],
    ['media_attachments/a.png', 'media_attachments/a.png'],
  ])('find the media an attachment names as %s', async (url, name) => {
    const attachment = [{ mediaType: 'image/png', url, name: 'A kelp forest' }, { mediaType: 'video/mp4', url: '/media_attachments/lost.mp4' }];
    const { posts } = await kept([{ name, content: png }, outbox([note('', '2022-01-01T00:00:00Z', { attachment })])]);
    expect(posts[0]?.media).toMatchObject([{ family: 'image', description: 'A kelp forest' }, { family: 'video', path: null }]);
    const path = posts[0]?.media[0]?.path ?? '';
    const [once, again] = await Promise.all([files.fileAt(path), files.fileAt(path)]);
    expect(readFileSync(once ?? '')).toEqual(png);
    expect([again, await files.fileAt(path)]).toEqual([once, once]);
    expect(statSync(once ?? '').mode & 0o777).toBe(0o600);
  });

  it.each<[string, readonly TestEntry[]]>([
    ['packed again within a folder, with what a Mac adds', [{ ...small, name: 'archive-2023/outbox.json' }, { name: '__MACOSX/outbox.json', content: 'junk' }]],
    ['with a byte order mark', [{ name: 'outbox.json', content: `\uFEFF${String(small.content)}` }]],
    ['saved as UTF-16', [{ name: 'outbox.json', content: Buffer.from(`\uFEFF${String(small.content)}`, 'utf16le') }]],
    ['not packed', [{ ...small, method: 0 }]],
    ['with bytes that are no text', [{ name: 'outbox.json', content: Buffer.concat([Buffer.from(String(small.content).replace(']}', ',{"type":"')), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}]}')]) }]],
    ['with entries that are no posts', [outbox([null, 7, 'x', [], {}, { type: 'Create' }, { type: 'Delete', published: '2022-01-01' }, note(5, '2022-01-01T00:00:00Z', { attachment: 'x', to: 9 }), note('<p>Tide tables</p>', '2023-05-01T10:00:00Z')])]],
    ['with names that lead out', [{ name: '../../../escaped.json', content: 'x' }, { name: '/etc/escaped', content: 'x' }, { name: 'C:\\escaped', content: 'x' }, { name: '..\\..\\escaped', content: 'x' }, { name: 'a\0b', content: 'x' }, small]],
    ['with names in another encoding', [{ name: Buffer.from([0xe9, 0x2f, 0xff, 0x2e]), content: 'x', flags: 0 }, small]],
    ['with links', [{ name: 'media_attachments/link', content: '/etc/passwd', mode: 0o120777 }, small]],
    ['with two of a name', [small, { name: 'outbox.json', content: '{"orderedItems":[]}' }]],
  ])('are read %s', async (_, entries) => {
    const { posts } = await kept(entries);
    expect(posts[0]?.content).toBe('<p>Tide tables</p>');
    expect(allFiles().toSorted()).toEqual([`profile/archives/${id}/archive.zip`, `profile/archives/${id}/info.json`]);
    for (let index = 0; index < entries.length; index += 1) await files.fileAt(`media/archives/${id}/${index}`);
    expect(allFiles().filter((name) => !name.startsWith(`profile/archives/${id}/`))).toEqual([]);
  });

  const whole = makeZip([small, actor]);
  const cut = (share: number): Buffer => whole.subarray(0, Math.floor(whole.length * share));
  it.each<[string, Uint8Array, ArchiveProblem]>([
    ['one byte', Buffer.from('P'), 'notZip'],
    ['text', Buffer.from('not a zip at all'), 'notZip'],
    ['zeros', Buffer.alloc(4096), 'notZip'],
    ['a tar.gz', gzipSync('ustar'), 'oldForm'],
    ['an empty zip', makeZip([]), 'notArchive'],
    ['photos', makeZip([{ name: 'holiday.png', content: png }]), 'notArchive'],
    ['an outbox too deep to be one', makeZip([{ ...small, name: 'a/b/c/outbox.json' }]), 'notArchive'],
    ['an outbox that is a link', makeZip([{ ...small, mode: 0o120777 }]), 'notArchive'],
    ['an outbox that is a number', makeZip([{ name: 'outbox.json', content: '5' }]), 'notArchive'],
    ['JSON that ends early', makeZip([{ name: 'outbox.json', content: '{"orderedItems":[' }]), 'damaged'],
    ['an empty outbox', makeZip([{ name: 'outbox.json', content: '' }]), 'damaged'],
    ['JSON a million deep', makeZip([{ name: 'outbox.json', content: `${'['.repeat(20_000)}x` }]), 'damaged'],
    ['a bad actor', makeZip([small, { name: 'actor.json', content: '{' }]), 'damaged'],
    ['a wrong sum', makeZip([{ ...small, said: { crc: 1 } }]), 'damaged'],
    ['more bytes than it says', makeZip([{ ...small, said: { size: 3 } }]), 'damaged'],
    ['fewer bytes than it says', makeZip([{ ...small, said: { size: 9_000 } }]), 'damaged'],
    ['no end', cut(0.9), 'damaged'],
    ['only a head', cut(0.1), 'damaged'],
    ['a password', makeZip([{ ...small, flags: 0x801 }]), 'encrypted'],
    ['a way of packing nobody uses', makeZip([{ ...small, method: 99 }]), 'damaged'],
    ['a bomb', makeZip([small, { name: 'b', content: Buffer.alloc(4 * 2 ** 20) }]), 'tooLarge'],
    ['an entry that says it is huge', makeZip([{ ...small, said: { size: 0xfffffff0 } }]), 'tooLarge'],
    ['entries that share their bytes', makeZip([small, { name: 'big', content: Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 251)) }, ...Array.from({ length: 200 }, (_, index): TestEntry => ({ name: `${index}`, content: Buffer.from(Array.from({ length: 60_000 }, (__, at) => (at * 7919) % 251)), sameBytes: true }))]), 'tooLarge'],
  ])('are refused with a reason, and leave nothing: %s', async (_, bytes, problem) => {
    expect(await add(bytes)).toEqual({ ok: true, value: { kind: 'refused', problem } });
    expect(allFiles()).toEqual([]);
    expect(await files.content(id)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  it.each([
    ['entries', { entries: 1 }],
    ['bytes in all', { totalBytes: 100 }],
    ['bytes of one', { entryBytes: 100 }],
  ])('are refused with too many %s', async (_, limit) => {
    const folders = createArchiveFolders({ dir: join(outer, 'profile', 'archives'), limits: { ...zipLimits, ...limit } });
    expect(await add(makeZip([small, actor]), folders)).toEqual({ ok: true, value: { kind: 'refused', problem: 'tooLarge' } });
  });

  it('survive any byte of theirs being another, and any cut', async () => {
    for (let at = 0; at < whole.length; at += 5) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0x55;
      expect(await add(broken), `byte ${at}`).toMatchObject({ ok: true });
      await files.remove(id);
      if (at > 0) expect(await add(whole.subarray(0, at)), `cut at ${at}`).toMatchObject({ ok: true, value: { kind: 'refused' } });
    }
    expect(allFiles()).toEqual([]);
  });

  it.each(['media/archives/../x/1', 'media/archives/x/1', `media/archives/${id}/../1`, `media/archives/${id}/9`, `media/archives/${id}/-1`, `media/archives/${id}/1/2`, `media/attachments/${id}`, ''])('give no file for %j', async (path) => {
    await add(makeZip([small]));
    expect(await files.fileAt(path)).toBeNull();
  });

  it('make room for the next when a file never came whole', async () => {
    await files.write('0b7c7f7e-52a4-4a33-9b8e-6a7f0c1d2e40', { offset: 0, total: 900, bytes: Buffer.alloc(600) });
    await kept([small]);
    expect(allFiles().toSorted()).toEqual([`profile/archives/${id}/archive.zip`, `profile/archives/${id}/info.json`]);
  });

  it('do not hand out a file whose sum is wrong', async () => {
    const { posts } = await kept([{ name: 'media_attachments/a.png', content: png, said: { crc: 5 } }, outbox([note('', '2022-01-01T00:00:00Z', { attachment: { mediaType: 'image/png', url: '/media_attachments/a.png' } })])]);
    expect(await files.fileAt(posts[0]?.media[0]?.path ?? '')).toBeNull();
    expect(existsSync(join(outer, 'profile/archives', id, 'media/0'))).toBe(false);
  });

  it('answer the same when asked again, and name what is not there', async () => {
    const first = await add(makeZip([small]));
    expect(await files.accept(id, { name: 'other.zip', addedAt: 9 })).toEqual(first);
    expect(await files.accept('0b7c7f7e-52a4-4a33-9b8e-6a7f0c1d2e40', { name: 'x', addedAt: 1 })).toEqual({ ok: false, error: { kind: 'notFound', what: 'archive' } });
  });
});
