import { describe, expect, it } from 'vitest';
import { openBrowser } from './testing/browser.ts';
import { createTestWorld } from './testing/client.ts';
import { alias, followersOf, moveByPage, movers } from './testing/movers.ts';
import { createManualClock, createPracticeWorld } from './index.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('a move by the settings pages', () => {
  it('takes the followers along as their servers get to it, and leaves out software that ignores it', async () => {
    const test = movers();
    const page = await openBrowser(test, 'ann@new.example');
    const made = await page.post('/settings/aliases', { account_alias: { acct: '@ann@old.example' } });
    expect(made.status).toBe(303);
    expect((await page.get('/settings/aliases?done=created')).text).toContain('ann@old.example');
    expect((await moveByPage(test)).status).toBe(303);
    const count = () => [followersOf(test, 'ann@old.example').length, followersOf(test, 'ann@new.example').length];
    expect(count()).toEqual([6, 0]);
    test.clock.advance(1200);
    const [left = 0, come = 0] = count();
    expect(left).toBeLessThan(6);
    expect(come).toBeGreaterThan(0);
    expect(come).toBeLessThan(5);
    test.clock.advance(20_000);
    expect(followersOf(test, 'ann@old.example')).toEqual(['dan@deaf.example']);
    expect(followersOf(test, 'ann@new.example')).toEqual([
      'fay@far.example',
      'nea@near.example',
      'ned@near.example',
      'neo@new.example',
      'otis@old.example',
    ]);
  });

  it('shows where the account went, closes its token, and keeps lookup, export and settings open', async () => {
    const test = movers();
    alias(test);
    const me = test.as('ann@old.example');
    await moveByPage(test);
    const shown = (await test.anybody('old.example').ask('GET', '/api/v1/accounts/lookup?acct=ann')).object();
    expect(shown['moved']).toMatchObject({ acct: 'ann@new.example' });
    for (const path of ['/api/v1/accounts/verify_credentials', '/api/v1/lists', '/api/v1/accounts/relationships?id[]=1']) {
      const answer = await me.ask('GET', path);
      expect([answer.status, answer.object()]).toEqual([403, { error: 'Your login is currently disabled' }]);
    }
    expect((await me.ask('GET', `/api/v1/accounts/${test.world.person('ann@old.example').id}/followers`)).status).toBe(200);
    const page = await openBrowser(test, 'ann@old.example');
    expect((await page.get('/settings/exports/follows.csv')).status).toBe(200);
    expect((await page.get('/settings/imports')).headers['location']).toBe('/auth/edit');
    const actor = await test.anybody('old.example').ask('GET', '/users/ann', undefined, { accept: 'application/activity+json' });
    expect(actor.object()).toMatchObject({ movedTo: test.world.person('ann@new.example').uri });
  });

  it('says what is wrong in the words of Mastodon', async () => {
    const test = movers();
    const old = await openBrowser(test, 'ann@old.example');
    const attempt = async (acct: string, password = 'right') =>
      (await old.post('/settings/migration', { account_migration: { acct, current_password: password } })).text;
    expect(await attempt('ann@new.example', 'wrong')).toContain('id="account_migration_current_password_error">invalid<');
    expect(await attempt('nobody@new.example')).toContain('could not be found');
    expect(await attempt('ann@old.example')).toContain('cannot be current account');
    expect(await attempt('ann@new.example')).toContain('is not an alias of this account');
    test.world.server('new.example').faults.down = true;
    expect(await attempt('neo@new.example')).toContain('could not be found');
    test.world.server('new.example').faults.down = false;
    alias(test);
    expect((await moveByPage(test)).status).toBe(303);
    expect((await old.get('/settings/migration')).text).toContain('available again in 30 days');
    expect(await attempt('neo@new.example')).toContain('You are on cooldown');
    test.clock.advance(31 * dayMs);
    expect(await attempt('ann@new.example')).toContain('is the same account you have already moved to');
  });

  it('refuses a form without the token of its session', async () => {
    const test = movers();
    const page = await openBrowser(test, 'ann@new.example');
    expect((await page.postBare('/settings/aliases', { account_alias: { acct: 'ann@old.example' } })).status).toBe(422);
    expect(test.world.person('ann@new.example').alsoKnownAs).toEqual([]);
    expect((await test.anybody('new.example').ask('GET', '/settings/aliases')).headers['location']).toContain('/auth/sign_in?return_to=');
  });

  it('can be recorded and not carried out', async () => {
    const test = movers();
    alias(test);
    test.world.server('old.example').faults.moves.failsAfterRecord = 1;
    expect((await moveByPage(test)).status).toBe(500);
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@old.example')).toHaveLength(6);
    expect((await test.as('ann@old.example').ask('GET', '/api/v1/accounts/verify_credentials')).status).toBe(200);
    expect((await (await openBrowser(test, 'ann@old.example')).get('/settings/migration')).text).toContain('id="cooldown"');
  });

  it('is done though the answer was lost', async () => {
    const test = movers();
    alias(test);
    const old = await openBrowser(test, 'ann@old.example');
    test.world.server('old.example').faults.set({ method: 'POST', path: '/settings/migration', times: 1, fault: { kind: 'lostAnswer' } });
    await expect(old.post('/settings/migration', { account_migration: { acct: 'ann@new.example', current_password: 'right' } })).rejects.toThrow('dropped');
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@new.example')).toHaveLength(5);
  });

  it('redirects without moving anybody, and back', async () => {
    const test = movers();
    const old = await openBrowser(test, 'ann@old.example');
    const set = await old.post(
      '/settings/migration/redirect',
      { form_redirect: { acct: 'ann@new.example', current_password: 'right' } },
      '/settings/migration/redirect/new',
    );
    expect(set.status).toBe(303);
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@old.example')).toHaveLength(6);
    const nea = test.as('ned@near.example');
    const seen = (await nea.ask('GET', '/api/v1/accounts/lookup?acct=ann@old.example')).object();
    expect(seen['moved']).toMatchObject({ acct: 'ann@new.example' });
    expect((await nea.ask('POST', `/api/v1/accounts/${String(seen['id'])}/follow`)).status).toBe(403);
    await old.post('/settings/migration/redirect', { _method: 'delete' }, '/settings/migration');
    expect((await test.as('ann@old.example').ask('GET', '/api/v1/accounts/verify_credentials')).status).toBe(200);
  });
});

