import type { Html, StatusId, StatusUri } from '../../contract/index.ts';
import type { FilterAction, FilterContext, FilterMatch, Mention, Person, Quote, QuoteState, Status, StatusTag, Visibility } from '../../contract/statuses.ts';
import type { SeenStatus, TimelineItem } from '../../core/fediverse.ts';
import { asRecord, clip, dig, get, readCount, readFlag, readId, readList, readText, readTextOrNull, readTime, readWebUrl, type JsonRecord } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseCard, parseMediaList, parsePoll } from './parse-media.ts';
import { parseEmojis, parsePerson, toHandle } from './parse-person.ts';

/** UTF-16 units. A hundred times what most servers allow; above it layout takes longer than anybody waits. */
const maxContentLength = 65_536;
const maxSpoilerLength = 5_000;
const maxMentions = 500;
const maxTags = 200;
const maxFilters = 50;

/** One line of a timeline: a status, or a boost wrapper around one. */
export function parseTimelineItem(value: unknown, context: ParseContext): TimelineItem | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const createdAt = readTime(get(record, 'created_at'));
  if (record === null || id === null || createdAt === null) return null;
  const inner = asRecord(get(record, 'reblog'));
  const booster = inner === null ? null : parsePerson(get(record, 'account'), context);
  if (inner !== null && booster === null) return null;
  const seen = parseSeenStatus(inner ?? record, context);
  if (seen === null) return null;
  const outerMatches = inner === null ? [] : parseFilterMatches(get(record, 'filtered'));
  const filtered = [...seen.marks.filtered, ...outerMatches];
  return { id: id as StatusId, createdAt, booster, seen: { ...seen, marks: { ...seen.marks, filtered } } };
}

/** A status as the asking account sees it. Answers to boosting wrap it: `unwrapBoost` first. */
export function parseSeenStatus(value: unknown, context: ParseContext): SeenStatus | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const status = record === null ? null : parseStatus(record, context, 0);
  if (record === null || id === null || status === null) return null;
  return {
    status,
    marks: {
      id: id as StatusId,
      inReplyToId: readId(get(record, 'in_reply_to_id')) as StatusId | null,
      favourited: readFlag(get(record, 'favourited')),
      reblogged: readFlag(get(record, 'reblogged')),
      bookmarked: readFlag(get(record, 'bookmarked')),
      muted: readFlag(get(record, 'muted')),
      pinned: readFlag(get(record, 'pinned')),
      filtered: parseFilterMatches(get(record, 'filtered')),
      ownVotes: parsePoll(get(record, 'poll'), context)?.ownVotes ?? null,
      ...readQuoting(dig(record, 'quote_approval', 'current_user')),
    },
  };
}

/** `unknown` and words to come say no more than a missing field (Mastodon entities/QuoteApproval). */
function readQuoting(word: unknown): Pick<SeenStatus['marks'], 'quoting'> {
  return word === 'automatic' || word === 'manual' || word === 'denied' ? { quoting: word } : {};
}

/** `POST …/reblog` answers a new wrapper whose `reblog` is the status acted on (Mastodon API methods/statuses). */
export function unwrapBoost(value: unknown): unknown {
  return asRecord(dig(value, 'reblog')) ?? value;
}

function parseStatus(record: JsonRecord, context: ParseContext, depth: number): Status | null {
  const author = parsePerson(get(record, 'account'), context);
  const createdAt = readTime(get(record, 'created_at'));
  const url = readWebUrl(get(record, 'url'));
  const uri = toStatusUri(get(record, 'uri')) ?? toStatusUri(url);
  if (author === null || createdAt === null || uri === null) return null;
  return {
    uri,
    url,
    author,
    createdAt,
    editedAt: readTime(get(record, 'edited_at')),
    visibility: toVisibility(get(record, 'visibility')),
    language: readTextOrNull(get(record, 'language'), 16),
    content: readText(get(record, 'content'), maxContentLength) as Html,
    spoilerText: readText(get(record, 'spoiler_text'), maxSpoilerLength),
    sensitive: readFlag(get(record, 'sensitive')),
    media: parseMediaList(get(record, 'media_attachments'), context),
    poll: parsePoll(get(record, 'poll'), context)?.poll ?? null,
    card: parseCard(get(record, 'card'), context),
    quote: parseQuote(record, context, depth),
    mentions: parseMentions(get(record, 'mentions'), context),
    tags: parseTags(get(record, 'tags')),
    emojis: parseEmojis(get(record, 'emojis'), context),
    application: readTextOrNull(dig(record, 'application', 'name'), 200),
    replyToHandle: replyToHandle(record, author, context),
    counts: {
      replies: readCount(get(record, 'replies_count')) ?? 0,
      reblogs: readCount(get(record, 'reblogs_count')) ?? 0,
      favourites: readCount(get(record, 'favourites_count')) ?? 0,
      quotes: readCount(get(record, 'quotes_count')) ?? 0,
    },
  };
}

