import { beforeEach, describe, expect, it } from 'vitest';
import { samplePerson, sampleSeen } from '../testing/samples.ts';
import { createInboxWorld, type InboxWorld } from './testing/inbox-world.ts';

const never = new AbortController().signal;

let world: InboxWorld;
let home: ReturnType<typeof world.add>;
let work: ReturnType<typeof world.add>;
beforeEach(() => {
  world = createInboxWorld();
  home = world.add('home');
  work = world.add('work');
});

describe('read markers', () => {
  it('are moved here at once, told to the server once after a pause, and never back', async () => {
    home.server.inbox.notifications.push(world.note('mention', 'ann', 'u1'));
    await world.catchUp(home.key);
    world.inbox.markRead({ accounts: 'all' });
    const later = world.note('mention', 'bob', 'u2');
    home.server.inbox.notifications.unshift(later);
    await world.stream(home.key, later);
    world.inbox.markRead({ accounts: [home.key] });
    expect(world.overview().unread).toBe(0);
    expect(home.server.inbox.markersSet).toEqual([]);
    await world.clock.advance(5_000);
    expect(home.server.inbox.markersSet).toEqual([later.id]);
  });

  it('follow what another app has read, and leave a server alone that is further', async () => {
    const notes = [world.note('mention', 'ann', 'u1'), world.note('mention', 'bob', 'u2')];
    home.server.inbox.notifications.push(...notes.toReversed());
    home.server.inbox.marker = notes[0]?.id ?? null;
    await world.catchUp(home.key);
    expect(world.overview().unread).toBe(1);
    world.inbox.markRead({ accounts: [home.key] });
    home.server.inbox.marker = '999';
    await world.clock.advance(5_000);
    expect(home.server.inbox.markersSet).toEqual([]);
    const below = world.note('mention', 'cid', 'u3');
    await world.stream(home.key, below);
    expect(world.overview().unread).toBe(0);
  });

  it('are told again after a restart that came before the server knew', async () => {
    home.server.inbox.notifications.push(world.note('mention', 'ann', 'u1'));
    await world.catchUp(home.key);
    world.inbox.markRead({ accounts: 'all' });
    world.inbox.close();
    await world.clock.advance(60_000);
    expect(home.server.inbox.markersSet).toEqual([]);
    const again = world.start();
    await again.sync.compareTop(home.key, never);
    await world.clock.advance(5_000);
    expect(home.server.inbox.markersSet).toHaveLength(1);
    again.close();
  });
});

describe('requests', () => {
  it('come from every account, name the ones that failed, and are taken out when answered', async () => {
    home.server.inbox.follows.push({ id: '7', person: samplePerson('ann') });
    work.server.inbox.policy = null;
    home.server.inbox.filtered.push({ id: '8', person: samplePerson('bob'), count: 3, at: 5, seen: sampleSeen('u9', '9') });
    const asked = await world.inbox.requests({ accounts: 'all' });
    expect(asked).toMatchObject({ ok: true, value: { failed: [], requests: [{ kind: 'follow', id: '7', account: home.key }, { kind: 'filtered', count: 3, view: { status: { uri: 'u9' } } }] } });
    expect(world.overview().requests).toBe(2);
    expect(await world.inbox.answerFollow({ account: home.key, id: '7', accept: true })).toEqual({ ok: true, value: null });
    expect(await world.inbox.answerFollow({ account: home.key, id: '7', accept: true })).toEqual({ ok: true, value: null });
    expect(home.server.inbox.answered).toEqual([{ kind: 'follow', id: '7', accept: true }]);
    work.server.failures.set('followRequests', [{ kind: 'serverError', host: 'a.example', status: 502, message: '', retryAt: null, mayHaveArrived: false }]);
    expect(await world.inbox.requests({ accounts: 'all' })).toMatchObject({ ok: true, value: { failed: [{ account: work.key }], requests: [{ id: '8' }] } });
  });

  it('take the row of the request with them, and bring in what was held back', async () => {
    const asking = world.note('follow_request', 'ann', null, { detail: { kind: 'followRequest', requester: '7' } });
    home.server.inbox.follows.push({ id: '7', person: samplePerson('ann') });
    home.server.inbox.filtered.push({ id: '8', person: samplePerson('bob'), count: 1, at: 5, seen: null });
    home.server.inbox.notifications.push(asking);
    await world.catchUp(home.key);
    expect(world.page()).toHaveLength(1);
    await world.inbox.answerFollow({ account: home.key, id: '7', accept: false });
    expect(world.page()).toEqual([]);
    await world.inbox.answerFiltered({ account: home.key, id: '8', accept: true });
    home.server.inbox.notifications.push(world.note('mention', 'bob', 'held', { id: '5', group: 'ungrouped-5' }));
    await world.clock.advance(2_000);
    expect(world.page().map(({ uri }) => uri)).toContain('held');
  });
});
