/** The key store of the system by `@napi-rs/keyring`: Secret Service, macOS Keychain, Windows Credential Manager. */
import { randomUUID } from 'node:crypto';
import type { KeyStore, KeyStoreAnswer } from '../host/secrets.ts';

const service = 'skein';
/** A locked store asks the person for a password meanwhile. */
const answerTimeoutMs = 30_000;

const names: Partial<Record<NodeJS.Platform, string>> = { linux: 'Secret Service', darwin: 'macOS Keychain', win32: 'Windows Credential Manager' };

/** Writes, reads and deletes one entry before it calls the store working. */
export async function openKeyring(profileId: string): Promise<KeyStoreAnswer> {
  const name = names[process.platform];
  if (name === undefined) return { ok: false, why: `no key store is known for ${process.platform}` };
  if (process.platform === 'linux' && !hasSessionBus()) return { ok: false, why: 'there is no session bus, so no Secret Service' };
  try {
    const store = await loadKeyring(name, profileId);
    const probe = randomUUID();
    await store.set('probe', probe);
    if ((await store.get('probe')) !== probe) return { ok: false, why: `${name} does not keep what it is given` };
    await store.delete('probe');
    return { ok: true, store };
  } catch (error) {
    return { ok: false, why: `${name}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Loaded late: a system without the native part must still start. */
async function loadKeyring(name: string, profileId: string): Promise<KeyStore> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  // The kernel keyring, which the binding would fall back to on Linux, forgets everything at the next boot.
  const entry = (key: string) => new AsyncEntry(service, `${profileId}/${key}`, { linux: { store: 'secret-service' } });
  return {
    name,
    get: async (key) => entry(key).getPassword(AbortSignal.timeout(answerTimeoutMs)).then((value) => value ?? null),
    set: (key, value) => entry(key).setPassword(value, AbortSignal.timeout(answerTimeoutMs)),
    delete: async (key) => void (await entry(key).deletePassword(AbortSignal.timeout(answerTimeoutMs))),
  };
}

function hasSessionBus(): boolean {
  return process.env['DBUS_SESSION_BUS_ADDRESS'] !== undefined || process.env['XDG_RUNTIME_DIR'] !== undefined;
}
