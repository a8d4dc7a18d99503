import { fail, ok, type Result } from '../../../contract/index.ts';
import type { Net, NetAnswer, NetRequest, NetSocketListener } from '../../../core/ports.ts';

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless it is text. */
  readonly body?: unknown;
}

type Route = CannedAnswer | ((request: NetRequest) => CannedAnswer | Result<NetAnswer>);

export interface FakeSocket {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly listener: NetSocketListener;
  readonly calls: string[];
}

export interface FakeNet extends Net {
  readonly requests: NetRequest[];
  readonly sockets: FakeSocket[];
}

/** A network of canned answers by `METHOD url`; an address nobody has is a host that does not exist. */
export function createFakeNet(routes: Readonly<Record<string, Route>>): FakeNet {
  const requests: NetRequest[] = [];
  const sockets: FakeSocket[] = [];
  return {
    requests,
    sockets,
    request: (request) => {
      requests.push(request);
      const { origin, pathname, host } = new URL(request.url);
      const route = routes[`${request.method} ${request.url}`] ?? routes[`${request.method} ${origin}${pathname}`] ?? routes[`${request.method} ${origin}/*`];
      if (route === undefined) return Promise.resolve(fail({ kind: 'offline', host, reason: 'dns', mayHaveArrived: false }));
      const answer = typeof route === 'function' ? route(request) : route;
      return Promise.resolve('ok' in answer ? answer : ok(toAnswer(answer)));
    },
    openSocket: (url, { headers }, listener) => {
      const calls: string[] = [];
      sockets.push({ url, headers, listener, calls });
      return {
        send: (text) => calls.push(`send ${text}`),
        ping: () => calls.push('ping'),
        close: () => calls.push('close'),
        terminate: () => calls.push('terminate'),
      };
    },
  };
}

function toAnswer({ status = 200, headers = {}, body }: CannedAnswer): NetAnswer {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = typeof body === 'string' && body.startsWith('<') ? 'text/html' : 'application/json; charset=utf-8';
  return { status, headers: Object.entries({ 'content-type': type, ...headers }), body: new Uint8Array(new TextEncoder().encode(text)) };
}

export const notFound: CannedAnswer = { status: 404, body: { error: 'Record not found' } };
export const htmlPage = '<!DOCTYPE html><html><body>Welcome</body></html>';
