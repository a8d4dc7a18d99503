import { findMentions, publishStatus } from '../actions/posting.ts';
import type { PollDraft, StatusDraft } from '../actions/posting.ts';
import { canSee, follows } from '../model/relations.ts';
import type { QuotePolicy, Status, UsedKey, Visibility } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now } from '../model/server.ts';
import { mastodonLength, plainLength } from '../model/text.ts';
import { accountEntity } from '../entities/account.ts';
import { statusEntity } from '../entities/status.ts';
import type { Params } from './params.ts';
import { failure, invalid, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { SignedCall } from './router.ts';
import { scheduledEntity } from './scheduled.ts';

const visibilities: readonly Visibility[] = ['public', 'unlisted', 'private', 'direct'];
/** A scheduled post must be at least this far ahead; nearer ones go out at once (scheduled_status.rb). */
const minimumAheadMs = 5 * 60_000;
const dayMs = 86_400_000;

/** Code points or Mastodon's count, text and warning together. */
function lengthOf(server: PracticeServer, params: Params): number {
  const count = server.traits.software === 'mastodon' ? mastodonLength : plainLength;
  return count(params.text('status') ?? '') + count(params.text('spoiler_text') ?? '');
}

/** The poll of a request: null when there is none, an answer when it is not acceptable. */
export function readPoll(call: SignedCall): PollDraft | Reply | null {
  const poll = call.params.group('poll');
  const { traits } = call.server;
  if (!poll) return null;
  const options = (poll.list('options') ?? []).filter((option) => option !== '');
  const expiresInS = poll.number('expires_in') ?? 86_400;
  if (options.length < 2) return invalid('Poll options must have more than one item');
  if (options.length > traits.maxPollOptions) return invalid(`Poll options can't contain more than ${traits.maxPollOptions} items`);
  if (options.some((option) => plainLength(option) > traits.maxPollOptionCharacters))
    return invalid(`Poll options can't be longer than ${traits.maxPollOptionCharacters} characters each`);
  if (new Set(options).size !== options.length) return invalid('Poll options contain duplicate items');
  if (expiresInS < 300) return invalid('Poll duration is too short');
  if (expiresInS > 30 * 86_400) return invalid('Poll duration is too long');
  return { options, expiresInMs: expiresInS * 1000, multiple: poll.flag('multiple') ?? false, hideTotals: poll.flag('hide_totals') ?? false };
}

/** Checks the pictures of a request; the answer is the refusal, if any. */
function refuseMedia(call: SignedCall, ids: readonly string[], hasPoll: boolean): Reply | null {
  const { server, viewerId } = call;
  const found = ids.flatMap((id) => server.tables.media.get(id) ?? []);
  if (found.length !== ids.length || found.some((media) => media.accountId !== viewerId || media.statusId !== null))
    return invalid('Media not found');
  if (ids.length > server.traits.maxMedia) return invalid(`Cannot attach more than ${server.traits.maxMedia} files`);
  if (hasPoll && ids.length > 0) return invalid('Cannot attach both a poll and media');
  if (server.traits.software === 'mastodon' && found.length > 1 && found.some((media) => media.type === 'video' || media.type === 'audio')) {
    return invalid('Cannot attach a video to a post that already contains images');
  }
  if (found.some((media) => media.failed || media.readyAt > now(server)))
    return invalid('Cannot attach files that have not finished processing. Try again in a moment!');
  return null;
}

function quotePolicyOf(call: SignedCall): QuotePolicy {
  const wanted = call.params.text('quote_approval_policy');
  return wanted === 'public' || wanted === 'followers' || wanted === 'nobody' ? wanted : call.me.user.quotePolicy;
}

function mayQuote(call: SignedCall, quoted: Status): boolean {
  if (quoted.accountId === call.viewerId) return true;
  if (quoted.visibility !== 'public' && quoted.visibility !== 'unlisted') return false;
  return quoted.quotePolicy === 'public' || (quoted.quotePolicy === 'followers' && follows(call.server, call.viewerId, quoted.accountId));
}

function referenced(call: SignedCall, name: string): Status | null | 'missing' {
  const id = call.params.text(name);
  if (!id) return null;
  const status = call.server.tables.statuses.get(id);
  return status && canSee(call.server, call.viewerId, status) ? status : 'missing';
}

/** Reads and checks a whole new post. */
export function readDraft(call: SignedCall): StatusDraft | Reply {
  const { server, params, me } = call;
  const text = params.text('status') ?? '';
  const mediaIds = params.list('media_ids') ?? [];
  const poll = readPoll(call);
  if (poll !== null && 'status' in poll) return poll;
  if (text.trim() === '' && mediaIds.length === 0)
    return invalid("Text can't be blank", { text: [{ error: 'ERR_BLANK', description: "can't be blank" }] });
  if (lengthOf(server, params) > server.traits.maxCharacters) {
    return invalid(`Text character limit of ${server.traits.maxCharacters} exceeded`, {
      text: [{ error: 'ERR_TOO_LONG', description: `character limit of ${server.traits.maxCharacters} exceeded` }],
    });
  }
  const refusal = refuseMedia(call, mediaIds, poll !== null);
  if (refusal) return refusal;
  const parent = referenced(call, 'in_reply_to_id');
  const quoted = referenced(call, server.traits.software === 'akkoma' ? 'quote_id' : 'quoted_status_id');
  if (parent === 'missing' || quoted === 'missing') return notFound(server);
  if (quoted && !mayQuote(call, quoted)) return invalid('You are not allowed to quote this post');
  const spoilerText = params.text('spoiler_text') ?? '';
  return {
    text,
    spoilerText,
    sensitive: params.flag('sensitive') ?? (spoilerText !== '' || me.user.sensitive),
    visibility: visibilities.find((visibility) => visibility === params.text('visibility')) ?? me.user.privacy,
    language: params.text('language') ?? me.user.language,
    inReplyTo: parent,
    mediaIds,
    poll,
    quote: quoted,
    quotePolicy: quotePolicyOf(call),
    application: call.app?.name ?? null,
  };
}

function usedKey(call: SignedCall, key: string): UsedKey | null {
  const { server } = call;
  const id = server.traits.idempotency === 'globalKey' ? key : `${call.viewerId}:${key}`;
  const known = server.tables.usedKeys.get(id);
  return known && known.usedAt > now(server) - server.traits.idempotencyLifeMs ? known : null;
}

function rememberKey(call: SignedCall, key: string, resultId: string | null, reply: Reply): void {
  const { server } = call;
  const whole = server.traits.idempotency === 'globalKey';
  if (!whole && resultId === null) return;
  server.tables.usedKeys.put({
    id: whole ? key : `${call.viewerId}:${key}`,
    resultId,
    usedAt: now(server),
    answer: whole ? { status: reply.status, body: reply.body } : null,
  });
}

/** What a key that was used before gets, by kind. */
function repeated(call: SignedCall, known: UsedKey): Reply {
  if (known.answer) return json(known.answer.body, known.answer.status);
  if (call.server.traits.idempotency === 'error500') return failure(500, 'We are sorry, but something went wrong on our end');
  const status = known.resultId ? call.server.tables.statuses.get(known.resultId) : undefined;
  return status ? json(statusEntity(call.server, status, call.viewerId)) : notFound(call.server);
}

function schedule(call: SignedCall, draft: StatusDraft, at: number): { reply: Reply; id: string | null } {
  const { server, params } = call;
  const waiting = server.tables.scheduled.by('user', call.viewerId);
  if (waiting.length >= 300) return { reply: invalid('You have exceeded the limit of 300 scheduled posts'), id: null };
  const sameDay = waiting.filter((row) => Math.floor(row.scheduledAt / dayMs) === Math.floor(at / dayMs)).length;
  if (sameDay >= 25) return { reply: invalid('You have exceeded the limit of 25 scheduled posts for today'), id: null };
  const row = {
    id: server.ids.row(),
    userId: call.viewerId,
    scheduledAt: at,
    params: { ...params.plain(), text: draft.text },
    mediaIds: [...(draft.mediaIds ?? [])],
  };
  for (const id of row.mediaIds) {
    const media = server.tables.media.get(id);
    if (media) media.statusId = `scheduled:${row.id}`;
  }
  server.tables.scheduled.put(row);
  server.world.touch();
  return { reply: json(scheduledEntity(server, row)), id: row.id };
}

function create(call: SignedCall): { reply: Reply; id: string | null } {
  const { server, params } = call;
  const draft = readDraft(call);
  if ('status' in draft) return { reply: draft, id: null };
  const refusal = refuseMentions(call, draft);
  if (refusal !== null) return { reply: refusal, id: null };
  const wantedAt = Date.parse(params.text('scheduled_at') ?? '');
  if (server.traits.features.has('scheduled') && Number.isFinite(wantedAt)) {
    if (wantedAt > now(server) + minimumAheadMs) return schedule(call, draft, wantedAt);
    if (server.traits.software === 'gotosocial' && wantedAt < now(server)) return published(call, { ...draft, createdAt: wantedAt, quiet: true });
  }
  return published(call, draft);
}

/** `allowed_mentions` of Mastodon: nothing is posted that would reach anybody else (post_status_service.rb safeguard_mentions). */
function refuseMentions({ server, params }: SignedCall, { text }: StatusDraft): Reply | null {
  const allowed = params.list('allowed_mentions');
  if (allowed === undefined || server.traits.software !== 'mastodon') return null;
  const unexpected = findMentions(server, text).filter(({ accountId }) => !allowed.includes(accountId));
  const accounts = unexpected.flatMap(({ accountId }) => server.tables.accounts.get(accountId) ?? []);
  return accounts.length === 0 ? null : json({ error: 'Post would be sent to unexpected accounts', unexpected_accounts: accounts.map((account) => accountEntity(server, account)) }, 422);
}

function published(call: SignedCall, draft: StatusDraft): { reply: Reply; id: string } {
  const status = publishStatus(call.server, call.me.account, draft);
  return { reply: json(statusEntity(call.server, status, call.viewerId)), id: status.id };
}

/** POST /api/v1/statuses, with the key that makes a repeat harmless on some kinds. */
export function createFromRequest(call: SignedCall): Reply {
  const key = call.server.traits.idempotency === 'ignored' ? undefined : call.headers['idempotency-key'];
  const known = key ? usedKey(call, key) : null;
  if (known) return repeated(call, known);
  const { reply, id } = create(call);
  if (key) rememberKey(call, key, id, reply);
  return reply;
}
