import { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { Agent, type Dispatcher } from 'undici';
import { fail, type Result } from '../../contract/index.ts';
import type { NetAnswer, NetRequest } from '../../core/ports.ts';
import { decodeBody } from './content-coding.ts';
import { targetOf, type Connect } from './connector.ts';
import { errorCode, NetError, toNetFailure } from './errors.ts';
import { headerPairs } from './header-pairs.ts';

const socketsPerHost = 6;
/** Of a body whose progress is told. */
const pieceBytes = 64 * 1024;
const maxHeaderBytes = 32 * 1024;
const idleBodyMs = 20_000;
/** A body may be slow only if it is large: below this speed it must be over within `slowBodyMs` of its first byte. */
const slowBodyMs = 30_000;
const slowBytesPerSecond = 1024;

export interface HttpOptions {
  readonly connect: Connect;
  readonly userAgent: string;
}

export interface HttpExchanges {
  request(request: NetRequest, url: URL): Promise<Result<NetAnswer>>;
  close(): Promise<void>;
}

interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Readable | null;
}

/**
 * HTTP/1.1 exchanges over kept-alive connections, at most six per host.
 *
 * Silence before an answer begins counts only against the request's own time: a server that is fetching a remote post
 * for us says nothing for up to half a minute.
 */
export function createHttpExchanges({ connect, userAgent }: HttpOptions): HttpExchanges {
  const openSocket = callbackify(connect);
  const agent = new Agent({
    connections: socketsPerHost,
    pipelining: 1,
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: 0,
    bodyTimeout: idleBodyMs,
    connect: (options, callback) => openSocket(targetOf(options), (error, socket) => (error === null ? callback(null, socket) : callback(error, null))),
  });
  return {
    request: async (request, url) => {
      const outgoing = await encodeBody(request, userAgent);
      const deadline = Date.now() + request.timeoutMs;
      const first = await exchange(agent, request, url, outgoing, request.timeoutMs);
      const again = first.lostBeforeAnswer && (request.method === 'GET' || request.method === 'HEAD');
      const result = again ? (await exchange(agent, request, url, outgoing, deadline - Date.now())).result : first.result;
      return result.ok ? await decodeBody(result.value, request.maxBytes, url.host) : result;
    },
    close: () => agent.destroy(),
  };
}

async function encodeBody(request: NetRequest, userAgent: string): Promise<Outgoing> {
  const outgoing = await encodeWhole(request, userAgent);
  const { headers, body } = outgoing;
  if (request.onSent === undefined || !(body instanceof Uint8Array)) return outgoing;
  return { headers: { ...headers, 'content-length': String(body.length) }, body: Readable.from(inPieces(body, request.onSent), { objectMode: false }) };
}

/** undici asks for the next piece when the socket has taken the last. */
async function* inPieces(body: Uint8Array, onSent: (sentBytes: number) => void): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < body.length; start += pieceBytes) {
    yield body.subarray(start, start + pieceBytes);
    onSent(Math.min(body.length, start + pieceBytes));
  }
}

interface WholeBody extends Outgoing {
  readonly body: string | Uint8Array | null;
}

async function encodeWhole({ headers, body }: NetRequest, userAgent: string): Promise<WholeBody> {
  const base = { 'user-agent': userAgent, 'accept-encoding': 'gzip, br', ...lowerCaseNames(headers) };
  if (!(body instanceof FormData)) return { headers: base, body: body ?? null };
  const encoded = new Response(body);
  return {
    headers: { ...base, 'content-type': encoded.headers.get('content-type') ?? 'multipart/form-data' },
    body: new Uint8Array(await encoded.arrayBuffer()),
  };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

interface Outcome {
  readonly result: Result<NetAnswer>;
  /** The connection ended before a single byte of an answer: what a kept-alive connection does that the server just closed. */
  readonly lostBeforeAnswer: boolean;
}

function exchange(agent: Agent, request: NetRequest, url: URL, outgoing: Outgoing, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const state = new ExchangeState(request, url.host, resolve);
    state.arm(timeoutMs);
    const options: Dispatcher.DispatchOptions = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: outgoing.headers,
      body: outgoing.body,
    };
    if (!state.settled) agent.dispatch(options, state);
  });
}

/** One exchange: collects the answer, enforces the limits and settles exactly once. */
class ExchangeState implements Dispatcher.DispatchHandler {
  settled = false;
  readonly #request: NetRequest;
  readonly #host: string;
  readonly #resolve: (outcome: Outcome) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #status = 0;
  #headers: NetAnswer['headers'] = [];
  #chunks: Buffer[] = [];
  #size = 0;
  #bodySince = 0;

  constructor(request: NetRequest, host: string, resolve: (outcome: Outcome) => void) {
    this.#request = request;
    this.#host = host;
    this.#resolve = resolve;
  }

  arm(timeoutMs: number): void {
    this.#timer = setTimeout(() => this.#fail(new NetError('NET_TIMEOUT', 'No whole answer in time')), timeoutMs);
    if (this.#request.signal?.aborted === true) this.#cancel();
    else this.#request.signal?.addEventListener('abort', this.#cancel, { once: true });
  }

  /** The connection is open and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.settled) controller.abort(new Error('The request is over'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (this.settled) return;
    this.#status = status;
    this.#headers = Array.isArray(controller.rawHeaders) ? headerPairs(controller.rawHeaders) : [];
    this.#bodySince = Date.now();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.settled) return;
    this.#size += chunk.length;
    if (this.#size > this.#request.maxBytes) return this.#tooLarge();
    this.#chunks.push(chunk);
    const tookMs = Date.now() - this.#bodySince;
    if (tookMs > slowBodyMs && this.#size < (tookMs / 1000) * slowBytesPerSecond) this.#fail(new NetError('NET_TIMEOUT', 'The answer is too slow'));
  }

  onResponseEnd(): void {
    const body = new Uint8Array(Buffer.concat(this.#chunks, this.#size));
    this.#settle({ ok: true, value: { status: this.#status, headers: this.#headers, body } }, false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  readonly #cancel = (): void => {
    this.#settle(fail({ kind: 'cancelled' }), false);
    this.#controller?.abort(new Error('The request was cancelled'));
  };

  #tooLarge(): void {
    const mayHaveArrived = true;
    this.#settle(fail({ kind: 'badAnswer', host: this.#host, reason: 'tooLarge', status: this.#status, mayHaveArrived }), false);
    this.#controller?.abort(new Error('The answer is too large'));
  }

  #fail(error: Error): void {
    const sent = this.#controller !== null;
    const lost = sent && this.#status === 0 && (errorCode(error) === 'UND_ERR_SOCKET' || errorCode(error) === 'ECONNRESET' || errorCode(error) === 'EPIPE');
    this.#settle(fail(toNetFailure(error, this.#host, sent)), lost);
    this.#controller?.abort(error);
  }

  #settle(result: Result<NetAnswer>, lostBeforeAnswer: boolean): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.#timer);
    this.#request.signal?.removeEventListener('abort', this.#cancel);
    this.#resolve({ result, lostBeforeAnswer });
  }
}
