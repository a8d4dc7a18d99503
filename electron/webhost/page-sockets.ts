/** The sockets of the pages: first word, calls, events, and who is too slow. Described at the top of `server.ts`. */
import type { RawData, WebSocket } from 'ws';
import type { App } from '../app.ts';
import type { Result } from '../contract/index.ts';
import { createEventBuffer } from './event-buffer.ts';
import { parseCall, parseHello, type CallMessage } from './page-messages.ts';
import type { Session, Sessions } from './sessions.ts';

export const maxMessageBytes = 8 * 1024 * 1024;
export const rememberedCalls = 128;
const helloTimeoutMs = 5_000;
const pingEveryMs = 20_000;
/** More than this unsent: the page is dropped, connects again and asks for what it missed. */
const maxUnsentBytes = 16 * 1024 * 1024;

export const closeCodes = { unreadable: 4400, refused: 4401, noHello: 4408, busy: 4429, ending: 1001 } as const;
/** Sockets that have not said who they are; a local program could otherwise pile them up. */
const maxWaiting = 16;

export interface PageSockets {
  accept(socket: WebSocket): void;
  close(): void;
}

/** The answer of a call may arrive after its socket broke: it goes to the socket that asked for it last. */
interface RunningCall {
  readonly result: Promise<Result<unknown>>;
  askedBy: WebSocket;
}

export function createPageSockets({ app, sessions }: { readonly app: App; readonly sessions: Sessions }): PageSockets {
  const open = new Set<WebSocket>();
  const waiting = new Set<WebSocket>();
  const events = createEventBuffer();
  const callsOf = new WeakMap<Session, Map<string, RunningCall>>();

  const unsubscribe = app.subscribe((message) => {
    const text = JSON.stringify(message);
    events.add(message, text);
    for (const socket of open) send(socket, text);
  });

  function run(session: Session, socket: WebSocket, { id, call, input }: CallMessage): void {
    const calls = callsOf.get(session) ?? new Map<string, RunningCall>();
    callsOf.set(session, calls);
    const before = calls.get(id);
    if (before !== undefined) before.askedBy = socket;
    const running = before ?? { result: app.dispatch(call, input), askedBy: socket };
    calls.set(id, running);
    for (const oldest of calls.keys()) {
      if (calls.size <= rememberedCalls) break;
      calls.delete(oldest);
    }
    void running.result.then((result) => {
      if (running.askedBy === socket) send(socket, JSON.stringify({ id, result }));
    });
  }

  function begin(socket: WebSocket, text: string): void {
    const hello = parseHello(text);
    if (hello === null) return socket.close(closeCodes.noHello, 'no hello');
    const attempt = sessions.find(hello.token);
    // Somebody else's guesses must not end the session of a page whose token nobody has looked at.
    if (attempt.kind === 'backoff') return socket.close(closeCodes.busy, 'try again');
    if (attempt.kind === 'wrong') return socket.close(closeCodes.refused, 'open Skein again');
    const session = attempt.value;
    const detach = sessions.attach(session);
    open.add(socket);
    send(socket, JSON.stringify({ ready: { mediaBase: `/m/${session.mediaKey}/` } }));
    for (const missed of events.since(hello.seen)) send(socket, missed);
    const stopPings = keepAlive(socket);
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? null : parseCall(textOf(data));
      if (message === null) return socket.close(closeCodes.unreadable, 'not a call');
      run(session, socket, message);
    });
    socket.on('close', () => {
      open.delete(socket);
      stopPings();
      detach();
    });
  }

  return {
    accept(socket) {
      if (waiting.size >= maxWaiting) return socket.close(closeCodes.busy, 'too many');
      waiting.add(socket);
      const tooLate = setTimeout(() => socket.close(closeCodes.noHello, 'no hello'), helloTimeoutMs);
      socket.on('error', () => socket.terminate());
      socket.once('close', () => {
        clearTimeout(tooLate);
        waiting.delete(socket);
      });
      socket.once('message', (data, isBinary) => {
        clearTimeout(tooLate);
        waiting.delete(socket);
        begin(socket, isBinary ? '' : textOf(data));
      });
    },
    close() {
      unsubscribe();
      for (const socket of [...open, ...waiting]) socket.close(closeCodes.ending, 'Skein ended');
    },
  };
}

/** Frames arrive in one piece unless a socket is told otherwise. */
function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : '';
}

function send(socket: WebSocket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  // A goodbye would queue behind what is unsent.
  if (socket.bufferedAmount > maxUnsentBytes) return socket.terminate();
  socket.send(text);
}

/** A page that answers no ping for a whole round is gone. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingEveryMs);
  return () => clearInterval(timer);
}
