import { describe, expect, test } from 'vitest';
import { fail, ok } from '../../../contract/result.ts';
import { StorageFailure } from '../../ports.ts';
import { createPlansWorld, dayMs, hourMs, listed, minuteMs, offline, type PlansWorld } from './testing/plans-world.ts';

const crowd = (count: number, host = 'fine.example'): string[] => Array.from({ length: count }, (_, index) => `p${String(index).padStart(5, '0')}@${host}`);
const codeOf = (world: PlansWorld, row: Parameters<PlansWorld['row']>[0]): string | undefined => world.row(row).finding?.code;

/** Moved by the page, with these followers having arrived. */
async function movedWorld(followers: readonly string[], options: { readonly arrived?: readonly string[]; readonly tokenDies?: boolean } = {}): Promise<PlansWorld> {
  const world = createPlansWorld();
  world.addFollowers(...followers);
  await world.ready();
  expect(await world.move()).toEqual(ok(null));
  world.redirect(options.tokenDies ?? true);
  world.arrive(...(options.arrived ?? []));
  await world.clock.advance(30_000);
  expect(world.view().movedAt).not.toBeNull();
  return world;
}

describe('the list of followers', () => {
  test('is read page by page, kept as it grows, and gone on with after a restart', async () => {
    const world = createPlansWorld();
    world.addFollowers(...crowd(2_000));
    world.addAlias();
    world.create();
    await world.clock.advance(2_500);
    expect(world.row('saved')).toMatchObject({ state: 'checking', finding: { code: 'saved.short', values: { kind: 'followers', counted: 2_000 } } });
    expect(await world.move()).toMatchObject({ ok: false, error: { message: 'Refused: saved' } });
    const asked = (): number => world.old.server.calls.filter((name) => name === 'people:followers').length;
    const before = asked();
    world.restart();
    await world.clock.advance(20_000);
    expect(world.row('saved')).toMatchObject({ state: 'ok', finding: { code: 'saved.ok', values: { followers: 2_000 } } });
    // 25 pages, and the one that was under way at the end of the app may be read twice.
    expect(asked()).toBeLessThanOrEqual(26);
    expect(before).toBeGreaterThan(3);
  });

  test('is read anew before it is a day old, and people who left are out of it', async () => {
    const world = createPlansWorld();
    world.addFollowers('a@fine.example', 'b@fine.example');
    await world.ready();
    world.old.server.moving.lists.followers.splice(0, 1, listed('c@fine.example'));
    await world.clock.advance(13 * hourMs);
    const found = world.plans().followers({ plan: world.view().id, class: null, host: null, after: null, limit: 10 });
    expect(found).toMatchObject({ ok: true, value: { followers: [{ handle: 'b@fine.example' }, { handle: 'c@fine.example' }], next: null } });
  });

  test('stands still once the account has moved', async () => {
    const world = await movedWorld(['a@fine.example', 'b@fine.example'], { tokenDies: false, arrived: ['a@fine.example'] });
    await world.clock.advance(3 * dayMs);
    expect(world.view().arrivals).toMatchObject({ total: 2 });
  });
});

