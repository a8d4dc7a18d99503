import type { EventMessage } from '../../electron/contract/index.ts';
import { fail, type Result } from '../../electron/contract/result.ts';
import type { Link, LinkState } from './link.ts';

/** The few things of the browser that the socket link uses, so that its rules run without one. */
export interface SocketWorld {
  /** The code in the address, once; taking it removes it from the address. */
  takeStartCode(): string | null;
  readToken(): string | null;
  keepToken(token: string | null): void;
  exchange(code: string): Promise<{ readonly token: string } | { readonly refused: true } | { readonly later: true }>;
  open(handlers: SocketHandlers): OpenSocket;
  after(delayMs: number, run: () => void): () => void;
  now(): number;
  /** Random text of at least 64 bits: call ids must be new in the session, also after a reload. */
  nonce(): string;
}
export interface SocketHandlers {
  opened(): void;
  message(text: string): void;
  closed(code: number): void;
}
export interface OpenSocket {
  send(text: string): void;
  close(): void;
}

const closedForGood = 4401;
const firstRetryMs = 250;
const slowestRetryMs = 10_000;
/** The server promises `ready` or a close; silence longer than this is a dead socket. */
const readyTimeoutMs = 10_000;
/** The server answers nothing for a second after too many wrong codes. */
const tooManyTriesMs = 1_200;

interface WaitingCall {
  readonly text: string;
  readonly answer: (result: Result<unknown>) => void;
}

interface ServerMessage {
  readonly ready?: { readonly mediaBase: string };
  readonly id?: string;
  readonly result?: Result<unknown>;
  readonly topic?: string;
  readonly seq?: number;
}

/**
 * The way over the loopback socket. A call that is out when the socket is lost is sent again with the same id, which
 * the server runs once; events missed meanwhile are asked for by the last `seq` seen of each topic.
 */
export function createSocketLink(world: SocketWorld): Link {
  const run = world.nonce();
  const waiting = new Map<string, WaitingCall>();
  const seen = new Map<string, number>();
  const eventListeners = new Set<(message: EventMessage) => void>();
  const stateListeners = new Set<(state: LinkState) => void>();
  let linkState: LinkState = { state: 'connecting' };
  let mediaBase = '';
  let socket: OpenSocket | null = null;
  let calls = 0;
  let failures = 0;
  let cancelTimer = (): void => undefined;

  function setState(next: LinkState): void {
    linkState = next;
    for (const listener of stateListeners) listener(next);
  }

  function end(reason: 'noSession' | 'wrongCode'): void {
    world.keepToken(null);
    setState({ state: 'ended', reason });
    for (const call of waiting.values()) call.answer(fail({ kind: 'cancelled' }));
    waiting.clear();
  }

  function retryLater(): void {
    const delayMs = Math.min(slowestRetryMs, firstRetryMs * 2 ** failures);
    failures += 1;
    setState({ state: 'lost', retryAt: world.now() + delayMs });
    cancelTimer();
    cancelTimer = world.after(delayMs, () => void connect());
  }

  async function connect(): Promise<void> {
    const code = world.takeStartCode();
    if (code !== null) await exchange(code);
    else {
      const token = world.readToken();
      if (token === null) end('noSession');
      else openSocket(token);
    }
  }

  async function exchange(code: string): Promise<void> {
    const answer = await world.exchange(code);
    if ('token' in answer) {
      world.keepToken(answer.token);
      openSocket(answer.token);
    } else if ('later' in answer) {
      cancelTimer = world.after(tooManyTriesMs, () => void exchange(code));
    } else {
      // The code is spent where this tab was opened by its first address again; its token still counts.
      const token = world.readToken();
      if (token === null) end('wrongCode');
      else openSocket(token);
    }
  }

  function openSocket(token: string): void {
    cancelTimer();
    const opened = world.open({
      opened: () => opened.send(JSON.stringify({ token, seen: Object.fromEntries(seen) })),
      message: (text) => receive(text),
      closed: (code) => {
        if (socket !== opened) return;
        socket = null;
        cancelTimer();
        if (code === closedForGood) end('noSession');
        else retryLater();
      },
    });
    socket = opened;
    cancelTimer = world.after(readyTimeoutMs, () => opened.close());
  }

  function receive(text: string): void {
    const message = JSON.parse(text) as ServerMessage;
    if (message.ready !== undefined) {
      cancelTimer();
      failures = 0;
      mediaBase = message.ready.mediaBase;
      setState({ state: 'ready' });
      for (const call of waiting.values()) socket?.send(call.text);
    } else if (message.id !== undefined && message.result !== undefined) {
      waiting.get(message.id)?.answer(message.result);
      waiting.delete(message.id);
    } else if (message.topic !== undefined && message.seq !== undefined) {
      seen.set(message.topic, message.seq);
      for (const listener of eventListeners) listener(message as EventMessage);
    }
  }

  void connect();
  return {
    call(name, input) {
      if (linkState.state === 'ended') return Promise.resolve(fail({ kind: 'cancelled' }));
      calls += 1;
      const id = `${run}-${calls}`;
      const text = JSON.stringify({ id, call: name, input });
      return new Promise((answer) => {
        waiting.set(id, { text, answer });
        if (linkState.state === 'ready') socket?.send(text);
      });
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    state: () => linkState,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    mediaBase: () => mediaBase,
    retry() {
      if (linkState.state !== 'lost') return;
      cancelTimer();
      void connect();
    },
  };
}
