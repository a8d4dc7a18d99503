import type { PracticeClock } from '../clock.ts';
import type { FaultBoard } from '../faults/board.ts';
import type { KindTraits } from '../kinds/traits.ts';
import type { Jobs } from '../jobs.ts';
import type { Activity } from '../federation/activities.ts';
import type { Oracle } from '../oracle.ts';
import type { PracticeRandom } from '../random.ts';
import type { FileStore } from './files.ts';
import type { IdMaker } from './ids.ts';
import type { PageBook } from './pages.ts';
import type { Account, Status } from './rows.ts';
import type { Tables } from './tables.ts';

/** Something that happened on a server, for its streaming side. `channel` is `user:<id>`, `public`, `hashtag:<tag>` … */
export type ServerEvent =
  | { readonly event: 'delete'; readonly channel: string; readonly statusId: string }
  | { readonly event: 'update' | 'status.update'; readonly channel: string; readonly statusId: string }
  | { readonly event: 'notification'; readonly channel: string; readonly notificationId: string }
  | { readonly event: 'conversation'; readonly channel: string; readonly conversationId: string }
  | { readonly event: 'filters_changed'; readonly channel: string }
  | { readonly event: 'notifications_merged'; readonly channel: string }
  /** A token ended: its streams do too (Mastodon's system channel). */
  | { readonly event: 'kill'; readonly channel: 'system'; readonly tokenId: string };

/** One practice server: its rows, its ids, its manners. Behaviour lives in functions that take it. */
export interface PracticeServer {
  /** Domain of its handles (`kelp.example`). The API is at `origin`, which is another host: split domain. */
  readonly domain: string;
  /** Loopback address it listens on. */
  readonly host: string;
  /** `http://127.0.0.2:PORT` while listening. */
  origin: string;
  /** Follows a person may have before followers count (7 500 on Mastodon). */
  readonly followLimit: number;
  /** Who may read the list of blocked servers. */
  readonly showsBlocks: 'all' | 'users' | 'nobody';
  readonly title: string;
  readonly description: string;
  readonly languages: readonly string[];
  readonly traits: KindTraits;
  readonly tables: Tables;
  readonly ids: IdMaker;
  readonly faults: FaultBoard;
  readonly world: WorldCore;
  /** The streaming side listens here. */
  readonly listeners: Set<(event: ServerEvent) => void>;
}

/** What servers share: time, chance, the files, the wires between them, and the record of what really happened. */
export interface WorldCore {
  readonly clock: PracticeClock;
  readonly random: PracticeRandom;
  /** A new token, code or client secret. */
  readonly secret: () => string;
  readonly servers: ReadonlyMap<string, PracticeServer>;
  readonly files: FileStore;
  readonly pages: PageBook;
  readonly oracle: Oracle;
  /** Sends an activity over the practice wire; it arrives later, by the clock. */
  send(activity: Activity, from: PracticeServer, to: PracticeServer): void;
  readonly jobs: Jobs;
  /** Says that something changed that a snapshot should hold. */
  touch(): void;
}

export function publish(server: PracticeServer, event: ServerEvent): void {
  for (const listener of server.listeners) listener(event);
}

export function now(server: PracticeServer): number {
  return server.world.clock.now();
}

/** The server an ActivityPub id leads to, as a request to its host would. */
export function serverOfUri(world: WorldCore, uri: string): PracticeServer | null {
  const host = URL.canParse(uri) ? new URL(uri).host : '';
  const byDomain = world.servers.get(host);
  if (byDomain) return byDomain;
  return [...world.servers.values()].find((server) => new URL(server.origin).host === host) ?? null;
}

/** The server whose handle domain this is; the server itself for null. */
export function homeOf(server: PracticeServer, domain: string | null): PracticeServer {
  return (domain === null ? undefined : server.world.servers.get(domain)) ?? server;
}

/** Whether the moderators of a server suspended a domain: nothing comes from there and nothing goes there. */
export function refuses(server: PracticeServer, domain: string | null): boolean {
  return domain !== null && server.tables.instanceBlocks.get(domain)?.severity === 'suspend';
}

/** Web page of an account, at the server it lives on. */
export function accountUrl(server: PracticeServer, account: Account): string {
  const home = homeOf(server, account.domain);
  const path = home.traits.software === 'akkoma' ? '/users/' : '/@';
  return `${home.origin}${path}${account.username}`;
}

export function statusUrl(server: PracticeServer, author: Account, status: Status): string {
  return `${homeOf(server, author.domain).origin}${status.urlPath}`;
}

/** `name` for accounts of this server, `name@domain` for others. */
export function acctOf(account: Account): string {
  return account.domain ? `${account.username}@${account.domain}` : account.username;
}

export function fullHandle(server: PracticeServer, account: Account): string {
  return `${account.username}@${account.domain ?? server.domain}`;
}

/** Row that must be there; a missing one is a bug of the practice world. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`practice world: missing ${what}`);
  return value;
}