describe('receivers', () => {
  it('drop a move whose new account they cannot read, or whose alias they do not see', async () => {
    const test = movers();
    const page = await openBrowser(test, 'ann@new.example');
    test.world.server('new.example').faults.moves.aliasDelayMs = 3 * 60_000;
    await page.post('/settings/aliases', { account_alias: { acct: 'ann@old.example' } });
    const refused = await moveByPage(test);
    expect(refused.text).toContain('is not an alias of this account');
    test.clock.advance(4 * 60_000);
    await moveByPage(test);
    test.world.server('new.example').faults.down = true;
    test.clock.advance(1000);
    test.world.server('new.example').faults.down = false;
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@new.example')).toEqual(['neo@new.example', 'otis@old.example']);
    expect(followersOf(test, 'ann@old.example')).toContain('nea@near.example');
  });

  it('with a cache of actors miss an alias that is newer than what they read', async () => {
    const test = createTestWorld({
      servers: [
        { domain: 'old.example', kind: 'mastodon-4.5' },
        { domain: 'new.example', kind: 'mastodon-4.6' },
        { domain: 'stale.example', kind: 'akkoma', traits: { aliasCacheMs: dayMs } },
      ],
    });
    for (const key of ['old', 'new'] as const) test.world.addPerson(`${key}.example`, { username: 'ann', password: 'right' });
    for (const username of ['sam', 'sue']) test.world.addPerson('stale.example', { username });
    for (const username of ['sam', 'sue']) test.world.follow(`${username}@stale.example`, 'ann@old.example');
    await test.as('sam@stale.example').ask('GET', '/api/v1/accounts/search?q=ann@new.example&resolve=true');
    alias(test);
    await moveByPage(test);
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@old.example')).toHaveLength(2);
    expect(followersOf(test, 'ann@new.example')).toEqual([]);
  });

  it('take the way back at once, because the lock of seven days is on who moves', async () => {
    const test = movers();
    alias(test);
    await moveByPage(test);
    test.clock.advance(hourMs);
    test.world.person('ann@old.example').alsoKnownAs.push(test.world.person('ann@new.example').uri);
    const old = await openBrowser(test, 'ann@old.example');
    await old.post('/settings/migration/redirect', { _method: 'delete' }, '/settings/migration');
    const page = await openBrowser(test, 'ann@new.example');
    const back = () => page.post('/settings/migration', { account_migration: { acct: 'ann@old.example', current_password: 'right' } });
    expect((await back()).status).toBe(303);
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@old.example')).toContain('nea@near.example');
  });

  it('ignore a second move of the same account for seven days', async () => {
    const test = movers({ oldKind: 'akkoma' });
    const me = test.as('ann@old.example');
    const old = test.world.person('ann@old.example').uri;
    test.world.addPerson('near.example', { username: 'ann' });
    for (const key of ['ann@new.example', 'ann@near.example']) test.world.person(key).alsoKnownAs.push(old);
    const go = async (target: string) => {
      expect((await me.ask('POST', '/api/pleroma/move_account', { password: 'right', target_account: target })).object()).toEqual({ status: 'success' });
      test.clock.advance(hourMs);
    };
    await go('ann@new.example');
    test.world.addPerson('near.example', { username: 'late' });
    test.world.follow('late@near.example', 'ann@old.example');
    await go('ann@near.example');
    expect(followersOf(test, 'ann@near.example')).toEqual([]);
    test.clock.advance(8 * dayMs);
    await go('ann@near.example');
    expect(followersOf(test, 'ann@near.example')).toEqual(['late@near.example']);
  });

  it('that are down for a while get the move when they are back, unless that takes more than three days', async () => {
    for (const [days, expected] of [
      [2, true],
      [4, false],
    ] as const) {
      const test = movers();
      alias(test);
      test.world.server('near.example').faults.down = true;
      await moveByPage(test);
      test.clock.advance(days * dayMs);
      test.world.server('near.example').faults.down = false;
      test.clock.advance(2 * hourMs);
      expect(followersOf(test, 'ann@new.example').includes('nea@near.example')).toBe(expected);
    }
  });

  it('behind a block are not moved', async () => {
    const test = movers();
    alias(test);
    test.world.blockServer('near.example', 'new.example');
    await moveByPage(test);
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@old.example')).toEqual(['dan@deaf.example', 'nea@near.example', 'ned@near.example']);
  });

  it('leave whoever follows both already with both', async () => {
    const test = movers();
    test.world.follow('nea@near.example', 'ann@new.example');
    alias(test);
    await moveByPage(test);
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@old.example')).toEqual(['dan@deaf.example', 'nea@near.example']);
  });

  it('keep lists, settings of the follow, notes, mutes and blocks', async () => {
    const test = movers();
    alias(test);
    const { tables } = test.world.server('near.example').inner;
    const nea = test.as('nea@near.example');
    const ned = test.as('ned@near.example');
    const annId = tables.accounts.one('acct', 'ann@old.example')?.id ?? '';
    const list = (await nea.ask('POST', '/api/v1/lists', { title: 'Friends' })).object();
    await nea.ask('POST', `/api/v1/lists/${String(list['id'])}/accounts`, { account_ids: [annId] });
    await nea.ask('POST', `/api/v1/accounts/${annId}/follow`, { reblogs: false, notify: true, languages: ['de'] });
    await nea.ask('POST', `/api/v1/accounts/${annId}/note`, { comment: 'from school' });
    await ned.ask('POST', `/api/v1/accounts/${annId}/mute`, { notifications: false });
    await moveByPage(test);
    test.clock.advance(hourMs);
    const next = tables.accounts.one('acct', 'ann@new.example')?.id ?? '';
    const [relation] = (await nea.ask('GET', `/api/v1/accounts/relationships?id[]=${next}`)).list();
    expect(relation).toMatchObject({ following: true, showing_reblogs: false, notifying: true, languages: ['de'] });
    expect(relation?.['note']).toContain('from school');
    expect((await nea.ask('GET', `/api/v1/lists/${String(list['id'])}/accounts`)).list()).toMatchObject([{ acct: 'ann@new.example' }]);
    expect((await ned.ask('GET', `/api/v1/accounts/relationships?id[]=${next}`)).list()).toMatchObject([{ muting: true, muting_notifications: false }]);
  });
});

