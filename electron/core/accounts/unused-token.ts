import type { AppRegistration, Fediverse, ServerProfile } from '../fediverse.ts';
import type { Roster } from './roster.ts';
import type { SignInVault } from './sign-in-vault.ts';

export type RevokeUnused = (profile: ServerProfile, app: AppRegistration, token: string) => Promise<void>;

/**
 * Gives back a token that did not come to be kept. Not one that an account here works with: a server may answer a
 * second sign-in with the token of the first (doorkeeper `reuse_access_token`, which Mastodon sets), and revoking that
 * would sign the account out.
 */
export function createRevokeUnused({ fediverse, vault, roster }: { readonly fediverse: Fediverse; readonly vault: SignInVault; readonly roster: Roster }): RevokeUnused {
  return async (profile, app, token) => {
    const neighbours = roster.entries().filter(({ stored, connection }) => stored.profile.apiBase === profile.apiBase && connection !== null);
    const kept = await Promise.all(neighbours.map(({ stored }) => vault.read(stored.key)));
    // A key store that does not answer cannot say no either.
    if (kept.some((each) => each === null || each.grant.accessToken === token)) return;
    await fediverse.revoke(profile, app, token);
  };
}
