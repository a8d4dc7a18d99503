import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSecrets, type KeyStore, type SecretsOptions } from './secrets.ts';

const canary = 'canary-token-4f1d';
let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'skein-secrets-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** A key store that outlives a start, as the system's does. */
function createVault(): { readonly kept: Map<string, string>; open(profileId: string): ReturnType<SecretsOptions['openKeyStore']> } {
  const kept = new Map<string, string>();
  const storeOf = (profileId: string): KeyStore => ({
    name: 'Test vault',
    get: async (name) => kept.get(`${profileId}/${name}`) ?? null,
    set: async (name, value) => void kept.set(`${profileId}/${name}`, value),
    delete: async (name) => void kept.delete(`${profileId}/${name}`),
  });
  return { kept, open: async (profileId) => ({ ok: true, store: storeOf(profileId) }) };
}

const gone: SecretsOptions['openKeyStore'] = async () => ({ ok: false, why: 'D-Bus is gone' });

interface Start {
  readonly openKeyStore?: SecretsOptions['openKeyStore'];
  readonly choose?: 'file' | 'memory';
}

async function start({ openKeyStore = gone, choose = 'file' }: Start = {}) {
  const asked: { why: string; usedBefore: boolean }[] = [];
  const secrets = await openSecrets({
    dataDir,
    openKeyStore,
    async withoutKeyStore(situation) {
      asked.push(situation);
      return choose;
    },
  });
  return { secrets, asked };
}

/** A key store that keeps its first `kept` writes only. */
function createSieve(fault: { readonly kept: number; readonly after: 'forgets' | 'rejects' }): KeyStore {
  const values = new Map<string, string>();
  return {
    name: 'Sieve',
    get: async (name) => values.get(name) ?? null,
    async set(name, value) {
      if (values.size < fault.kept) values.set(name, value);
      else if (fault.after === 'rejects') throw new Error('The collection is locked');
    },
    delete: async (name) => void values.delete(name),
  };
}

function plaintextFiles(): readonly string[] {
  return readdirSync(dataDir).filter((name) => readFileSync(join(dataDir, name), 'utf8').includes(canary));
}

describe('with a key store', () => {
  test('secrets live there and nowhere else', async () => {
    const vault = createVault();
    const { secrets, asked } = await start({ openKeyStore: vault.open });
    expect(secrets.storage).toEqual({ kind: 'osKeyStore', name: 'Test vault' });
    await secrets.set('token', canary);
    expect(plaintextFiles()).toEqual([]);
    expect(asked).toEqual([]);
    expect(await (await start({ openKeyStore: vault.open })).secrets.get('token')).toBe(canary);
    await secrets.delete('token');
    expect([...vault.kept]).toEqual([]);
  });

  test('two profiles do not see each other', async () => {
    const vault = createVault();
    await (await start({ openKeyStore: vault.open })).secrets.set('token', canary);
    rmSync(join(dataDir, 'secret-backend.json'));
    expect(await (await start({ openKeyStore: vault.open })).secrets.get('token')).toBeNull();
  });
});

describe('where there never was one', () => {
  test('a file that says why it is there, readable by its owner alone', async () => {
    const { secrets, asked } = await start();
    expect(asked).toEqual([{ why: 'D-Bus is gone', usedBefore: false }]);
    expect(secrets.storage).toEqual({ kind: 'file', path: join(dataDir, 'secrets.json'), why: 'D-Bus is gone' });
    await secrets.set('token', canary);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(await (await start()).secrets.get('token')).toBe(canary);
    await secrets.delete('token');
    expect(await (await start()).secrets.get('token')).toBeNull();
  });

  test('the question is asked once', async () => {
    await start();
    expect((await start()).asked).toEqual([]);
  });

  test('a no means memory, and is asked again', async () => {
    const { secrets } = await start({ choose: 'memory' });
    await secrets.set('token', canary);
    expect(await secrets.get('token')).toBe(canary);
    expect(plaintextFiles()).toEqual([]);
    const again = await start({ choose: 'memory' });
    expect([await again.secrets.get('token'), again.asked.length]).toEqual([null, 1]);
  });

  test('a damaged file is an empty one', async () => {
    await start();
    for (const text of ['', '{', '[]', 'null', '{"token": 5}']) {
      writeFileSync(join(dataDir, 'secrets.json'), text);
      expect(await (await start()).secrets.get('token'), text).toBeNull();
    }
  });

  test('a key store that appears takes everything over, and the file goes', async () => {
    await (await start()).secrets.set('token', canary);
    const vault = createVault();
    const { secrets } = await start({ openKeyStore: vault.open });
    expect([secrets.storage.kind, await secrets.get('token')]).toEqual(['osKeyStore', canary]);
    expect(plaintextFiles()).toEqual([]);
  });

  test.each([
    ['forgets', { kept: 0, after: 'forgets' }],
    ['is locked after the first write', { kept: 1, after: 'rejects' }],
  ] as const)('a key store that %s does not get the file thrown away, and the app starts with the file', async (_, fault) => {
    const before = (await start()).secrets;
    await before.set('token', canary);
    await before.set('other', canary);
    const { secrets } = await start({ openKeyStore: async () => ({ ok: true, store: createSieve(fault) }) });
    expect(secrets.storage).toMatchObject({ kind: 'file', why: 'Sieve did not keep what it was given' });
    expect(await secrets.get('token')).toBe(canary);
    const vault = createVault();
    const later = (await start({ openKeyStore: vault.open })).secrets;
    expect([later.storage.kind, await later.get('token'), await later.get('other')]).toEqual(['osKeyStore', canary, canary]);
    expect(plaintextFiles()).toEqual([]);
  });
});

describe('when the key store of a profile is gone', () => {
  test('its secrets read as missing, nothing is written to a file, and they are back with it', async () => {
    const vault = createVault();
    await (await start({ openKeyStore: vault.open })).secrets.set('token', canary);
    const { secrets, asked } = await start({ choose: 'memory' });
    expect(asked).toEqual([{ why: 'D-Bus is gone', usedBefore: true }]);
    expect(secrets.storage).toEqual({ kind: 'memory', why: 'D-Bus is gone' });
    expect(await secrets.get('token')).toBeNull();
    await secrets.set('token', canary);
    expect(plaintextFiles()).toEqual([]);
    expect(await (await start({ openKeyStore: vault.open })).secrets.get('token')).toBe(canary);
  });

  test('a yes moves to the file, and is remembered', async () => {
    const vault = createVault();
    await start({ openKeyStore: vault.open });
    expect((await start({ choose: 'file' })).secrets.storage.kind).toBe('file');
    expect((await start()).asked).toEqual([]);
  });
});
