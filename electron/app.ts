/**
 * The composition root: builds the adapters and the core from plain options, so that hosts know this file, the
 * contract and the port types, and nothing else.
 */
import type { EventMessage, Result } from './contract/index.ts';
import type { ExternalLinks, Lifecycle, Notifier, Practice, Secrets } from './core/ports.ts';

export interface AppOptions {
  /** Absolute path of the profile folder; made with mode 0700 where it is missing. */
  readonly dataDir: string;
  readonly host: 'shell' | 'webhost';
  readonly version: string;
  /**
   * Hosts (`127.0.0.1:4000`, or a bare host for all of its ports) the app may reach although their address is
   * loopback or private. The practice servers are let through when they start. Normally empty.
   */
  readonly allowPrivateHosts: readonly string[];
  readonly secrets: Secrets;
  readonly notifier: Notifier;
  readonly links: ExternalLinks;
  readonly lifecycle: Lifecycle;
  readonly practice: Practice;
}

/** One picture, video or sound for the renderer, as an HTTP answer of the app's own origin. */
export interface MediaAnswer {
  readonly status: number;
  /** Names in lower case; content type, length, range, caching and `nosniff` are set. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

export interface App {
  /** One call of the contract. Always answers, never throws; what comes in may be anything. */
  dispatch(name: string, raw: unknown): Promise<Result<unknown>>;
  /** Every event from now on, in order. Answers the unsubscribe. */
  subscribe(listener: (message: EventMessage) => void): () => void;
  /** `path` as the renderer has it (`media/…`); `range` is the `Range` header of the request. */
  media(path: string, request: { readonly range?: string; readonly signal?: AbortSignal }): Promise<MediaAnswer>;
  /** Stops sockets and timers, writes what is open, closes the databases. Safe to call twice. */
  close(): Promise<void>;
}

export declare function createApp(options: AppOptions): Promise<Result<App>>;
