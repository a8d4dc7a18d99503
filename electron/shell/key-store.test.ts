import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSafeStorage } from './key-store.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'skein-keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Reverses texts under a key; another key cannot read them. */
function fakeSafeStorage(options: { backend?: ReturnType<SafeStorage['getSelectedStorageBackend']>; available?: boolean; key?: string; rotated?: boolean } = {}) {
  const { backend = 'gnome_libsecret', available = true, key = 'k1', rotated = false } = options;
  const written: string[] = [];
  return {
    written,
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () => backend,
    async encryptStringAsync(text: string) {
      written.push(text);
      return Buffer.from(`${key}:${text.split('').toReversed().join('')}`);
    },
    async decryptStringAsync(encrypted: Buffer) {
      const text = encrypted.toString();
      if (!text.startsWith(`${key}:`)) throw new Error('cannot decrypt');
      return { result: text.slice(key.length + 1).split('').toReversed().join(''), shouldReEncrypt: rotated };
    },
  };
}

async function open(safeStorage = fakeSafeStorage(), platform: NodeJS.Platform = 'linux') {
  const answer = await openSafeStorage({ safeStorage, platform, dataDir });
  if (!answer.ok) throw new Error(answer.why);
  return answer.store;
}

test.each(['basic_text', 'unknown'] as const)('%s is no key store', async (backend) => {
  expect(await openSafeStorage({ safeStorage: fakeSafeStorage({ backend }), platform: 'linux', dataDir })).toMatchObject({ ok: false });
});

test('a locked one is not usable, and says so', async () => {
  const answer = await openSafeStorage({ safeStorage: fakeSafeStorage({ backend: 'kwallet6', available: false }), platform: 'linux', dataDir });
  expect(answer).toEqual({ ok: false, why: 'KWallet 6 is locked or not reachable' });
});

test('nothing readable reaches the file', async () => {
  const store = await open();
  await store.set('token:1', 'canary-token');
  expect(readFileSync(join(dataDir, 'secrets.encrypted.json'), 'utf8')).not.toContain('canary');
  expect(await (await open()).get('token:1')).toBe('canary-token');
  await store.delete('token:1');
  expect(await store.get('token:1')).toBeNull();
});

test('what another key wrote reads as missing and can be replaced', async () => {
  await (await open(fakeSafeStorage({ key: 'old' }))).set('a', '1');
  const store = await open(fakeSafeStorage({ key: 'new' }));
  expect(await store.get('a')).toBeNull();
  await store.set('a', '2');
  expect(await store.get('a')).toBe('2');
});

test('a rotated key is followed', async () => {
  await (await open()).set('a', '1');
  const safeStorage = fakeSafeStorage({ rotated: true });
  expect(await (await open(safeStorage)).get('a')).toBe('1');
  expect(safeStorage.written).toEqual(['1']);
});

test.each([['darwin', 'macOS Keychain'], ['win32', 'Windows data protection']] as const)('on %s it is the %s', async (platform, name) => {
  expect((await open(fakeSafeStorage({ backend: 'unknown' }), platform)).name).toBe(name);
});