describe('the move on a page', () => {
  test('opens the page, watches, and goes on by itself; the dead token is no error', async () => {
    const world = createPlansWorld();
    world.addFollowers('a@fine.example', 'b@fine.example');
    await world.ready();
    expect(await world.move()).toEqual(ok(null));
    expect(world.opened).toEqual(['https://old.example/settings/migration']);
    expect(world.row('move')).toMatchObject({ state: 'needsYou', finding: { code: 'move.waiting' } });
    expect(await world.act('move', 'copyText')).toEqual(ok({ text: 'me@new.example' }));
    await world.clock.advance(5 * minuteMs);
    expect(world.view().movedAt).toBeNull();
    world.redirect();
    await world.clock.advance(15_000);
    expect(codeOf(world, 'move')).toBe('move.sent');
    expect(world.row('signIns').state).toBe('ok');
    expect(world.movedAccounts.at(-1)).toEqual([world.old.key, 'me@new.example']);
    world.arrive('a@fine.example');
    await world.clock.advance(2 * minuteMs);
    expect(codeOf(world, 'carriedOut')).toBe('carriedOut.yes');
    expect(world.view().phases.move.state).toBe('done');
    expect(world.old.server.calls.filter((name) => name === 'move')).toEqual([]);
  });

  test('a redirect alone is told as such, and a cancelled one leads back to before', async () => {
    const world = await movedWorld(['a@fine.example'], { tokenDies: false });
    expect(codeOf(world, 'carriedOut')).toBe('carriedOut.notYet');
    await world.clock.advance(20 * minuteMs);
    expect(world.row('carriedOut')).toMatchObject({ state: 'needsYou', finding: { code: 'carriedOut.redirectOnly' } });
    expect(await world.act('carriedOut', 'openCancelPage')).toMatchObject({ ok: true });
    world.old.setOwn({ movedTo: null });
    world.old.actor = ok({ uri: world.old.uri, alsoKnownAs: [], movedTo: null });
    await world.clock.advance(2 * minuteMs);
    expect(world.view()).toMatchObject({ movedAt: null, arrivals: null });
    expect(codeOf(world, 'move')).toBe('move.ready');
    expect(world.movedAccounts.at(-1)).toEqual([world.old.key, null]);
  });

  test('recorded and not carried out: the letter to the admin, and no second try for 30 days', async () => {
    const world = createPlansWorld();
    world.addFollowers('a@fine.example');
    await world.ready();
    await world.move();
    await world.act('move', 'confirm');
    expect(codeOf(world, 'carriedOut')).toBe('carriedOut.notYet');
    await world.clock.advance(6 * minuteMs);
    expect(world.row('carriedOut')).toMatchObject({ state: 'needsYou', finding: { code: 'carriedOut.recordedOnly', values: { adminText: expect.stringContaining('tootctl accounts migrate me --replay') } } });
    expect(world.row('cooldown')).toMatchObject({ state: 'blocked', finding: { code: 'cooldown.until' } });
    // The admin has repeated it.
    world.redirect();
    world.arrive('a@fine.example');
    await world.clock.advance(2 * minuteMs);
    expect(codeOf(world, 'carriedOut')).toBe('carriedOut.yes');
  });

  test.each([
    ['me@new.example', true],
    ['@Me@New.example', true],
    ['https://new.example/users/me', true],
    ['https://new.example/@me', false],
    // A bare name is one of the old server.
    ['me', false],
    ['me@third.example', false],
  ])('a server that names the new account as %s', async (movedTo, isIt) => {
    const world = createPlansWorld();
    await world.ready();
    await world.move();
    world.old.setOwn({ movedTo });
    await world.clock.advance(minuteMs);
    expect(world.view().movedAt !== null).toBe(isIt);
  });

  test('done by hand, without the app: it is seen and followed up', async () => {
    const world = createPlansWorld();
    world.addFollowers('a@fine.example');
    await world.ready();
    world.redirect();
    world.arrive('a@fine.example');
    await world.clock.advance(hourMs + 10 * minuteMs);
    expect(world.view()).toMatchObject({ arrivals: { total: 1 } });
    expect(codeOf(world, 'arrivals')).toBe('arrivals.count');
  });
});

