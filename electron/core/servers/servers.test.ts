import { describe, expect, test } from 'vitest';
import type { Account } from '../../contract/accounts.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { Fediverse, ServerProfile } from '../fediverse.ts';
import type { PracticeWorld } from '../ports.ts';
import { createRecordedLog } from '../testing/fake-ports.ts';
import { sampleProfile } from '../testing/samples.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createProfiles, createServers } from './index.ts';

const hourMs = 60 * 60_000;
const offline: AppError = { kind: 'offline', host: 'a.example', reason: 'dns', mayHaveArrived: false };

function setUp() {
  const clock = createVirtualClock();
  const probes: { readonly address: string; readonly signal: AbortSignal | undefined }[] = [];
  const state: { error: AppError | null; world: PracticeWorld | null; token: Result<AccountKey> | null } = { error: null, world: null, token: null };
  const fediverse = {
    probe: async (address, options): Promise<Result<ServerProfile>> => {
      probes.push({ address, signal: options?.signal });
      await new Promise<void>((resolve) => void clock.after(500, resolve));
      if (options?.signal?.aborted === true) return fail({ kind: 'cancelled' });
      return state.error === null ? ok({ ...sampleProfile(), apiBase: address, checkedAt: clock.now() }) : fail(state.error);
    },
  } as Partial<Fediverse> as Fediverse;
  const profiles = createProfiles({ clock, fediverse });
  const adopted: string[] = [];
  const forgotten: string[] = [];
  const allowed: string[][] = [];
  const list: Account[] = [];
  const servers = createServers({
    clock,
    log: createRecordedLog(),
    profiles,
    practice: { start: async () => state.world ?? Promise.reject(new Error('cannot')) },
    accounts: {
      adopt: async (profile, _app, grant) => {
        adopted.push(grant.accessToken);
        return state.token ?? ok(`${profile.apiBase}/1` as AccountKey);
      },
      forget: async (key) => void forgotten.push(key),
      list: () => list,
    },
    allowServers: (given) => void allowed.push(given.map(({ origin }) => origin)),
    readHomes: () => new Promise(() => {}),
  });
  return { clock, probes, state, profiles, servers, adopted, forgotten, allowed, list };
}

describe('servers.check', () => {
  test('asks once, and then knows for an hour', async () => {
    const { clock, probes, servers } = setUp();
    const first = servers.check({ address: 'a.example' });
    await clock.advance(500);
    expect(await first).toMatchObject({ ok: true, value: { apiHost: 'a.example' } });
    await clock.advance(hourMs - 1);
    expect(await servers.check({ address: ' A.Example ' })).toMatchObject({ ok: true });
    expect(probes).toHaveLength(1);
    await clock.advance(1);
    void servers.check({ address: 'a.example' });
    expect(probes).toHaveLength(2);
  });

  test('a clock that was set back does not keep an answer for longer', async () => {
    const { clock, probes, servers } = setUp();
    void servers.check({ address: 'a.example' });
    await clock.advance(500);
    clock.jump(-48 * hourMs);
    void servers.check({ address: 'a.example' });
    expect(probes).toHaveLength(2);
  });

  test('a failure is not kept', async () => {
    const { clock, probes, state, servers } = setUp();
    state.error = offline;
    const first = servers.check({ address: 'a.example' });
    await clock.advance(500);
    expect(await first).toEqual(fail(offline));
    state.error = null;
    void servers.check({ address: 'a.example' });
    expect(probes).toHaveLength(2);
  });

  test('while somebody types, the same address is asked once and a newer one ends the older', async () => {
    const { clock, probes, servers } = setUp();
    const typed = ['a.exam', 'a.exam', 'a.example'].map((address) => servers.check({ address }));
    await clock.advance(500);
    const answers = await Promise.all(typed);
    expect(probes.map(({ address }) => address)).toEqual(['a.exam', 'a.example']);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.kind))).toEqual(['cancelled', 'cancelled', 'ok']);
    expect(probes[0]?.signal?.aborted).toBe(true);
  });

  test('a probe a sign-in waits for is not ended by typing', async () => {
    const { clock, servers, profiles } = setUp();
    void servers.check({ address: 'a.example' });
    const needed = profiles.of('a.example');
    void servers.check({ address: 'b.example' });
    await clock.advance(500);
    expect(await needed).toMatchObject({ ok: true });
  });

  test('`fresh` asks although it is known', async () => {
    const { clock, probes, profiles } = setUp();
    void profiles.of('a.example');
    await clock.advance(500);
    void profiles.fresh('a.example');
    expect(probes).toHaveLength(2);
  });

  test('keeps at most 64', async () => {
    const { clock, probes, profiles } = setUp();
    for (let index = 0; index <= 64; index += 1) void profiles.of(`${index}.example`);
    await clock.advance(500);
    await profiles.of('64.example');
    expect(probes).toHaveLength(65);
    void profiles.of('0.example');
    expect(probes).toHaveLength(66);
  });
});

