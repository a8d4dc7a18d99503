import { expect, test } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SnapshotAccount } from '../../contract/snapshots.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { BelongingsSnapshot, MigrationFiles } from '../migration/index.ts';
import type { Notice, Secrets } from '../ports.ts';
import { createSeededRandom } from '../testing/fake-ports.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createSnapshots } from './snapshots.ts';
import type { SnapshotFiles, SnapshotName } from './types.ts';

const home = 'kelp.example/1' as AccountKey;
const work = 'nordsee.example/2' as AccountKey;
const hourMs = 3_600_000;
const down: AppError = { kind: 'offline', host: 'kelp.example', reason: 'timeout', mayHaveArrived: true };

function setUp(storage: Secrets['storage'] = { kind: 'osKeyStore', name: 'test' }) {
  const clock = createVirtualClock();
  const keys: AccountKey[] = [home, work];
  const sealed = new Map<string, string>();
  const secret = new Map<string, string>();
  const stored = new Map<string, unknown>();
  const notices: Notice[] = [];
  const told: (readonly SnapshotAccount[])[] = [];
  const failing = new Map<AccountKey, AppError>();
  const readings: AccountKey[] = [];
  const followers = new Map<AccountKey, string[]>();
  const nameOf = ({ account, takenAt }: SnapshotName): string => `${account} ${takenAt}`;
  const files: SnapshotFiles = {
    write: async (of, key, text) => (sealed.set(nameOf(of), `${key}|${text}`), ok(text.length)),
    async read(of, key): Promise<Result<string>> {
      const file = sealed.get(nameOf(of));
      return file?.startsWith(`${key}|`) === true ? ok(file.slice(key.length + 1)) : fail({ kind: 'notFound', what: 'snapshot' });
    },
    remove: async (of) => void sealed.delete(nameOf(of)),
size: async (of) => sealed.get(nameOf(of))?.length ?? 0,
    times: async (account) => [...sealed.keys()].flatMap((name) => (name.startsWith(`${account} `) ? Number(name.slice(account.length + 1)) : [])).toSorted((one, other) => other - one),
    forget: async (account) => [...sealed.keys()].filter((name) => name.startsWith(`${account} `)).forEach((name) => sealed.delete(name)),
  };
  const exports: MigrationFiles = { read: () => fail({ kind: 'unsupported', capability: 'reading' }), write: (kind, items) => ({ name: `${kind}.csv`, mimeType: 'text/csv', text: String(items.length) }) };
  const start = () =>
    createSnapshots({
      clock,
      random: createSeededRandom(1),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      secrets: { storage, get: async (name) => secret.get(name) ?? null, set: async (name, value) => void secret.set(name, value), delete: async (name) => void secret.delete(name) },
      notifier: { show: (notice) => void notices.push(notice) },
      accounts: { keys: () => keys, signedIn: (key) => (keys.includes(key) ? ({ key } as SignedInAccount) : null) },
      settings: { get: (name) => structuredClone(stored.get(name)), set: (name, value) => void stored.set(name, structuredClone(value)) },
      files,
      exports,
      publish: (_topic, data) => void told.push(data as readonly SnapshotAccount[]),
      async read({ key }): Promise<Result<BelongingsSnapshot>> {
        readings.push(key);
        const error = failing.get(key);
        if (error !== undefined) return fail(error);
        return ok({ account: key, handle: null, takenAt: clock.now(), kinds: {}, unsupported: [], followers: (followers.get(key) ?? []).map((handle) => ({ handle, uri: handle })) });
      },
    });
  return { clock, keys, stored, sealed, secret, notices, told, failing, readings, followers, start };
}

test('every account is kept once a day, one after the other, and a restart goes on where it was', async () => {
  const { clock, readings, sealed, start } = setUp();
  const snapshots = start();
  snapshots.start();
  await clock.advance(10 * hourMs);
  expect(readings).toEqual([home, work]);
  await clock.advance(20 * hourMs);
  expect(readings).toEqual([home, work, home, work]);
  snapshots.close();
  const again = start();
  again.start();
  await clock.advance(hourMs);
  expect(readings).toHaveLength(4);
  expect(again.overview().map((account) => account.snapshots.length)).toEqual([2, 2]);
  expect(sealed.size).toBe(4);
  again.close();
});

