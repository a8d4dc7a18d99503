import type { StreamAuth, StreamEnd, StreamHandle, StreamListener } from '../../core/fediverse.ts';
import type { Clock, Log, Net, NetSocket } from '../../core/ports.ts';
import { retryAfterMs, timeInHeader, type HeaderPairs } from './headers.ts';
import type { ParseContext } from './parse-context.ts';
import { readFrame } from './stream-frames.ts';

/** A status with many mentions and emojis is 100 KB; nothing real comes near this. */
const maxFrameBytes = 4 * 1024 * 1024;
const openWithinMs = 30_000;
/** Mastodon, Akkoma and Pleroma ping every 30 s, GoToSocial after 30 s of silence: two missed and a half. */
const silentAfterMs = 75_000;
const pingEveryMs = 30_000;
const pongWithinMs = 10_000;
/** How long a peer gets to answer our goodbye. */
const goodbyeMs = 2_000;

/** What a socket listens to, in the words of the query. */
export interface StreamName {
  readonly stream: string;
  readonly list?: string;
  readonly tag?: string;
}

export interface StreamSocketOptions {
  /** `wss://host[:port]`. */
  readonly streamingBase: string;
  readonly streamAuth: StreamAuth;
  readonly token: string;
  readonly userAgent: string;
  readonly parse: ParseContext;
  /** `user` where it is not said. */
  readonly stream?: StreamName;
}

export interface StreamSocketDeps {
  readonly net: Net;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One WebSocket on one stream, from opening to its one end. A connection that is open but dead (sleep, Wi-Fi change,
 * a lost NAT entry) is found by pinging every 30 s and by 75 s without any frame.
 */
export function openStreamSocket(deps: StreamSocketDeps, options: StreamSocketOptions, listener: StreamListener): StreamHandle {
  const stream = new StreamSocket(deps, options, listener);
  return { close: () => stream.close() };
}

class StreamSocket {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #parse: ParseContext;
  readonly #host: string;
  readonly #listener: StreamListener;
  readonly #socket: NetSocket;
  readonly #isExtra: boolean;
  #isOpen = false;
  #ended = false;
  #cancelWatchdog: () => void;
  #cancelPing: () => void = () => {};
  #cancelPong: () => void = () => {};

  constructor({ net, clock, log }: StreamSocketDeps, options: StreamSocketOptions, listener: StreamListener) {
    this.#clock = clock;
    this.#log = log;
    this.#parse = options.parse;
    this.#listener = listener;
    this.#isExtra = options.stream !== undefined;
    const { url, headers } = streamAddress(options);
    this.#host = url.host;
    this.#cancelWatchdog = clock.after(openWithinMs, () => this.#giveUp({ kind: 'unreachable' }));
    this.#socket = net.openSocket(
      url.href,
      { headers, maxFrameBytes },
      {
        onOpen: () => this.#opened(),
        onText: (text) => this.#received(text),
        onHeartbeat: () => this.#alive(),
        onClose: (end) => this.#closed(end),
      },
    );
  }

  close(): void {
    if (this.#ended) return;
    this.#end({ kind: 'closed', code: 1000 });
    this.#socket.close();
    this.#clock.after(goodbyeMs, () => this.#socket.terminate());
  }

  #opened(): void {
    if (this.#ended) return;
    this.#isOpen = true;
    this.#alive();
    this.#schedulePing();
    this.#listener.onOpen();
  }

  // hop 1/8: socket
  #received(text: string): void {
    if (this.#ended) return;
    this.#alive();
    const frame = readFrame(text, this.#parse);
    if (frame.kind === 'event') this.#listener.onEvent(frame.event);
    else if (frame.kind === 'error') this.#refused(frame.status);
    else this.#log.info(`stream.${frame.kind}`, { host: this.#host, event: frame.name });
  }

  /**
   * Mastodon opens the socket whatever it is asked for, and refuses in a frame: a list of somebody else, public timelines
   * that are closed to this account (streaming/index.js). Nothing will ever come then. The home's socket is kept: what
   * is wrong there shows when it is asked for.
   */
  #refused(status: number): void {
    this.#log.warn('stream.error', { host: this.#host, status });
    if (this.#isExtra) this.#giveUp({ kind: 'refused', status: status === 0 ? 403 : status, retryAt: null });
  }

  /** Any sign of life counts, not only the pong: a busy socket may answer late. */
  #alive(): void {
    if (this.#ended) return;
    this.#cancelPong();
    this.#cancelWatchdog();
    this.#cancelWatchdog = this.#clock.after(silentAfterMs, () => this.#giveUp({ kind: 'silent' }));
  }

  #schedulePing(): void {
    this.#cancelPing = this.#clock.after(pingEveryMs, () => {
      this.#socket.ping();
      this.#cancelPong();
      this.#cancelPong = this.#clock.after(pongWithinMs, () => this.#giveUp({ kind: 'silent' }));
      this.#schedulePing();
    });
  }

  #closed({ code, status, headers }: { readonly code: number; readonly status: number | null; readonly headers: HeaderPairs }): void {
    if (status !== null) this.#end({ kind: 'refused', status, retryAt: this.#retryAt(headers) });
    else this.#end(this.#isOpen ? { kind: 'closed', code } : { kind: 'unreachable' });
  }

  #retryAt(headers: HeaderPairs): number | null {
    const now = this.#clock.now();
    const waitMs = retryAfterMs(headers, timeInHeader(headers, 'date') ?? now);
    return waitMs === null ? null : now + waitMs;
  }

  #giveUp(end: StreamEnd): void {
    this.#end(end);
    this.#socket.terminate();
  }

  #end(end: StreamEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelWatchdog();
    this.#cancelPing();
    this.#cancelPong();
    this.#log.info('stream.end', { host: this.#host, ...end });
    this.#listener.onEnd(end);
  }
}

/**
 * `?stream=user` subscribes on every server that has streams; subscribe frames do not everywhere. Pleroma and
 * Iceshrimp.NET take the token from the query only; it is then in that server's access log, and never in ours.
 */
function streamAddress({ streamingBase, streamAuth, token, userAgent, stream = { stream: 'user' } }: StreamSocketOptions): { readonly url: URL; readonly headers: Record<string, string> } {
  const url = new URL('/api/v1/streaming', streamingBase);
  for (const [name, value] of Object.entries(stream)) url.searchParams.set(name, value);
  if (streamAuth === 'query') url.searchParams.set('access_token', token);
  return { url, headers: { 'user-agent': userAgent, ...(streamAuth === 'header' ? { authorization: `Bearer ${token}` } : {}) } };
}