describe('the move by API', () => {
  const password = 'zander-und-hecht';

  async function readyForApi(from: 'gotosocial' | 'akkoma' | 'mitra' = 'gotosocial'): Promise<PlansWorld> {
    const world = createPlansWorld({ from });
    world.addFollowers('a@fine.example');
    await world.ready();
    return world;
  }
  const sent = (world: PlansWorld): number => world.old.server.calls.filter((name) => name === 'move').length;

  test('sends the password once, to the old server alone, and keeps it nowhere', async () => {
    const world = await readyForApi();
    const seen: unknown[] = [];
    world.old.server.moving.move = (target, given) => {
      seen.push(target, given);
      world.redirect(false);
      return ok(null);
    };
    expect(await world.move(password)).toEqual(ok(null));
    await world.clock.advance(20_000);
    expect(seen).toEqual([{ uri: 'https://new.example/users/me', handle: 'me@new.example' }, password]);
    expect(world.view().movedAt).not.toBeNull();
    const kept = JSON.stringify([world.store.text(), world.events.of('moving.changed'), world.log.lines, world.plans().report({ plan: world.view().id })]);
    expect(kept).not.toContain(password);
  });

  test('asks for the handle and the password', async () => {
    const world = await readyForApi();
    expect(await world.plans().move({ plan: world.view().id, handle: 'me@old.example', password })).toMatchObject({ ok: false, error: { field: 'handle' } });
    expect(await world.move(null)).toMatchObject({ ok: false, error: { field: 'password' } });
    expect(await world.move('')).toMatchObject({ ok: false, error: { field: 'password' } });
    expect(sent(world)).toBe(0);
  });

  test('Mitra needs no password; what its server says counts, for it shows nothing', async () => {
    const world = await readyForApi('mitra');
    expect(world.view()).toMatchObject({ way: 'api', passwordOf: null });
    expect(await world.move(null)).toEqual(ok(null));
    await world.clock.advance(1_000);
    expect(codeOf(world, 'carriedOut')).toBe('carriedOut.yes');
  });

  test('pressed twice, it is sent once', async () => {
    const world = await readyForApi();
    const answers = await Promise.all([world.move(password), world.move(password)]);
    expect(answers).toEqual([ok(null), ok(null)]);
    expect(sent(world)).toBe(1);
  });

  test('a wrong password is told, and another try is free', async () => {
    const world = await readyForApi();
    const answers = [fail({ kind: 'rejected', host: 'old.example', status: 400, message: 'invalid password' } as const), ok(null)];
    world.old.server.moving.move = () => answers.shift() ?? ok(null);
    expect(await world.move('wrong')).toMatchObject({ ok: false, error: { kind: 'rejected' } });
    expect(world.row('move')).toMatchObject({ state: 'needsYou', finding: { code: 'failed' } });
    expect(await world.move(password)).toEqual(ok(null));
    expect(sent(world)).toBe(2);
  });

  test('after a refused attempt GoToSocial wants five minutes', async () => {
    const world = await readyForApi();
    world.old.server.moving.move = () => fail({ kind: 'rejected', host: 'old.example', status: 422, message: 'attempt within the last 5 minutes' });
    await world.move(password);
    expect(world.row('cooldown')).toMatchObject({ state: 'blocked', finding: { code: 'cooldown.until' } });
    await world.clock.advance(6 * minuteMs);
    expect(world.row('cooldown').state).toBe('ok');
  });

  test('a lost answer is settled by looking: it has moved', async () => {
    const world = await readyForApi();
    world.old.server.moving.move = () => {
      world.redirect(false);
      return fail(offline('old.example', true));
    };
    expect(await world.move(password)).toMatchObject({ ok: false, error: { mayHaveArrived: true } });
    expect(await world.move(password)).toEqual(ok(null));
    await world.clock.advance(minuteMs);
    expect(world.view().movedAt).not.toBeNull();
    expect(sent(world)).toBe(1);
  });

  test('a lost answer, and nothing has happened: not sent again before five minutes have proven it', async () => {
    const world = await readyForApi();
    world.old.server.moving.move = () => fail(offline('old.example', true));
    await world.move(password);
    expect(await world.move(password)).toMatchObject({ ok: false, error: { field: 'plan' } });
    expect(sent(world)).toBe(1);
    await world.clock.advance(10 * minuteMs);
    expect(world.row('move')).toMatchObject({ state: 'needsYou', finding: { code: 'failed' } });
    world.old.server.moving.move = () => ok(null);
    expect(await world.move(password)).toEqual(ok(null));
    expect(sent(world)).toBe(2);
  });

  test('the app ends between the record and the answer: looked at, not sent again', async () => {
    const world = await readyForApi();
    const letGo: (() => void)[] = [];
    const { move } = world.old.server.connection.moving;
    world.old.server.connection.moving.move = async (...given) => {
      await new Promise<void>((resolve) => letGo.push(resolve));
      return move(...given);
    };
    void world.move(password);
    await world.clock.settle();
    expect(world.store.plans()[0]?.move).toMatchObject({ state: 'intended' });
    world.restart();
    expect(await world.move(password)).toMatchObject({ ok: false, error: { field: 'plan' } });
    world.redirect(false);
    await world.clock.advance(20_000);
    expect(world.view().movedAt).not.toBeNull();
    expect(sent(world)).toBe(0);
  });

  test('killed at every write: the same end, and never sent a second time', async () => {
    let kills = 0;
    for (const from of ['gotosocial', 'akkoma'] as const) {
      for (let at = 1; ; at += 1) {
        const world = await readyForApi(from);
        world.old.server.moving.move = () => {
          if (from === 'gotosocial') world.redirect(false);
          world.arrive('a@fine.example');
          return ok(null);
        };
        const { put } = world.store;
        let writes = 0;
        world.store.put = (plan) => {
          put(plan);
          writes += 1;
          if (writes !== at) return;
          world.store.put = put;
          world.restart();
        };
        void world.move(password);
        await world.clock.advance(20_000);
        const killed = world.store.put === put;
        // Died before it was sent: the person presses again, as soon as that is allowed.
        for (let tries = 0; tries < 3 && world.view().movedAt === null; tries += 1) {
          await world.move(password);
          await world.clock.advance(6 * minuteMs);
        }
        expect([from, at, sent(world), world.view().movedAt !== null, codeOf(world, 'carriedOut')]).toEqual([from, at, 1, true, 'carriedOut.yes']);
        world.plans().close();
        if (!killed) break;
        kills += 1;
      }
    }
    expect(kills).toBeGreaterThan(20);
  }, 60_000);

  test('Akkoma and a lost answer: followers at the new account are the proof', async () => {
    const world = await readyForApi('akkoma');
    world.old.server.moving.move = () => fail(offline('old.example', true));
    await world.move(password);
    world.arrive('a@fine.example');
    await world.clock.advance(minuteMs);
    expect(world.view().movedAt).not.toBeNull();
    expect(sent(world)).toBe(1);
  });
});

