/**
 * The practice fediverse: servers in memory that federate, for trying the app out and for tests.
 *
 * A world: `createPracticeWorld({ seed, servers, clock?, jobMs?, deliveryMs?, rateLimits? })`, then `startPracticeServers(world)`
 * for sockets, or `world.server(domain).request(…)` without. Tests without sockets: `createTestWorld` in `testing/client.ts`
 * (a clock that stands still; `clock.advance(ms)` lets deliveries and jobs happen, `world.flush()` does all of them now).
 *
 * Moving (facts: the sources named beside each rule)
 * - Many people at once: `for (const key of world.addCrowd(2000, { domains })) world.follow(key, 'ann@old.example')`; 10 000 take
 *   about a second. `world.follow` agrees on both sides without any delivery. `addPerson(domain, { username, password?, locked?,
 *   acceptsAfterMs? })`: default password `practice`; a locked person accepts after `acceptsAfterMs`, else never.
 * - Followers arrive one by one per server, `jobMs` (default 150 to 900 ms) apart; rows of an import too.
 * - Server options: `followLimit` (7 500), `showsBlocks` (`all`, `users`, `nobody`), and `traits`: `takesMoves: false` ignores moves,
 *   `aliasCacheMs: 86_400_000` verifies against an actor read up to a day ago, `signedFetch: true` answers 401 on actor documents
 *   (GoToSocial always), `software` changes what nodeinfo says.
 * - `world.blockServer(domain, blocked, { severity?, comment?, obfuscated? })`: relations end, nothing passes, and
 *   `GET /api/v1/instance/domain_blocks` tells.
 * - `world.setStanding(key, 'unconfirmed' | 'pending' | 'disabled' | 'limited' | 'active')`: 403 with the words of each; a limited
 *   account says `limited` and has to ask before it follows.
 * - Switches at `world.server(domain).faults.moves`: `aliasDelayMs` (the actor document shows an alias so much later),
 *   `signedFetch`, `failsAfterRecord` (so many moves end with 500 after they were recorded: cooldown, no move), `losesMoves`
 *   (`Move` never comes here). `faults.down` makes a server unreachable. Lost answers, errors and delays of any page or
 *   endpoint: `faults.set({ path: '/settings/migration', method: 'POST', times: 1, fault: { kind: 'lostAnswer' } })`.
 * - Actor documents: an actor's uri is `https://<domain>/…`; the server's `origin` answers the same path. `movedTo` is there after
 *   a move, except on Akkoma and Mitra, which publish none.
 * - Pages of Mastodon kinds, after `POST /auth/sign_in` (`username`, `password`; cookie) with the form's `authenticity_token`:
 *   `/settings/aliases`, `/settings/migration`, `/settings/migration/redirect/new`, `/settings/imports`, `/settings/export`,
 *   `/settings/exports/{follows,blocks,mutes,lists,domain_blocks,bookmarks}.csv`, `/settings/exports/custom_filters.json` (4.6),
 *   `/backups/:id/download`, `/severed_relationships` (4.3), `/auth/edit`. The sign-in page lists everybody with their password.
 * - APIs: GoToSocial `accounts/alias`, `accounts/move`, `import`, `exports/*.csv`, `exports/stats`; Akkoma `pleroma/aliases`,
 *   `pleroma/move_account`, `pleroma/{follow,blocks,mutes}_import`; Mitra `settings/aliases`, `settings/aliases/remove`,
 *   `accounts/:id/aliases/all`, `settings/move_followers`, `settings/import_follows`.
 *
 * The world of `startDefaultWorld` has a rehearsal (`rehearsal/`): `lena@tidewater.example` (Mastodon 4.2, the old account, with
 * 40 followers, lists, mutes, filters, tags, notes) and empty accounts `lena@kelp.example` (Mastodon 4.6), `lena@loom.example`
 * (GoToSocial) and `lena@sanriku.example` (Akkoma). Everybody's password is `practice`. `gable.example` is dead,
 * `ember.example` ignores moves, `saltmine.example` is blocked by kelp, and an alias at kelp is seen after 15 seconds.
 */
