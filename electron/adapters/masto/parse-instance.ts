import type { LengthRule, ServerLimits } from '../../contract/servers.ts';
import { asRecord, dig, get, readCount, readList, readText, readTextOrNull, type JsonRecord } from './json.ts';
import { toHost } from './parse-person.ts';
import type { ServerClaims } from './software.ts';

/** What the instance endpoint says, v2 or v1, before anything of it is believed. */
export interface InstanceClaims {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  /** Domain of its handles as claimed; checked before use. */
  readonly domain: string | null;
  readonly streaming: unknown;
  readonly thumbnail: unknown;
  readonly activeUsers: number | null;
  readonly registrationsOpen: boolean | null;
  readonly apiLevel: number | null;
  readonly isGlitch: boolean;
  readonly record: JsonRecord;
}

/** Null when it is no instance entity: neither `domain` (v2) nor `uri` (v1) beside a version. */
export function parseInstance(value: unknown): InstanceClaims | null {
  const record = asRecord(value);
  const version = readText(get(record, 'version'), 200);
  const domain = readTextOrNull(get(record, 'domain'), 300) ?? readTextOrNull(get(record, 'uri'), 300);
  if (record === null || version === '' || domain === null) return null;
  const thumbnail = get(record, 'thumbnail');
  return {
    title: plainText(get(record, 'title'), 200),
    description: plainText(get(record, 'short_description') ?? get(record, 'description'), 1000),
    version,
    domain: toHost(domain.replace(/^https?:\/\//, '').replace(/\/$/, '')),
    streaming: dig(record, 'configuration', 'urls', 'streaming') ?? dig(record, 'urls', 'streaming_api'),
    thumbnail: dig(thumbnail, 'url') ?? thumbnail,
    activeUsers: readCount(dig(record, 'usage', 'users', 'active_month')),
    registrationsOpen: readSwitch(dig(record, 'registrations', 'enabled') ?? get(record, 'registrations')),
    apiLevel: readCount(dig(record, 'api_versions', 'mastodon')),
    isGlitch: dig(record, 'api_versions', 'glitch') !== undefined,
    record,
  };
}

function readSwitch(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** v1 descriptions are HTML; shown as text here, so tags go and nothing is interpreted. */
function plainText(value: unknown, max: number): string {
  return readText(value, max * 4)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max)
    .toWellFormed();
}

export interface NodeInfo {
  readonly name: string;
  readonly version: string;
  readonly activeUsers: number | null;
  readonly registrationsOpen: boolean | null;
}

export function parseNodeInfo(value: unknown): NodeInfo | null {
  const name = readText(dig(value, 'software', 'name'), 100).toLowerCase();
  if (name === '') return null;
  return {
    name,
    version: readText(dig(value, 'software', 'version'), 200),
    activeUsers: readCount(dig(value, 'usage', 'users', 'activeMonth')),
    registrationsOpen: readSwitch(dig(value, 'openRegistrations')),
  };
}

export function toClaims(instance: InstanceClaims, node: NodeInfo | null): ServerClaims {
  return {
    nodeName: node?.name ?? '',
    nodeVersion: node?.version ?? '',
    apiVersion: instance.version,
    apiLevel: instance.apiLevel,
    isGlitch: instance.isGlitch,
  };
}

const megabyte = 1024 * 1024;
const defaultMimeTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4', 'video/webm', 'audio/mpeg', 'audio/ogg', 'audio/wav'];

/**
 * Limits in the order: `configuration` (Mastodon 3.4+ and most others), the v1 extras of Akkoma and Pleroma, Mastodon's
 * defaults. Absurd numbers fall back: Hollo says 256 characters per URL, Mitra a poll of 2^30 seconds.
 */
export function parseLimits(record: JsonRecord, lengthRule: LengthRule): ServerLimits {
  const statuses = dig(record, 'configuration', 'statuses');
  const media = dig(record, 'configuration', 'media_attachments');
  const polls = dig(record, 'configuration', 'polls') ?? get(record, 'poll_limits');
  const uploadLimit = get(record, 'upload_limit');
  return {
    maxCharacters: within(dig(statuses, 'max_characters') ?? get(record, 'max_toot_chars'), 1, 1_000_000, 500),
    lengthRule,
    charactersPerUrl: within(dig(statuses, 'characters_reserved_per_url'), 1, 100, 23),
    maxMedia: within(dig(statuses, 'max_media_attachments') ?? get(record, 'max_media_attachments'), 1, 1000, 4),
    maxDescription: within(dig(media, 'description_limit') ?? get(record, 'description_limit'), 1, 100_000, 1500),
    imageBytes: within(dig(media, 'image_size_limit') ?? uploadLimit, 1, 1024 * megabyte, 16 * megabyte),
    videoBytes: within(dig(media, 'video_size_limit') ?? uploadLimit, 1, 64 * 1024 * megabyte, 99 * megabyte),
    mimeTypes: mimeTypes(dig(media, 'supported_mime_types')),
    poll: {
      maxOptions: within(dig(polls, 'max_options'), 2, 100, 4),
      maxOptionCharacters: within(dig(polls, 'max_characters_per_option') ?? dig(polls, 'max_option_chars'), 1, 10_000, 50),
      minExpirationMs: within(dig(polls, 'min_expiration'), 0, 86_400, 300) * 1000,
      maxExpirationMs: within(dig(polls, 'max_expiration'), 60, 366 * 86_400, 2_629_746) * 1000,
    },
  };
}

function within(value: unknown, min: number, max: number, fallback: number): number {
  const count = readCount(value);
  return count !== null && count >= min && count <= max ? count : fallback;
}

function mimeTypes(value: unknown): readonly string[] {
  const { items } = readList(value, 200, (item) => (typeof item === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(item) ? item : null));
  return items.length === 0 ? defaultMimeTypes : items;
}
