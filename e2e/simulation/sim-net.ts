import { fail, ok, type OfflineReason, type Result } from '../../electron/contract/index.ts';
import type { Net, NetAnswer, NetRequest, NetSocket, NetSocketListener, Random } from '../../electron/core/ports.ts';
import { requestFaults, skewed, upgradeFaults, type Faults, type RequestFault, type UpgradeFault } from './faults.ts';
import { serve, spoil } from './model-http.ts';
import { lineJson, statusJson, type HomeLine, type ModelAccount, type ModelServer, type Post } from './model-server.ts';
import { noteJson, type Note } from './notes.ts';
import type { SimTime } from './sim-time.ts';
import type { Trace } from './trace.ts';

/** The server's side of one socket. */
export interface ServerSocket {
  readonly account: ModelAccount;
  /** Events reach it only from then on. */
  subscribed: boolean;
  /** The connection is gone and nobody told the client. */
  dead: boolean;
  /** When it died, true time. */
  deadSince: number | null;
  /** Pings are answered, but nothing comes any more. */
  mutedUntil: number;
  close(code: number): void;
  /** The app ended: its end of the connection is gone. */
  vanish(): void;
  /** `lineId`: of the line it is about. `swallowed` is called where the stream is dead and nobody knows. */
  push(event: string, payload: string, lineId: string | null, swallowed: () => void): void;
}

/** What the checker is told. */
export interface NetWitness {
  request(account: ModelAccount | null, query: URLSearchParams): void;
  leaked(host: string): void;
  socketTried(account: ModelAccount): void;
  /** An event really reached the app. */
  delivered(account: ModelAccount, event: string, id: string | null): void;
  trouble(host: string): void;
  /** The server answered 429. */
  limited(host: string): void;
}

export interface SimNetDeps {
  readonly time: SimTime;
  readonly random: Random;
  readonly trace: Trace;
  readonly faults: Faults;
  readonly servers: readonly ModelServer[];
  readonly witness: NetWitness;
}

export interface SimNet {
  /** The network as one life of the app sees it; what comes after its death reaches nobody. */
  forLife(isAlive: () => boolean): Net;
  readonly sockets: ReadonlySet<ServerSocket>;
  pushLine(account: ModelAccount, line: HomeLine): void;
  pushEdit(account: ModelAccount, post: Post): void;
  pushDelete(account: ModelAccount, id: string, post: Post): void;
  pushNote(account: ModelAccount, note: Note): void;
  /** The machine woke: what waited is delivered, and long connections are dead. */
  woke(sleptMs: number): void;
  networkDown: boolean;
}

const REASONS: Partial<Record<RequestFault, OfflineReason>> = { refused: 'refused', dns: 'dns', tls: 'certificate', reset: 'reset' };
/** A server gives up on a peer that did not answer for so long. */
const SERVER_PATIENCE_MS = 60_000;

