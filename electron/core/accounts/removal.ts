import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Fediverse } from '../fediverse.ts';
import type { Clock } from '../ports.ts';
import type { Roster } from './roster.ts';
import type { Sessions } from './sessions.ts';
import type { SignInVault } from './sign-in-vault.ts';

export interface RemovalDeps {
  readonly clock: Clock;
  readonly fediverse: Fediverse;
  readonly vault: SignInVault;
  readonly roster: Roster;
  readonly sessions: Sessions;
}

/** A server that is slow or gone does not keep an account from being removed. */
const revokeTimeoutMs = 10_000;

export function createRemoval({ clock, fediverse, vault, roster, sessions }: RemovalDeps) {
  const removing = new Set<AccountKey>();

  async function revoke(key: AccountKey): Promise<boolean> {
    const kept = await vault.read(key);
    const entry = roster.entry(key);
    if (kept === null || entry === null) return false;
    const abort = new AbortController();
    const { promise: timeout, resolve } = Promise.withResolvers<false>();
    const stopTimer = clock.after(revokeTimeoutMs, () => {
      abort.abort();
      resolve(false);
    });
    const revoked = fediverse.revoke(entry.stored.profile, kept.app, kept.grant.accessToken, { signal: abort.signal });
    const done = await Promise.race([revoked.then(({ ok: isRevoked }) => isRevoked), timeout]);
    stopTimer();
    return done;
  }

  /** The token goes first: what is left after a crash between the steps is an account that is signed out, never a token without one. */
  async function wipe(key: AccountKey): Promise<void> {
    const apiBase = roster.entry(key)?.stored.profile.apiBase;
    await vault.delete(key);
    roster.remove(key);
    sessions.removed(key);
    const isLast = !roster.entries().some(({ stored }) => stored.profile.apiBase === apiBase);
    if (apiBase !== undefined && isLast) await vault.deleteApp(apiBase);
  }

  async function forget(key: AccountKey): Promise<void> {
    sessions.disconnect(key);
    await wipe(key);
  }

  async function remove(key: AccountKey): Promise<Result<{ readonly revoked: boolean }>> {
    if (roster.entry(key) === null || removing.has(key)) return fail({ kind: 'notFound', what: 'account' });
    removing.add(key);
    try {
      sessions.disconnect(key);
      const revoked = await revoke(key);
      await wipe(key);
      return ok({ revoked });
    } finally {
      removing.delete(key);
    }
  }

  return { remove, forget };
}
