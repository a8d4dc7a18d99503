import type { Html, StatusId, StatusUri } from '../../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { NewStatus, OwnPost, SeenStatus } from '../../fediverse.ts';
import type { Scheduling, ServerScheduled } from '../../fediverse-writing.ts';
import type { Clock } from '../../ports.ts';
import { sampleSeen } from '../../testing/samples.ts';
import type { FakeMedia } from './fake-media.ts';

/** What a server does with a key it has seen: see docs of `capabilities.idempotency`. */
export type RepeatedKey = 'samePost' | 'error' | 'newPost' | 'sameAnswer';

/** What happens to one request. Times are from the moment it leaves. */
export type PostFault =
  | 'none'
  | 'notSent'
  | 'lostOnTheWay'
  | 'answerLost'
  | 'errorAfterCommit'
  | 'errorBeforeCommit'
  | 'commitsLate'
  | 'rateLimited'
  | 'rejected';

/** What happens to a request that takes back a post it keeps. */
export type RemovalFault = 'none' | 'notSent' | 'answerLost' | 'lostOnTheWay' | 'errorAfterRemoval' | 'down' | 'rateLimited';

export interface FakeServer {
  /** Newest first. */
  readonly posts: readonly OwnPost[];
  /** As typed: what a person who looks sees. */
  textOf(id: string): string | undefined;
  readonly requests: number;
  post(status: NewStatus, key: string, fault: PostFault): Promise<Result<SeenStatus>>;
  ownPosts(): Promise<Result<readonly OwnPost[]>>;
  /** Keeps a post until its time, and posts it then. */
  schedule(status: NewStatus, key: string, fault: PostFault): Promise<Result<Scheduling>>;
  scheduled(): Promise<Result<readonly ServerScheduled[]>>;
  cancelScheduled(id: string, fault: RemovalFault): Promise<Result<null>>;
  /** Posts it was ever asked to keep. */
  readonly kept: number;
}

const host = 'a.example';
const requestTimeoutMs = 30_000;
/** A slow server goes on after the client has hung up. */
const lateCommitMs = 50_000;
const keyLifeMs = 60 * 60_000;

const lost: AppError = { kind: 'offline', host, reason: 'timeout', mayHaveArrived: true };
const serverError: AppError = { kind: 'serverError', host, status: 500, message: '', retryAt: null, mayHaveArrived: true };