describe('servers.suggestions', () => {
  test('is a short list of hosts with one line each, and asks nobody', () => {
    const { servers, probes } = setUp();
    const suggestions = servers.suggestions();
    const list = suggestions.ok ? suggestions.value : [];
    expect(list.length).toBeGreaterThanOrEqual(5);
    for (const { host, about } of list) {
      expect(new URL(`https://${host}`).host).toBe(host);
      expect(about).toMatch(/^[^\n]{10,90}\.$/);
    }
    expect(new Set(list.map(({ host }) => host)).size).toBe(list.length);
    expect(probes).toEqual([]);
  });
});

describe('servers.startPractice', () => {
  const world: PracticeWorld = {
    servers: [{ domain: 'kelp.example', origin: 'http://127.0.0.2:4000' }, { domain: 'salt.example', origin: 'http://127.0.0.3:4001' }],
    signIns: [
      { origin: 'http://127.0.0.2:4000', token: 'one', clientId: 'c', clientSecret: 's' },
      { origin: 'http://127.0.0.3:4001', token: 'two', clientId: 'c', clientSecret: 's' },
    ],
  };

  test('lets the network reach exactly these servers, signs in, and does not wait for slow homes for ever', async () => {
    const { clock, state, servers, allowed, adopted, probes } = setUp();
    state.world = world;
    const starting = servers.startPractice();
    await clock.advance(499);
    expect(probes.map(({ address }) => address)).toEqual(['http://127.0.0.2:4000']);
    await clock.advance(6_000);
    expect(await starting).toEqual(ok({ accounts: 2 }));
    expect(allowed).toEqual([['http://127.0.0.2:4000', 'http://127.0.0.3:4001']]);
    expect(adopted).toEqual(['one', 'two']);
  });

  test('asked twice at once it starts once', async () => {
    const { clock, state, servers, allowed } = setUp();
    state.world = world;
    const both = Promise.all([servers.startPractice(), servers.startPractice()]);
    await clock.advance(6_000);
    expect(await both).toEqual([ok({ accounts: 2 }), ok({ accounts: 2 })]);
    expect(allowed).toHaveLength(1);
  });

  test('forgets practice accounts whose servers are gone, and only those', async () => {
    const { clock, state, servers, forgotten, list } = setUp();
    state.world = world;
    const account = (key: string, apiHost: string, practice: boolean): Account => ({ key, server: { ...sampleProfile().summary, apiHost, practice } }) as Account;
    list.push(account('old', '127.0.0.2:39999', true), account('kept', '127.0.0.2:4000', true), account('real', 'mastodon.example', false));
    void servers.startPractice();
    await clock.advance(6_000);
    expect(forgotten).toEqual(['old']);
  });

  test('where practice cannot start, that is the answer', async () => {
    expect(await setUp().servers.startPractice()).toEqual(fail({ kind: 'unsupported', capability: 'practice' }));
  });

  test('where nobody can be signed in, the reason is the answer', async () => {
    const { clock, state, servers } = setUp();
    state.world = world;
    state.token = fail({ kind: 'unauthorized', host: '127.0.0.2:4000', message: '' });
    const starting = servers.startPractice();
    await clock.advance(6_000);
    expect(await starting).toMatchObject({ ok: false, error: { kind: 'unauthorized' } });
  });
});
