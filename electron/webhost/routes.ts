/** The HTTP routes of the loopback server, behind the gate. Their shapes are described at the top of `server.ts`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isOwnSubresource } from './gate.ts';
import type { WebServerOptions } from './server.ts';
import { isSameSecret } from './sessions.ts';

export interface Routes {
  /** Always ends the response; never rejects. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const maxBodyBytes = 4_096;

export function createRoutes(options: WebServerOptions): Routes {
  return {
    async answer(request, response) {
      try {
        await route(options, request, response);
      } catch {
        // The other side went away in the middle; there is nobody to tell.
        response.destroy();
      }
    },
  };
}

async function route(options: WebServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/session') return request.method === 'POST' ? beginSession(options, request, response) : wrongMethod(response, 'POST');
  if (path === '/handover') return request.method === 'POST' ? handOver(options, request, response) : wrongMethod(response, 'POST');
  if (request.method !== 'GET' && request.method !== 'HEAD') return wrongMethod(response, 'GET, HEAD');
  const media = /^\/m\/([\w-]{1,128})\/(media\/.+)$/.exec(request.url ?? '');
  if (media?.[1] !== undefined && media[2] !== undefined) return sendMedia(options, { key: media[1], path: media[2] }, request, response);
  const file = await options.files.read(path);
  if (file === null) return sendJson(response, 404, { reason: 'not found' });
  response.writeHead(200, { ...file.headers, 'content-length': file.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

async function beginSession(options: WebServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const code = parseCode(await readBody(request));
  if (code === null) return sendJson(response, 400, { reason: 'no code' });
  const attempt = options.sessions.exchange(code);
  if (attempt.kind === 'granted') return sendJson(response, 200, { token: attempt.value.token });
  if (attempt.kind === 'wrong') return sendJson(response, 403, { reason: 'wrong code' });
  response.setHeader('retry-after', '1');
  sendJson(response, 429, { reason: 'too many tries' });
}

function handOver(options: WebServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const key = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined || !isSameSecret(key, options.handover.key)) return sendJson(response, 403, { reason: 'wrong key' });
  sendJson(response, 200, options.handover.open());
}

async function sendMedia(options: WebServerOptions, media: { readonly key: string; readonly path: string }, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!options.sessions.hasMediaKey(media.key) || !isOwnSubresource(request.headers)) return sendJson(response, 403, { reason: 'not yours' });
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { range } = request.headers;
  const answer = await options.app.media(media.path, { signal: gone.signal, ...(range === undefined ? {} : { range }) });
  response.writeHead(answer.status, answer.headers);
  if (answer.body === null || request.method === 'HEAD') {
    await answer.body?.cancel();
    response.end();
    return;
  }
  await pipeline(Readable.fromWeb(answer.body), response);
}

/** Null when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return null;
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseCode(body: string | null): string | null {
  try {
    const value: unknown = JSON.parse(body ?? '');
    const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : null;
    return typeof code === 'string' && code !== '' ? code : null;
  } catch {
    return null;
  }
}

function wrongMethod(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  sendJson(response, 405, { reason: 'wrong method' });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}
