import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { maxBodyBytes } from './exchange.ts';
import type { RunningServer } from './world.ts';
import type { OpenStream } from './streaming/hub.ts';

/** Largest frame a client may send. */
const maxFrameBytes = 64 * 1024;

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBodyBytes) break;
    chunks.push(bytes);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function answerRequest(server: RunningServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const answer = await server.request({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: headersOf(request),
    body,
    ip: request.socket.remoteAddress ?? '127.0.0.1',
  });
  if (answer.kind === 'dropped') {
    request.socket.destroy();
    return;
  }
  response.statusCode = answer.status;
  response.sendDate = false;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  const empty = request.method === 'HEAD' || answer.status === 204;
  response.end(empty ? undefined : answer.body);
}

/** Ties one socket to one stream of the hub. */
function connect(socket: WebSocket, stream: OpenStream): void {
  socket.on('message', (data, isBinary) => {
    if (isBinary) socket.close(1003);
    else stream.receive(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  });
  // Pongs are sent by hand, so that a stream can play dead.
  socket.on('ping', (data: Buffer) => {
    if (stream.answersPings()) socket.pong(data);
  });
  socket.on('pong', () => stream.pong());
  socket.on('error', () => socket.terminate());
  socket.on('close', () => stream.closed());
  stream.start({
    text: (frame) => socket.send(frame),
    ping: () => socket.ping(),
    close(code) {
      if (code === 1006) socket.terminate();
      else if (code === 1005) socket.close();
      else socket.close(code);
    },
  });
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

function serveStreams(http: Server, server: RunningServer): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, autoPong: false, maxPayload: maxFrameBytes, handleProtocols: () => false });
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const opened = server.openStream({ url: request.url ?? '/', headers: headersOf(request) });
    if ('refused' in opened) {
      const body = JSON.stringify({ error: reasons[opened.refused] ?? 'Error' });
      socket.end(
        `HTTP/1.1 ${opened.refused} ${reasons[opened.refused] ?? 'Error'}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
      return;
    }
    sockets.options.handleProtocols = () => opened.protocol ?? false;
    sockets.handleUpgrade(request, socket, head, (webSocket) => connect(webSocket, opened));
  });
  return sockets;
}

export interface Listening {
  close(): Promise<void>;
}

function tryBind(http: Server, host: string, port: number): Promise<AddressInfo | string> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown');
    http.once('error', fail);
    http.listen({ host, port, exclusive: true }, () => {
      http.off('error', fail);
      const address = http.address();
      resolve(typeof address === 'object' && address !== null ? address : 'unknown');
    });
  });
}

/**
 * Binds to the wanted address, else to one that is free: a kept port may be taken by now, and macOS has no 127.0.0.2
 * unless somebody made it.
 */
async function bind(http: Server, host: string, port: number): Promise<AddressInfo> {
  const wishes = [
    [host, port],
    [host, 0],
    ['127.0.0.1', port],
    ['127.0.0.1', 0],
  ] as const;
  const failures: string[] = [];
  for (const [address, wanted] of wishes) {
    const bound = await tryBind(http, address, wanted);
    if (typeof bound !== 'string') return bound;
    failures.push(`${address}:${wanted} ${bound}`);
  }
  throw new Error(`practice server cannot listen: ${failures.join(', ')}`);
}

/** Listens for one server on its loopback address. Port 0, or one that is taken, becomes any free one. */
export async function listen(server: RunningServer, port: number): Promise<Listening> {
  const http = createServer((request, response) => {
    answerRequest(server, request, response).catch((error: unknown) => {
      // A throw in here is a bug of the practice world: said loudly, and the connection ends.
      process.emitWarning(error instanceof Error ? error : new Error(String(error)));
      request.socket.destroy();
    });
  });
  const sockets = serveStreams(http, server);
  const address = await bind(http, server.host, port);
  server.setOrigin(`http://${address.address}:${address.port}`);
  return {
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
