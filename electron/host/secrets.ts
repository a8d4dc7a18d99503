/**
 * Where sign-in tokens are kept, and the rule both hosts follow: the key store of the system where it works; a file
 * that is called what it is where there never was one; and never a quiet step down. A profile that used a key store
 * and cannot reach it (another desktop, no session bus) reads its secrets as missing and says why.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from '../core/ports.ts';
import { writePrivateFile } from './profile.ts';
import { openSecretFile, type SecretFile } from './secret-file.ts';

/** A key store of the system. Calls reject when it fails. */
export interface KeyStore {
  /** As people know it: "Secret Service", "macOS Keychain". */
  readonly name: string;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

export type KeyStoreAnswer = { readonly ok: true; readonly store: KeyStore } | { readonly ok: false; readonly why: string };

export interface SecretsOptions {
  readonly dataDir: string;
  /** `profileId` keeps profiles apart that share one key store. Answers only a store that was tried and works. */
  openKeyStore(profileId: string): Promise<KeyStoreAnswer>;
  /** Asked only when there is no key store, and never again once the answer for this profile was `file`. */
  withoutKeyStore(situation: { readonly why: string; readonly usedBefore: boolean }): Promise<'file' | 'memory'>;
}

interface BackendRecord {
  readonly profileId: string;
  readonly backend: 'none' | 'osKeyStore' | 'file';
}

export async function openSecrets(options: SecretsOptions): Promise<Secrets> {
  const record = readRecord(options.dataDir);
  const file = openSecretFile(join(options.dataDir, 'secrets.json'));
  const answer = await options.openKeyStore(record.profileId);
  if (answer.ok) {
    const refused = await moveToKeyStore(file, answer.store);
    if (refused !== null) return fromFile(file, refused);
    writeRecord(options.dataDir, { ...record, backend: 'osKeyStore' });
    return fromKeyStore(answer.store);
  }
  const choice = record.backend === 'file' ? 'file' : await options.withoutKeyStore({ why: answer.why, usedBefore: record.backend === 'osKeyStore' });
  if (choice === 'memory') return inMemory(answer.why);
  writeRecord(options.dataDir, { ...record, backend: 'file' });
  return fromFile(file, answer.why);
}

/**
 * The file goes only when everything in it can be read back from the key store. Answers why it stays: a store that
 * works when it is tried and fails at a later write (locked again, full) must not keep the app from starting, and
 * the file, whole until the end, is no step down. The next start tries again.
 */
async function moveToKeyStore(file: SecretFile, store: KeyStore): Promise<string | null> {
  const refused = `${store.name} did not keep what it was given`;
  for (const name of file.names()) {
    const value = file.get(name);
    if (value === null) continue;
    try {
      await store.set(name, value);
      if ((await store.get(name)) !== value) return refused;
    } catch {
      return refused;
    }
  }
  file.remove();
  return null;
}

function fromKeyStore(store: KeyStore): Secrets {
  return {
    storage: { kind: 'osKeyStore', name: store.name },
    get: (name) => store.get(name),
    set: (name, value) => store.set(name, value),
    delete: (name) => store.delete(name),
  };
}

function fromFile(file: SecretFile, why: string): Secrets {
  return {
    storage: { kind: 'file', path: file.path, why },
    get: async (name) => file.get(name),
    set: async (name, value) => file.put(name, value),
    delete: async (name) => file.put(name, null),
  };
}

function inMemory(why: string): Secrets {
  const values = new Map<string, string>();
  return {
    storage: { kind: 'memory', why },
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => void values.delete(name),
  };
}

function readRecord(dataDir: string): BackendRecord {
  try {
    const value: unknown = JSON.parse(readFileSync(recordFile(dataDir), 'utf8'));
    if (typeof value === 'object' && value !== null && 'profileId' in value && 'backend' in value) {
      const { profileId, backend } = value;
      if (typeof profileId === 'string' && (backend === 'osKeyStore' || backend === 'file')) return { profileId, backend };
    }
  } catch {
    // First start of this profile.
  }
  return { profileId: randomUUID(), backend: 'none' };
}

function writeRecord(dataDir: string, record: BackendRecord): void {
  writePrivateFile(recordFile(dataDir), JSON.stringify(record));
}

function recordFile(dataDir: string): string {
  return join(dataDir, 'secret-backend.json');
}
