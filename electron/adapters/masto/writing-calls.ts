import type { ServerEmoji } from '../../contract/completion.ts';
import { fail, ok, type AppError, type Result, type StatusId } from '../../contract/index.ts';
import type { CallOptions, NewStatus, ServerProfile } from '../../core/fediverse.ts';
import type { Scheduling, ScheduledWhole, ServerScheduled, WritingCalls } from '../../core/fediverse-writing.ts';
import type { AccountApi, Build } from './account-api.ts';
import { nextMaxId } from './headers.ts';
import { maxPage } from './home-page.ts';
import { asRecord, dig, get, readFlag, readId, readList, readText, readTextOrNull, readTime } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseMediaList } from './parse-media.ts';
import { parseEmojis, parsePerson } from './parse-person.ts';
import { parseSeenStatus, toVisibility } from './parse-status.ts';
import { toCreateParams } from './rest-params.ts';
import { pathPart } from './rest-plan.ts';

/** Mastodon keeps 300 posts at most (scheduled_status.rb); what else a server sends is more than anybody looks at. */
const maxScheduledPages = 10;
/** The largest servers have some 9,000. */
const maxEmojis = 10_000;

/** The calls around writing of one account; see `WritingCalls`. */
export function writingCalls(api: AccountApi, profile: ServerProfile, parse: ParseContext): WritingCalls {
  const { host } = new URL(profile.apiBase);
  const noScheduling: Result<never> | null = profile.capabilities.scheduling ? null : fail({ kind: 'unsupported', capability: 'scheduling' });

  const change = async (build: Build, options: CallOptions | undefined): Promise<Result<null>> => {
    const answer = await api.send(build, { what: 'scheduled post', options });
    return answer.ok ? ok(null) : answer;
  };

  async function scheduled(options?: CallOptions): Promise<Result<readonly ServerScheduled[]>> {
    if (noScheduling !== null) return noScheduling;
    const posts: ServerScheduled[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < maxScheduledPages; page += 1) {
      const params = { limit: maxPage, ...(cursor === null ? {} : { maxId: cursor }) };
      const answer = await api.send((rest) => rest.v1.scheduledStatuses.list(params), { what: 'scheduled posts', options });
      if (!answer.ok) return answer;
      if (!Array.isArray(answer.value.json)) return fail(wrongShape(host, answer.value.status));
      posts.push(...readList(answer.value.json, maxPage * 2, parseScheduled).items);
      const next = nextMaxId(answer.value.headers, profile.apiBase);
      if (next === null || next === cursor || answer.value.json.length === 0) break;
      cursor = next;
    }
    return ok(posts.toSorted((one, other) => one.at - other.at));
  }

  return {
    scheduled,
    schedule: async (status, idempotencyKey, options) => {
      if (noScheduling !== null) return noScheduling;
      const read = (json: unknown): Scheduling | null => parseScheduling(json, status, parse);
      return api.call((rest) => rest.v1.statuses.create(toCreateParams(status, profile)), read, { what: 'status', headers: { 'idempotency-key': idempotencyKey }, options });
    },
    scheduledWhole: async (id, options) => noScheduling ?? api.call((rest) => rest.v1.scheduledStatuses.$select(pathPart(id)).fetch(), (json) => parseScheduledWhole(json, parse), { what: 'scheduled post', options }),
    moveScheduled: async (id, at, options) => noScheduling ?? change((rest) => rest.v1.scheduledStatuses.$select(pathPart(id)).update({ scheduledAt: new Date(at).toISOString() }), options),
    cancelScheduled: async (id, options) => noScheduling ?? change((rest) => rest.v1.scheduledStatuses.$select(pathPart(id)).remove(), options),
    findPeople: (query, limit, options) =>
      api.call((rest) => rest.v1.accounts.search.list({ q: query, limit, resolve: false }), (json) => (Array.isArray(json) ? readList(json, maxPage * 2, (item) => parsePerson(item, parse)).items.slice(0, limit) : null), { what: 'people', options }),
    emojis: (options) => api.call((rest) => rest.v1.customEmojis.list(), (json) => parseServerEmojis(json, parse), { what: 'emojis', options }),
  };
}

function wrongShape(host: string, status: number): AppError {
  return { kind: 'badAnswer', host, reason: 'wrongShape', status, mayHaveArrived: false };
}

/** A status where the time was too near; told apart by shape. */
function parseScheduling(json: unknown, status: NewStatus, parse: ParseContext): Scheduling | null {
  const seen = parseSeenStatus(json, parse);
  if (seen !== null) return { kind: 'posted', seen };
  const id = readId(dig(json, 'id'));
  const at = readTime(dig(json, 'scheduled_at'));
  if (id === null || at === null) return null;
  const { text, spoilerText, sensitive, visibility, language, mediaIds, poll } = status;
  return { kind: 'scheduled', scheduled: { id, at, text, spoilerText, sensitive, visibility, language, mediaCount: mediaIds.length, poll } };
}

/** The parameters are in `params`, with `text` where a request has `status` (REST::ScheduledStatusSerializer). */
export function parseScheduled(value: unknown): ServerScheduled | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const at = readTime(get(record, 'scheduled_at'));
  const params = asRecord(get(record, 'params'));
  if (id === null || at === null || params === null) return null;
  return {
    id,
    at,
    text: readText(get(params, 'text'), 100_000),
    spoilerText: readText(get(params, 'spoiler_text'), 10_000),
    sensitive: readFlag(get(params, 'sensitive')),
    // Nothing said is the account's default, which is not known here: the narrowest that is common.
    visibility: toVisibility(get(params, 'visibility')),
    language: readTextOrNull(get(params, 'language'), 16),
    mediaCount: readList(get(record, 'media_attachments'), 100, asRecord).items.length,
    poll: parsePollParams(get(params, 'poll')),
  };
}

function parseScheduledWhole(value: unknown, parse: ParseContext): ScheduledWhole | null {
  const post = parseScheduled(value);
  if (post === null) return null;
  const idAt = (field: string): StatusId | null => readId(dig(value, 'params', field)) as StatusId | null;
  return { ...post, media: parseMediaList(get(asRecord(value), 'media_attachments'), parse), inReplyToId: idAt('in_reply_to_id'), quotedId: idAt('quoted_status_id') ?? idAt('quote_id') };
}

function parsePollParams(value: unknown): NewStatus['poll'] {
  const options = readList(dig(value, 'options'), 100, (item) => (typeof item === 'string' ? item : null)).items;
  // A number in Mastodon, text in what GoToSocial repeats of a form.
  const seconds = Number(dig(value, 'expires_in'));
  return options.length === 0 ? null : { options, expiresInMs: (Number.isFinite(seconds) && seconds > 0 ? seconds : 86_400) * 1000, multiple: readFlag(dig(value, 'multiple')) };
}

function parseServerEmojis(json: unknown, parse: ParseContext): readonly ServerEmoji[] | null {
  if (!Array.isArray(json)) return null;
  return readList(json, maxEmojis, (item): ServerEmoji | null => {
    const [emoji] = parseEmojis([item], parse);
    const isOffered = dig(item, 'visible_in_picker') !== false;
    return emoji === undefined || !isOffered ? null : { ...emoji, category: readText(dig(item, 'category'), 100) };
  }).items;
}
