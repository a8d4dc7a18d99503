import { beforeEach, describe, expect, it } from 'vitest';
import { sampleSeen } from '../testing/samples.ts';
import { createInboxWorld, type InboxWorld } from './testing/inbox-world.ts';

const minuteMs = 60_000;

let world: InboxWorld;
let home: ReturnType<typeof world.add>;
let work: ReturnType<typeof world.add>;
beforeEach(() => {
  world = createInboxWorld();
  home = world.add('home');
  work = world.add('work');
});

describe('notices of the desktop', () => {
  const settle = () => world.clock.advance(3_000);

  it('name the account and what happened, and open the post; nothing is told of the first load', async () => {
    home.server.inbox.notifications.push(world.note('mention', 'ann', 'u1'));
    await world.catchUp(home.key);
    await settle();
    expect(world.shown).toEqual([]);
    await world.stream(home.key, world.note('mention', 'bob', 'u2'));
    await settle();
    expect(world.shown.map(({ title, body, account }) => [title, body, account])).toEqual([['bob mentioned you', `For ${home.key}: u2`, home.key]]);
    world.shown[0]?.onClick();
    expect(world.events.of('notifications.opened')).toEqual([{ account: home.key, uri: 'u2' }]);
  });

  it('say a warning instead of what is behind it, and nothing of what a filter hides', async () => {
    await world.catchUp(home.key);
    await world.stream(
      home.key,
      world.note('mention', 'ann', null, { seen: sampleSeen('u1', '1', { spoilerText: 'Food' }) }),
      world.note('mention', 'bob', null, { seen: sampleSeen('u2', '2', {}, { filtered: [{ title: 'x', action: 'hide', contexts: ['notifications'], keywords: [] }] }) }),
    );
    await settle();
    expect(world.shown.map(({ body }) => body)).toEqual([`For ${home.key}: Warning: Food`]);
  });

  it('make one of many, and one of a post that came to two accounts', async () => {
    await world.catchUp(home.key, work.key);
    await world.stream(home.key, ...[1, 2, 3, 4, 5].map((each) => world.note('mention', 'ann', `u${each}`)));
    await world.stream(work.key, world.note('mention', 'ann', 'u1'));
    await settle();
    expect(world.shown.map(({ title, account }) => [title, account])).toEqual([['5 new notifications', home.key]]);
  });

  it('are silent by kind, by account, in quiet hours over midnight, and for what is read meanwhile', async () => {
    await world.catchUp(home.key, work.key);
    await world.stream(home.key, world.note('favourite', 'ann', 'u1'));
    world.inbox.setSettings({ silentAccounts: [work.key] });
    await world.stream(work.key, world.note('mention', 'ann', 'u2'));
    await world.stream(home.key, world.note('mention', 'ann', 'u3'));
    world.inbox.markRead({ accounts: 'all' });
    await settle();
    const minute = Math.floor((world.clock.now() / minuteMs) % 1440);
    world.inbox.setSettings({ quietHours: { on: true, from: (minute + 1430) % 1440, to: (minute + 10) % 1440 } });
    await world.stream(home.key, world.note('mention', 'ann', 'u4'));
    await settle();
    expect(world.shown).toEqual([]);
    world.inbox.setSettings({ quietHours: { on: false, from: 0, to: 0 } });
    await world.stream(home.key, world.note('mention', 'ann', 'u5'));
    await settle();
    expect(world.shown).toHaveLength(1);
  });
});
