/** HTTP and sockets as an attacker can make them: any method, any Host, any Origin, with no browser in between. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RawRequest {
  readonly port: number;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function rawRequest({ port, method = 'GET', path = '/', headers = {}, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    // `insecureHTTPParser` is not set: what Node refuses to send, nobody sends.
    const asked = request({ host: '127.0.0.1', port, method, path, headers, setHost: headers['host'] === undefined, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }));
      answer.on('error', reject);
    });
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: '' });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export const upgradeHeaders: Readonly<Record<string, string>> = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** A page's socket, with everything it heard. */
export interface PageSocket {
  readonly socket: WebSocket;
  readonly heard: unknown[];
  say(message: unknown): void;
  /** Resolves with the first message, heard already or not, that `isIt`. */
  hear(isIt: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  readonly closed: Promise<number>;
}

export async function openPageSocket(port: number): Promise<PageSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { headers: { origin: `http://127.0.0.1:${port}` } });
  const heard: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    heard.push(JSON.parse(data.toString()));
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    socket,
    heard,
    closed,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    hear: (isIt) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = heard.find(isIt);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
