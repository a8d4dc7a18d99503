import { fail, ok, type AccountKey } from '../../contract/index.ts';
import type { AccountConnection, OwnPost, SeenStatus, ServerProfile, StreamEnd, StreamHandle, StreamListener } from '../../core/fediverse.ts';
import type { Clock, Log, Net } from '../../core/ports.ts';
import { createAccountApi, type AccountApi } from './account-api.ts';
import { maxPage, toPage, toPageParams } from './home-page.ts';
import { asRecord, dig, readList } from './json.ts';
import { mediaCalls } from './media-calls.ts';
import { notificationCalls } from './notification-calls.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePoll } from './parse-media.ts';
import { peopleCalls } from './people-calls.ts';
import { parseOwnAccount, parseOwnPost } from './parse-own.ts';
import { parseSeenStatus, unwrapBoost } from './parse-status.ts';
import { createResolver } from './resolve-status.ts';
import { batchParams, toCreateParams } from './rest-params.ts';
import { pathPart } from './rest-plan.ts';
import { openStreamSocket } from './stream-socket.ts';
import type { Transport } from './transport.ts';

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
    people: peopleCalls(api, options.profile, { parse: options.parse, clock: deps.clock }),
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
    context: (id, options) => api.call((rest) => rest.v1.statuses.$select(pathPart(id)).context.fetch(), (json) => toContext(json, readSeen), { what: 'status', options }),
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

function actingCalls(api: AccountApi, { parse }: ConnectionOptions): Acting {
  const readSeen = seenReader(parse);
  return {
    resolveStatus: createResolver(api, readSeen),
    act: (id, action, options) => api.call((rest) => rest.v1.statuses.$select(pathPart(id))[action](), (json) => readSeen(unwrapBoost(json)), { what: 'status', options }),
    vote: (pollId, choices, options) =>
      api.call((rest) => rest.v1.polls.$select(pathPart(pollId)).votes.create({ choices: [...choices] }), (json) => parsePoll(json, parse)?.poll ?? null, { what: 'poll', options }),
    post: (status, idempotencyKey, options) =>
      api.call((rest) => rest.v1.statuses.create(toCreateParams(status)), readSeen, { what: 'status', headers: { 'idempotency-key': idempotencyKey }, options }),
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

type Context = { readonly ancestors: readonly SeenStatus[]; readonly descendants: readonly SeenStatus[] };

function toContext(json: unknown, read: (item: unknown) => SeenStatus | null): Context | null {
  const record = asRecord(json);
  if (record === null) return null;
  return { ancestors: readList(dig(record, 'ancestors'), maxThread, read).items, descendants: readList(dig(record, 'descendants'), maxThread, read).items };
}
