import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { callbackify } from 'node:util';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import type { NetAnswer, NetSocket, NetSocketListener } from '../../core/ports.ts';
import { targetOf, type Connect } from './connector.ts';
import { headerPairs } from './header-pairs.ts';

const handshakeTimeoutMs = 20_000;
/** RFC 6455 section 7.1.5: closed without a goodbye. */
const abnormalClosure = 1006;

export interface SocketOptions {
  readonly connect: Connect;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxFrameBytes: number;
}

/** Opens one WebSocket over `connect`. Compression stays off: it costs a window of memory per socket and invites bombs. */
export function openWebSocket(url: URL, options: SocketOptions, listener: NetSocketListener): NetSocket {
  const socket = new WebSocket(url, {
    headers: { ...options.headers },
    maxPayload: options.maxFrameBytes,
    handshakeTimeout: handshakeTimeoutMs,
    perMessageDeflate: false,
    followRedirects: false,
    createConnection: connectionFor(url, options.connect),
  });
  listen(socket, listener);
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    ping: () => {
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    },
    close: () => socket.close(1000),
    terminate: () => socket.terminate(),
  };
}

/**
 * Node calls back with a socket that opens later; `ws` types only the form that returns one at once
 * (see ClientRequest `createConnection` in the Node documentation).
 */
function connectionFor(url: URL, connect: Connect): NonNullable<ClientOptions['createConnection']> {
  const openSocket = callbackify(connect);
  const open = (_options: unknown, callback: (error: Error | null, socket?: Socket) => void): void => openSocket(targetOf(url), callback);
  return open as unknown as NonNullable<ClientOptions['createConnection']>;
}

function listen(socket: WebSocket, listener: NetSocketListener): void {
  let refusal: { readonly status: number; readonly headers: NetAnswer['headers'] } | null = null;
  socket.on('open', () => listener.onOpen());
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) listener.onHeartbeat();
    else listener.onText(toText(data));
  });
  socket.on('ping', () => listener.onHeartbeat());
  socket.on('pong', () => listener.onHeartbeat());
  socket.on('unexpected-response', (request, response: IncomingMessage) => {
    refusal = { status: response.statusCode ?? 0, headers: headerPairs(response.rawHeaders) };
    request.destroy();
    socket.terminate();
  });
  // `ws` follows every error with 'close'; without a listener it would be thrown.
  socket.on('error', () => {});
  socket.once('close', (code) => {
    listener.onClose({ code: refusal === null ? code : abnormalClosure, status: refusal?.status ?? null, headers: refusal?.headers ?? [] });
  });
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data as ArrayBuffer).toString('utf8');
}
