import type { mastodon } from 'masto';
import { fail, ok, type AccountKey, type Result, type StatusUri } from '../../contract/index.ts';
import type { AccountConnection, CallOptions, PageQuery, SeenStatus, ServerProfile, StreamEnd, StreamHandle, StreamListener, TimelinePageFromServer } from '../../core/fediverse.ts';
import type { Clock, Log, Net } from '../../core/ports.ts';
import type { ApiAnswer } from './answer.ts';
import { headerOf, nextMaxId, type HeaderPairs } from './headers.ts';
import { asRecord, dig, readId, readList } from './json.ts';
import { parseOwnAccount, parseOwnPost } from './parse-own.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePoll } from './parse-media.ts';
import { parseSeenStatus, parseTimelineItem, toStatusUri, unwrapBoost } from './parse-status.ts';
import { rateClassOf } from './rate-budget.ts';
import { batchParams, isPleroma, toCreateParams } from './rest-params.ts';
import { pathPart, planRequest, type PlannedRequest } from './rest-plan.ts';
import { openStreamSocket } from './stream-socket.ts';
import { timeouts, type Transport } from './transport.ts';

/** Largest page every server gives; above it some answer 400 (Mitra). */
const maxPage = 40;
const maxThread = 4096;
/** For a 206 whose header does not say when to ask again. */
const rebuildingPauseMs = 10_000;

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

interface Ask {
  readonly what: string;
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options: CallOptions | undefined;
}

type Build = (api: mastodon.rest.Client) => PromiseLike<unknown>;

export function createConnection(deps: ConnectionDeps, { account, profile, token, parse }: ConnectionOptions): AccountConnection {
  const { transport, clock } = deps;
  const { host, origin } = new URL(profile.apiBase);
  const closing = new AbortController();
  /** GoToSocial counts per address, all accounts together (docs/api/ratelimiting.md); the others per token. */
  const bucket = profile.summary.software === 'gotosocial' ? `host ${host}` : `token ${token}`;
  let lastResolve: Promise<unknown> = Promise.resolve();

  const send = (plan: PlannedRequest, ask: Ask): Promise<Result<ApiAnswer>> => {
    const signal = ask.options?.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, ask.options.signal]);
    return transport.send({
      method: plan.method,
      url: new URL(plan.path, origin).href,
      token,
      body: plan.body,
      ...(ask.headers === undefined ? {} : { headers: ask.headers }),
      timeoutMs: ask.timeoutMs ?? (plan.method === 'GET' ? timeouts.get : timeouts.change),
      what: ask.what,
      bucket,
      rateClass: rateClassOf(plan.method, plan.path),
      options: { ...ask.options, signal },
    });
  };

  /** Akkoma and Pleroma answer a dead token with 403 (plugs/ensure_authenticated_plug.ex); where only the token decides, it is that. */
  const asOwner = <T>(result: Result<T>): Result<T> =>
    !result.ok && result.error.kind === 'forbidden' && isPleroma(profile) ? fail({ kind: 'unauthorized', host, message: result.error.message }) : result;

  const call = async <T>(build: Build, read: (json: unknown) => T | null, ask: Ask): Promise<Result<T>> => {
    const plan = planRequest(build);
    const answer = await send(plan, ask);
    return answer.ok ? orWrongShape(read(answer.value.json), answer.value.status, plan.method) : answer;
  };

  const orWrongShape = <T>(value: T | null, status: number, method: string): Result<T> =>
    value === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status, mayHaveArrived: method !== 'GET' }) : ok(value);

  const readSeen = (json: unknown): SeenStatus | null => parseSeenStatus(json, parse);

  /** Exact match only: a search may answer something else that it finds likely. */
  const search = async (q: string, uri: StatusUri, options: CallOptions | undefined): Promise<Result<SeenStatus>> => {
    const read = (json: unknown): { readonly found: SeenStatus | undefined } | null =>
      asRecord(json) === null ? null : { found: readList(dig(json, 'statuses'), maxPage, readSeen).items.find((seen) => seen.status.uri === uri) };
    const result = await call((api) => api.v2.search.list({ q, resolve: true, type: 'statuses', limit: 1 }), read, { what: 'status', timeoutMs: timeouts.resolve, options });
    if (!result.ok) return result;
    return result.value.found === undefined ? fail({ kind: 'notFound', what: 'status' }) : ok(result.value.found);
  };

  const resolve = async (uri: StatusUri, url: string | null, options: CallOptions | undefined): Promise<Result<SeenStatus>> => {
    const wanted = toStatusUri(uri) ?? uri;
    const queries = [wanted, url].filter((query, at, all): query is string => query !== null && /^https?:/i.test(query) && all.indexOf(query) === at);
    let result: Result<SeenStatus> = fail({ kind: 'notFound', what: 'status' });
    for (const query of queries) {
      result = await search(query, wanted, options);
      if (result.ok || !mayBeKnownByUrl(result.error.kind)) return result;
    }
    return result;
  };

  return {
    account,
    verify: async (options) => asOwner(await call((api) => api.v1.accounts.verifyCredentials(), (json) => parseOwnAccount(json, parse), { what: 'account', options })),
    home: async (query, options) => {
      if (query.kind === 'justNewerThan' && !profile.capabilities.minId) return fail({ kind: 'unsupported', capability: 'minId' });
      const answer = asOwner(await send(planRequest((api) => api.v1.timelines.home.list(toPageParams(query))), { what: 'timeline', options }));
      return answer.ok ? orWrongShape(toPage(answer.value, query, parse, clock.now()), answer.value.status, 'GET') : answer;
    },
    status: (id, options) => call((api) => api.v1.statuses.$select(pathPart(id)).fetch(), readSeen, { what: 'status', options }),
    statuses: (ids, options) => {
      if (!profile.capabilities.statusBatch) return Promise.resolve(fail({ kind: 'unsupported', capability: 'statusBatch' }));
      const build: Build = (api) => api.v1.statuses.fetch(batchParams(ids, profile));
      // One that cannot be read must not look deleted: the whole answer is refused then.
      const read = (json: unknown): readonly SeenStatus[] | null => {
        const { items, dropped } = readList(json, ids.length, readSeen);
        return Array.isArray(json) && dropped === 0 ? items : null;
      };
      return call(build, read, { what: 'status', options });
    },
    context: (id, options) =>
      call((api) => api.v1.statuses.$select(pathPart(id)).context.fetch(), (json) => toContext(json, readSeen), { what: 'status', options }),
    resolveStatus: (uri, url, options) => {
      // One at a time: each makes the server do work for us that it does not count.
      const result = lastResolve.then(() => resolve(uri, url, options));
      lastResolve = result;
      return result;
    },
    act: (id, action, options) =>
      call((api) => api.v1.statuses.$select(pathPart(id))[action](), (json) => parseSeenStatus(unwrapBoost(json), parse), { what: 'status', options }),
    vote: (pollId, choices, options) =>
      call((api) => api.v1.polls.$select(pathPart(pollId)).votes.create({ choices: [...choices] }), (json) => parsePoll(json, parse)?.poll ?? null, { what: 'poll', options }),
    post: (status, idempotencyKey, options) =>
      call((api) => api.v1.statuses.create(toCreateParams(status)), readSeen, { what: 'status', headers: { 'idempotency-key': idempotencyKey }, options }),
    ownPosts: (limit, options) => {
      const build: Build = (api) => api.v1.accounts.$select(pathPart(accountId(account))).statuses.list({ excludeReblogs: true, limit: Math.min(limit, maxPage) });
      return call(build, (json) => (Array.isArray(json) ? readList(json, maxPage, (item) => parseOwnPost(item, parse)).items : null), { what: 'account', options });
    },
    openStream: (listener) => openStream(deps, { profile, token, parse }, listener),
    serverTime: () => {
      const skewMs = transport.skewMs(host);
      return skewMs === null ? null : clock.now() + skewMs;
    },
    close: () => closing.abort(),
  };
}

