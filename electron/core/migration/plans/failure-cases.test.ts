import { describe, expect, test } from 'vitest';
import type { FindingCode, RowAction, RowId, RowState } from '../../../contract/moving.ts';
import { fail, ok } from '../../../contract/result.ts';
import { noLimits } from '../../testing/fake-moving.ts';
import type { CopySummary } from './judge-copy.ts';
import { createPlansWorld, dayMs, hourMs, listed, minuteMs, offline, type PlansWorld, type PlansWorldOptions } from './testing/plans-world.ts';

interface Case extends PlansWorldOptions {
  readonly row: RowId;
  readonly state: RowState;
  readonly code: FindingCode;
  readonly values?: Record<string, unknown>;
  readonly action?: RowAction;
  /** The move is refused for it. */
  readonly refuses?: boolean;
  readonly given: (world: PlansWorld) => void | Promise<void>;
}

const mastodonLimits = { follows: 7_500, lists: 50, listTitle: 256, featuredTags: 10, profileFields: 4, bio: 500, displayName: 30 };
const counts = { already: 0, queued: 0, resolving: 0, sent: 0, requested: 0, unclear: 0, done: 0, rejected: 0, movedOn: 0, gone: 0, unreadable: 0, notAllowed: 0, overLimit: 0, failed: 0, skipped: 0 };
const kindOf = (change: Partial<CopySummary['kinds'][number]>): CopySummary['kinds'][number] => ({ kind: 'follows', chosen: true, unsupported: null, state: 'ready', error: null, readAt: 1, counted: null, total: 0, counts, ...change });
const unauthorized = { kind: 'unauthorized', host: 'x', message: 'The access token was revoked' } as const;