describe('moving back, and again', () => {
  test('within 30 days Mastodon refuses another move of the same account; the other way is free once the redirect is cancelled', async () => {
    const world = await movedWorld(['a@fine.example'], { tokenDies: false, arrived: ['a@fine.example'] });
    const back = world.plans().create({ from: { kind: 'account', account: world.next.key }, to: world.old.key });
    const again = world.plans().create({ from: { kind: 'account', account: world.old.key }, to: world.next.key });
    await world.clock.advance(20_000);
    const rows = (id: string) => new Map(world.plans().list().find((plan) => plan.id === id)?.rows.map((row) => [row.id, row]));
    const backRows = rows(back.ok ? back.value.id : '');
    expect(backRows.get('cooldown')).toMatchObject({ finding: { code: 'cooldown.unknown' } });
    expect(backRows.get('notMoved')).toMatchObject({ state: 'blocked', finding: { code: 'notMoved.toMoved', values: { movedTo: 'https://new.example/users/me' } } });
    expect(rows(again.ok ? again.value.id : '').get('cooldown')).toMatchObject({ state: 'blocked', finding: { code: 'cooldown.until' } });
    world.old.setOwn({ movedTo: null });
    world.old.actor = ok({ uri: world.old.uri, alsoKnownAs: [], movedTo: null });
    await world.clock.advance(2 * minuteMs);
    expect(rows(back.ok ? back.value.id : '').get('notMoved')).toMatchObject({ state: 'ok' });
  });

  test('GoToSocial counts a move of either account', async () => {
    const world = createPlansWorld({ from: 'gotosocial', to: 'gotosocial' });
    world.addFollowers('a@fine.example');
    await world.ready();
    await world.move('secret');
    world.redirect(false);
    await world.clock.advance(30_000);
    const back = world.plans().create({ from: { kind: 'account', account: world.next.key }, to: world.old.key });
    expect(back.ok ? back.value.rows.find(({ id }) => id === 'cooldown') : null).toMatchObject({ state: 'blocked', finding: { code: 'cooldown.until', values: { until: (world.view().movedAt ?? 0) + 7 * dayMs } } });
  });
});

