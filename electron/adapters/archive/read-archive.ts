import type { ArchiveInfo, ArchiveMedia, ArchivePost, ArchiveProblem } from '../../contract/archives.ts';
import type { MediaPath } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { ArchiveContent } from '../../core/archives/index.ts';
import { parseActor, parseMarks, parseOutbox, type ParsedPost } from './parse-archive.ts';
import type { Zip, ZipEntry } from './zip-entries.ts';

export interface ReadArchive {
  readonly content: ArchiveContent;
  readonly facts: Omit<ArchiveInfo, 'id' | 'name' | 'addedAt' | 'bytes'>;
}

/** The path by which the page gets the entry at `index` of an archive. */
export function mediaPath(id: string, index: number): MediaPath {
  return `media/archives/${id}/${index}` as MediaPath;
}

/** Everything but the media. `notArchive` where there is no `outbox.json`; the other parts may be missing. */
export async function readArchive(zip: Zip, id: string): Promise<Result<ReadArchive, ArchiveProblem>> {
  const root = rootOf(zip.entries);
  if (root === null) return fail('notArchive');
  const outbox = await readJson(zip, `${root}outbox.json`);
  if (!outbox.ok) return outbox;
  if (outbox.value === null || typeof outbox.value !== 'object') return fail('notArchive');
  const others = [];
  for (const name of ['actor.json', 'likes.json', 'bookmarks.json']) {
    const json = await readJson(zip, `${root}${name}`);
    if (!json.ok) return json;
    others.push(json.value);
  }
  const actor = parseActor(others[0]);
  const { posts, unreadable } = parseOutbox(outbox.value, actor);
  const pathOf = mediaFinder(zip.entries, root, id);
  const boosts = posts.filter(({ boostOf }) => boostOf !== null).length;
  const content = { posts: posts.map((post, position) => toPost(post, position, pathOf)), likes: parseMarks(others[1]), bookmarks: parseMarks(others[2]) };
  const facts = {
    handle: actor.handle,
    displayName: actor.displayName,
    avatar: actor.avatar === null ? null : pathOf(actor.avatar),
    posts: posts.length - boosts,
    boosts,
    likes: content.likes.length,
    bookmarks: content.bookmarks.length,
    oldest: posts.at(-1)?.publishedAt ?? null,
    newest: posts[0]?.publishedAt ?? null,
    unreadable,
  };
  return ok({ content, facts });
}

/** The folder `outbox.json` is in: none, or one where somebody packed it again. */
function rootOf(entries: readonly ZipEntry[]): string | null {
  const places = entries.flatMap(({ name }) => (/^(?:[^/]+\/){0,2}outbox\.json$/.test(name) && !name.startsWith('__MACOSX/') ? [name.slice(0, -'outbox.json'.length)] : []));
  return places.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

/** Null where there is no such file. */
async function readJson(zip: Zip, name: string): Promise<Result<unknown, ArchiveProblem>> {
  const entry = zip.entries.find((each) => each.name === name);
  if (entry === undefined) return ok(null);
  const bytes = await zip.read(entry);
  if (!bytes.ok) return bytes;
  try {
    const json: unknown = JSON.parse(decode(bytes.value));
    return ok(json);
  } catch {
    return fail('damaged');
  }
}

/** UTF-8 as servers write it, or UTF-16 as some editors save it; a byte order mark goes. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/**
 * Attachments name their file by a path whose beginning differs with the server's storage (`/media_attachments/…`,
 * `/system/media_attachments/…`, a bucket before it); within the zip it begins at `media_attachments`.
 */
function mediaFinder(entries: readonly ZipEntry[], root: string, id: string): (url: string) => MediaPath | null {
  const indexes = new Map<string, number>();
  for (const [index, { name }] of entries.entries()) if (!indexes.has(name)) indexes.set(name, index);
  return (url) => {
    const path = url.replace(/^\/+/, '');
    const start = path.indexOf('media_attachments/');
    const index = indexes.get(root + path) ?? (start < 0 ? undefined : indexes.get(root + path.slice(start)));
    return index === undefined ? null : mediaPath(id, index);
  };
}

function toPost(post: ParsedPost, position: number, pathOf: (url: string) => MediaPath | null): ArchivePost {
  return { ...post, position, media: post.media.map(({ url, mediaType, description }): ArchiveMedia => ({ path: pathOf(url), family: familyOf(mediaType), description })) };
}

function familyOf(mediaType: string): ArchiveMedia['family'] {
  const family = mediaType.split('/')[0];
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'other';
}