describe('a locked new account', () => {
  it('gets requests while the old one is left at once; unlocking accepts them all', async () => {
    const test = movers();
    alias(test);
    const me = test.as('ann@new.example');
    await me.ask('PATCH', '/api/v1/accounts/update_credentials', { locked: true });
    await moveByPage(test);
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@old.example')).toEqual(['dan@deaf.example']);
    // People of the new account's own server come in without asking.
    expect(followersOf(test, 'ann@new.example')).toEqual(['neo@new.example']);
    expect((await me.ask('GET', '/api/v1/follow_requests')).list()).toHaveLength(4);
    const source = (await me.ask('GET', '/api/v1/accounts/verify_credentials')).object()['source'];
    expect(source).toMatchObject({ follow_requests_count: 4 });
    await me.ask('PATCH', '/api/v1/accounts/update_credentials', { locked: false });
    test.clock.advance(hourMs);
    expect(followersOf(test, 'ann@new.example')).toHaveLength(5);
  });
});

describe('people of a silenced server', () => {
  it('have to ask, though the new account is open', async () => {
    const test = movers();
    alias(test);
    test.world.blockServer('new.example', 'near.example', { severity: 'silence' });
    await moveByPage(test);
    test.clock.advance(hourMs);
    const requests = (await test.as('ann@new.example').ask('GET', '/api/v1/follow_requests')).list();
    expect(new Set(requests.map((one) => one['acct']))).toEqual(new Set(['nea@near.example', 'ned@near.example']));
    expect(requests).toHaveLength(2);
  });
});

describe('a move under way', () => {
  it('goes on in a world that was saved and restored', async () => {
    const test = movers();
    alias(test);
    await moveByPage(test);
    test.world.inner.wires.flush();
    const saved = JSON.parse(JSON.stringify(takeSnapshot(test.world, 7)));
    const clock = createManualClock(test.clock.now());
    const servers = test.world.servers.map((server) => ({ domain: server.domain, kind: server.kind, traits: server.inner.traits }));
    const world = createPracticeWorld({ seed: 7, clock, servers });
    restoreSnapshot(world, saved);
    clock.advance(hourMs);
    expect(followersOf({ ...test, world }, 'ann@new.example')).toHaveLength(5);
  });
});