import { blockServer } from './actions/moderating.ts';
import { publishStatus } from './actions/posting.ts';
import type { StatusDraft } from './actions/posting.ts';
import type { Cast } from './cast-types.ts';
import { listen } from './listen.ts';
import type { Listening } from './listen.ts';
import type { Account, Standing, Status } from './model/rows.ts';
import { must } from './model/server.ts';
import { grantToken, registerApp, revokeToken } from './oauth/routes.ts';
import type { Oracle } from './oracle.ts';
import { addPerson, connect, personOf } from './people.ts';
import type { NewPerson } from './people.ts';
import { createStage, gather } from './stage.ts';
import type { Stage } from './stage.ts';
import { createWorld } from './world.ts';
import type { RunningServer, ServerOptions, World, WorldOptions } from './world.ts';

export { createManualClock, realClock } from './clock.ts';
export type { ManualClock, PracticeClock } from './clock.ts';
export type { ActiveFault, DeliveryFault, Fault, FaultBoard, FaultRule, StreamFault } from './faults/board.ts';
export type { KindTraits, ServerKind } from './kinds/traits.ts';
export type { Oracle, OracleEvent, OracleRequest } from './oracle.ts';
export type { PracticeAnswer, PracticeRequest } from './exchange.ts';
export type { OpenStream, StreamHub, StreamSink } from './streaming/hub.ts';
export type { NewPerson, RunningServer, ServerOptions };

