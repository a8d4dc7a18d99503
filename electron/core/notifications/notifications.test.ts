import { beforeEach, describe, expect, it } from 'vitest';
import { samplePerson } from '../testing/samples.ts';
import { createInboxWorld, type InboxWorld } from './testing/inbox-world.ts';

const minuteMs = 60_000;
const never = new AbortController().signal;

describe('one inbox', () => {
  let world: InboxWorld;
  let home: ReturnType<typeof world.add>;
  let work: ReturnType<typeof world.add>;
  beforeEach(() => {
    world = createInboxWorld();
    home = world.add('home');
    work = world.add('work');
  });

  it('shows a post that two accounts were told of once, and names both', async () => {
    home.server.inbox.notifications.push(world.note('mention', 'ann', 'u1'));
    work.server.inbox.notifications.push(world.note('mention', 'ann', 'u1'));
    await world.catchUp(home.key, work.key);
    expect(world.page().map(({ received, people }) => [received.map(({ account }) => account), people.length])).toEqual([[[home.key, work.key], 1]]);
    expect(world.overview()).toMatchObject({ unread: 1, unreadMentions: 1, accounts: [{ unread: 1 }, { unread: 1 }] });
    expect(world.page([work.key])[0]?.received).toEqual([{ account: work.key, unread: true }]);
  });

  it('joins what people do to one post within a day where the server groups nothing', async () => {
    const day = 24 * 60 * minuteMs;
    home.server.inbox.notifications.unshift(world.note('favourite', 'ann', 'u1', { at: 0 }), world.note('favourite', 'bob', 'u1', { at: minuteMs }), world.note('reblog', 'cid', 'u1', { at: 2 * minuteMs }), world.note('favourite', 'dan', 'u1', { at: 2 * day }));
    home.server.inbox.notifications.reverse();
    await world.catchUp(home.key);
    expect(world.page().map(({ type, people, count }) => [type, people.map(({ displayName }) => displayName), count])).toEqual([
      ['favourite', ['dan'], 1],
      ['reblog', ['cid'], 1],
      ['favourite', ['bob', 'ann'], 2],
    ]);
  });

  it('takes the number of a group from its page, adds what streams, and never counts one twice', async () => {
    const group = 'favourite-1-9';
    const first = world.note('favourite', 'ann', 'u1', { group, count: 17 });
    home.server.inbox.notifications.push(first);
    await world.catchUp(home.key);
    const second = world.note('favourite', 'bob', 'u1', { group });
    await world.stream(home.key, second, second);
    expect(world.page()).toMatchObject([{ count: 18, people: [{ displayName: 'bob' }, { displayName: 'ann' }] }]);
    home.server.inbox.notifications.splice(0, 1, { ...second, count: 18, people: [samplePerson('bob'), samplePerson('ann')] });
    await world.inbox.sync.compareTop(home.key, never);
    expect(world.page()).toMatchObject([{ count: 18 }]);
  });

  it('keeps what streams back until it is caught up, and climbs from the newest stored one without a hole', async () => {
    home.server.inbox.pageSize = 2;
    home.server.inbox.notifications.push(world.note('mention', 'ann', 'u0'));
    await world.catchUp(home.key);
    world.inbox.sync.interrupted(home.key);
    const missed = [1, 2, 3, 4, 5].map((each) => world.note('mention', 'ann', `u${each}`));
    home.server.inbox.notifications.unshift(...missed.toReversed());
    const live = world.note('mention', 'ann', 'u6');
    home.server.inbox.notifications.unshift(live);
    await world.stream(home.key, live);
    expect(world.page()).toHaveLength(1);
    home.server.inbox.asked.splice(0);
    await world.catchUp(home.key);
    await world.clock.advance(100);
    expect(world.page().map(({ uri }) => uri)).toEqual(['u6', 'u5', 'u4', 'u3', 'u2', 'u1', 'u0']);
    expect(home.server.inbox.asked.map(({ kind }) => kind)).toEqual(['justNewerThan', 'justNewerThan', 'justNewerThan', 'justNewerThan']);
  });

  it('begins anew where more was missed than anybody reads, instead of hiding a hole', async () => {
    home.server.inbox.pageSize = 2;
    home.server.inbox.notifications.push(world.note('mention', 'ann', 'old'));
    await world.catchUp(home.key);
    world.inbox.sync.interrupted(home.key);
    for (let each = 0; each < 30; each += 1) home.server.inbox.notifications.unshift(world.note('mention', 'ann', `n${each}`));
    await world.catchUp(home.key);
    expect(world.page().map(({ uri }) => uri)).toEqual(['n29', 'n28', 'n27', 'n26']);
  });

  it('reads the newest page where a server has no min_id, and begins anew where it does not meet', async () => {
    const plain = world.add('plain', { streamingBase: null, capabilities: { minId: false } });
    plain.server.inbox.pageSize = 3;
    plain.server.inbox.notifications.push(world.note('mention', 'ann', 'a'));
    await world.inbox.sync.compareTop(plain.key, never);
    plain.server.inbox.notifications.unshift(world.note('mention', 'ann', 'b'));
    await world.inbox.sync.compareTop(plain.key, never);
    expect(world.page([plain.key]).map(({ uri }) => uri)).toEqual(['b', 'a']);
    for (const uri of ['c', 'd', 'e', 'f']) plain.server.inbox.notifications.unshift(world.note('mention', 'ann', uri));
    await world.inbox.sync.compareTop(plain.key, never);
    expect(world.page([plain.key]).map(({ uri }) => uri)).toEqual(['f', 'e', 'd']);
  });

  it('takes out what the server has taken out, and what it has emptied', async () => {
    const gone = world.note('favourite', 'ann', 'u1');
    const stays = world.note('mention', 'bob', 'u2');
    home.server.inbox.notifications.push(stays, gone);
    await world.catchUp(home.key);
    expect(world.page()).toHaveLength(2);
    // A page between others may not judge what lies outside of it.
    home.server.inbox.notifications.splice(1, 1, world.note('mention', 'bob', 'u0', { id: '1', group: 'ungrouped-1', at: 0 }));
    await world.inbox.sync.compareTop(home.key, never);
    expect(world.page().map(({ uri }) => uri)).toContain('u2');
    expect(world.page().map(({ uri }) => uri)).not.toContain('u1');
    home.server.inbox.notifications.splice(0);
    await world.inbox.sync.compareTop(home.key, never);
    expect(world.page()).toEqual([]);
  });

  it('fetches older ones below, and shows nothing below where an account is not loaded', async () => {
    home.server.inbox.pageSize = 2;
    for (let each = 0; each < 5; each += 1) home.server.inbox.notifications.unshift(world.note('mention', 'ann', `h${each}`, { at: each * 10 }));
    work.server.inbox.notifications.push(world.note('mention', 'bob', 'w', { at: 1 }));
    await world.catchUp(home.key, work.key);
    // A short list is read on at once: it may be all there is.
    expect(world.page().map(({ uri }) => uri)).toEqual(['h4', 'h3', 'h2', 'h1']);
    for (const expected of [['h0', 'w']]) {
      const last = world.page().at(-1);
      for (let tries = 0; tries < 3; tries += 1) {
        const shown = world.page().at(-1) ?? last;
        world.inbox.page({ accounts: 'all', tab: 'all', before: shown === undefined ? null : { at: shown.at, id: shown.id }, limit: 50 });
        await world.clock.advance(10);
      }
      expect(world.page().map(({ uri }) => uri)).toEqual(expect.arrayContaining(expected));
    }
    expect(world.page().map(({ uri }) => uri)).toEqual(['h4', 'h3', 'h2', 'h1', 'w', 'h0']);
  });

  it('names the account that could not be asked, and the others go on', async () => {
    home.server.failures.set('notifications', [{ kind: 'serverError', host: 'a.example', status: 500, message: '', retryAt: null, mayHaveArrived: false }]);
    work.server.inbox.notifications.push(world.note('mention', 'ann', 'u1'));
    await world.catchUp(home.key, work.key);
    expect(world.overview().accounts.map(({ error }) => error?.kind ?? null)).toEqual(['serverError', null]);
    expect(world.page()).toHaveLength(1);
    await world.inbox.refresh({ accounts: 'all' });
    expect(world.overview().accounts.map(({ error }) => error)).toEqual([null, null]);
  });

  it('loses nothing when the disk is full for a moment', async () => {
    await world.catchUp(home.key);
    const live = world.note('mention', 'ann', 'u1');
    home.server.inbox.notifications.unshift(live);
    world.stores.transactions.failNext(1);
    await world.stream(home.key, live);
    expect(world.page()).toEqual([]);
    await world.inbox.sync.compareTop(home.key, never);
    expect(world.page()).toHaveLength(1);
  });

  it('leaves out hidden kinds and accounts, and counts accordingly; an account alone is still shown', async () => {
    home.server.inbox.notifications.push(world.note('favourite', 'ann', 'u1'), world.note('mention', 'bob', 'u2'));
    work.server.inbox.notifications.push(world.note('mention', 'cid', 'u3'));
    await world.catchUp(home.key, work.key);
    world.inbox.setSettings({ hiddenTopics: ['favourites'], hiddenAccounts: [work.key] });
    expect(world.page().map(({ uri }) => uri)).toEqual(['u2']);
    expect(world.overview()).toMatchObject({ unread: 1, accounts: [{ account: home.key }] });
    expect(world.page([work.key]).map(({ uri }) => uri)).toEqual(['u3']);
    expect(world.page('all', 'mentions')).toHaveLength(1);
  });

  it('forgets an account that was removed', async () => {
    home.server.inbox.notifications.push(world.note('mention', 'ann', 'u1'));
    await world.catchUp(home.key);
    world.remove(home.key);
    world.inbox.sync.forget(home.key);
    expect(world.page()).toEqual([]);
    await world.stream(home.key, world.note('mention', 'ann', 'u2'));
    expect(world.notifications.rows.filter(({ uri }) => uri === 'u2')).toEqual([]);
  });
});
