import { describe, expect, it } from 'vitest';
import { cast } from '../cast/index.ts';
import { createManualClock, createPracticeWorld } from '../index.ts';
import { clientOf, testStart } from '../testing/client.ts';
import { mover, rehearsalServers, resumeRehearsal, stageRehearsal, tellRehearsal } from './index.ts';

function rehearsal() {
  const clock = createManualClock(testStart);
  const world = createPracticeWorld({ seed: 1, clock, cast: cast(1), servers: rehearsalServers, rateLimits: false });
  stageRehearsal(world);
  resumeRehearsal(world);
  world.stage?.start();
  tellRehearsal(world);
  world.stage?.stop();
  const as = (key: string) => clientOf(world.server(key.split('@')[1] ?? ''), world.signIn(key).token);
  return { world, clock, as, old: as(mover.old), next: as(mover.mastodon) };
}

describe('the rehearsal', () => {
  it('has a full account on an old server and empty ones elsewhere', async () => {
    const { old, as } = rehearsal();
    const me = (await old.ask('GET', '/api/v1/accounts/verify_credentials')).object();
    expect(me).toMatchObject({ followers_count: 40, acct: 'lena', source: { privacy: 'unlisted' } });
    expect(Number(me['following_count'])).toBeGreaterThan(20);
    const sizes: Record<string, number> = {};
    for (const path of ['lists', 'mutes', 'blocks', 'bookmarks', 'favourites', 'followed_tags', 'featured_tags', 'endorsements', 'scheduled_statuses'])
      sizes[path] = (await old.ask('GET', `/api/v1/${path}`)).list().length;
    expect(sizes).toMatchObject({ lists: 3, mutes: 2, blocks: 2, bookmarks: 5, favourites: 7, followed_tags: 6, featured_tags: 2, endorsements: 1, scheduled_statuses: 1 });
    expect((await old.ask('GET', '/api/v1/domain_blocks')).json()).toEqual(['adverts.example', 'shouting.example']);
    expect((await old.ask('GET', '/api/v2/filters')).list()).toHaveLength(2);
    for (const key of [mover.mastodon, mover.gotosocial, mover.akkoma])
      expect((await as(key).ask('GET', '/api/v1/accounts/verify_credentials')).object()).toMatchObject({ followers_count: 0, following_count: 0, statuses_count: 0 });
  });

  it('follows people who moved on, are gone, wait, or live where the new server does not look', async () => {
    const { old, world } = rehearsal();
    const rows = (await old.ask('GET', `/api/v1/accounts/${world.person(mover.old).id}/following?limit=80`)).list();
    const byAcct = new Map(rows.map((row) => [row['acct'], row]));
    expect(byAcct.get('joris@nordsee.example')?.['moved']).toMatchObject({ acct: 'joris@wetlands.example' });
    expect(byAcct.has('arlo@nordsee.example')).toBe(false);
    expect(byAcct.has('magnus@saltmine.example')).toBe(true);
    const blocks = (await clientOf(world.server('kelp.example'), null).ask('GET', '/api/v1/instance/domain_blocks')).list();
    expect(blocks).toMatchObject([{ severity: 'suspend', comment: 'Harassment' }]);
    expect(blocks[0]?.['domain']).toBe('saltm***.***mple');
    expect(blocks[0]?.['digest']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('brings most followers to the new account, and leaves out those who cannot come', async () => {
    const { world, clock } = rehearsal();
    const tidewater = world.server('tidewater.example');
    world.person(mover.mastodon).alsoKnownAs.push(world.person(mover.old).uri);
    const signedIn = await clientOf(tidewater, null).ask('POST', '/auth/sign_in', { username: 'lena', password: 'practice' });
    const cookie = (signedIn.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    const page = await clientOf(tidewater, null).ask('GET', '/settings/migration', undefined, { cookie });
    const token = /name="authenticity_token" value="([^"]+)"/.exec(page.text)?.[1];
    const body = { authenticity_token: token, account_migration: { acct: mover.mastodon, current_password: 'practice' } };
    expect((await clientOf(tidewater, null).ask('POST', '/settings/migration', body, { cookie })).status).toBe(303);
    clock.advance(5 * 60_000);
    const { follows, accounts } = tidewater.inner.tables;
    const stayed = follows.by('target', world.person(mover.old).id).map((row) => accounts.get(row.source)?.domain ?? 'tidewater.example');
    // Dead and deaf servers, and two who want nothing of the new place.
    expect(stayed.toSorted()).toEqual([...Array(3).fill('ember.example'), ...Array(3).fill('gable.example'), 'kelp.example', 'wetlands.example']);
    // The two of the blocked server left the old account and are never heard of again.
    const kelp = world.server('kelp.example').inner.tables;
    expect(kelp.follows.by('target', world.person(mover.mastodon).id)).toHaveLength(40 - stayed.length - 2);
  });
});
