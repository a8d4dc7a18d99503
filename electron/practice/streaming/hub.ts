import { accountEntity } from '../entities/account.ts';
import { notificationEntity } from '../entities/notification.ts';
import { statusEntity } from '../entities/status.ts';
import { identify } from '../exchange.ts';
import type { StreamFault } from '../faults/board.ts';
import { canSee, hides } from '../model/relations.ts';
import type { PracticeServer, ServerEvent } from '../model/server.ts';
import { must } from '../model/server.ts';
import { hasScope } from '../rest/router.ts';
import { channelOf, readSubscription } from './channels.ts';
import type { Subscription } from './channels.ts';

/** What a stream says to the client's side. */
export interface StreamSink {
  text(frame: string): void;
  /** A ping that wants a pong. */
  ping(): void;
  /** The server ends the stream. 1005: without a code; 1006: without a goodbye. */
  close(code: number): void;
}

/** One open stream, as the transport sees it. */
export interface OpenStream {
  /** Subprotocol to name in the answer, null for none. */
  readonly protocol: string | null;
  /** Begins to send; called once the transport is ready. */
  start(sink: StreamSink): void;
  receive(frame: string): void;
  /** Whether the client's pings are answered. */
  answersPings(): boolean;
  pong(): void;
  /** The client went away. */
  closed(): void;
}