/** One account's posts on one server, as the outbox meets them. */
export function createFakeServer(clock: Clock, options: { readonly repeatedKey: RepeatedKey; readonly showsSource?: boolean; readonly media?: FakeMedia }): FakeServer {
  const posts: OwnPost[] = [];
  const keys = new Map<string, { readonly at: number; readonly answer: Result<SeenStatus> }>();
  const texts = new Map<string, string>();
  let requests = 0;

  const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));

  function commit(status: NewStatus, key: string): Result<SeenStatus> {
    const known = keys.get(key);
    if (known !== undefined && clock.now() - known.at < keyLifeMs) {
      if (options.repeatedKey === 'samePost' || options.repeatedKey === 'sameAnswer') return known.answer;
      if (options.repeatedKey === 'error') return fail(serverError);
    }
    const refusal = options.media?.refusal(status.mediaIds) ?? null;
    if (refusal !== null) return fail(refusal);
    options.media?.attach(status.mediaIds);
    const id = String(100 + posts.length);
    texts.set(id, status.text);
    const uri = `https://${host}/s/${id}`;
    const content = `<p>${status.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br />')}</p>`;
    posts.unshift({
      id: id as StatusId,
      uri: uri as StatusUri,
      url: uri,
      createdAt: clock.now(),
      content: content as Html,
      sourceText: options.showsSource === true ? status.text : null,
      spoilerText: status.spoilerText,
      inReplyToId: status.inReplyToId,
      mediaCount: status.mediaIds.length,
      pollOptions: status.poll?.options ?? [],
    });
    const answer = ok(sampleSeen(uri, id, { content: content as Html }));
    keys.set(key, { at: clock.now(), answer });
    return answer;
  }

  /** Akkoma keeps the answer of a key, errors as well (plugs/idempotency_plug.ex). */
  function refuse(key: string): Result<SeenStatus> {
    if (options.repeatedKey === 'sameAnswer') keys.set(key, { at: clock.now(), answer: fail(serverError) });
    return fail(serverError);
  }

  async function post(status: NewStatus, key: string, fault: PostFault): Promise<Result<SeenStatus>> {
    requests += 1;
    switch (fault) {
      case 'none':
        await wait(100);
        return commit(status, key);
      case 'notSent':
        return fail({ kind: 'offline', host, reason: 'noNetwork', mayHaveArrived: false });
      case 'lostOnTheWay':
        await wait(requestTimeoutMs);
        return fail(lost);
      case 'answerLost':
        commit(status, key);
        await wait(requestTimeoutMs);
        return fail(lost);
      case 'errorAfterCommit':
        commit(status, key);
        return fail(serverError);
      case 'errorBeforeCommit':
        return refuse(key);
      case 'commitsLate':
        clock.after(lateCommitMs, () => void commit(status, key));
        await wait(requestTimeoutMs);
        return fail(lost);
      case 'rateLimited':
        return fail({ kind: 'rateLimited', host, retryAt: clock.now() + 60_000 });
      case 'rejected':
        return fail({ kind: 'rejected', host, status: 422, message: 'Validation failed' });
    }
  }

  const waiting = new Map<string, ServerScheduled>();
  let kept = 0;

  function keep(status: NewStatus): Scheduling {
    kept += 1;
    const { text, spoilerText, sensitive, visibility, language, mediaIds, poll, scheduledAt = 0 } = status;
    const scheduled: ServerScheduled = { id: `s${kept}`, at: scheduledAt, text, spoilerText, sensitive, visibility, language, mediaCount: mediaIds.length, poll };
    waiting.set(scheduled.id, scheduled);
    clock.after(scheduledAt - clock.now(), () => {
      if (waiting.delete(scheduled.id)) commit(status, `kept ${scheduled.id}`);
    });
    return { kind: 'scheduled', scheduled };
  }

  /** No key is looked at, as in Mastodon 4.2 (mastodon#30039). */
  async function schedule(status: NewStatus, _key: string, fault: PostFault): Promise<Result<Scheduling>> {
    requests += 1;
    if (fault === 'notSent') return fail({ kind: 'offline', host, reason: 'noNetwork', mayHaveArrived: false });
    if (fault === 'rateLimited') return fail({ kind: 'rateLimited', host, retryAt: clock.now() + 60_000 });
    const answer = fault === 'lostOnTheWay' || fault === 'errorBeforeCommit' ? null : keep(status);
    await wait(fault === 'none' ? 100 : requestTimeoutMs);
    return fault === 'none' && answer !== null ? ok(answer) : fail(fault === 'lostOnTheWay' || fault === 'answerLost' ? lost : serverError);
  }

  async function cancelScheduled(id: string, fault: RemovalFault): Promise<Result<null>> {
    if (fault === 'notSent') return fail({ kind: 'offline', host, reason: 'noNetwork', mayHaveArrived: false });
    if (fault === 'rateLimited') return fail({ kind: 'rateLimited', host, retryAt: clock.now() + 60_000 });
    if (fault === 'down') return fail({ kind: 'serverError', host, status: 503, message: '', retryAt: clock.now() + 5 * 60_000, mayHaveArrived: true });
    const was = fault !== 'lostOnTheWay' && waiting.delete(id);
    await wait(fault === 'none' ? 100 : requestTimeoutMs);
    if (fault === 'answerLost' || fault === 'lostOnTheWay') return fail(lost);
    if (fault === 'errorAfterRemoval') return fail(serverError);
    return was ? ok(null) : fail({ kind: 'notFound', what: 'scheduled post' });
  }

  return {
    posts,
    schedule,
    cancelScheduled,
    scheduled: async () => ok([...waiting.values()]),
    get kept() {
      return kept;
    },
    textOf: (id) => texts.get(id),
    get requests() {
      return requests;
    },
    post,
    ownPosts: async () => ok(posts.slice(0, 40)),
  };
}
