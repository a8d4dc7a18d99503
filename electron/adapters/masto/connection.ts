import { fail, ok, type AccountKey } from '../../contract/index.ts';
import type { AccountConnection, OwnPost, SeenStatus, ServerProfile, StatusContext, StreamEnd, StreamHandle, StreamListener } from '../../core/fediverse.ts';
import type { Clock, Log, Net } from '../../core/ports.ts';
import { belongingsCalls } from './belongings-calls.ts';
import { createAccountApi, type AccountApi } from './account-api.ts';
import { headerOf, type HeaderPairs } from './headers.ts';
import { maxPage, toPage, toPageParams } from './home-page.ts';
import { feedCalls } from './feed-calls.ts';
import { asRecord, dig, readList } from './json.ts';
import { mediaCalls } from './media-calls.ts';
import { movingCalls } from './moving-calls.ts';
import { notificationCalls } from './notification-calls.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePoll } from './parse-media.ts';
import { peopleCalls } from './people-calls.ts';
import { postCalls } from './post-calls.ts';
import { parseOwnAccount, parseOwnPost } from './parse-own.ts';
import { parseSeenStatus, unwrapBoost } from './parse-status.ts';
import { createResolver } from './resolve-status.ts';
import { searchCalls } from './search-calls.ts';
import { batchParams, toCreateParams } from './rest-params.ts';
import { pathPart } from './rest-plan.ts';
import { openStreamSocket, type StreamName } from './stream-socket.ts';
import type { Transport } from './transport.ts';
import { writingCalls } from './writing-calls.ts';

const maxThread = 4096;

export interface ConnectionDeps {
  readonly transport: Transport;
  readonly net: Net;
  readonly clock: Clock;
  readonly log: Log;
  readonly userAgent: string;
}

export interface ConnectionOptions {
  readonly account: AccountKey;
  readonly profile: ServerProfile;
  readonly token: string;
  readonly parse: ParseContext;
}

export function createConnection(deps: ConnectionDeps, options: ConnectionOptions): AccountConnection {
  const api = createAccountApi(deps.transport, options.profile, options.token);
  return {
    account: options.account,
    ...readingCalls(api, deps, options),
    ...actingCalls(api, options),
    ...mediaCalls(api, new URL(options.profile.apiBase).host),
    ...notificationCalls(api, options.profile, options.parse),
    feeds: feedCalls(api, options.profile, { parse: options.parse, clock: deps.clock, openStream: (stream, listener) => openNamedStream(deps, options, stream, listener) }),
    people: peopleCalls(api, options.profile, { parse: options.parse, clock: deps.clock }),
    search: searchCalls(api, options.parse),
    belongings: belongingsCalls(api, { account: options.account, server: options.profile, parse: options.parse, clock: deps.clock, net: deps.net, userAgent: deps.userAgent }),
    writing: writingCalls(api, options.profile, options.parse),
    posts: postCalls(api, options.profile, options.parse),
    moving: movingCalls(api, { profile: options.profile, parse: options.parse, accountId: accountId(options.account) }),
    openStream: (listener) => openStream(deps, options, listener),
    close: () => api.close(),
  };
}

type Reading = Pick<AccountConnection, 'verify' | 'home' | 'status' | 'statuses' | 'context' | 'ownPosts' | 'serverTime'>;

function readingCalls(api: AccountApi, { transport, clock }: ConnectionDeps, { account, profile, parse }: ConnectionOptions): Reading {
  const readSeen = seenReader(parse);
  const { host } = new URL(profile.apiBase);
  return {
    verify: async (options) => api.asOwner(await api.call((rest) => rest.v1.accounts.verifyCredentials(), (json) => parseOwnAccount(json, parse), { what: 'account', options })),
    home: async (query, options) => {
      if (query.kind === 'justNewerThan' && !profile.capabilities.minId) return fail({ kind: 'unsupported', capability: 'minId' });
      const answer = api.asOwner(await api.send((rest) => rest.v1.timelines.home.list(toPageParams(query)), { what: 'timeline', options }));
      if (!answer.ok) return answer;
      const page = toPage(answer.value, query, parse, clock.now());
      return page === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: answer.value.status, mayHaveArrived: false }) : ok(page);
    },
    status: (id, options) => api.call((rest) => rest.v1.statuses.$select(pathPart(id)).fetch(), readSeen, { what: 'status', options }),
    statuses: (ids, options) => {
      if (!profile.capabilities.statusBatch) return Promise.resolve(fail({ kind: 'unsupported', capability: 'statusBatch' }));
      // One that cannot be read must not look deleted: the whole answer is refused then.
      const read = (json: unknown): readonly SeenStatus[] | null => {
        const { items, dropped } = readList(json, ids.length, readSeen);
        return Array.isArray(json) && dropped === 0 ? items : null;
      };
      return api.call((rest) => rest.v1.statuses.fetch(batchParams(ids, profile)), read, { what: 'status', options });
    },
    context: async (id, options) => {
      const answer = await api.send((rest) => rest.v1.statuses.$select(pathPart(id)).context.fetch(), { what: 'status', options });
      if (!answer.ok) return answer;
      const context = toContext(answer.value.json, readSeen, refreshAt(answer.value.headers, clock.now()));
      return context === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: answer.value.status, mayHaveArrived: false }) : ok(context);
    },
    ownPosts: (limit, options) => {
      const params = { excludeReblogs: true, limit: Math.min(limit, maxPage) };
      const read = (json: unknown): readonly OwnPost[] | null => (Array.isArray(json) ? readList(json, maxPage, (item) => parseOwnPost(item, parse)).items : null);
      return api.call((rest) => rest.v1.accounts.$select(pathPart(accountId(account))).statuses.list(params), read, { what: 'account', options });
    },
    serverTime: () => {
      const skewMs = transport.skewMs(host);
      return skewMs === null ? null : clock.now() + skewMs;
    },
  };
}

