import { describe, expect, test } from 'vitest';
import { secretStorageWords } from './settings.ts';

describe('where sign-ins are kept', () => {
  test('a file is never called encrypted, and says why it is one', () => {
    const { where, about, isWeak } = secretStorageWords({ kind: 'file', path: '/home/m/secrets.json', why: 'no key store answers' });
    expect(where).toBe('/home/m/secrets.json');
    expect(about).toContain('not encrypted, because no key store answers');
    expect(about.replace('not encrypted', '')).not.toMatch(/encrypt|safe|secure/i);
    expect(isWeak).toBe(true);
  });

  test('the key store of the system is named', () => {
    expect(secretStorageWords({ kind: 'osKeyStore', name: 'GNOME Keyring' })).toMatchObject({ where: 'GNOME Keyring', isWeak: false });
  });

  test('a store that is gone says what is lost and what is not', () => {
    const { about, isWeak } = secretStorageWords({ kind: 'memory', why: 'kwallet does not answer' });
    expect(about).toContain('kwallet does not answer');
    expect(about).toContain('sign in again');
    expect(isWeak).toBe(true);
  });
});
