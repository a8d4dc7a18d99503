import type { AccountKey } from '../../contract/index.ts';
import type { Fediverse, ServerProfile } from '../../core/fediverse.ts';
import type { Clock, Log, MediaLinks, Net } from '../../core/ports.ts';
import { createAccountApi } from './account-api.ts';
import { createConnection } from './connection.ts';
import { probeServer } from './discovery.ts';
import { publicPage } from './feed-calls.ts';
import { createOauth } from './oauth.ts';
import { plainOrigins, type PracticeOrigins } from './origins.ts';
import { createMediaPath, type ParseContext } from './parse-context.ts';
import { createRateBudget } from './rate-budget.ts';
import { createTransport } from './transport.ts';

export interface FediverseDeps {
  readonly net: Net;
  readonly clock: Clock;
  readonly log: Log;
  readonly mediaLinks: MediaLinks;
  /** What servers show the person as the app that signs in and posts. */
  readonly appName: string;
  readonly appVersion: string;
  readonly website: string;
  /** The practice servers that are running; empty without practice. */
  readonly origins: PracticeOrigins;
}

/** `Skein/0.1.0 (+https://…)`: Cloudflare refuses the names of libraries (Mastodon.py#213). */
export function userAgentOf({ appName, appVersion, website }: Pick<FediverseDeps, 'appName' | 'appVersion' | 'website'>): string {
  return `${appName}/${appVersion} (+${website})`;
}

/** Mastodon-compatible servers over the network port. */
export function createFediverse(deps: FediverseDeps): Fediverse {
  const { net, clock, log, mediaLinks, origins } = deps;
  const userAgent = userAgentOf(deps);
  const transport = createTransport({ net, clock, log, userAgent, budget: createRateBudget(clock) });
  const parseContext = ({ apiBase, summary }: ServerProfile): ParseContext => ({
    domain: summary.domain,
    apiBase,
    mediaPath: createMediaPath({ mediaLinks, apiBase, plainOrigins: plainOrigins(origins) }),
  });
  const connect: Fediverse['connect'] = (account, profile, token) =>
    createConnection({ transport, net, clock, log, userAgent }, { account, profile, token, parse: parseContext(profile) });
  return {
    ...createOauth({ transport, clock, appName: deps.appName, website: deps.website }),
    probe: (address, options) => probeServer({ net, clock, userAgent, origins, mediaLinks }, address, options),
    connect,
    publicTimeline: (profile, query, options) =>
      publicPage(createAccountApi(transport, profile, null), profile, query, { parse: parseContext(profile), clock }, options),
    whoAmI: (profile, token, options) => connect(`${profile.summary.apiHost}/` as AccountKey, profile, token).verify(options),
  };
}