type Acting = Pick<AccountConnection, 'resolveStatus' | 'act' | 'vote' | 'post'>;

function actingCalls(api: AccountApi, { parse, profile }: ConnectionOptions): Acting {
  const readSeen = seenReader(parse);
  return {
    resolveStatus: createResolver(api, readSeen),
    act: (id, action, options) => api.call((rest) => rest.v1.statuses.$select(pathPart(id))[action](), (json) => readSeen(unwrapBoost(json)), { what: 'status', options }),
    vote: (pollId, choices, options) =>
      api.call((rest) => rest.v1.polls.$select(pathPart(pollId)).votes.create({ choices: [...choices] }), (json) => parsePoll(json, parse)?.poll ?? null, { what: 'poll', options }),
    post: (status, idempotencyKey, options) =>
      api.call((rest) => rest.v1.statuses.create(toCreateParams(status, profile)), readSeen, { what: 'status', headers: { 'idempotency-key': idempotencyKey }, options }),
  };
}

function seenReader(parse: ParseContext): (json: unknown) => SeenStatus | null {
  return (json) => parseSeenStatus(json, parse);
}

function openStream(deps: ConnectionDeps, { profile, token, parse }: ConnectionOptions, listener: StreamListener): StreamHandle {
  const { streamingBase, streamAuth } = profile;
  if (streamingBase === null) return refuseStream(deps.clock, listener);
  return openStreamSocket(deps, { streamingBase, streamAuth, token, userAgent: deps.userAgent, parse }, listener);
}

function openNamedStream(deps: ConnectionDeps, { profile, token, parse }: ConnectionOptions, stream: StreamName, listener: StreamListener): StreamHandle | null {
  const { streamingBase, streamAuth } = profile;
  return streamingBase === null ? null : openStreamSocket(deps, { streamingBase, streamAuth, token, userAgent: deps.userAgent, parse, stream }, listener);
}

/** No stream on this server: ends as if it had answered 404. */
function refuseStream(clock: Clock, listener: StreamListener): StreamHandle {
  let ended = false;
  const end = (reason: StreamEnd): void => {
    if (!ended) listener.onEnd(reason);
    ended = true;
  };
  const cancel = clock.after(0, () => end({ kind: 'refused', status: 404, retryAt: null }));
  return {
    close: () => {
      cancel();
      end({ kind: 'closed', code: 1000 });
    },
  };
}

function accountId(account: AccountKey): string {
  return account.slice(account.indexOf('/') + 1);
}

function toContext(json: unknown, read: (item: unknown) => SeenStatus | null, moreAt: number | null): StatusContext | null {
  const record = asRecord(json);
  if (record === null) return null;
  return { ancestors: readList(dig(record, 'ancestors'), maxThread, read).items, descendants: readList(dig(record, 'descendants'), maxThread, read).items, moreAt };
}

const longestRefreshMs = 5 * 60_000;

/** `Mastodon-Async-Refresh: id="…", retry=5, result_count=2`: replies are being fetched from elsewhere (Mastodon 4.5+; methods/async_refreshes). */
function refreshAt(headers: HeaderPairs, now: number): number | null {
  const retryS = /(?:^|,)\s*retry=(\d{1,6})/.exec(headerOf(headers, 'mastodon-async-refresh') ?? '')?.[1];
  return retryS === undefined ? null : now + Math.min(longestRefreshMs, Number(retryS) * 1000);
}
