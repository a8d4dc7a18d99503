import type { PersonKey } from './cast-types.ts';
import { fetchActor } from './federation/notes.ts';
import type { Account } from './model/rows.ts';
import type { PracticeServer } from './model/server.ts';
import { must, now } from './model/server.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

export interface NewPerson {
  readonly username: string;
  readonly displayName?: string;
  readonly note?: string;
  readonly locked?: boolean;
  readonly bot?: boolean;
  readonly language?: string | null;
  readonly password?: string;
  readonly createdAt?: number;
  readonly avatar?: string | null;
  readonly header?: string | null;
  readonly fields?: Account['fields'];
  /** Locked, but accepts every request after so long. Default: it waits for ever. */
  readonly acceptsAfterMs?: number;
}

/** Adds an account with a login to a server. */
export function addPerson(server: PracticeServer, person: NewPerson): Account {
  const createdAt = person.createdAt ?? now(server) - 400 * dayMs;
  const id = server.ids.at(createdAt);
  const base = `https://${server.domain}`;
  const uri = server.traits.numericActors
    ? `${base}/ap/users/${id}`
    : server.traits.software === 'hollo'
      ? `${base}/@${person.username}`
      : `${base}/users/${person.username}`;
  const account: Account = {
    id,
    username: person.username,
    domain: null,
    uri,
    displayName: person.displayName ?? person.username,
    note: person.note ?? '',
    avatar: person.avatar ?? null,
    header: person.header ?? null,
    locked: person.locked ?? false,
    bot: person.bot ?? false,
    discoverable: true,
    indexable: true,
    hideCollections: false,
    fields: person.fields ?? [],
    createdAt,
    alsoKnownAs: [],
    movedToUri: null,
    suspended: false,
    limited: false,
    fetchedAt: null,
  };
  server.tables.accounts.put(account);
  server.tables.users.put({
    id,
    password: person.password ?? 'practice',
    privacy: 'public',
    sensitive: false,
    language: person.language ?? null,
    quotePolicy: 'public',
    homeFeed: [],
    regeneratingUntil: null,
    markers: {},
    policy: {
      forNotFollowing: 'accept',
      forNotFollowers: 'accept',
      forNewAccounts: 'accept',
      forPrivateMentions: 'accept',
      forLimitedAccounts: 'filter',
    },
    attributionDomains: [],
    lateAliases: [],
    acceptsAfterMs: person.acceptsAfterMs ?? null,
    standing: 'active',
  });
  return account;
}

/** Makes one account follow another at once, on all servers concerned. */
export function connect(world: World, follower: PersonKey, followed: PersonKey, atMs?: number): void {
  const [here, asker] = personOf(world, follower);
  const [there, target] = personOf(world, followed);
  const createdAt = atMs ?? now(here);
  for (const server of new Set([here, there])) {
    const source = must(fetchActor(server, asker.uri), 'actor');
    const aim = must(fetchActor(server, target.uri), 'actor');
    if (server.tables.follows.one('pair', `${source.id}>${aim.id}`)) continue;
    server.tables.follows.put({ id: server.ids.row(), source: source.id, target: aim.id, createdAt, reblogs: true, notify: false, languages: null });
  }
}

/** The server and account behind `name@domain`. Throws for a key that names nobody. */
export function personOf(world: World, key: PersonKey): readonly [PracticeServer, Account] {
  const [name, domain] = key.split('@');
  const server = must(world.core.servers.get(domain ?? ''), `server of ${key}`);
  return [server, must(server.tables.accounts.one('acct', (name ?? '').toLowerCase()), key)];
}
