import { describe, expect, it } from 'vitest';
import { alias, followersOf, movers } from './testing/movers.ts';

describe('moving by the API', () => {
  it('of GoToSocial: checks everything, answers 202, then takes no more writing', async () => {
    const test = movers({ oldKind: 'gotosocial' });
    const me = test.as('ann@old.example');
    const target = test.world.person('ann@new.example').uri;
    const move = async (body: object) => {
      const answer = await me.ask('POST', '/api/v1/accounts/move', body);
      return [answer.status, String(answer.object()['error'] ?? answer.object()['message'])] as const;
    };
    expect(await move({ password: 'right' })).toEqual([400, 'Bad Request: no moved_to_uri provided in move request']);
    expect(await move({ moved_to_uri: target })).toEqual([400, 'Bad Request: no password provided in move request']);
    expect(await move({ moved_to_uri: target, password: 'no' })).toEqual([400, 'Bad Request: invalid password provided in move request']);
    expect((await move({ moved_to_uri: target, password: 'right' }))[1]).toContain('is not aliased to this account via alsoKnownAs');
    alias(test);
    expect(await move({ moved_to_uri: target, password: 'right' })).toEqual([202, 'accepted']);
    test.clock.advance(20_000);
    expect(followersOf(test, 'ann@new.example')).toHaveLength(5);
    expect((await move({ moved_to_uri: target, password: 'right' }))[1]).toContain('successful Move within the last 7 days');
    expect((await me.ask('POST', '/api/v1/statuses', { status: 'no' })).status).toBe(403);
    expect((await me.ask('GET', '/api/v1/lists')).status).toBe(200);
    expect((await me.ask('PATCH', '/api/v1/accounts/update_credentials', { note: 'I moved.' })).status).toBe(200);
  });

  it('of GoToSocial: an attempt that was not carried out can be repeated after five minutes', async () => {
    const test = movers({ oldKind: 'gotosocial' });
    alias(test);
    test.world.server('old.example').faults.moves.failsAfterRecord = 1;
    const body = { moved_to_uri: test.world.person('ann@new.example').uri, password: 'right' };
    const me = test.as('ann@old.example');
    expect((await me.ask('POST', '/api/v1/accounts/move', body)).status).toBe(500);
    expect((await me.ask('POST', '/api/v1/accounts/move', body)).text).toContain('within the last 5 minutes');
    test.clock.advance(6 * 60_000);
    expect((await me.ask('POST', '/api/v1/accounts/move', body)).status).toBe(202);
  });

  it('of GoToSocial: aliases are added to, and read back', async () => {
    const test = movers({ newKind: 'gotosocial' });
    const me = test.as('ann@new.example');
    const old = test.world.person('ann@old.example').uri;
    expect((await me.ask('POST', '/api/v1/accounts/alias', { also_known_as_uris: [old] })).object()['source']).toMatchObject({ also_known_as_uris: [old] });
    await me.ask('POST', '/api/v1/accounts/alias', { also_known_as_uris: [old] });
    expect(test.world.person('ann@new.example').alsoKnownAs).toEqual([old]);
    expect((await me.ask('POST', '/api/v1/accounts/alias', { also_known_as_uris: [] })).status).toBe(200);
    expect(test.world.person('ann@new.example').alsoKnownAs).toEqual([]);
    const unsigned = await test.anybody('new.example').ask('GET', '/users/ann', undefined, { accept: 'application/activity+json' });
    expect(unsigned.status).toBe(401);
  });

  it('of Akkoma: errors have status 200, and the old account shows no move', async () => {
    const test = movers({ oldKind: 'akkoma' });
    const me = test.as('ann@old.example');
    const move = (body: object) => me.ask('POST', '/api/pleroma/move_account', body);
    const wrong = await move({ password: 'no', target_account: 'ann@new.example' });
    expect([wrong.status, wrong.object()]).toEqual([200, { error: 'Invalid password.' }]);
    expect((await move({ password: 'right', target_account: 'nobody@new.example' })).status).toBe(404);
    const unknown = await move({ password: 'right', target_account: 'ann@new.example' });
    expect([unknown.status, Object.keys(unknown.object())]).toEqual([200, ['error']]);
    alias(test);
    expect((await move({ password: 'right', target_account: 'ann@new.example' })).object()).toEqual({ status: 'success' });
    test.clock.advance(20_000);
    expect(followersOf(test, 'ann@new.example')).toHaveLength(5);
    expect((await me.ask('GET', '/api/v1/accounts/verify_credentials')).object()['moved']).toBeUndefined();
  });

  it('of Akkoma: aliases name known accounts only', async () => {
    const test = movers({ newKind: 'akkoma' });
    const me = test.as('ann@new.example');
    const add = (handle: string) => me.ask('PUT', '/api/pleroma/aliases', { alias: handle });
    expect((await add('nea@near.example')).status).toBe(404);
    expect((await add('ann@old.example')).object()).toEqual({ status: 'success' });
    expect((await me.ask('GET', '/api/pleroma/aliases')).object()).toEqual({ aliases: ['ann@old.example'] });
    await me.ask('DELETE', '/api/pleroma/aliases', { alias: 'ann@old.example' });
    expect((await me.ask('GET', '/api/pleroma/aliases')).object()).toEqual({ aliases: [] });
  });
});

describe('moving by the API of Mitra', () => {
  it('needs the alias and another server, but no password', async () => {
    const test = movers({ oldKind: 'mitra' });
    const me = test.as('ann@old.example');
    const move = async (target: string) => {
      const answer = await me.ask('POST', '/api/v1/settings/move_followers', { target_acct: target });
      return [answer.status, answer.object()['error']] as const;
    };
    expect(await move('otis@old.example')).toEqual([400, "can't move followers to a local actor"]);
    expect(await move('ann@new.example')).toEqual([400, 'target is not an alias']);
    alias(test);
    expect((await move('ann@new.example'))[0]).toBe(200);
    test.clock.advance(20_000);
    expect(followersOf(test, 'ann@new.example')).toHaveLength(5);
  });

  it('keeps aliases that others can read', async () => {
    const test = movers({ newKind: 'mitra' });
    const me = test.as('ann@new.example');
    const old = test.world.person('ann@old.example').uri;
    expect((await me.ask('POST', '/api/v1/settings/aliases', { acct: 'ann@old.example' })).status).toBe(200);
    const { id } = test.world.person('ann@new.example');
    const told = (await me.ask('GET', `/api/v1/accounts/${id}/aliases/all`)).object();
    expect(told).toMatchObject({ declared_all: [old], declared: [{ acct: 'ann@old.example' }] });
    await me.ask('POST', '/api/v1/settings/aliases/remove', { actor_id: old });
    expect(test.world.person('ann@new.example').alsoKnownAs).toEqual([]);
  });
});
