import type { mastodon } from 'masto';
import { fail, ok, type Result } from '../../contract/index.ts';
import type { Rates } from '../../core/fediverse-belongings.ts';
import type { CallOptions, ServerProfile } from '../../core/fediverse.ts';
import type { ApiAnswer } from './answer.ts';
import { rateClassOf, type RateClass } from './rate-budget.ts';
import { isPleroma } from './rest-params.ts';
import { planRequest } from './rest-plan.ts';
import { timeouts, uploadTimeoutMs, type ApiRequest, type Transport } from './transport.ts';

export type Build = (api: mastodon.rest.Client) => PromiseLike<unknown>;

export interface Ask {
  /** What is asked for, in one word, for errors. */
  readonly what: string;
  readonly options: CallOptions | undefined;
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Upload extends Pick<Ask, 'what' | 'options'> {
  readonly onSent: ((sentBytes: number) => void) | undefined;
  readonly method?: 'POST' | 'PATCH';
}

/** Calls with one account's token, or with none, to its pinned API host and nowhere else. */
export interface AccountApi {
  send(build: Build, ask: Ask): Promise<Result<ApiAnswer>>;
  /** As `send`; `read` answers null for JSON of the wrong shape. */
  call<T>(build: Build, read: (json: unknown) => T | null, ask: Ask): Promise<Result<T>>;
  /** As `send`, for calls and parameters that masto.js does not have. `body` is sent as JSON. */
  raw(request: { readonly method: string; readonly path: string; readonly body?: unknown }, ask: Ask): Promise<Result<ApiAnswer>>;
  /** A form with a file; it gets the time a slow line needs. */
  upload(path: string, form: FormData, ask: Upload): Promise<Result<ApiAnswer>>;
  /** For calls where only the token decides: Akkoma and Pleroma answer a dead one with 403 (plugs/ensure_authenticated_plug.ex). */
  asOwner<T>(result: Result<T>): Result<T>;
  rates(): Rates;
  bulkOpenAt(rateClass: RateClass): number | null;
  /** The server's clock minus ours, ms; 0 before its first answer. */
  skewMs(): number;
  close(): void;
}

export function createAccountApi(transport: Transport, profile: ServerProfile, token: string | null): AccountApi {
  const { host, origin } = new URL(profile.apiBase);
  const closing = new AbortController();
  /** GoToSocial counts per address, all accounts together (docs/api/ratelimiting.md); the others per token. */
  const bucket = profile.summary.software === 'gotosocial' || token === null ? `host ${host}` : `token ${token}`;

  const ask = (method: string, path: string, request: Pick<ApiRequest, 'body' | 'headers' | 'timeoutMs' | 'what' | 'options' | 'onSent'>): Promise<Result<ApiAnswer>> => {
    const { options } = request;
    const signal = options?.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, options.signal]);
    return transport.send({ ...request, method, url: new URL(path, origin).href, token, bucket, rateClass: rateClassOf(method, path), options: { ...options, signal } });
  };

  const send: AccountApi['send'] = (build, { what, options, timeoutMs, headers }) => {
    const { method, path, body } = planRequest(build);
    return ask(method, path, { body, ...(headers === undefined ? {} : { headers }), timeoutMs: timeoutMs ?? (method === 'GET' ? timeouts.get : timeouts.change), what, options });
  };

  return {
    send,
    raw: ({ method, path, body }, { what, options, timeoutMs, headers }) =>
      ask(method, path, { ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(headers === undefined ? {} : { headers }), timeoutMs: timeoutMs ?? (method === 'GET' ? timeouts.get : timeouts.change), what, options }),
    rates: () => transport.rates(bucket),
    bulkOpenAt: (rateClass) => transport.blockedUntil(bucket, rateClass, 'bulk'),
    skewMs: () => transport.skewMs(host) ?? 0,
    upload: (path, form, { what, options, onSent, method }) => ask(method ?? 'POST', path, { body: form, timeoutMs: uploadTimeoutMs(form), what, options, ...(onSent === undefined ? {} : { onSent }) }),
    call: async (build, read, ask) => {
      const answer = await send(build, ask);
      if (!answer.ok) return answer;
      const { status, json, changes } = answer.value;
      const value = read(json);
      return value === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status, mayHaveArrived: changes }) : ok(value);
    },
    asOwner: (result) => (!result.ok && result.error.kind === 'forbidden' && isPleroma(profile) ? fail({ kind: 'unauthorized', host, message: result.error.message }) : result),
    close: () => closing.abort(),
  };
}
