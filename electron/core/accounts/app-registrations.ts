import { ok, type Result } from '../../contract/result.ts';
import type { AppRegistration, Fediverse, ServerProfile } from '../fediverse.ts';
import type { Random } from '../ports.ts';
import type { SignInVault } from './sign-in-vault.ts';

export const outOfBand = 'urn:ietf:wg:oauth:2.0:oob';

/**
 * Which app a sign-in uses. Mastodon accepts a loopback redirect on any port (RFC 8252 7.3), so its registration is
 * kept and used again: it allows 5 registrations in 10 minutes. The others compare the whole URL, so they get a new
 * app each time. The path is random per registration, so no two servers ever share a redirect URL.
 */
export interface AppRegistrations {
  /** The path to listen on, and the kept app it belongs to, where there is one. */
  plan(profile: ServerProfile): Promise<{ readonly path: string; readonly kept: AppRegistration | null }>;
  register(profile: ServerProfile, redirectUri: string, signal: AbortSignal): Promise<Result<AppRegistration>>;
  /** The kept app may be gone on the server (Mastodon 4.2 deleted unused ones, mastodon#27740): the next sign-in makes a new one. */
  forget(profile: ServerProfile): Promise<void>;
}

export function createAppRegistrations(deps: { readonly vault: SignInVault; readonly fediverse: Fediverse; readonly random: Random }): AppRegistrations {
  const { vault, fediverse, random } = deps;
  return {
    async plan(profile) {
      const kept = takesAnyPort(profile) ? await vault.readApp(profile.apiBase) : null;
      const path = kept === null ? undefined : URL.parse(kept.redirectUri)?.pathname;
      return path === undefined ? { path: `/${random.token(16)}`, kept: null } : { path, kept };
    },
    async register(profile, redirectUri, signal) {
      const registered = await fediverse.registerApp(profile, redirectUri, { signal });
      if (!registered.ok) return registered;
      const app = { ...registered.value, redirectUri };
      if (takesAnyPort(profile) && redirectUri !== outOfBand) await vault.writeApp(profile.apiBase, app);
      return ok(app);
    },
    forget: (profile) => vault.deleteApp(profile.apiBase),
  };
}

function takesAnyPort({ summary }: ServerProfile): boolean {
  return summary.software === 'mastodon' || summary.software === 'glitch';
}