/** A ready-made sign-in: a token, and the app it belongs to. */
export interface SignIn {
  readonly origin: string;
  readonly accountId: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface PracticeWorldOptions extends Omit<WorldOptions, 'servers'> {
  /** Servers without people, beside those of the cast. */
  readonly servers?: readonly ServerOptions[];
  /** People, what they said, and what they go on saying. */
  readonly cast?: Cast;
}

/** A practice fediverse. Everything that needs a person takes `name@domain`. */
export interface PracticeWorld {
  readonly servers: readonly RunningServer[];
  readonly oracle: Oracle;
  /** Null without a cast. */
  readonly stage: Stage | null;
  /** The whole inside, for tests that look behind the API. */
  readonly inner: World;
  /** Throws for a domain that is not there. */
  server(domain: string): RunningServer;
  /** The server an address leads to, by origin or handle domain; null when it leads nowhere. */
  serverAt(url: string): RunningServer | null;
  addPerson(domain: string, person: NewPerson): Account;
  person(key: string): Account;
  /** Adds many people at once, spread over `domains` (default: all servers), as `crowd1@…`, `crowd2@…`; answers their keys. */
  addCrowd(count: number, options?: { readonly domains?: readonly string[]; readonly name?: string; readonly person?: Omit<NewPerson, 'username'> }): string[];
  /** Both sides agree at once. */
  follow(follower: string, followed: string): void;
  /** Posts as somebody, without the API; it federates like any post. */
  post(author: string, draft: StatusDraft | string): Status;
  signIn(key: string, scopes?: string): SignIn;
  /** Changes what a login may do; `limited` is what moderators do to an account. */
  setStanding(key: string, standing: Standing | 'limited'): void;
  /** The moderators of a server block another one: relations end, nothing goes there or comes from there. */
  blockServer(domain: string, blocked: string, options?: { readonly severity?: 'silence' | 'suspend'; readonly comment?: string; readonly obfuscated?: boolean }): void;
  /** Ends all tokens of somebody, with their streams. */
  revokeTokens(key: string): void;
  /** For this long the home feed is being rebuilt: half of it, with 206. */
  rebuildHome(key: string, durationMs: number): void;
  /** Everybody who can sign in, as `name@domain`. */
  people(): readonly string[];
  /** Delivers everything under way between the servers now. */
  flush(): void;
  close(): void;
}

export const allScopes = 'read write follow push';

/** Builds a practice fediverse in memory. It answers through `server.request` at once, and on sockets after `startPracticeServers`. */
export function createPracticeWorld(options: PracticeWorldOptions): PracticeWorld {
  const { cast, servers: given, ...rest } = options;
  const staged = cast?.servers ?? [];
  const servers = [...staged, ...(given ?? []).filter((server) => !staged.some((other) => other.domain === server.domain))];
  const world = createWorld({ ...rest, servers });
  const stage = cast ? createStage(world, cast, options.seed) : null;
  if (cast) gather(world, cast);
  const server = (domain: string) =>
    must(
      world.servers.find((other) => other.domain === domain),
      `server ${domain}`,
    );
  return {
    servers: world.servers,
    oracle: world.core.oracle,
    stage,
    inner: world,
    server,
    serverAt(url) {
      if (!URL.canParse(url)) return null;
      const { host } = new URL(url);
      return world.servers.find((other) => new URL(other.origin).host === host || other.domain === host) ?? null;
    },
    addPerson: (domain, person) => addPerson(server(domain).inner, person),
    person: (key) => personOf(world, key)[1],
    addCrowd(count, { domains = world.servers.map((one) => one.domain), name = 'crowd', person = {} } = {}) {
      return Array.from({ length: count }, (_, index) => {
        const domain = must(domains[index % domains.length], 'domain');
        const { username } = addPerson(server(domain).inner, { ...person, username: `${name}${index + 1}` });
        return `${username}@${domain}`;
      });
    },
    follow: (follower, followed) => connect(world, follower, followed),
    post(author, draft) {
      const [home, account] = personOf(world, author);
      return publishStatus(home, account, typeof draft === 'string' ? { text: draft } : draft);
    },
    signIn(key, scopes = allScopes) {
      const [home, account] = personOf(world, key);
      const known = home.tables.apps.all().find((app) => app.name === 'Ready-made sign-in' && app.scopes === scopes);
      const app = known ?? registerApp(home, { name: 'Ready-made sign-in', website: null, redirectUris: ['urn:ietf:wg:oauth:2.0:oob'], scopes });
      const token = grantToken(home, app, account.id, scopes);
      return { origin: home.origin, accountId: account.id, token: token.token, clientId: app.clientId, clientSecret: app.clientSecret };
    },
    setStanding(key, standing) {
      const [home, account] = personOf(world, key);
      account.limited = standing === 'limited';
      must(home.tables.users.get(account.id), key).standing = standing === 'limited' ? 'active' : standing;
    },
    blockServer: (domain, blocked, options = {}) => blockServer(server(domain).inner, blocked, options),
    revokeTokens(key) {
      const [home, account] = personOf(world, key);
      for (const token of home.tables.tokens.all()) if (token.accountId === account.id && !token.revoked) revokeToken(home, token);
    },
    rebuildHome(key, durationMs) {
      const [home, account] = personOf(world, key);
      must(home.tables.users.get(account.id), key).regeneratingUntil = world.core.clock.now() + durationMs;
    },
    people: () =>
      [...world.core.servers.values()].flatMap((home) =>
        home.tables.users
          .all()
          .flatMap((user) => home.tables.accounts.get(user.id) ?? [])
          .map((account) => `${account.username}@${home.domain}`),
      ),
    flush: () => world.flush(),
    close() {
      stage?.stop();
      world.close();
    },
  };
}

export interface StartedServers {
  /** Stops listening and closes the world. */
  close(): Promise<void>;
}

/** Listens for all servers of a world, each on its loopback address. `ports` by domain; any free port where none is given or it is taken. */
export async function startPracticeServers(world: PracticeWorld, ports: Readonly<Record<string, number>> = {}): Promise<StartedServers> {
  const listening: Listening[] = [];
  try {
    for (const server of world.servers) listening.push(await listen(server, ports[server.domain] ?? 0));
  } catch (error) {
    await Promise.all(listening.map((one) => one.close()));
    throw error;
  }
  return {
    async close() {
      world.close();
      await Promise.all(listening.map((one) => one.close()));
    },
  };
}
