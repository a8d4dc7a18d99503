import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net, { type LookupFunction, type Socket } from 'node:net';
import tls from 'node:tls';
import { isInside, isSpecialAddress } from './address-rules.ts';
import { NetError } from './errors.ts';
import type { ProxyRules } from './proxy.ts';

const connectTimeoutMs = 10_000;
const keepAliveProbeMs = 60_000;

export interface Target {
  readonly secure: boolean;
  /** A name, or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
}

export type Connect = (target: Target) => Promise<Socket>;

/** Where a `http(s):` or `ws(s):` address is served. */
export function targetOf(url: { readonly protocol: string; readonly hostname: string; readonly port: string }): Target {
  const secure = url.protocol === 'https:' || url.protocol === 'wss:';
  return { secure, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? (secure ? 443 : 80) : Number(url.port) };
}

/** `host:port`, with the brackets of IPv6. */
export function authorityOf({ hostname, port }: Target): string {
  return hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}

export interface ConnectorOptions {
  /** Whether the address rules, and the rule against plain http, do not apply to this origin. */
  readonly isAllowed: (target: Target) => boolean;
  readonly proxies: ProxyRules;
  readonly certificates: () => tls.SecureContext;
  readonly lookup?: LookupFunction;
}


/**
 * Opens every connection Skein makes to servers. A name is looked up once and the address that passed the rules is the
 * one connected to, so an answer that changes between look-up and connect (DNS rebinding) gains nothing; literal
 * addresses never reach the look-up, so they are checked on their own, and the connected peer is checked last.
 */
export function createConnector(options: ConnectorOptions): Connect {
  return async (target) => {
    const allowed = options.isAllowed(target);
    if (!allowed) requireOpenInternet(target);
    const proxy = target.secure && !allowed ? options.proxies.proxyFor(target.hostname, target.port) : null;
    return await withTimeout(async (adopt) => {
      const plain = proxy === null ? await openDirect(options, target, allowed, adopt) : await openThroughProxy(proxy, target, adopt);
      return target.secure ? await startTls(plain, target, options.certificates(), adopt) : plain;
    });
  };
}

/** What can be said before any look-up; a proxy does the look-up itself, so names of this machine are refused by name. */
function requireOpenInternet({ secure, hostname }: Target): void {
  if (!secure) throw new NetError('NET_NOT_SECURE', `Plain http is not allowed to ${hostname}`);
  if (isInside(hostname)) throw privateAddress(hostname);
}

function privateAddress(host: string): NetError {
  return new NetError('NET_PRIVATE_ADDRESS', `${host} is not an address of the open internet`);
}

type Adopt = (socket: Socket) => void;

/** Ends what is still being opened when the time is over; `adopt` names the socket to end. */
async function withTimeout(open: (adopt: Adopt) => Promise<Socket>): Promise<Socket> {
  let current: Socket | null = null;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    current?.destroy(new NetError('NET_TIMEOUT', 'No connection in time'));
  }, connectTimeoutMs);
  try {
    return await open((socket) => {
      current = socket;
      if (late) socket.destroy(new NetError('NET_TIMEOUT', 'No connection in time'));
    });
  } finally {
    clearTimeout(timer);
  }
}

async function openDirect(options: ConnectorOptions, target: Target, allowed: boolean, adopt: Adopt): Promise<Socket> {
  const socket = net.connect({
    host: target.hostname,
    port: target.port,
    autoSelectFamily: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: keepAliveProbeMs,
    lookup: guardedLookup(options.lookup ?? systemLookup, allowed),
  });
  adopt(socket);
  await opened(socket, 'connect');
  if (!allowed && isSpecialAddress(socket.remoteAddress ?? '')) {
    socket.destroy();
    throw privateAddress(target.hostname);
  }
  return socket;
}

/** Hands on only addresses of the open internet. Node asks for all of them, to try IPv6 and IPv4 side by side. */
function guardedLookup(lookup: LookupFunction, allowed: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '');
      const all: readonly LookupAddress[] = typeof found === 'string' ? [{ address: found, family: net.isIP(found) }] : found;
      const usable = all.filter(({ address }) => allowed || !isSpecialAddress(address));
      const first = usable[0];
      if (first === undefined) return callback(privateAddress(hostname), '');
      if (options.all === true) return callback(null, usable);
      callback(null, first.address, first.family);
    });
  };
}

/** RFC 9110 section 9.3.6. The proxy is the person's own setting, so its address is not checked. */
function openThroughProxy(proxy: URL, target: Target, adopt: Adopt): Promise<Socket> {
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') {
    throw new NetError('NET_PROXY', `Proxies of the kind ${proxy.protocol} are not supported`);
  }
  const { hostname: host, port } = targetOf(proxy);
  const authority = authorityOf(target);
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === 'https:' ? https : http).request({
      method: 'CONNECT',
      host,
      port,
      path: authority,
      agent: false,
      headers: { host: authority, ...(proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }) },
    });
    request.once('socket', adopt);
    request.once('connect', (response, socket: Socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new NetError('NET_PROXY', `The proxy answered ${response.statusCode ?? 0}`));
    });
    request.once('error', (cause) => reject(cause instanceof NetError ? cause : new NetError('NET_PROXY', cause.message)));
    request.end();
  });
}

async function startTls(plain: Socket, target: Target, secureContext: tls.SecureContext, adopt: Adopt): Promise<Socket> {
  const host = target.hostname.replace(/\.$/, '');
  const socket = tls.connect({
    socket: plain,
    host,
    secureContext,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
  });
  adopt(socket);
  await opened(socket, 'secureConnect');
  return socket;
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      socket.off(event, onOpen).off('error', onError).off('close', onClose);
    };
    const onOpen = (): void => {
      settle();
      resolve();
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    const onClose = (): void => {
      settle();
      reject(Object.assign(new Error('Closed while opening'), { code: 'ECONNRESET' }));
    };
    socket.once(event, onOpen).once('error', onError).once('close', onClose);
  });
}
