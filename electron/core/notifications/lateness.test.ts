import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { NotificationPageFromServer, NotificationQuery } from '../fediverse.ts';
import { createInboxWorld, type InboxWorld } from './testing/inbox-world.ts';

const never = new AbortController().signal;
const serverError = { kind: 'serverError', host: 'a.example', status: 500, message: '', retryAt: null, mayHaveArrived: false } as const;

/** What must not come late, or go again. */
describe('the inbox in time', () => {
  let world: InboxWorld;
  let home: ReturnType<typeof world.add>;
  let work: ReturnType<typeof world.add>;
  beforeEach(() => {
    world = createInboxWorld();
    home = world.add('home');
    work = world.add('work');
  });
  const shown = () => world.page().map(({ uri }) => uri);
  const readOn = () => {
    const last = world.page().at(-1);
    const page = world.inbox.page({ accounts: 'all', tab: 'all', before: last === undefined ? null : { at: last.at, id: last.id }, limit: 50 });
    return page.ok ? [page.value.entries.map(({ uri }) => uri), page.value.older] : [];
  };
  /** Answers by `give`, made when the question comes and delivered when `land` is called. */
  function holdBack(server: typeof home.server, isHeld: (query: NotificationQuery) => boolean) {
    const ask = server.connection.notifications.bind(server.connection);
    let land = (): void => undefined;
    const landing = new Promise<void>((resolve) => (land = resolve));
    Object.assign(server.connection, {
      async notifications(query: NotificationQuery): Promise<Result<NotificationPageFromServer>> {
        const answer = await ask(query);
        if (isHeld(query)) await landing;
        return answer;
      },
    });
    return () => land();
  }

  it('shows what streams once a look has made up for a catch-up that failed', async () => {
    home.server.failures.set('notifications', [serverError]);
    await world.catchUp(home.key);
    await world.inbox.sync.compareTop(home.key, never);
    await world.stream(home.key, world.note('favourite', 'ann', 'u1'));
    expect(shown()).toEqual(['u1']);
  });

  it('holds back what streams after a new socket until its own catch-up, whatever looks found before', async () => {
    await world.catchUp(home.key);
    world.inbox.sync.interrupted(home.key);
    await world.inbox.sync.compareTop(home.key, never);
    const missed = world.note('mention', 'ann', 'missed');
    home.server.inbox.notifications.unshift(missed);
    home.server.failures.set('notifications', [serverError]);
    const live = world.note('mention', 'ann', 'live');
    home.server.inbox.notifications.unshift(live);
    await world.catchUp(home.key);
    await world.stream(home.key, live);
    expect(shown()).toEqual([]);
    await world.inbox.sync.compareTop(home.key, never);
    await world.clock.advance(100);
    expect(shown()).toEqual(['live', 'missed']);
  });

  it('shows all that is stored where another account has only just been told its first', async () => {
    await world.catchUp(home.key, work.key);
    await world.stream(home.key, world.note('favourite', 'ann', 'u1'));
    await world.stream(work.key, world.note('mention', 'bob', 'u2'));
    expect(shown()).toEqual(['u2', 'u1']);
  });

  it('keeps knowing that a list is whole when its lowest group grows', async () => {
    const first = world.note('favourite', 'ann', 'u1', { group: 'g' });
    home.server.inbox.notifications.push(first);
    work.server.inbox.notifications.push(world.note('mention', 'bob', 'u2', { at: 0 }));
    await world.catchUp(home.key, work.key);
    await world.clock.advance(10);
    await world.stream(home.key, world.note('favourite', 'cid', 'u1', { group: 'g' }));
    expect(shown()).toEqual(['u1', 'u2']);
  });

  it('reads on without an account that does not answer in time', async () => {
    home.server.inbox.pageSize = 40;
    for (let each = 0; each < 41; each += 1) home.server.inbox.notifications.unshift(world.note('mention', 'ann', `h${each}`));
    work.server.inbox.notifications.push(world.note('mention', 'bob', 'w', { at: 0 }));
    const land = holdBack(home.server, ({ kind }) => kind === 'olderThan');
    await world.catchUp(home.key, work.key);
    await world.clock.advance(10);
    expect(shown()).not.toContain('w');
    expect(readOn()).toEqual([[], 'fetching']);
    await world.clock.advance(2_000);
    expect(world.events.of('notifications.changed').at(-1)).toEqual({ ids: [] });
    expect(shown()).toContain('w');
    expect(readOn()).toEqual([[], 'fetching']);
    land();
    for (let tries = 0; tries < 2; tries += 1) {
      await world.clock.advance(10);
      readOn();
    }
    await world.clock.advance(10);
    expect(shown().slice(-2)).toEqual(['h0', 'w']);
  });

  it('does not ask in a circle where older ones cannot be had', async () => {
    for (let each = 0; each < 41; each += 1) home.server.inbox.notifications.unshift(world.note('mention', 'ann', `h${each}`));
    await world.catchUp(home.key, work.key);
    Object.assign(home.server.connection, { notifications: async (query: NotificationQuery) => (home.server.inbox.asked.push(query), fail(serverError)) });
    home.server.inbox.asked.splice(0);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(readOn()).toEqual([[], 'fetching']);
      await world.clock.advance(10);
    }
    expect(home.server.inbox.asked).toHaveLength(1);
    await world.clock.advance(30_000);
    expect(world.events.of('notifications.changed').at(-1)).toEqual({ ids: [] });
    readOn();
    expect(home.server.inbox.asked).toHaveLength(2);
  });

  it('keeps what streamed while a page was on its way that was made before it', async () => {
    const early = world.note('favourite', 'ann', 'u1');
    const top = world.note('mention', 'bob', 'u2');
    home.server.inbox.notifications.push(world.note('mention', 'cid', 'u0', { id: '1', at: 0 }));
    await world.catchUp(home.key);
    // A server hands out ids before it stores: the lower one can be the later to appear.
    home.server.inbox.notifications.unshift(top);
    const land = holdBack(home.server, ({ kind }) => kind === 'newest');
    const look = world.inbox.sync.compareTop(home.key, never);
    await world.clock.advance(10);
    await world.stream(home.key, top, early);
    land();
    await look;
    expect(shown()).toHaveLength(3);
    expect(new Set(shown())).toEqual(new Set(['u0', 'u1', 'u2']));
  });

  it('tells who waits for the first answer also where it is a failure', async () => {
    home.server.failures.set('notifications', [serverError]);
    work.server.failures.set('notifications', [serverError]);
    expect(world.inbox.page({ accounts: 'all', tab: 'all', before: null, limit: 5 })).toEqual(ok({ entries: [], older: 'fetching' }));
    await world.catchUp(home.key, work.key);
    expect(world.events.of('notifications.changed').at(-1)).toEqual({ ids: [] });
    expect(world.inbox.page({ accounts: 'all', tab: 'all', before: null, limit: 5 })).toEqual(ok({ entries: [], older: 'end' }));
  });
});
