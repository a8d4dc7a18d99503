import type { MediaAttachment, MediaKind, Poll, PreviewCard } from '../../contract/statuses.ts';
import { asRecord, dig, get, readCount, readFlag, readId, readList, readText, readTextOrNull, readTime, readWebUrl } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseEmojis } from './parse-person.ts';

const maxMedia = 32;
const maxPollOptions = 100;
const maxDescriptionLength = 10_000;
const maxOptionLength = 500;
const maxPixels = 100_000;
const kinds: readonly MediaKind[] = ['image', 'gifv', 'video', 'audio'];
/** Base 83 of the blurhash format; a 9 by 9 hash has 166 characters. */
const blurhashPattern = /^[0-9A-Za-z#$%*+,\-.:;=?@[\]^_{|}~]{6,166}$/;

export function parseMediaList(value: unknown, context: ParseContext): readonly MediaAttachment[] {
  return readList(value, maxMedia, (item) => parseMedia(item, context)).items;
}

function parseMedia(value: unknown, context: ParseContext): MediaAttachment | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  if (record === null || id === null) return null;
  const url = get(record, 'url');
  const blurhash = get(record, 'blurhash');
  return {
    id,
    kind: kinds.find((kind) => kind === get(record, 'type')) ?? 'unknown',
    path: context.mediaPath(url),
    previewPath: context.mediaPath(get(record, 'preview_url')),
    remoteUrl: readWebUrl(get(record, 'remote_url')) ?? readWebUrl(url),
    description: readTextOrNull(get(record, 'description'), maxDescriptionLength),
    blurhash: typeof blurhash === 'string' && blurhashPattern.test(blurhash) ? blurhash : null,
    width: readPixels(dig(record, 'meta', 'original', 'width')),
    height: readPixels(dig(record, 'meta', 'original', 'height')),
    focus: readFocus(dig(record, 'meta', 'focus')),
  };
}

function readPixels(value: unknown): number | null {
  const pixels = readCount(value);
  return pixels === null || pixels === 0 || pixels > maxPixels ? null : pixels;
}

function readFocus(value: unknown): { readonly x: number; readonly y: number } | null {
  const [x, y] = [dig(value, 'x'), dig(value, 'y')];
  return isShare(x) && isShare(y) ? { x, y } : null;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= -1 && value <= 1;
}

export interface ParsedPoll {
  readonly poll: Poll;
  readonly ownVotes: readonly number[] | null;
}

export function parsePoll(value: unknown, context: ParseContext): ParsedPoll | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  if (record === null || id === null) return null;
  // An option without a title still takes its place: votes count options by position.
  const { items: options } = readList(get(record, 'options'), maxPollOptions, (item) => ({
    title: readText(dig(item, 'title'), maxOptionLength),
    votes: readCount(dig(item, 'votes_count')),
  }));
  if (options.length === 0) return null;
  const { items: votes } = readList(get(record, 'own_votes'), maxPollOptions, (item) => readCount(item));
  const poll: Poll = {
    id,
    expiresAt: readTime(get(record, 'expires_at')),
    expired: readFlag(get(record, 'expired')),
    multiple: readFlag(get(record, 'multiple')),
    votes: readCount(get(record, 'votes_count')) ?? 0,
    voters: readCount(get(record, 'voters_count')),
    options,
    emojis: parseEmojis(get(record, 'emojis'), context),
  };
  return { poll, ownVotes: readFlag(get(record, 'voted')) ? votes.filter((vote) => vote < options.length) : null };
}

export function parseCard(value: unknown, context: ParseContext): PreviewCard | null {
  const record = asRecord(value);
  const url = readWebUrl(get(record, 'url'));
  if (record === null || url === null) return null;
  const { items: authors } = readList(get(record, 'authors'), 10, (item) => readTextOrNull(dig(item, 'name'), 200));
  return {
    url,
    title: readText(get(record, 'title'), 500),
    description: readText(get(record, 'description'), 2000),
    provider: readText(get(record, 'provider_name'), 200),
    author: readTextOrNull(get(record, 'author_name'), 200) ?? authors[0] ?? '',
    image: context.mediaPath(get(record, 'image')),
    imageDescription: readText(get(record, 'image_description'), maxDescriptionLength),
    width: readPixels(get(record, 'width')),
    height: readPixels(get(record, 'height')),
  };
}
