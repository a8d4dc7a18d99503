import { createTestWorld } from './client.ts';
import type { TestWorld } from './client.ts';
import { openBrowser } from './browser.ts';
import type { ServerOptions } from '../index.ts';

/** An account with followers on four servers, and its empty successor. */
export function movers(options: { readonly newKind?: ServerOptions['kind']; readonly oldKind?: ServerOptions['kind'] } = {}) {
  const test = createTestWorld({
    servers: [
      { domain: 'old.example', kind: options.oldKind ?? 'mastodon-4.2' },
      { domain: 'new.example', kind: options.newKind ?? 'mastodon-4.6' },
      { domain: 'near.example', kind: 'mastodon-4.5' },
      { domain: 'far.example', kind: 'gotosocial' },
      { domain: 'deaf.example', kind: 'hollo', traits: { takesMoves: false } },
    ],
    rateLimits: false,
  });
  const { world } = test;
  world.addPerson('old.example', { username: 'ann', password: 'right' });
  world.addPerson('new.example', { username: 'ann', password: 'right' });
  for (const [name, domain] of [
    ['otis', 'old'],
    ['nea', 'near'],
    ['ned', 'near'],
    ['fay', 'far'],
    ['dan', 'deaf'],
    ['neo', 'new'],
  ] as const) {
    world.addPerson(`${domain}.example`, { username: name });
    world.follow(`${name}@${domain}.example`, 'ann@old.example');
  }
  return test;
}

/** Who follows somebody by that one's own server, as sorted keys. */
export function followersOf({ world }: TestWorld, key: string): string[] {
  const server = world.server(key.split('@')[1] ?? '').inner;
  const { id } = world.person(key);
  return server.tables.follows
    .by('target', id)
    .map((row) => server.tables.accounts.get(row.source))
    .map((account) => `${account?.username}@${account?.domain ?? server.domain}`)
    .toSorted();
}

/** The new account says that it is the old one too, without anybody being told. */
export function alias({ world }: TestWorld): void {
  const account = world.person('ann@new.example');
  account.alsoKnownAs.push(world.person('ann@old.example').uri);
}

/** Moves `ann` by the page of the old server; answers that server's answer. */
export async function moveByPage(test: TestWorld, password = 'right') {
  const old = await openBrowser(test, 'ann@old.example');
  return old.post('/settings/migration', { account_migration: { acct: 'ann@new.example', current_password: password } });
}
