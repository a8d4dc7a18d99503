import type { ArchivePost } from '../../contract/archives.ts';
import type { Html } from '../../contract/ids.ts';
import { asRecord, dig, get, readText, readTextOrNull, readTime, type JsonRecord } from '../masto/json.ts';

/** A post as it stands in `outbox.json`; `media` still by its path within the archive. */
export interface ParsedPost extends Omit<ArchivePost, 'position' | 'media'> {
  readonly media: readonly { readonly url: string; readonly mediaType: string; readonly description: string }[];
}

export interface ParsedActor {
  readonly handle: string | null;
  readonly displayName: string;
  /** Path within the archive. */
  readonly avatar: string | null;
  readonly followers: string | null;
}

/** Longer than any post a server takes; texts beyond are cut. */
const longestPost = 200_000;
const longestAddress = 2_048;

export function parseActor(json: unknown): ParsedActor {
  const actor = asRecord(json);
  const name = readTextOrNull(get(actor, 'preferredUsername'), 255);
  const host = hostOf(get(actor, 'id')) ?? hostOf(get(actor, 'url'));
  return {
    handle: name === null || host === null ? name : `${name}@${host}`,
    displayName: readText(get(actor, 'name'), 255),
    avatar: readTextOrNull(dig(actor, 'icon', 'url'), longestAddress),
    followers: readTextOrNull(get(actor, 'followers'), longestAddress),
  };
}

function hostOf(value: unknown): string | null {
  return typeof value === 'string' && URL.canParse(value) ? new URL(value).host : null;
}

/** `outbox.json`, newest first, and how many of its entries are neither a post nor a boost. */
export function parseOutbox(json: unknown, actor: ParsedActor): { readonly posts: readonly ParsedPost[]; readonly unreadable: number } {
  const items = itemsOf(json);
  const posts = items.flatMap((item) => parseActivity(asRecord(item), actor) ?? []);
  return { posts: posts.toSorted((a, b) => b.publishedAt - a.publishedAt), unreadable: items.length - posts.length };
}

/** Addresses of `likes.json` or `bookmarks.json`. */
export function parseMarks(json: unknown): readonly string[] {
  return itemsOf(json).flatMap((item) => webAddress(typeof item === 'string' ? item : dig(item, 'id')) ?? []);
}

function itemsOf(json: unknown): readonly unknown[] {
  const items = Array.isArray(json) ? json : (dig(json, 'orderedItems') ?? dig(json, 'items'));
  return Array.isArray(items) ? items : [];
}

function parseActivity(activity: JsonRecord | null, actor: ParsedActor): ParsedPost | null {
  const object = get(activity, 'object');
  const note = asRecord(object);
  const publishedAt = readTime(get(activity, 'published')) ?? readTime(get(note, 'published'));
  if (publishedAt === null) return null;
  const shared = { publishedAt, visibility: visibilityOf(activity, note, actor) };
  if (get(activity, 'type') === 'Announce') {
    const boostOf = webAddress(typeof object === 'string' ? object : get(note, 'id'));
    return boostOf === null ? null : { ...shared, url: null, boostOf, inReplyTo: null, spoilerText: '', content: '' as Html, media: [] };
  }
  if (get(activity, 'type') !== 'Create' || note === null) return null;
  return {
    ...shared,
    url: webAddress(get(note, 'url')) ?? webAddress(get(note, 'id')),
    boostOf: null,
    inReplyTo: webAddress(get(note, 'inReplyTo')),
    spoilerText: readText(get(note, 'summary'), 10_000),
    content: (readText(get(note, 'content'), longestPost) + pollOf(note)) as Html,
    media: listOf(get(note, 'attachment')).flatMap(parseAttachment),
  };
}

/** A poll's answers as a list below its question. Names are plain text (ActivityStreams `name`). */
function pollOf(note: JsonRecord): string {
  const answers = [...listOf(get(note, 'oneOf')), ...listOf(get(note, 'anyOf'))].slice(0, 100);
  if (answers.length === 0) return '';
  return `<ul>${answers.map((answer) => `<li>${readText(dig(answer, 'name'), 1_000).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</li>`).join('')}</ul>`;
}

function parseAttachment(value: unknown): ParsedPost['media'] {
  const attachment = asRecord(value);
  const url = readTextOrNull(get(attachment, 'url'), longestAddress);
  return url === null ? [] : [{ url, mediaType: readText(get(attachment, 'mediaType'), 255), description: readText(get(attachment, 'name'), 10_000) }];
}

/** To whom it went (Mastodon's `ActivityPub::TagManager#to` and `#cc`); what is not known to be wider counts as direct. */
function visibilityOf(activity: JsonRecord | null, note: JsonRecord | null, { followers }: ParsedActor): ArchivePost['visibility'] {
  const to = addressees(get(activity, 'to'), get(note, 'to'));
  const cc = addressees(get(activity, 'cc'), get(note, 'cc'));
  if (to.some(isPublic)) return 'public';
  if (cc.some(isPublic)) return 'unlisted';
  return to.some((address) => address === followers || address.endsWith('/followers')) ? 'private' : 'direct';
}

function addressees(...values: readonly unknown[]): readonly string[] {
  return values.flatMap(listOf).filter((value) => typeof value === 'string');
}

/** The three ways JSON-LD writes it. */
function isPublic(address: string): boolean {
  return address === 'https://www.w3.org/ns/activitystreams#Public' || address === 'as:Public' || address === 'Public';
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function webAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > longestAddress || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