/** Which failures of a look-up by `uri` leave hope for one by `url` (mastodon#39225; 503 and 422 of servers that could not fetch). */
function mayBeKnownByUrl(kind: string): boolean {
  return kind === 'notFound' || kind === 'serverError' || kind === 'rejected';
}

function openStream(deps: ConnectionDeps, { profile, token, parse }: Omit<ConnectionOptions, 'account'>, listener: StreamListener): StreamHandle {
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

function toPageParams(query: PageQuery): mastodon.DefaultPaginationParams {
  const limit = Math.min(query.limit, maxPage);
  if (query.kind === 'olderThan') return { maxId: query.cursor, limit };
  return query.kind === 'justNewerThan' ? { minId: query.id, limit } : { limit };
}

function toPage({ status, headers, json }: ApiAnswer, query: PageQuery, parse: ParseContext, now: number): TimelinePageFromServer | null {
  if (!Array.isArray(json)) return null;
  const { items, dropped } = readList(json, maxPage * 2, (item) => parseTimelineItem(item, parse));
  return { items, dropped, olderCursor: olderCursor(json, headers, query, parse.apiBase), incompleteUntil: status === 206 ? now + rebuildingMs(headers) : null };
}

/**
 * The next page by the server's `Link`; where it sends none, the page's last id. A link that repeats the question, as
 * some servers send it for ever (gotosocial#1807, mastodon#5588), is the end, and so is an empty page without a link.
 */
function olderCursor(json: readonly unknown[], headers: HeaderPairs, query: PageQuery, apiBase: string): string | null {
  const cursor = nextMaxId(headers, apiBase) ?? readId(dig(json.at(-1), 'id'));
  return query.kind === 'olderThan' && cursor === query.cursor ? null : cursor;
}

/** `Mastodon-Async-Refresh: id="…", retry=5, result_count=2` (Mastodon docs, methods/async_refreshes). */
function rebuildingMs(headers: HeaderPairs): number {
  const seconds = /\bretry=(\d{1,4})\b/.exec(headerOf(headers, 'mastodon-async-refresh') ?? '')?.[1];
  return seconds === undefined ? rebuildingPauseMs : Number(seconds) * 1000;
}

function toContext(json: unknown, read: (item: unknown) => SeenStatus | null): { readonly ancestors: readonly SeenStatus[]; readonly descendants: readonly SeenStatus[] } | null {
  const record = asRecord(json);
  if (record === null) return null;
  return { ancestors: readList(dig(record, 'ancestors'), maxThread, read).items, descendants: readList(dig(record, 'descendants'), maxThread, read).items };
}
