import type { AccountLimits, FeaturedTag, FilterAction, FilterContext, ListedPerson, ListedStatus, OwnFilter, OwnList, OwnProfile, OwnRelation, RepliesPolicy } from '../../core/fediverse-belongings.ts';
import { filterContexts } from '../../core/fediverse-belongings.ts';
import type { StatusId } from '../../contract/ids.ts';
import { asRecord, dig, get, readCount, readFlag, readId, readList, readText, readTextOrNull, readTime, readWebUrl, type JsonRecord } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePerson } from './parse-person.ts';
import { parseRelation } from './parse-profile.ts';
import { parseSeenStatus } from './parse-status.ts';

const maxKeywords = 1_000;

export function parseListedPerson(value: unknown, parse: ParseContext): ListedPerson | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const person = parsePerson(record, parse);
  if (id === null || person === null) return null;
  return {
    id,
    person,
    movedTo: parsePerson(get(record, 'moved'), parse),
    limited: readFlag(get(record, 'limited')),
    suspended: readFlag(get(record, 'suspended')),
    memorial: readFlag(get(record, 'memorial')),
    muteEndsAt: readTime(get(record, 'mute_expires_at')),
  };
}

export function parseOwnRelation(value: unknown): OwnRelation | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const relation = parseRelation(record);
  if (id === null || relation === null) return null;
  const languages = readList(get(record, 'languages'), 100, (item) => readTextOrNull(item, 16)).items;
  return { id, relation, languages: languages.length === 0 ? null : languages, endorsed: readFlag(get(record, 'endorsed')) };
}

export function parseListedStatus(value: unknown, parse: ParseContext): ListedStatus | null {
  const seen = parseSeenStatus(value, parse);
  if (seen === null) return null;
  const { uri, url, author, visibility, createdAt, content } = seen.status;
  return { id: seen.marks.id, uri, url, author: author.handle, visibility, createdAt, content };
}

export function parseList(value: unknown): OwnList | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  if (id === null) return null;
  const policy = get(record, 'replies_policy');
  const repliesPolicy: RepliesPolicy = policy === 'followed' || policy === 'none' ? policy : 'list';
  return { id, title: readText(get(record, 'title'), 1_000), repliesPolicy, exclusive: readFlag(get(record, 'exclusive')) };
}

function parseContexts(value: unknown): readonly FilterContext[] {
  return readList(value, 20, (item) => filterContexts.find((context) => context === item) ?? null).items;
}

export function parseFilter(value: unknown): OwnFilter | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  if (id === null) return null;
  const action = get(record, 'filter_action');
  return {
    id,
    title: readText(get(record, 'title'), 2_000),
    context: parseContexts(get(record, 'context')),
    action: action === 'hide' || action === 'blur' ? action : 'warn',
    expiresAt: readTime(get(record, 'expires_at')),
    keywords: readList(get(record, 'keywords'), maxKeywords, parseKeyword).items,
    statuses: readList(get(record, 'statuses'), maxKeywords, parseFilterStatus).items,
  };
}

function parseKeyword(value: unknown): OwnFilter['keywords'][number] | null {
  const id = readId(dig(value, 'id'));
  const keyword = readTextOrNull(dig(value, 'keyword'), 2_000);
  return id === null || keyword === null ? null : { id, keyword, wholeWord: readFlag(dig(value, 'whole_word')) };
}

function parseFilterStatus(value: unknown): OwnFilter['statuses'][number] | null {
  const id = readId(dig(value, 'id'));
  const statusId = readId(dig(value, 'status_id'));
  return id === null || statusId === null ? null : { id, statusId: statusId as StatusId };
}

/** A filter of API v1: one phrase. `irreversible` is what v2 calls `hide`. */
export function parseFilterV1(value: unknown): OwnFilter | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const phrase = readTextOrNull(get(record, 'phrase'), 2_000);
  if (id === null || phrase === null) return null;
  const action: FilterAction = readFlag(get(record, 'irreversible')) ? 'hide' : 'warn';
  const keywords = [{ id, keyword: phrase, wholeWord: readFlag(get(record, 'whole_word')) }];
  return { id, title: phrase, context: parseContexts(get(record, 'context')), action, expiresAt: readTime(get(record, 'expires_at')), keywords, statuses: [] };
}

