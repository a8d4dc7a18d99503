/**
 * The loopback server: the page, the calls, the events and the media of one running app, for the browser of the one
 * person who started it. It listens on 127.0.0.1 only.
 *
 * ## How a page talks to it
 *
 * 1. The page is opened as `http://127.0.0.1:PORT/#start=CODE`. CODE works once, within 60 s. The page takes it out of
 *    the address at once (`history.replaceState`) and exchanges it:
 *
 *        POST /session   content-type: application/json   {"code": "CODE"}
 *        200 {"token": "…"}                 keep it in `sessionStorage`: a reload uses the token, not the code
 *        403 {"reason": "wrong code"}       used, too old or never given out
 *        429 {"reason": "too many tries"}   nothing is answered for a second
 *
 *    A page without code and without token shows how to open Skein (`npm start` again opens a window of the running app).
 *
 * 2. `ws://127.0.0.1:PORT/socket` (same host as the page). The page speaks first, within 5 s:
 *
 *        {"token": "…", "seen": {"timelines.changed": 41}}
 *
 *    `seen` is the last `seq` per topic the page has, `{}` for a fresh page; what it missed since is sent again as far
 *    as it is still held (2,000 events), the rest shows as a hole in `seq`. The answer:
 *
 *        {"ready": {"mediaBase": "/m/KEY/"}}
 *
 *    `mediaBase` is put in front of every `MediaPath`: `<img src="/m/KEY/media/…">`. It changes with the session only.
 *    The server closes with 4401 when the token is not (or no longer) good: do not try again, show how to open Skein;
 *    4408 when the first message did not come or was not readable; 4429 when too many sockets wait or too many wrong
 *    tokens came; 4400 when a later message is not a call; 1001 when the app ends. A page that reads too slowly is cut off. After every close but 4401: connect again with the same token, at
 *    once and then with growing pauses.
 *
 * 3. Calls, in any number at a time. `id` is text of 1 to 64 characters, never used twice in a session (also not by
 *    the page before a reload: put something random in it):
 *
 *        → {"id": "k3-1", "call": "timelines.page", "input": {…}}
 *        ← {"id": "k3-1", "result": {"ok": true, "value": …} | {"ok": false, "error": AppError}}
 *
 *    A call without answer when the socket is lost is sent again with the same `id` on the next one: it runs once (the
 *    last 128 ids of a session are remembered), its answer comes on the socket that asked last.
 *
 * 4. Events are `EventMessage`s: `← {"topic": "timelines.changed", "seq": 42, "data": {…}}`.
 *
 * Messages are text frames of at most 8 MiB. The server pings every 20 s.
 *
 * `POST /handover` is not for the page: it is how a second start on the same profile gets a window of this one
 * (`authorization: Bearer`, with the key of the profile's own `run/host.json`).
 */
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { App } from '../app.ts';
import { securityHeaders } from '../host/page-policy.ts';
import type { StaticFiles } from '../host/static-files.ts';
import { allowedHosts, refusal } from './gate.ts';
import { createRoutes } from './routes.ts';
import type { StartPage } from './start-page.ts';
import type { Sessions } from './sessions.ts';
import { createPageSockets, maxMessageBytes } from './page-sockets.ts';

export interface WebServerOptions {
  readonly app: App;
  readonly files: StaticFiles;
  readonly sessions: Sessions;
  /** 0 picks a free one. */
  readonly port: number;
  /** What `POST /handover` must bear, and what it answers. */
  readonly handover: { readonly key: string; open(): StartPage };
}

export interface WebServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

const sessionSweepMs = 15_000;

/** Rejects when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const http = createHttpServer({ maxHeaderSize: 16_384, requestTimeout: 30_000, headersTimeout: 10_000, requireHostHeader: false });
  const port = await listen(http, options.port);
  const sockets = createPageSockets({ app: options.app, sessions: options.sessions });
  const upgrades = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  const routes = createRoutes(options);

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of Object.entries(securityHeaders(socketOrigin(request, port)))) response.setHeader(name, value);
    const refused = refusal(request.headers, { method: request.method ?? '', upgrade: false, port });
    if (refused !== null) return sendText(response, refused.status, refused.reason);
    void routes.answer(request, response);
  };
  http.on('request', answer);
  http.on('checkExpectation', answer);
  http.on('upgrade', (request, socket, head) => {
    const refused = refusal(request.headers, { method: 'GET', upgrade: true, port });
    if (refused !== null) return refuseUpgrade(socket, refused.status, refused.reason);
    if (request.url !== '/socket') return refuseUpgrade(socket, 404, 'not found');
    upgrades.handleUpgrade(request, socket, head, (page) => sockets.accept(page));
  });
  upgrades.on('wsClientError', (_error, socket) => refuseUpgrade(socket, 400, 'bad request'));
  http.on('clientError', (_error, socket) => refuseUpgrade(socket, 400, 'bad request'));

  const sweep = setInterval(() => options.sessions.expire(), sessionSweepMs);
  sweep.unref();
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    async close() {
      clearInterval(sweep);
      sockets.close();
      upgrades.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function listen(http: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      http.off('error', reject);
      resolve();
    });
  });
  return (http.address() as AddressInfo).port;
}

/** Only one of our own spellings ever gets into a header. */
function socketOrigin(request: IncomingMessage, port: number): string {
  const host = request.headers.host;
  return `ws://${host !== undefined && allowedHosts(port).includes(host) ? host : `127.0.0.1:${port}`}`;
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}

/** Upgrades and unreadable requests have no response object, but their answers carry the same headers. */
function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  if (!socket.writable) return void socket.destroy();
  const headers = { ...securityHeaders(null), 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n${reason}\n`);
}