/** Every way migration.md says a move goes wrong, each with what the person is told. */
const cases: Readonly<Record<string, Case>> = {
  'the old sign-in is dead': { row: 'signIns', state: 'blocked', code: 'signIns.dead', values: { side: 'from', handle: 'me@old.example' }, action: 'signIn', refuses: true, given: ({ old }) => void old.server.failures.set('own', Array.from({ length: 99 }, () => unauthorized)) },
  'the new account is signed out here': { row: 'signIns', state: 'blocked', code: 'signIns.dead', values: { side: 'to' }, action: 'signIn', refuses: true, given: ({ next }) => void (next.signedIn = false) },
  'the new account was limited by moderators': { row: 'signIns', state: 'blocked', code: 'signIns.limited', values: { side: 'to' }, refuses: true, given: ({ next }) => next.setOwn({ limited: true }) },
  'the new account waits for approval': { row: 'signIns', state: 'blocked', code: 'signIns.limited', values: { side: 'to' }, refuses: true, given: ({ next }) => void next.server.failures.set('own', Array.from({ length: 99 }, () => ({ kind: 'forbidden', host: 'new.example', message: 'Your login is currently pending approval' }))) },
  'the old account is suspended': { row: 'signIns', state: 'blocked', code: 'signIns.limited', values: { side: 'from' }, refuses: true, given: ({ old }) => old.setOwn({ suspended: true }) },
  'the handle answers with another account': { row: 'handles', state: 'blocked', code: 'handles.other', values: { handle: 'me@new.example', found: 'https://new.example/ap/users/9', expected: 'https://new.example/users/me' }, refuses: true, given: ({ webfinger }) => void webfinger.set('me@new.example', ok('https://new.example/ap/users/9')) },
  'the handle leads nowhere': { row: 'handles', state: 'blocked', code: 'failed', values: { error: { kind: 'notFound' } }, refuses: true, given: ({ webfinger }) => void webfinger.delete('me@old.example') },
  'the new account redirects on, as its owner sees it': { row: 'notMoved', state: 'blocked', code: 'notMoved.toMoved', values: { movedTo: 'https://third.example/users/me' }, action: 'openCancelPage', refuses: true, given: ({ next }) => next.setOwn({ movedTo: 'https://third.example/users/me' }) },
  'the new account redirects on, and only the public document shows it': { row: 'notMoved', state: 'blocked', code: 'notMoved.toMoved', refuses: true, given: ({ next }) => void (next.actor = ok({ uri: next.uri, alsoKnownAs: [], movedTo: 'https://third.example/users/me' })) },
  'the old account went somewhere else before': { row: 'notMoved', state: 'blocked', code: 'notMoved.fromMoved', values: { movedTo: 'someone@third.example' }, action: 'openCancelPage', refuses: true, given: ({ old }) => old.setOwn({ movedTo: 'someone@third.example' }) },
  'there is no alias': { row: 'alias', state: 'blocked', code: 'alias.missing', values: { expected: 'https://old.example/users/me', found: [] }, action: 'openAliasPage', refuses: true, given: () => {} },
  'there is no alias, and the server has a call for it': { to: 'akkoma', row: 'alias', state: 'blocked', code: 'alias.missing', action: 'addAlias', refuses: true, given: () => {} },
  'the alias names another address of the same account': { row: 'alias', state: 'blocked', code: 'alias.missing', values: { found: ['https://old.example/@me'] }, refuses: true, given: ({ next }) => void (next.actor = ok({ uri: next.uri, alsoKnownAs: ['https://old.example/@me'], movedTo: null })) },
  'the alias differs by the case of a letter': { row: 'alias', state: 'blocked', code: 'alias.missing', refuses: true, given: ({ next }) => void (next.actor = ok({ uri: next.uri, alsoKnownAs: ['https://old.example/users/Me'], movedTo: null })) },
  'the alias is saved and not public yet': { to: 'akkoma', row: 'alias', state: 'blocked', code: 'alias.saved', refuses: true, given: ({ next }) => void (next.server.moving.aliases = ['me@old.example']) },
  'the new server hides profiles from apps': { row: 'alias', state: 'blocked', code: 'alias.hidden', values: { host: 'new.example' }, action: 'confirm', refuses: true, given: ({ next }) => void (next.actor = fail(unauthorized)) },
  'the new server hides profiles and tells its owner': { to: 'gotosocial', row: 'alias', state: 'ok', code: 'alias.byServer', given: ({ next }) => {
    next.actor = fail(unauthorized);
    next.server.moving.aliases = ['https://old.example/users/me'];
  } },
  'the profile redirects to another host': { row: 'alias', state: 'blocked', code: 'failed', values: { error: { reason: 'redirected' } }, refuses: true, given: ({ next }) => void (next.actor = fail({ kind: 'badAnswer', host: 'new.example', reason: 'redirected', status: 302, mayHaveArrived: false })) },
  'the new server is down': { row: 'alias', state: 'blocked', code: 'failed', values: { error: { kind: 'offline' } }, action: 'checkNow', refuses: true, given: ({ next }) => void (next.actor = fail(offline('new.example'))) },
  'the old server cannot find the new account': { row: 'reach', state: 'blocked', code: 'reach.none', values: { asked: 'old.example', target: 'me@new.example' }, refuses: true, given: ({ old }) => old.server.people.elsewhere.clear() },
  'the new server cannot find the old account': { row: 'reach', state: 'blocked', code: 'reach.none', values: { asked: 'new.example', target: 'me@old.example' }, refuses: true, given: ({ next }) => next.server.people.elsewhere.clear() },
  'the new server blocks servers of followers and of the followed': { row: 'serverBlocks', state: 'needsYou', code: 'serverBlocks.hits', values: { host: 'new.example', servers: ['mine.example'], follows: 1, followers: 2 }, action: 'confirm', given: ({ next, old, addFollowers }) => {
    addFollowers('a@mine.example', 'b@mine.example', 'c@fine.example');
    old.server.moving.lists.following.push(listed('d@mine.example'));
    next.server.moving.suspended = ['mine.example', 'elsewhere.example'];
  } },
  'the new server does not say whom it blocks': { row: 'serverBlocks', state: 'unknown', code: 'serverBlocks.hidden', values: { host: 'new.example' }, given: ({ next }) => void (next.server.moving.suspended = null) },
  'the new account approves by hand': { row: 'locked', state: 'needsYou', code: 'locked.locked', values: { waiting: 1, followers: 2 }, action: 'unlock', given: ({ next, addFollowers }) => {
    addFollowers('a@fine.example', 'b@fine.example');
    next.setOwn({ locked: true });
    next.server.moving.lists.requests.push(listed('x@fine.example'));
  } },
  'the new account blocks a follower': { row: 'ownBlocks', state: 'needsYou', code: 'ownBlocks.hits', values: { handles: ['a@fine.example'], count: 1 }, given: ({ next, addFollowers }) => {
    addFollowers('a@fine.example', 'b@fine.example');
    next.server.moving.lists.blocks.push(listed('a@fine.example'), listed('stranger@fine.example'));
  } },
  'the new account blocks a server of followers': { row: 'ownBlocks', state: 'needsYou', code: 'ownBlocks.hits', values: { count: 2 }, given: ({ next, addFollowers }) => {
    addFollowers('a@bad.example', 'b@bad.example', 'c@fine.example');
    next.server.moving.ownDomainBlocks.push('bad.example');
  } },
  'whether the old account has moved lately cannot be told': { row: 'cooldown', state: 'unknown', code: 'cooldown.unknown', given: () => {} },
  'some followers are suspended and in no list': { row: 'saved', state: 'needsYou', code: 'saved.short', values: { kind: 'followers', saved: 1, counted: 4 }, given: ({ old, addFollowers }) => {
    addFollowers('a@fine.example');
    old.setOwn({ counts: { followers: 4, following: 0, statuses: 1 } });
  } },
  'what the old account has is not read yet': { row: 'saved', state: 'checking', code: 'saved.none', refuses: true, given: ({ copy }) => void (copy.summary = { kinds: [kindOf({ state: 'unread', readAt: null })] }) },
  'what the old account has cannot be read': { row: 'saved', state: 'blocked', code: 'failed', refuses: true, given: ({ copy }) => void (copy.summary = { kinds: [kindOf({ state: 'failed', error: offline('old.example') })] }) },
  'fewer follows were read than are counted': { row: 'saved', state: 'needsYou', code: 'saved.short', values: { kind: 'follows', saved: 1_203, counted: 1_210 }, given: ({ copy }) => void (copy.summary = { kinds: [kindOf({ total: 1_203, counted: 1_210 })] }) },
  'too many follows for the new server': { row: 'limits', state: 'needsYou', code: 'limits.over', values: { what: 'follows', count: 7_600, limit: 7_500 }, given: ({ old, next }) => {
    old.setOwn({ counts: { followers: 0, following: 7_000, statuses: 1 } });
    next.setOwn({ counts: { followers: 0, following: 600, statuses: 1 } });
    next.server.moving.limits = mastodonLimits;
  } },
  'names of lists are too long': { row: 'limits', state: 'needsYou', code: 'limits.over', values: { what: 'listTitles', count: 1 }, given: ({ old, next }) => {
    old.server.moving.listTitles.push('b'.repeat(300), 'birds');
    next.server.moving.limits = mastodonLimits;
  } },
  'the bio is too long': { row: 'limits', state: 'needsYou', code: 'limits.over', values: { what: 'bio', count: 600, limit: 500 }, given: ({ old, next }) => {
    old.setOwn({ bio: '🐟'.repeat(600) });
    next.server.moving.limits = { ...noLimits, bio: 500 };
  } },
  'posts are scheduled on the old account': { row: 'scheduledPosts', state: 'needsYou', code: 'scheduledPosts.some', values: { count: 2 }, action: 'deleteScheduled', given: ({ old }) => void old.scheduled.push('1', '2') },
  'the new profile is empty': { row: 'profile', state: 'needsYou', code: 'profile.empty', values: { missing: ['avatar', 'bio', 'posts'] }, action: 'openProfilePage', given: ({ next }) => next.setOwn({ hasAvatar: false, bio: ' ', counts: { followers: 0, following: 0, statuses: 0 } }) },
  'posts do not move': { row: 'archive', state: 'needsYou', code: 'archive.ask', values: { url: 'https://old.example/settings/export' }, action: 'openExportPage', given: () => {} },
  'followers use software that ignores moves': { row: 'software', state: 'needsYou', code: 'software.ignoring', values: { count: 2, servers: [{ host: 'pics.example', software: 'pixelfed', followers: 2 }] }, action: 'showPeople', given: ({ software, addFollowers }) => {
    addFollowers('a@pics.example', 'b@pics.example', 'c@fine.example', 'd@dead.example');
    software.set('pics.example', ok('pixelfed'));
    software.set('dead.example', fail(offline('dead.example')));
  } },
  'followers on Misskey, and an old server that shows no redirect': { from: 'akkoma', row: 'software', state: 'needsYou', code: 'software.ignoring', values: { count: 1, servers: [{ software: 'sharkey' }] }, given: ({ software, addFollowers }) => {
    addFollowers('a@key.example');
    software.set('key.example', ok('sharkey'));
  } },
  'followers on Misskey, and an old server that shows it': { row: 'software', state: 'ok', code: 'software.ok', given: ({ software, addFollowers }) => {
    addFollowers('a@key.example');
    software.set('key.example', ok('sharkey'));
  } },
  'the server asks to slow down': { row: 'limits', state: 'checking', code: 'failed', values: { error: { kind: 'rateLimited' } }, given: ({ next, clock }) => void next.server.failures.set('limits', [{ kind: 'rateLimited', host: 'new.example', retryAt: clock.now() + hourMs }]) },
  'a server answers nonsense': { row: 'limits', state: 'unknown', code: 'failed', values: { error: { kind: 'badAnswer' } }, action: 'checkNow', given: ({ next }) => void next.server.failures.set('limits', Array.from({ length: 99 }, () => ({ kind: 'badAnswer', host: 'new.example', reason: 'html', status: 200, mayHaveArrived: false }))) },
};