describe('after the move', () => {
  test('every follower is accounted for: came, waits, still there, gone, cannot, unreachable', async () => {
    const world = createPlansWorld();
    world.addFollowers('a@fine.example', 'b@fine.example', 'c@fine.example', 'd@pics.example', 'e@dead.example', 'f@mine.example', 'g@fine.example');
    world.software.set('pics.example', ok('pixelfed'));
    world.software.set('dead.example', fail(offline('dead.example')));
    world.next.server.moving.suspended = ['mine.example'];
    await world.ready();
    await world.move();
    world.redirect();
    world.arrive('a@fine.example', 'stranger@fine.example');
    world.next.server.moving.lists.requests.push(listed('b@fine.example'), listed('other@fine.example'));
    world.actors.set(listed('g@fine.example').uri, fail({ kind: 'notFound', what: 'actor' }));
    await world.clock.advance(5 * hourMs);
    const { arrivals } = world.view();
    expect(arrivals?.series.at(-1)).toMatchObject({ came: 1, pending: 1, stillOld: 3, gone: 1, unreachable: 1 });
    expect(arrivals?.total).toBe(7);
    const classOf = (handle: string): string | undefined => {
      const page = world.plans().followers({ plan: world.view().id, class: null, host: null, after: null, limit: 50 });
      return page.ok ? page.value.followers.find((each) => each.handle === handle)?.class : undefined;
    };
    expect(['a@fine', 'b@fine', 'c@fine', 'd@pics', 'e@dead', 'f@mine', 'g@fine'].map((name) => classOf(`${name}.example`))).toEqual(['came', 'pending', 'stillOld', 'cannot', 'unreachable', 'cannot', 'gone']);
    expect(arrivals?.hosts.find(({ host }) => host === 'dead.example')?.silentSince).toBeLessThan(world.clock.now());
    expect(world.row('requests')).toMatchObject({ state: 'needsYou', finding: { code: 'requests.some', values: { count: 2 } }, actions: ['unlock', 'showPeople', 'checkNow'] });
    const report = world.plans().report({ plan: world.view().id });
    expect(report.ok ? report.value.text : '').toMatch(/c@fine\.example: stillOld[\s\S]*d@pics\.example: cannot/);
  });

  test('a crowd is looked through in parts, around what the server allows, until everybody has been seen', async () => {
    const people = crowd(6_000);
    const world = await movedWorld(people);
    world.arrive(...people.slice(0, 5_900));
    await world.clock.advance(3 * minuteMs);
    expect(world.view().arrivals?.series.at(-1)).toMatchObject({ came: 5_900, stillOld: 100 });
    // Somebody far down, as if missed: only the look through all of them finds them.
    const missed = listed(people[10] ?? '');
    world.store.setClass(world.view().id, [missed.uri], 'stillOld');
    const before = world.next.server.calls.filter((name) => name === 'people:followers').length;
    world.next.server.failures.set('people:followers', [{ kind: 'rateLimited', host: 'new.example', retryAt: world.clock.now() + 5 * minuteMs }]);
    await world.clock.advance(2 * hourMs);
    expect(world.view().arrivals?.series.at(-1)).toMatchObject({ came: 5_900, stillOld: 100 });
    expect(world.next.server.calls.filter((name) => name === 'people:followers').length - before).toBeLessThan(500);
  }, 30_000);

  test('a request that was turned down is no arrival; one that was granted is', async () => {
    const world = await movedWorld(['a@fine.example', 'b@fine.example']);
    world.next.server.moving.lists.requests.push(listed('a@fine.example'), listed('b@fine.example'));
    await world.clock.advance(2 * minuteMs);
    expect(world.view().arrivals?.series.at(-1)).toMatchObject({ pending: 2 });
    world.next.server.moving.lists.requests.splice(0);
    world.arrive('a@fine.example');
    await world.clock.advance(2 * minuteMs);
    expect(world.view().arrivals?.series.at(-1)).toMatchObject({ came: 1, pending: 0, stillOld: 1 });
  });

  test('the new account is unlocked, reminds after three days, and is locked again', async () => {
    const world = createPlansWorld();
    world.next.setOwn({ locked: true });
    world.addFollowers('a@fine.example');
    await world.ready();
    expect(await world.act('locked', 'unlock')).toMatchObject({ ok: true });
    expect(world.next.server.moving.own.locked).toBe(false);
    expect(codeOf(world, 'locked')).toBe('locked.open');
    await world.move();
    world.redirect();
    world.arrive('a@fine.example');
    await world.clock.advance(dayMs);
    expect(world.row('relock')).toMatchObject({ state: 'waiting', actions: ['relock'] });
    await world.clock.advance(3 * dayMs);
    expect(world.row('relock')).toMatchObject({ state: 'needsYou', finding: { code: 'relock.due' } });
    await world.act('relock', 'relock');
    expect(world.next.server.moving.own.locked).toBe(true);
    expect(codeOf(world, 'relock')).toBe('notApplicable');
  });

  test('links that were verified on the old profile are asked for until they are on the new one', async () => {
    const world = createPlansWorld();
    world.old.setOwn({ fields: [{ name: 'Web', link: 'https://me.example/', verified: true }, { name: 'Else', link: 'https://else.example/', verified: false }] });
    await world.ready();
    await world.move();
    world.redirect();
    await world.clock.advance(minuteMs);
    expect(world.row('links')).toMatchObject({ state: 'needsYou', finding: { code: 'links.fix', values: { links: ['https://me.example/'] } } });
    expect(await world.act('links', 'copyText')).toEqual(ok({ text: 'https://new.example/@me' }));
    world.next.setOwn({ fields: [{ name: 'Web', link: 'https://me.example/', verified: true }] });
    await world.clock.advance(2 * dayMs);
    expect(codeOf(world, 'links')).toBe('links.ok');
  });

  test('goes on for weeks over restarts, with a curve of at most 200 points and a bearable number of questions', async () => {
    const followers = crowd(30);
    const world = await movedWorld(followers);
    for (const [index, handle] of followers.slice(0, 20).entries()) {
      world.arrive(handle);
      await world.clock.advance(index < 10 ? 10 * minuteMs : 2 * dayMs);
      if (index % 5 === 0) world.restart();
    }
    world.clock.jump(14 * dayMs);
    world.restart();
    await world.clock.advance(10 * dayMs);
    const series = world.view().arrivals?.series ?? [];
    expect(series.length).toBeLessThanOrEqual(200);
    expect(series[0]).toMatchObject({ came: 0, stillOld: 30 });
    expect(series.at(-1)).toMatchObject({ came: 20, stillOld: 10 });
    expect(series.every((point, index) => index === 0 || point.at > (series[index - 1]?.at ?? 0))).toBe(true);
    const perDay = world.next.server.calls.length / 44;
    expect(perDay).toBeLessThan(400);
  }, 60_000);

  test('an old server that is gone for good stops nothing', async () => {
    const world = await movedWorld(['a@fine.example', 'b@fine.example'], { arrived: ['a@fine.example'] });
    world.publicDown.add('https://old.example');
    world.old.actor = fail(offline('old.example'));
    await world.clock.advance(2 * dayMs);
    expect(codeOf(world, 'carriedOut')).toBe('carriedOut.yes');
    expect(world.view().arrivals?.series.at(-1)).toMatchObject({ came: 1 });
  });
});

