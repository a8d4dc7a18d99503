import type { Stores } from './adapters/sqlite/stores.ts';
import type { EventHub } from './core/event-hub.ts';
import type { Clock, ExternalLinks, Lifecycle, Log, Notifier, Practice, Random, Secrets } from './core/ports.ts';

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

/** What every part is built from. */
export interface AppBase extends AppOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly stores: Stores;
  readonly events: EventHub;
}
