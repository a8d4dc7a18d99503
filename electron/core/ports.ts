/**
 * All that core gets from outside. Core calls nothing else that is not deterministic, so weeks of use can run in
 * seconds in a simulation, the same way every time.
 */
import type { AccountKey, MediaPath } from '../contract/ids.ts';
import type { AppError, Result } from '../contract/result.ts';
import type { SecretStorage } from '../contract/settings.ts';

/** Time. Wall clock for what people and servers see, monotonic for waiting. Everything in milliseconds. */
export interface Clock {
  now(): number;
  /** Never goes back, and does not run while the machine sleeps. */
  monotonic(): number;
  /** Runs `task` once after `delayMs` (any size; adapters split what `setTimeout` cannot hold). Returns the cancel. */
  after(delayMs: number, task: () => void): () => void;
}

export interface Random {
  /** 0 <= x < 1; for jitter, never for secrets. */
  unit(): number;
  /** Secret-grade random, URL-safe base64 without padding, of `bytes` bytes. */
  token(bytes: number): string;
  uuid(): string;
}

/** Start, sleep, wake, network change, as far as the host can tell. */
export interface Lifecycle {
  onSuspend(task: () => void): () => void;
  onResume(task: () => void): () => void;
  onOnline(task: (online: boolean) => void): () => void;
}

/** One HTTP exchange. No redirects are followed; nothing is parsed; the adapter enforces the limits and the address rules. */
export interface NetRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | FormData;
  /** Whole exchange; within it connecting takes at most 10 s, and silence at most 20 s once the answer has begun. */
  readonly timeoutMs: number;
  /** Called as the body leaves, with the bytes that have. */
  readonly onSent?: (sentBytes: number) => void;
  /** An answer larger than this ends the exchange with `badAnswer/tooLarge`. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface NetAnswer {
  readonly status: number;
  /** As received, in order; names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  /** Unpacked where it came as gzip or Brotli. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface NetSocketListener {
  onOpen(): void;
  onText(text: string): void;
  /** A ping or a pong came: the peer lives. */
  onHeartbeat(): void;
  /** Exactly once. `status` is set when the upgrade was answered with something else than 101. */
  onClose(end: { readonly code: number; readonly status: number | null; readonly headers: readonly (readonly [string, string])[] }): void;
}

export interface NetSocket {
  send(text: string): void;
  ping(): void;
  close(): void;
  /** Drops the connection without a goodbye, for peers that do not answer. */
  terminate(): void;
}

/**
 * The network. Refuses loopback, private, link-local and other special addresses unless allowed, checks the address it
 * really connects to, honours proxy and system certificates.
 */
export interface Net {
  request(request: NetRequest): Promise<Result<NetAnswer>>;
  openSocket(url: string, options: { readonly headers: Readonly<Record<string, string>>; readonly maxFrameBytes: number }, listener: NetSocketListener): NetSocket;
}

/** Small secrets by name. The value never reaches a log, an event or the renderer. */
export interface Secrets {
  readonly storage: SecretStorage;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly account: AccountKey;
  readonly onClick: () => void;
}

export interface Notifier {
  show(notice: Notice): void;
}

export interface ExternalLinks {
  /** Takes only what `isSafeExternalUrl` allows; the host opens it in the system browser. */
  open(url: string): Promise<void>;
}

/** Structured, redacted by the adapter. Fields hold ids, hosts, counts and error kinds: never texts, never secrets. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/**
 * A short-lived listener on 127.0.0.1 for one OAuth redirect (RFC 8252 section 7.3). It listens before the app is
 * registered, because the port is part of the registered URL.
 */
export interface LoopbackListener {
  /**
   * `path` is the path of the redirect URL (`/…`), everything else is answered 404. The caller chooses it: a server that
   * accepts any port (RFC 8252) still compares the path with the registered one. Rejects when no port can be had.
   */
  open(path: string): Promise<{
    readonly redirectUri: string;
    /** The query of the first request to the right path; null when closed. The person gets a plain "go back to Skein" page. */
    readonly answered: Promise<URLSearchParams | null>;
    close(): void;
  }>;
}

/** The practice fediverse, run by the host outside of this thread. */
export interface Practice {
  start(): Promise<PracticeWorld>;
}

export interface PracticeWorld {
  readonly servers: readonly { readonly domain: string; readonly origin: string }[];
  /** Ready-made sign-ins, so that trying Skein out takes one click. */
  readonly signIns: readonly { readonly origin: string; readonly token: string; readonly clientId: string; readonly clientSecret: string }[];
}

/** Turns a remote media URL into a path of the app's own origin that only this profile can make. */
export interface MediaLinks {
  toPath(url: string): MediaPath;
}

/** Files of posts, kept until every server has them. Ids are those of `contract/attachments.ts`. */
export interface Attachments {
  /**
   * Writes one part of a file of `total` bytes. Answers how many bytes of it are here; at `total` it is whole, and lasts
   * over a power cut. `invalidInput` for a part that leaves a hole, or where the profile holds too much already.
   */
  write(id: string, part: { readonly offset: number; readonly total: number; readonly bytes: Uint8Array }): Promise<Result<number>>;
  /** A whole file; `notFound` where there is none. */
  read(id: string): Promise<Result<Uint8Array<ArrayBuffer>>>;
  /** Of whole files and of such as are being received. */
  ids(): Promise<readonly string[]>;
  remove(id: string): Promise<void>;
}

export type { AccountStore, StoredAccount } from './accounts/store.ts';
export type { StoredGap, StoredLine, TimelineStore } from './timelines/store.ts';
export type { StatusStore } from './statuses/store.ts';
export type { ComposeStore } from './compose/store.ts';
export type { KnownPeople } from './compose/known-people.ts';
export type { HostFacts, StoredFollower, StoredPlan } from './migration/plans/plan.ts';
export type { CarryOverStore, JournalLine, StoredCarryOver } from './migration/carry-over/types.ts';
export type { PlanStore } from './migration/plans/store.ts';
export type { CopyStore } from './copies/store.ts';
export type { NotificationStore } from './notifications/store.ts';
export type { SearchStore } from './search/store.ts';
export type { HiddenStore } from './shield/store.ts';
export type { SettingsStore } from './settings/store.ts';
export type { Fediverse, AccountConnection, ServerConnection } from './fediverse.ts';

/**
 * What a store throws when the disk is full, read-only or broken: stores answer at once and have no `Result`. Nothing
 * of the transaction was kept. `dispatch` and the job runners turn it into its `failure`; nobody else catches it.
 */
export class StorageFailure extends Error {
  readonly failure: AppError;

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StorageFailure';
    this.failure = { kind: 'storage', message };
  }
}

/** One write, all or nothing. Stores called inside share it; it is synchronous, because the database is. */
export interface Transactions {
  run<T>(work: () => T): T;
}
