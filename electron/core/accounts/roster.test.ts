import { expect, test } from 'vitest';
import type { MediaPath } from '../../contract/ids.ts';
import type { Account } from '../../contract/accounts.ts';
import type { StoredAccount } from '../ports.ts';
import { sampleKey, samplePerson, sampleProfile } from '../testing/samples.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createRoster, plainName } from './roster.ts';

const named = (displayName: string, ...shortcodes: string[]) =>
  plainName({ ...samplePerson('ann', 'a.example'), displayName, emojis: shortcodes.map((shortcode) => ({ shortcode, url: 'media/x' as MediaPath, staticUrl: 'media/x' as MediaPath })) });

test.each([
  ['custom emojis are left out', named('Maren :kelp: Holt', 'kelp'), 'Maren Holt'],
  ['colons that are no emoji stay', named('Ann: at 12:30:', 'kelp'), 'Ann: at 12:30:'],
  ['a name of emojis alone gives the handle', named(':kelp::kelp:', 'kelp'), 'ann@a.example'],
  ['no name gives the handle', named(''), 'ann@a.example'],
])('%s', (_what, name, expected) => expect(name).toBe(expected));

test('what becomes of many streams at once is told in two events: the first at once, the rest together', async () => {
  const clock = createVirtualClock();
  const told: (readonly Account[])[] = [];
  const names = Array.from({ length: 20 }, (_, index) => `reader${index}`);
  const stored = names.map((name, position): StoredAccount => ({
    key: sampleKey(name), id: name, person: samplePerson(name), movedTo: null, nickname: null, colour: 1, position, defaults: { visibility: 'public', language: null, sensitive: false }, profile: sampleProfile(), signedOut: false, addedAt: 0,
  }));
  const store = { all: () => stored, put: () => undefined, remove: () => undefined };
  const roster = createRoster({ store, clock, publish: (_topic, data) => void told.push((data as { readonly accounts: readonly Account[] }).accounts) });
  for (const name of names) roster.setLive(sampleKey(name), { health: { state: 'live', since: clock.now(), retryAt: null, error: null } });
  expect(told).toHaveLength(1);
  await clock.advance(100);
  expect(told).toHaveLength(2);
  expect(told[1]?.map(({ health }) => health.state)).toEqual(names.map(() => 'live'));
  await clock.advance(1_000);
  expect(told).toHaveLength(2);
});