/** Scheme and host in lower case; everything else is opaque, also `tag:` URIs of old software. */
export function toStatusUri(value: unknown): StatusUri | null {
  if (typeof value !== 'string' || value === '' || value.length > 2048) return null;
  return clip(value, 2048).replace(/^https?:\/\/[^/?#]+/i, (origin) => origin.toLowerCase()) as StatusUri;
}

/** `mutuals_only` is GoToSocial's, `local` Akkoma's and Pleroma's. `limited`, `list` and words we do not know stay private. */
const visibilities: Readonly<Record<string, Visibility>> = {
  public: 'public',
  unlisted: 'unlisted',
  private: 'private',
  direct: 'direct',
  local: 'local',
  mutuals_only: 'mutuals',
};

export function toVisibility(value: unknown): Visibility {
  return typeof value === 'string' && Object.hasOwn(visibilities, value) ? (visibilities[value] ?? 'private') : 'private';
}

const quoteStates: Readonly<Record<string, QuoteState>> = {
  accepted: 'shown',
  pending: 'pending',
  rejected: 'rejected',
  revoked: 'revoked',
  deleted: 'deleted',
  unauthorized: 'unauthorized',
  blocked_account: 'blocked',
  blocked_domain: 'blocked',
  muted_account: 'muted',
};

/**
 * Mastodon 4.4+ and Hollo: `quote: {state, quoted_status}`, or `{state, quoted_status_id}` inside a quote. Akkoma,
 * Pleroma, Sharkey and Iceshrimp: `quote` is a status. Told apart by shape. One level deep: a quote inside a quote
 * says only that there is one.
 */
function parseQuote(record: JsonRecord, context: ParseContext, depth: number): Quote | null {
  const quote = asRecord(get(record, 'quote')) ?? asRecord(dig(record, 'pleroma', 'quote'));
  if (quote === null) return null;
  const word = get(quote, 'state');
  const isPlainStatus = typeof word !== 'string' && get(quote, 'account') !== undefined;
  const state = isPlainStatus ? 'shown' : toQuoteState(word);
  const quoted = isPlainStatus ? quote : asRecord(get(quote, 'quoted_status'));
  const uri = toStatusUri(get(quoted, 'uri'));
  if (depth > 0 || state !== 'shown') return { state, uri, status: null };
  const status = quoted === null ? null : parseStatus(quoted, context, depth + 1);
  return status === null ? { state: 'unauthorized', uri, status: null } : { state, uri: status.uri, status };
}

function toQuoteState(word: unknown): QuoteState {
  return typeof word === 'string' && Object.hasOwn(quoteStates, word) ? (quoteStates[word] ?? 'unauthorized') : 'unauthorized';
}

function parseMentions(value: unknown, context: ParseContext): readonly Mention[] {
  return readList(value, maxMentions, (item): Mention | null => {
    const handle = toHandle(dig(item, 'acct'), context.domain);
    const url = readWebUrl(dig(item, 'url'));
    return handle === null || url === null ? null : { handle, url };
  }).items;
}

function parseTags(value: unknown): readonly StatusTag[] {
  return readList(value, maxTags, (item): StatusTag | null => {
    const name = readTextOrNull(dig(item, 'name'), 256);
    const url = readWebUrl(dig(item, 'url'));
    return name === null || url === null ? null : { name, url };
  }).items;
}

function replyToHandle(record: JsonRecord, author: Person, context: ParseContext): string | null {
  if (readId(get(record, 'in_reply_to_id')) === null) return null;
  const accountId = readId(get(record, 'in_reply_to_account_id'));
  if (accountId !== null && accountId === readId(dig(record, 'account', 'id'))) return author.handle;
  const mentions = get(record, 'mentions');
  const mention: unknown = Array.isArray(mentions) && accountId !== null ? mentions.find((item) => readId(dig(item, 'id')) === accountId) : undefined;
  return toHandle(dig(mention, 'acct') ?? dig(record, 'pleroma', 'in_reply_to_account_acct'), context.domain) ?? '';
}

const filterActions: readonly FilterAction[] = ['warn', 'hide', 'blur'];
const filterContexts: readonly FilterContext[] = ['home', 'notifications', 'public', 'thread', 'account'];

/**
 * Filters v2 as the server applied them (Mastodon 4.0+, GoToSocial). Servers name every match and leave it to clients to
 * look at the contexts (API guidelines, "filters").
 */
export function parseFilterMatches(value: unknown): readonly FilterMatch[] {
  return readList(value, maxFilters, (item): FilterMatch | null => {
    const filter = asRecord(dig(item, 'filter'));
    if (filter === null) return null;
    const named = get(filter, 'context');
    const contexts = filterContexts.filter((context) => Array.isArray(named) && named.includes(context));
    if (contexts.length === 0) return null;
    return {
      title: readText(get(filter, 'title'), 200),
      action: filterActions.find((action) => action === get(filter, 'filter_action')) ?? 'warn',
      keywords: readList(dig(item, 'keyword_matches'), 20, (keyword) => readTextOrNull(keyword, 200)).items,
      contexts,
    };
  }).items;
}