export function parseTagName(value: unknown): string | null {
  const name = readTextOrNull(dig(value, 'name'), 400);
  return name === null ? null : name.replace(/^#/, '');
}

export function parseFeaturedTag(value: unknown): FeaturedTag | null {
  const name = parseTagName(value);
  const id = readId(dig(value, 'id'));
  return name === null || id === null ? null : { id, name };
}

/** The answer of `verify_credentials` with everything in it; what people typed is in `source`. */
export function parseOwnProfile(value: unknown): OwnProfile | null {
  const record = asRecord(value);
  if (record === null || readId(get(record, 'id')) === null) return null;
  const source = asRecord(get(record, 'source'));
  return {
    displayName: readText(get(record, 'display_name'), 2_000),
    note: readText(get(source, 'note'), 100_000),
    fields: readList(get(source, 'fields') ?? get(record, 'fields'), 100, parseOwnField).items,
    avatarUrl: pictureUrl(record, 'avatar'),
    headerUrl: pictureUrl(record, 'header'),
    locked: readFlag(get(record, 'locked')),
    bot: readFlag(get(record, 'bot')),
    discoverable: readSwitch(get(record, 'discoverable') ?? get(source, 'discoverable')),
    indexable: readSwitch(get(record, 'indexable') ?? get(source, 'indexable')),
    hideCollections: readSwitch(get(record, 'hide_collections') ?? get(source, 'hide_collections')),
    counts: { followers: readCount(get(record, 'followers_count')), following: readCount(get(record, 'following_count')), statuses: readCount(get(record, 'statuses_count')) },
    defaults: {
      privacy: readTextOrNull(get(source, 'privacy'), 40),
      sensitive: readSwitch(get(source, 'sensitive')),
      language: readTextOrNull(get(source, 'language'), 16),
      quotePolicy: readTextOrNull(get(source, 'quote_policy'), 40),
    },
  };
}

function parseOwnField(value: unknown): OwnProfile['fields'][number] | null {
  const name = readText(dig(value, 'name'), 1_000);
  const text = readText(dig(value, 'value'), 8_000);
  return name === '' && text === '' ? null : { name, value: text };
}

function readSwitch(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** Servers name a picture of nothing where there is none. */
function pictureUrl(record: JsonRecord, name: 'avatar' | 'header'): string | null {
  const url = readWebUrl(get(record, name));
  return url !== null && /\/(?:missing|default_(?:avatar|header)|missing-(?:avatar|header)|banner|avi)\.(?:png|webp|svg)$/.test(new URL(url).pathname) ? null : url;
}

/** Mastodon's own: 30 characters before 4.6 (account.rb), 50 lists of 256 (list.rb), 10 tags (featured_tag.rb), 7,500 follows (follow_limit_validator.rb). */
const mastodonLimits: AccountLimits = { displayName: 30, note: 500, fields: 4, fieldName: 255, fieldValue: 255, featuredTags: 10, lists: 50, listTitle: 256, follows: 7_500 };

/** `configuration.accounts` since Mastodon 4.6 (some of it before); `pleroma.metadata.fields_limits` on Akkoma and Pleroma. */
export function parseAccountLimits(value: unknown, isMastodon: boolean): AccountLimits {
  const accounts = dig(value, 'configuration', 'accounts');
  const pleroma = dig(value, 'pleroma', 'metadata', 'fields_limits');
  const limit = (fallback: number, ...found: readonly unknown[]): number => found.map(readCount).find((count) => count !== null && count > 0) ?? fallback;
  return {
    displayName: limit(mastodonLimits.displayName, dig(accounts, 'max_display_name_length')),
    note: limit(mastodonLimits.note, dig(accounts, 'max_note_length'), dig(value, 'description_limit')),
    fields: limit(mastodonLimits.fields, dig(accounts, 'max_profile_fields'), dig(pleroma, 'max_fields')),
    fieldName: limit(mastodonLimits.fieldName, dig(accounts, 'profile_field_name_limit'), dig(pleroma, 'name_length')),
    fieldValue: limit(mastodonLimits.fieldValue, dig(accounts, 'profile_field_value_limit'), dig(pleroma, 'value_length')),
    featuredTags: limit(mastodonLimits.featuredTags, dig(accounts, 'max_featured_tags')),
    lists: mastodonLimits.lists,
    listTitle: mastodonLimits.listTitle,
    follows: isMastodon ? mastodonLimits.follows : null,
  };
}