describe('what stands in the way of a move', () => {
  test.each(Object.entries(cases))('%s', async (_name, { row, state, code, values, action, refuses, given, ...servers }) => {
    const world = createPlansWorld(servers);
    await given(world);
    world.create();
    await world.clock.advance(20_000);
    const seen = world.row(row);
    expect(seen).toMatchObject({ state, finding: { code, ...(values === undefined ? {} : { values }) } });
    if (action !== undefined) expect(seen.actions).toContain(action);
    if (row !== 'archive') expect(seen.nextCheckAt).toBeGreaterThan(world.clock.now());
    if (row !== 'alias') world.addAlias();
    const refused = await world.move('secret');
    const named = refused.ok ? '' : refused.error.kind === 'invalidInput' ? refused.error.message : JSON.stringify(refused.error);
    expect(named.includes(row)).toBe(refuses === true);
  });

  test('none of it: everything is settled but what only the person knows', async () => {
    const world = createPlansWorld();
    world.addFollowers('a@fine.example', 'b@far.example');
    const { rows } = await world.ready();
    const open = rows.filter(({ state, phase }) => phase === 'prepare' && state !== 'ok' && state !== 'done').map(({ id }) => id);
    expect(open).toEqual(['cooldown', 'archive']);
    expect(world.row('move')).toMatchObject({ state: 'needsYou', finding: { code: 'move.ready', values: { by: 'page' } } });
  });
});