describe('plans', () => {
  test('several at once do not disturb each other, and one that is removed is forgotten', async () => {
    const world = createPlansWorld();
    const first = world.create();
    const second = world.plans().create({ from: { kind: 'account', account: world.next.key }, to: world.old.key });
    await world.clock.advance(20_000);
    expect(world.plans().list()).toHaveLength(2);
    expect(world.plans().remove({ plan: first.id })).toEqual(ok(null));
    expect(world.events.of('moving.removed')).toEqual([{ plan: first.id }]);
    expect(world.copy.removed).toEqual([first.id]);
    expect(world.plans().list().map(({ id }) => id)).toEqual([second.ok ? second.value.id : '']);
    world.plans().remove({ plan: second.ok ? second.value.id : '' });
    world.events.clear();
    await world.clock.advance(dayMs);
    expect([world.events.of('moving.changed'), world.clock.pendingTimers()]).toEqual([[], 0]);
    expect(world.plans().report({ plan: first.id })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  test('from files there is nothing to move: what concerns the old account is left out', async () => {
    const world = createPlansWorld();
    const created = world.plans().create({ from: { kind: 'files' }, to: world.next.key });
    await world.clock.advance(20_000);
    expect(created).toMatchObject({ ok: true, value: { way: 'none', fromHandle: null } });
    expect(['signIns', 'handles', 'notMoved', 'profile', 'alias', 'move', 'arrivals'].map((id) => codeOf(world, id as 'move'))).toEqual(['signIns.ok', 'handles.ok', 'notMoved.ok', 'profile.filled', 'notApplicable', 'notApplicable', 'notApplicable']);
    expect(await world.move()).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  });

  test('from an account to itself, or with an account that is not here, there is none', () => {
    const world = createPlansWorld();
    const from = { kind: 'account', account: world.old.key } as const;
    expect(world.plans().create({ from, to: world.old.key })).toMatchObject({ ok: false, error: { field: 'to' } });
    expect(world.plans().create({ from, to: 'x.example/9' as never })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  test('tells the page at most four times a second', async () => {
    const world = createPlansWorld();
    world.addFollowers(...crowd(2_000));
    world.create();
    await world.clock.advance(10_000);
    expect(world.events.of('moving.changed').length).toBeLessThanOrEqual(41);
    expect(world.events.of('moving.changed').length).toBeGreaterThan(3);
  });

  test('a quiet plan asks little: a day of waiting costs each server a bearable number of questions', async () => {
    const world = createPlansWorld();
    world.addFollowers(...crowd(100));
    await world.ready();
    const before = world.old.server.calls.length + world.next.server.calls.length;
    await world.clock.advance(dayMs);
    expect(world.old.server.calls.length + world.next.server.calls.length - before).toBeLessThan(24 * 30);
    expect(world.row('alias').state).toBe('ok');
  });

  test('after a night asleep, or without a network, it looks again as soon as it can', async () => {
    const world = createPlansWorld();
    world.addAlias();
    const { actor } = world.next;
    world.next.actor = fail(offline('new.example'));
    world.create();
    await world.clock.advance(3 * hourMs);
    world.next.actor = actor;
    world.lifecycle.online(true);
    await world.clock.advance(1_000);
    expect(world.row('alias').state).toBe('ok');
    world.clock.jump(9 * hourMs);
    world.lifecycle.resume();
    await world.clock.advance(30_000);
    expect(world.clock.now() - (world.row('alias').checkedAt ?? 0)).toBeLessThan(minuteMs);
  });

  test('a full disk is told, and does not make it try without end', async () => {
    const world = createPlansWorld();
    await world.ready();
    const { put } = world.store;
    let tries = 0;
    world.store.put = () => {
      tries += 1;
      throw new StorageFailure('The disk is full.', null);
    };
    await expect(world.plans().check({ plan: world.view().id, rows: ['alias'] })).rejects.toThrow('The disk is full.');
    await world.clock.advance(2 * hourMs);
    expect(tries).toBeLessThan(2_000);
    world.store.put = put;
    await world.clock.advance(2 * minuteMs);
    expect(world.store.plans()[0]?.rows.alias?.state).toBe('ok');
  });

  test('checks after the move leave what was found before it as it was', async () => {
    const world = await movedWorld(['a@fine.example']);
    await world.plans().check({ plan: world.view().id });
    expect(world.row('signIns')).toMatchObject({ state: 'ok', nextCheckAt: null, actions: [] });
    expect(await world.act('signIns', 'checkNow')).toMatchObject({ ok: false });
  });

  test('an old server that drops follows after a day says until when they must be read', async () => {
    const world = createPlansWorld({ from: 'sharkey' });
    await world.ready();
    world.copy.summary = { kinds: [{ kind: 'follows', chosen: true, unsupported: null, state: 'unread', error: null, readAt: null, counted: null, total: 0, counts: {} as never }] };
    world.redirect(false);
    await world.clock.advance(2 * hourMs);
    expect(world.row('copied')).toMatchObject({ state: 'needsYou', finding: { code: 'copied.dropped', values: { at: (world.view().movedAt ?? 0) + dayMs } } });
  });

  test('a word given about one finding does not hold for another', async () => {
    const world = createPlansWorld();
    world.addFollowers('a@mine.example');
    world.next.server.moving.suspended = null;
    await world.ready();
    await world.act('serverBlocks', 'confirm');
    expect(world.row('serverBlocks')).toMatchObject({ state: 'done', finding: { code: 'serverBlocks.hidden' } });
    world.next.server.moving.suspended = ['mine.example'];
    await world.plans().check({ plan: world.view().id, rows: ['serverBlocks'] });
    expect(world.row('serverBlocks')).toMatchObject({ state: 'needsYou', finding: { code: 'serverBlocks.hits' } });
  });

  test('signing in again is noticed at once', async () => {
    const world = createPlansWorld();
    world.old.signedIn = false;
    world.create();
    await world.clock.advance(20_000);
    expect(codeOf(world, 'signIns')).toBe('signIns.dead');
    expect(await world.act('signIns', 'signIn')).toEqual(ok({ text: 'me@old.example' }));
    world.old.signedIn = true;
    world.plans().connected(world.old.key);
    await world.clock.advance(2_000);
    expect(codeOf(world, 'signIns')).toBe('signIns.ok');
  });
});