export function createSimNet(deps: SimNetDeps): SimNet {
  const { time, random, trace, faults, witness } = deps;
  const sockets = new Set<ServerSocket>();
  const held: (() => void)[] = [];
  const latency = (): number => skewed(random, 15, 400);
  const byToken = new Map(deps.servers.flatMap((server) => server.accounts.map((account) => [account.token, account] as const)));

  /** Runs on the machine: at once when it is awake, at wake-up when it sleeps. */
  const onMachine = (isAlive: () => boolean, run: () => void): void => {
    if (time.machine.asleep) held.push(() => onMachine(isAlive, run));
    else if (isAlive()) run();
  };

  function accountOf(headers: Readonly<Record<string, string>>, host: string): ModelAccount | null {
    const token = headers['authorization']?.replace('Bearer ', '');
    const account = token === undefined ? undefined : byToken.get(token);
    if (account !== undefined && account.server.host !== host) witness.leaked(host);
    return account ?? null;
  }

  function request(isAlive: () => boolean, sent: NetRequest): Promise<Result<NetAnswer>> {
    const { host, pathname, search, searchParams } = new URL(sent.url);
    const account = accountOf(sent.headers, host);
    witness.request(account, searchParams);
    const offline = (reason: OfflineReason, mayHaveArrived: boolean): Result<NetAnswer> => fail({ kind: 'offline', host, reason, mayHaveArrived });
    return new Promise((resolve) => {
      let done = false;
      const finish = (result: Result<NetAnswer>, why: string): void => {
        if (done || !isAlive()) return;
        done = true;
        cancelTimeout();
        trace.add(time.now(), `${account?.key ?? host} ${sent.method} ${pathname}${search} ${why}`);
        resolve(result);
      };
      const cancelTimeout = time.machine.clock.after(sent.timeoutMs, () => finish(offline('timeout', true), 'timeout'));
      sent.signal?.addEventListener('abort', () => finish(fail({ kind: 'cancelled' }), 'cancelled'), { once: true });
      if (deps.servers.every((server) => server.host !== host)) return finish(offline('dns', false), 'dns');
      const fault = net.networkDown ? 'dns' : pickFault(host, pathname);
      if (fault !== null) witness.trouble(host);
      if (fault === 'http429' || fault === 'http429Plain') witness.limited(host);
      const reason = fault === null ? undefined : REASONS[fault];
      if (reason !== undefined) return void time.after(latency(), () => onMachine(isAlive, () => finish(offline(reason, false), reason)));
      if (fault === 'requestLost') return;
      const slow = fault === 'delay' ? skewed(random, 1_000, 120_000) : 0;
      time.after(latency() + slow, () => {
        const answer = spoil(fault, serve(account, sent, time.now()), time.now(), random);
        if (fault === 'answerLost') return;
        // What was true when it was answered is old when it arrives.
        const late = fault === 'slowAnswer' ? skewed(random, 1_000, 25_000) : 0;
        time.after(latency() + late, () => onMachine(isAlive, () => finish(ok(answer), String(answer.status))));
      });
    });
  }

  function pickFault(host: string, path: string): RequestFault | null {
    const kinds = path.endsWith('verify_credentials') ? requestFaults.filter((kind) => kind !== 'http401') : requestFaults;
    return faults.pick(host, kinds, time.now());
  }

  function openSocket(isAlive: () => boolean, url: string, headers: Readonly<Record<string, string>>, listener: NetSocketListener): NetSocket {
    const { host } = new URL(url);
    const account = accountOf(headers, host);
    if (account === null) throw new Error('a socket without a token');
    witness.socketTried(account);
    let over = false;
    /** The client said goodbye: what is still on its way reaches nobody. */
    let left = false;
    let lastAt = 0;
    const end = (code: number, status: number | null, more: readonly (readonly [string, string])[] = []): void => {
      if (over) return;
      over = true;
      sockets.delete(socket);
      onMachine(isAlive, () => {
        trace.add(time.now(), `${account.key} socket ends ${code} ${status ?? ''}`);
        listener.onClose({ code, status, headers: more });
      });
    };
    /** In order, as TCP has it. */
    const toClient = (run: () => void): void => {
      lastAt = Math.max(time.now() + latency(), lastAt + 1);
      time.after(lastAt - time.now(), () => {
        if (!over && !socket.dead) onMachine(isAlive, () => (over ? undefined : run()));
      });
    };
    const socket: ServerSocket = {
      account,
      subscribed: false,
      dead: false,
      deadSince: null,
      mutedUntil: 0,
      // Of a dead connection the client hears nothing, not even its end.
      close: (code) => (socket.dead ? undefined : toClient(() => end(code, null))),
      vanish() {
        over = true;
        sockets.delete(socket);
      },
      push(event, payload, lineId, swallowed) {
        if (!socket.subscribed) return faults.count('lateSubscribe');
        if (socket.mutedUntil > time.now()) return swallowed();
        toClient(() => {
          if (left) return;
          witness.delivered(account, event, event === 'delete' ? payload : lineId);
          listener.onText(JSON.stringify({ stream: ['user'], event, payload }));
        });
      },
    };
    const opened = (): void => {
      if (over) return;
      sockets.add(socket);
      trace.add(time.now(), `${account.key} socket opens`);
      listener.onOpen();
      time.after(skewed(random, 0, 10_000), () => void (socket.subscribed = true));
      heartbeat();
    };
    const heartbeat = (): void =>
      void time.after(30_000, () => {
        if (over) return;
        toClient(() => listener.onHeartbeat());
        heartbeat();
      });
    shake(account, host, { open: () => onMachine(isAlive, opened), end });
    return {
      send: () => undefined,
      ping: () => toClient(() => listener.onHeartbeat()),
      close() {
        left = true;
        time.after(latency(), () => end(1000, null));
      },
      terminate: () => end(1006, null),
    };
  }

  function shake(account: ModelAccount, host: string, client: { open(): void; end(code: number, status: number | null, headers?: readonly (readonly [string, string])[]): void }): void {
    const fault: UpgradeFault | null = net.networkDown ? 'upgradeUnreachable' : faults.pick(host, upgradeFaults, time.now());
    if (fault !== null) witness.trouble(host);
    if (fault === 'upgrade429') witness.limited(host);
    const refuse = (status: number, headers: readonly (readonly [string, string])[] = []): void => void time.after(2 * latency(), () => client.end(1006, status, headers));
    if (account.revoked) return refuse(401);
    switch (fault) {
      case 'upgrade401':
        return refuse(401);
      case 'upgrade403':
        return refuse(403);
      case 'upgrade404':
        return refuse(404);
      case 'upgrade429':
        return refuse(429, [['retry-after', '30']]);
      case 'upgrade503':
        return refuse(503);
      case 'upgradeUnreachable':
        return void time.after(2 * latency(), () => client.end(1006, null));
      case 'slowUpgrade':
        return void time.after(skewed(random, 5_000, 29_000), client.open);
      case 'acceptThenClose':
        time.after(2 * latency(), client.open);
        return void time.after(1_000, () => client.end(1011, null));
      case null:
        return void time.after(2 * latency(), client.open);
    }
  }

  const streamTo = (account: ModelAccount, event: string, payload: string, lineId: string | null, swallowed: () => void): void => {
    for (const socket of sockets) {
      if (socket.account !== account) continue;
      socket.push(event, payload, lineId, swallowed);
      if (faults.isOn(account.server.host, 'duplicate', time.now())) {
        faults.count('duplicate');
        socket.push(event, payload, lineId, swallowed);
      }
    }
  };

  const net: SimNet = {
    sockets,
    networkDown: false,
    forLife: (isAlive) => ({
      request: (sent) => request(isAlive, sent),
      openSocket: (url, { headers }, listener) => openSocket(isAlive, url, headers, listener),
    }),
    pushLine: (account, line) => streamTo(account, 'update', JSON.stringify(lineJson(account.server, line, time.now())), line.id, () => void (line.swallowed = true)),
    pushEdit: (account, post) => streamTo(account, 'status.update', JSON.stringify(statusJson(account.server, post, time.now())), null, () => void account.swallowed.add(post)),
    pushDelete: (account, id, post) => streamTo(account, 'delete', id, null, () => void account.swallowed.add(post)),
    pushNote: (account, note) => streamTo(account, 'notification', JSON.stringify(noteJson(account, note, time.now())), note.id, () => void (note.swallowed = true)),
    woke(sleptMs) {
      for (const socket of sleptMs > SERVER_PATIENCE_MS ? sockets : []) kill(socket, time.now());
      for (const run of held.splice(0)) run();
    },
  };
  return net;
}

export function kill(socket: ServerSocket, now: number): void {
  socket.dead = true;
  socket.deadSince ??= now;
}