export interface UpgradeRequest {
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface StreamHub {
  /** Accepts an upgrade, or answers the HTTP status it is refused with. */
  open(request: UpgradeRequest): OpenStream | { readonly refused: number };
  /** How many streams are open. */
  readonly size: number;
  /** Ends all open streams. */
  closeAll(code: number): void;
  /** From now on, nothing comes on the open streams any more: no frames, no pings, no pongs. They stay open. */
  silenceAll(): void;
  /** Sends a frame as it is to every open stream. */
  sendRaw(frame: string): void;
}

interface Connection {
  readonly accountId: string;
  readonly tokenId: string;
  readonly subscriptions: Map<string, Subscription>;
  silent: boolean;
  lateMs: number;
  awaitsPong: boolean;
  sink: StreamSink | null;
  stopPings: () => void;
}

/** The token of an upgrade, from the places this kind looks at. */
function tokenOf(server: PracticeServer, request: UpgradeRequest, url: URL): { readonly token: string | null; readonly protocol: string | null } {
  const places = server.traits.stream?.auth ?? [];
  const header = /^Bearer (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const protocol = request.headers['sec-websocket-protocol']?.split(',')[0]?.trim() ?? null;
  if (places.includes('header') && header) return { token: header, protocol };
  const query = url.searchParams.get('access_token');
  if (places.includes('query') && query) return { token: query, protocol };
  return { token: places.includes('subprotocol') ? protocol : null, protocol };
}

function payloadOf(server: PracticeServer, event: Exclude<ServerEvent, { event: 'kill' }>, viewerId: string): string | null {
  if (event.event === 'delete') return event.statusId;
  if (event.event === 'filters_changed') return '';
  if (event.event === 'notifications_merged') return '1';
  if (event.event === 'notification')
    return JSON.stringify(notificationEntity(server, must(server.tables.notifications.get(event.notificationId), 'notification')));
  if (event.event === 'conversation') {
    const row = must(server.tables.conversations.get(event.conversationId), 'conversation');
    const last = server.tables.statuses.get(row.lastStatusId);
    return JSON.stringify({
      id: row.id,
      unread: row.unread,
      accounts: row.accountIds.flatMap((id) => server.tables.accounts.get(id) ?? []).map((account) => accountEntity(server, account)),
      last_status: last ? statusEntity(server, last, viewerId) : null,
    });
  }
  const status = server.tables.statuses.get(event.statusId);
  if (!status || !canSee(server, viewerId, status)) return null;
  const author = must(server.tables.accounts.get(status.accountId), 'author');
  return !event.channel.startsWith('user:') && hides(server, viewerId, author) ? null : JSON.stringify(statusEntity(server, status, viewerId));
}

/** The streaming side of one server. */
export function createStreamHub(server: PracticeServer): StreamHub {
  const connections = new Set<Connection>();
  const { clock } = server.world;

  function frameOf(connection: Connection, event: Exclude<ServerEvent, { event: 'kill' }>, subscription: Subscription): string | null {
    const payload = payloadOf(server, event, connection.accountId);
    if (payload === null) return null;
    // Mastodon 4.3+ drops messages without a payload (streaming/index.js), so filters_changed never comes.
    if (payload === '' && server.traits.software === 'mastodon') return null;
    const names =
      subscription.name === 'user' && server.traits.stream?.userStreamName === 'withId' ? [`user:${connection.accountId}`] : subscription.shown;
    const body = { event: event.event, payload };
    return JSON.stringify(event.event === 'delete' && server.traits.stream?.deleteNamesStream === false ? body : { stream: names, ...body });
  }

  function deliver(event: ServerEvent): void {
    for (const connection of connections) {
      if (event.event === 'kill') {
        if (connection.tokenId === event.tokenId) drop(connection, 1005);
        continue;
      }
      if (connection.silent || !connection.sink) continue;
      for (const subscription of connection.subscriptions.values()) {
        if (!subscription.hears(event)) continue;
        const frame = frameOf(connection, event, subscription);
        if (frame !== null) connection.sink.text(frame);
      }
    }
  }
  server.listeners.add(deliver);

  function drop(connection: Connection, code: number): void {
    if (!connections.delete(connection)) return;
    connection.stopPings();
    connection.sink?.close(code);
  }

  /** Pings as this kind does, and gives up on a peer that did not answer the last one. */
  function keepAlive(connection: Connection): void {
    connection.stopPings = clock.after(server.traits.stream?.pingEveryMs ?? 30_000, () => {
      if (!connection.silent) {
        if (connection.awaitsPong) return drop(connection, 1006);
        connection.awaitsPong = true;
        connection.sink?.ping();
      }
      keepAlive(connection);
    });
  }

  function subscribe(connection: Connection, wanted: Subscription): void {
    const begin = () => {
      if (!connection.subscriptions.has(wanted.channel)) connection.subscriptions.set(wanted.channel, wanted);
    };
    if (connection.lateMs > 0) clock.after(connection.lateMs, begin);
    else begin();
  }

  function receive(connection: Connection, frame: string): void {
    if (connection.silent) return;
    const message = readSubscription(frame);
    if (!message) return connection.sink?.text(JSON.stringify({ error: 'Error: invalid message', status: 400 }));
    const subscription = channelOf(server, connection.accountId, message.stream, message);
    if (typeof subscription === 'string') return connection.sink?.text(JSON.stringify({ error: subscription, status: 400 }));
    // What a kind cannot subscribe by frame is ignored without a word.
    if (!server.traits.stream?.subscribable.includes(message.stream)) return;
    if (message.type === 'subscribe') subscribe(connection, subscription);
    else if (server.traits.stream.unsubscribe) connection.subscriptions.delete(subscription.channel);
  }

  function start(connection: Connection, sink: StreamSink, faults: readonly StreamFault[]): void {
    connection.sink = sink;
    connections.add(connection);
    keepAlive(connection);
    const closing = faults.find((fault) => fault.kind === 'closeAtOnce');
    if (closing) drop(connection, closing.code);
  }

  return {
    open(request) {
      const url = new URL(request.url, 'http://practice.invalid');
      const faults = server.faults.takeStream();
      const refusal = faults.find((fault) => fault.kind === 'refuse');
      if (server.faults.down) return { refused: 503 };
      if (refusal) return { refused: refusal.status };
      if (!server.traits.stream || url.pathname.replace(/\/$/, '') !== '/api/v1/streaming') return { refused: 404 };
      const { token, protocol } = tokenOf(server, request, url);
      const identity = identify(server, token);
      if (identity === 'bad' || !identity.me || !identity.token) return { refused: server.traits.software === 'akkoma' ? 403 : 401 };
      if (!hasScope(identity.token.scopes, 'read:statuses')) return { refused: 401 };
      const connection: Connection = {
        accountId: identity.me.account.id,
        tokenId: identity.token.id,
        subscriptions: new Map(),
        silent: faults.some((fault) => fault.kind === 'silent'),
        lateMs: faults.find((fault) => fault.kind === 'lateSubscribe')?.ms ?? 0,
        awaitsPong: false,
        sink: null,
        stopPings: () => {},
      };
      const name = url.searchParams.get('stream');
      if (name) {
        const first = channelOf(server, connection.accountId, name, { list: url.searchParams.get('list'), tag: url.searchParams.get('tag') });
        if (typeof first === 'string') return { refused: 400 };
        subscribe(connection, first);
      }
      const echoes = server.traits.stream.echo && !faults.some((fault) => fault.kind === 'noEcho');
      return {
        protocol: echoes ? protocol : null,
        start: (sink) => start(connection, sink, faults),
        receive: (frame) => receive(connection, frame),
        answersPings: () => !connection.silent,
        pong: () => void (connection.awaitsPong = false),
        closed() {
          connections.delete(connection);
          connection.stopPings();
        },
      };
    },
    get size() {
      return connections.size;
    },
    closeAll(code) {
      for (const connection of connections) drop(connection, code);
    },
    silenceAll() {
      for (const connection of connections) connection.silent = true;
    },
    sendRaw(frame) {
      for (const connection of connections) if (!connection.silent) connection.sink?.text(frame);
    },
  };
}
