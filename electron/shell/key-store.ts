/**
 * Secrets encrypted with a key that the system keeps (`safeStorage`), in a file of the profile. On Linux Electron also
 * has `basic_text`, which encrypts with a password that everybody knows: that is no key store.
 */
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { openSecretFile } from '../host/secret-file.ts';
import type { KeyStore, KeyStoreAnswer } from '../host/secrets.ts';

type Encryption = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>;

const linuxNames: Partial<Record<ReturnType<SafeStorage['getSelectedStorageBackend']>, string>> = {
  gnome_libsecret: 'Secret Service',
  kwallet: 'KWallet',
  kwallet5: 'KWallet 5',
  kwallet6: 'KWallet 6',
};

export async function openSafeStorage({ safeStorage, platform, dataDir }: { readonly safeStorage: Encryption; readonly platform: NodeJS.Platform; readonly dataDir: string }): Promise<KeyStoreAnswer> {
  const name = platform === 'linux' ? linuxNames[safeStorage.getSelectedStorageBackend()] : platform === 'darwin' ? 'macOS Keychain' : 'Windows data protection';
  if (name === undefined) return { ok: false, why: 'this desktop has no key store that Electron knows' };
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { ok: false, why: `${name} is locked or not reachable` };
  return { ok: true, store: encryptedFile(name, safeStorage, join(dataDir, 'secrets.encrypted.json')) };
}

function encryptedFile(name: string, safeStorage: Encryption, path: string): KeyStore {
  const file = openSecretFile(path);
  const put = async (key: string, value: string): Promise<void> => file.put(key, (await safeStorage.encryptStringAsync(value)).toString('base64'));
  return {
    name,
    async get(key) {
      const stored = file.get(key);
      if (stored === null) return null;
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(stored, 'base64'));
        if (shouldReEncrypt) await put(key, result);
        return result;
      } catch {
        // Encrypted with the key of another desktop or another login: as good as missing, and a new sign-in replaces it.
        return null;
      }
    },
    set: put,
    delete: async (key) => file.put(key, null),
  };
}