describe('a failing check', () => {
  test('comes back by itself as soon as its server does, and waits longer each time until then', async () => {
    const world = createPlansWorld();
    world.addAlias();
    const { actor } = world.next;
    world.next.actor = fail(offline('new.example'));
    world.create();
    await world.clock.advance(2 * hourMs);
    const asked = world.asked.get(`actor ${world.next.uri}`) ?? 0;
    expect(asked).toBeGreaterThan(6);
    expect(asked).toBeLessThan(30);
    expect(world.row('alias').state).toBe('blocked');
    world.next.actor = actor;
    await world.clock.advance(hourMs + 10 * minuteMs);
    expect(world.row('alias').state).toBe('ok');
  });

  test('a warning the person has set aside stays settled, until they take that back', async () => {
    const world = createPlansWorld();
    await world.ready();
    await world.act('archive', 'confirm');
    expect(world.row('archive')).toMatchObject({ state: 'done', actions: ['openExportPage', 'unconfirm'] });
    await world.clock.advance(dayMs);
    expect(world.row('archive').state).toBe('done');
    await world.act('archive', 'unconfirm');
    expect(world.row('archive').state).toBe('needsYou');
  });

  test('what a row does not offer is not done', async () => {
    const world = createPlansWorld();
    await world.ready();
    for (const [row, action] of [['locked', 'unlock'], ['alias', 'addAlias'], ['move', 'openMovePage'], ['relock', 'relock']] as const) expect(await world.act(row, action)).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'action' } });
    expect(world.opened).toEqual([]);
  });
});
