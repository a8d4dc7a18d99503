import { expect, test } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok } from '../../contract/result.ts';
import type { Person } from '../../contract/statuses.ts';
import type { AccountConnection } from '../fediverse.ts';
import { sampleKey, samplePerson, sampleProfile } from '../testing/samples.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createCompletion } from './completion.ts';

const ann = sampleKey('ann');
const bob = sampleKey('bob');
const offline = { kind: 'offline', host: 'b.example', reason: 'timeout', mayHaveArrived: false } as const;

function setUp(servers: Readonly<Record<string, { readonly people?: readonly Person[]; readonly tags?: readonly string[]; readonly isAway?: boolean }>>) {
  const clock = createVirtualClock();
  const asked: string[] = [];
  const away = new Set(Object.keys(servers).filter((key) => servers[key]?.isAway === true));
  const signedIn = (key: AccountKey) => {
    const server = servers[key];
    if (server === undefined) return null;
    const reply = <T>(what: string, value: T) => {
      asked.push(`${key} ${what}`);
      return Promise.resolve(away.has(key) ? fail(offline) : ok(value));
    };
    const connection = {
      writing: { findPeople: (query: string) => reply(`people ${query}`, server.people ?? []), emojis: () => reply('emojis', [{ shortcode: 'kelp' }]) },
      search: { find: (query: string) => reply(`tags ${query}`, { people: [], posts: [], tags: (server.tags ?? []).map((name) => ({ name, url: null, uses: null })) }) },
    } as unknown as AccountConnection;
    return { key, person: samplePerson('me'), profile: { ...sampleProfile(), apiBase: `https://${key}` }, connection };
  };
  const completion = createCompletion({ clock, accounts: { keys: () => [ann, bob], signedIn }, knownPeople: { beginningWith: (text) => [samplePerson(`${text}-known`)] } });
  return { clock, asked, away, completion };
}

test('people met before are told without a request', async () => {
  const { completion, asked } = setUp({ [ann]: {} });
  expect(await completion.people({ text: '@jul', accounts: [ann], from: 'here' })).toMatchObject({ value: [{ handle: 'jul-known@a.example' }] });
  expect(asked).toEqual([]);
});

test('every server has its say in turn, nobody comes twice, and one that is away is left out', async () => {
  const [a, b, c] = [samplePerson('a'), samplePerson('b'), samplePerson('c')];
  const { completion } = setUp({ [ann]: { people: [a, b] }, [bob]: { people: [c, { ...a, handle: a.handle.toUpperCase() }] } });
  const found = await completion.people({ text: 'x', accounts: [ann, bob], from: 'servers' });
  expect(found.ok && found.value.map(({ handle }) => handle)).toEqual([a, c, b].map(({ handle }) => handle));
  const { completion: half } = setUp({ [ann]: { people: [a] }, [bob]: { people: [c], isAway: true } });
  expect(await half.people({ text: 'x', accounts: [ann, bob], from: 'servers' })).toMatchObject({ ok: true, value: [{ handle: a.handle }] });
});

test('tags are those that begin so, whatever else a server finds', async () => {
  const { completion } = setUp({ [ann]: { tags: ['Wattenmeer', 'NoWatt'] }, [bob]: { tags: ['wattenmeer', 'watt'] } });
  expect(await completion.tags({ text: '#Watt', accounts: [ann, bob] })).toEqual(ok(['Wattenmeer', 'watt']));
});

test('emojis are asked for once an hour, and sooner again where a server was away', async () => {
  const { completion, asked, away, clock } = setUp({ [ann]: {}, [bob]: { isAway: true } });
  await Promise.all([completion.emojis({ accounts: [ann, bob] }), completion.emojis({ accounts: [ann] })]);
  expect(asked).toEqual([`${ann} emojis`, `${bob} emojis`]);
  await clock.advance(61_000);
  away.delete(bob);
  expect(await completion.emojis({ accounts: [ann, bob] })).toMatchObject({ value: [{ emojis: [{ shortcode: 'kelp' }] }, { emojis: [{ shortcode: 'kelp' }] }] });
  expect(asked.filter((each) => each.startsWith(ann))).toHaveLength(1);
  await clock.advance(60 * 60_000);
  await completion.emojis({ accounts: [ann] });
  expect(asked.filter((each) => each.startsWith(ann))).toHaveLength(2);
});
