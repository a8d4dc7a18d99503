import type { AccountLimits, ListedPerson, OwnFacts } from '../../core/fediverse-moving.ts';
import { asRecord, dig, get, readCount, readFlag, readList, readText, readTextOrNull, readTime, readWebUrl } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePerson } from './parse-person.ts';
import { movedToOf } from './public-reader.ts';

const maxUri = 4096;
const maxText = 100_000;

/** `verify_credentials`, with what a move depends on. `source` holds texts as they were typed. */
export function parseOwnFacts(value: unknown, context: ParseContext): OwnFacts | null {
  const record = asRecord(value);
  const person = parsePerson(record, context);
  if (record === null || person === null) return null;
  return {
    uri: readWebUrl(get(record, 'uri')) === null ? readTextOrNull(dig(record, 'pleroma', 'ap_id'), maxUri) : readTextOrNull(get(record, 'uri'), maxUri),
    handle: person.handle,
    locked: person.locked,
    limited: readFlag(get(record, 'limited')),
    suspended: readFlag(get(record, 'suspended')),
    memorial: readFlag(get(record, 'memorial')),
    movedTo: movedToOf(record),
    counts: {
      // glitch-soc answers -1 where people hide their counts.
      followers: readCount(get(record, 'followers_count')),
      following: readCount(get(record, 'following_count')),
      statuses: readCount(get(record, 'statuses_count')),
    },
    hasAvatar: isPicture(get(record, 'avatar')),
    displayName: readText(get(record, 'display_name'), maxText),
    bio: readText(dig(record, 'source', 'note') ?? get(record, 'note'), maxText),
    fields: readFields(dig(record, 'source', 'fields'), get(record, 'fields')),
    aliases: readAliases(dig(record, 'source', 'also_known_as_uris') ?? dig(record, 'pleroma', 'also_known_as')),
  };
}

/** Servers send a picture of nobody where there is none. */
function isPicture(avatar: unknown): boolean {
  return typeof avatar === 'string' && avatar !== '' && !/\/(?:missing|avi|default|default_avatar|missing-avatar)\.(?:png|webp|svg|jpe?g)(?:\?|$)|\/assets\/default_avatars\//.test(avatar);
}

/** The words as typed stand in `source`, the check mark in the shown fields of the same place. */
function readFields(source: unknown, shown: unknown): OwnFacts['fields'] {
  const marks: readonly unknown[] = Array.isArray(shown) ? shown : [];
  const typed = Array.isArray(source) ? source : marks;
  return typed.slice(0, 100).map((field, index) => ({
    name: readText(dig(field, 'name'), 512),
    link: linkIn(readText(dig(field, 'value'), 8_192)),
    verified: readTime(dig(marks[index], 'verified_at')) !== null,
  }));
}

/** The address a field holds, bare or within its mark-up. */
function linkIn(text: string): string | null {
  const href = /href="(https?:\/\/[^"]+)"/.exec(text)?.[1] ?? /^\s*(https?:\/\/\S+)\s*$/.exec(text)?.[1];
  return href === undefined ? null : readWebUrl(href.replaceAll('&amp;', '&'));
}

function readAliases(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? readList(value, 256, (item) => readTextOrNull(item, maxUri)).items : null;
}

export function parseListed(value: unknown, context: ParseContext): ListedPerson | null {
  const person = parsePerson(value, context);
  return person === null ? null : { uri: person.uri, handle: person.handle };
}

/** Mastodon tells these since 4.6; before, they are what its models say. Others have their own or none. */
export function parseAccountLimits(value: unknown, isMastodon: boolean): AccountLimits {
  const accounts = dig(value, 'configuration', 'accounts');
  const or = (name: string, fallback: number): number | null => readCount(dig(accounts, name)) ?? (isMastodon ? fallback : null);
  const fixed = (limit: number): number | null => (isMastodon ? limit : null);
  return {
    follows: fixed(7_500),
    lists: fixed(50),
    listTitle: fixed(256),
    featuredTags: or('max_featured_tags', 10),
    profileFields: or('max_profile_fields', 4),
    bio: or('max_note_length', 500),
    displayName: or('max_display_name_length', 30),
  };
}
