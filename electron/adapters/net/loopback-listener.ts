import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoopbackListener } from '../../core/ports.ts';

const requestTimeoutMs = 10_000;
const maxHeaderBytes = 16 * 1024;

export interface LoopbackListenerOptions {
  /** What the person reads after signing in, in their language. Plain text. */
  readonly page: { readonly language: string; readonly title: string; readonly text: string };
}

/**
 * Waits on a free port of 127.0.0.1 and the path the caller chose. The first request to it ends the wait; a
 * second one, another path or another Host (a web page that guesses ports, DNS rebinding) gets nothing.
 */
export function createLoopbackListener({ page }: LoopbackListenerOptions): LoopbackListener {
  const answer = createPage(page);
  return {
    open: async (path) => {
      const { promise: answered, resolve } = Promise.withResolvers<URLSearchParams | null>();
      const server = http.createServer({ requestTimeout: requestTimeoutMs, maxHeaderSize: maxHeaderBytes }, (request, response) => {
        const query = queryOfRedirect(request, path, port(server));
        if (query === null) {
          response.writeHead(404, { connection: 'close' }).end();
        } else {
          response.writeHead(200, answer.headers).end(answer.body, () => close());
          resolve(query);
        }
      });
      let closed = false;
      const close = (): void => {
        if (closed) return;
        closed = true;
        server.close();
        server.closeIdleConnections();
        resolve(null);
      };
      await listen(server);
      return { redirectUri: `http://127.0.0.1:${port(server)}${path}`, answered, close };
    },
  };
}

function listen(server: http.Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
  });
}

function port(server: http.Server): number {
  return (server.address() as AddressInfo).port;
}

function queryOfRedirect(request: http.IncomingMessage, path: string, ownPort: number): URLSearchParams | null {
  if (request.method !== 'GET' || request.headers.host !== `127.0.0.1:${ownPort}`) return null;
  const url = URL.parse(request.url ?? '', `http://127.0.0.1:${ownPort}`);
  return url !== null && url.pathname === path ? url.searchParams : null;
}

const style = `:root{color-scheme:light dark;font:1.125rem/1.6 system-ui,sans-serif}
body{min-height:90vh;margin:0;display:grid;place-items:center;background:light-dark(#faf7f2,#1b1a1f);color:light-dark(#2a2530,#ece8f1)}
main{max-width:26rem;padding:2rem;text-align:center}h1{font-size:1.5rem;margin:0 0 .5rem}p{margin:0}`;

function createPage({ language, title, text }: LoopbackListenerOptions['page']): { readonly body: string; readonly headers: http.OutgoingHttpHeaders } {
  const styleHash = createHash('sha256').update(style).digest('base64');
  const [lang, heading, line] = [language, title, text].map(escapeHtml);
  return {
    body: `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><style>${style}</style><main><h1>${heading}</h1><p>${line}</p></main></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      connection: 'close',
    },
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
