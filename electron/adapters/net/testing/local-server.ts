import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import net from 'node:net';
import { onTestFinished } from 'vitest';
import type { Log } from '../../../core/ports.ts';
import { createNet, type ClosableNet, type NetOptions } from '../net.ts';
import { testCertificate } from './certificate.ts';

export interface LocalServer {
  readonly origin: string;
  readonly port: number;
  readonly server: http.Server;
  /** Connections opened so far. */
  connections(): number;
}

/** A server on 127.0.0.1 that ends with the test. */
export async function startServer(handler: http.RequestListener, { secure = false } = {}): Promise<LocalServer> {
  const server = secure ? https.createServer(testCertificate, handler) : http.createServer(handler);
  let count = 0;
  server.on('connection', () => (count += 1));
  await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`, port, server, connections: () => count };
}

/** Plain TCP, for peers that break HTTP. */
export async function startTcp(onSocket: (socket: Socket) => void): Promise<{ readonly origin: string; readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port };
}

function listen(server: net.Server): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

/** For `expect.poll` on real sockets: its own second is short on a busy machine. */
export const patient = { timeout: 10_000, interval: 10 };

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export function openNet(options: Partial<NetOptions> = {}): ClosableNet {
  const opened = createNet({ allowPrivateHosts: [], allowedOrigins: () => [], userAgent: 'Skein/test (+https://skein.example)', log: silentLog, env: {}, ...options });
  onTestFinished(() => opened.close());
  return opened;
}
