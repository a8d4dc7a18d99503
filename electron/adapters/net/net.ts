import type { LookupFunction } from 'node:net';
import { fail } from '../../contract/index.ts';
import type { Log, Net, NetSocket, NetSocketListener } from '../../core/ports.ts';
import { isInside } from './address-rules.ts';
import { createCertificates } from './certificates.ts';
import { authorityOf, createConnector, type Target } from './connector.ts';
import { createHttpExchanges } from './http.ts';
import { createProxyRules } from './proxy.ts';
import { openWebSocket } from './socket.ts';

export interface NetOptions {
  /** Hosts (`127.0.0.1:4000`, or a bare host for all of its ports) that may be private and may speak plain http; `*` for all that is inside. */
  readonly allowPrivateHosts: readonly string[];
  /** The same for exact origins that come and go, such as `http://127.0.0.2:4000` of a practice server. */
  readonly allowedOrigins: () => readonly string[];
  readonly userAgent: string;
  readonly log: Log;
  /** Where `HTTPS_PROXY` and `NO_PROXY` are read from; the process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** More certificate authorities, PEM. */
  readonly certificates?: readonly string[];
  /** Name look-up; the system's by default. */
  readonly lookup?: LookupFunction;
}

export interface ClosableNet extends Net {
  close(): Promise<void>;
}

export function createNet(options: NetOptions): ClosableNet {
  const connect = createConnector({
    isAllowed: (target) => isAllowed(options, target),
    proxies: createProxyRules(options.env ?? process.env),
    certificates: createCertificates(options.certificates),
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  });
  const exchanges = createHttpExchanges({ connect, userAgent: options.userAgent });
  return {
    request: async (request) => {
      const url = parseTarget(request.url, ['https:', 'http:']);
      if (url === null) return fail({ kind: 'invalidInput', field: 'url', message: 'Not a web address' });
      const result = await exchanges.request(request, url);
      if (!result.ok && result.error.kind === 'offline') options.log.info('net.failed', { host: url.host, reason: result.error.reason });
      return result;
    },
    openSocket: (text, { headers, maxFrameBytes }, listener) => {
      const url = parseTarget(text, ['wss:', 'ws:']);
      if (url === null) return unopened(listener);
      return openWebSocket(url, { connect, headers: { 'user-agent': options.userAgent, ...headers }, maxFrameBytes }, listener);
    },
    close: () => exchanges.close(),
  };
}

/** In `allowPrivateHosts`: every address and name that says by itself that it is inside. Other names must be named. */
const anyInside = '*';

function isAllowed({ allowPrivateHosts, allowedOrigins }: NetOptions, target: Target): boolean {
  const authority = authorityOf(target);
  const { origin } = new URL(`${target.secure ? 'https' : 'http'}://${authority}`);
  if (allowPrivateHosts.includes(anyInside) && isInside(target.hostname)) return true;
  return allowPrivateHosts.includes(target.hostname) || allowPrivateHosts.includes(authority) || allowedOrigins().includes(origin);
}

/** Names and passwords in an address would be sent by some libraries and shown by others: refused. */
function parseTarget(text: string, protocols: readonly string[]): URL | null {
  const url = URL.parse(text);
  if (url === null || !protocols.includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return url;
}

function unopened(listener: NetSocketListener): NetSocket {
  queueMicrotask(() => listener.onClose({ code: 1006, status: null, headers: [] }));
  const nothing = (): void => {};
  return { send: nothing, ping: nothing, close: nothing, terminate: nothing };
}