test('a snapshot can be compared, written into files and loaded; nobody reads it without the key', async () => {
  const { clock, followers, secret, start } = setUp();
  const snapshots = start();
  followers.set(home, ['a@x', 'b@x']);
  snapshots.take(home);
  await clock.settle();
  const first = clock.now();
  await clock.advance(hourMs);
  followers.set(home, ['b@x']);
  snapshots.take(home);
  await clock.settle();
  expect(await snapshots.difference(home, first, clock.now())).toEqual(ok([{ kind: 'followers', gained: 0, lost: 1, gainedLabels: [], lostLabels: ['a@x'] }]));
  expect(await snapshots.file(home, first, 'followers')).toEqual(ok({ name: 'followers.csv', mimeType: 'text/csv', text: '2' }));
  expect(await snapshots.file(home, first, 'notes')).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  expect(await snapshots.load(home, first)).toMatchObject({ ok: true, value: { account: home } });
  secret.clear();
  expect(await snapshots.load(home, first)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
});

test('a server that is silent for days is warned of once, and a sign-in that ended is not silence', async () => {
  const { clock, failing, notices, start } = setUp();
  const snapshots = start();
  snapshots.start();
  failing.set(home, down);
  failing.set(work, { kind: 'unauthorized', host: 'nordsee.example', message: '' });
  await clock.advance(60 * hourMs);
  expect(notices).toEqual([]);
  await clock.advance(48 * hourMs);
  expect(notices.map(({ account }) => account)).toEqual([home]);
  expect(snapshots.overview().map(({ silentSince, error }) => [silentSince !== null, error?.kind])).toEqual([[true, 'offline'], [false, 'unauthorized']]);
  failing.clear();
  await clock.advance(2 * hourMs);
  expect(snapshots.overview().map(({ silentSince, error, snapshots: kept }) => [silentSince, error, kept.length])).toEqual([[null, null, 1], [null, null, 1]]);
  snapshots.close();
});

test('an account that is not to be kept is left alone, and what a removed one left is removed', async () => {
  const { clock, keys, readings, sealed, start } = setUp();
  const snapshots = start();
  snapshots.setKeeps(work, false);
  snapshots.start();
  await clock.advance(hourMs);
  expect(readings).toEqual([home]);
  expect(sealed.size).toBe(1);
  keys.shift();
  snapshots.accountRemoved(home);
  await clock.settle();
  expect(sealed.size).toBe(0);
  snapshots.close();
});

test('what is sealed outlives a damaged state: nothing is removed, and it is known again', async () => {
  const { clock, keys, stored, sealed, followers, start } = setUp();
  followers.set(home, ['a@x']);
  const before = start();
  before.take(home);
  await clock.settle();
  const takenAt = clock.now();
  before.close();
  // The state was moved aside: no account, no record.
  stored.clear();
  const lost = keys.splice(0);
  const empty = start();
  empty.start();
  await clock.advance(hourMs);
  empty.close();
  expect(sealed.size).toBe(1);
  keys.push(...lost);
  const again = start();
  again.start();
  await clock.advance(130_000);
  expect(again.overview()[0]?.snapshots.at(-1)).toMatchObject({ takenAt, counts: { followers: 1 } });
  again.close();
});

test('nothing is sealed with a key that would be lost', async () => {
  const { clock, sealed, start } = setUp({ kind: 'memory', why: 'locked' });
  const snapshots = start();
  snapshots.take(home);
  await clock.settle();
  expect(sealed.size).toBe(0);
  expect(snapshots.overview()[0]).toMatchObject({ taking: false, error: { kind: 'storage' } });
});

test('two months of days do not fill the disk', async () => {
  const { clock, sealed, start } = setUp();
  const snapshots = start();
  snapshots.start();
  await clock.advance(60 * 24 * hourMs);
  expect(sealed.size).toBe(snapshots.overview().reduce((sum, account) => sum + account.snapshots.length, 0));
  expect(sealed.size).toBeLessThanOrEqual(28);
  snapshots.close();
});
