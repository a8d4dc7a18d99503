import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { AppRegistration, Fediverse, OwnAccount, ServerProfile, TokenGrant } from '../fediverse.ts';
import type { Clock, StoredAccount } from '../ports.ts';
import { livesOn } from './own-server.ts';
import { chooseColour, type Roster } from './roster.ts';
import type { Sessions } from './sessions.ts';
import type { SignInVault } from './sign-in-vault.ts';
import type { RevokeUnused } from './unused-token.ts';

export interface AdoptDeps {
  readonly clock: Clock;
  readonly fediverse: Fediverse;
  readonly vault: SignInVault;
  readonly roster: Roster;
  readonly sessions: Sessions;
  readonly revokeUnused: RevokeUnused;
}

export type Adopt = (profile: ServerProfile, app: AppRegistration, grant: TokenGrant, signal?: AbortSignal) => Promise<Result<AccountKey>>;

/**
 * Makes an account of a token: asks whose it is, checks that they live on this server, keeps the token, connects. The
 * same person again keeps everything but the token. A token that does not come to be kept is revoked.
 */
export function createAdopt({ clock, fediverse, vault, roster, sessions, revokeUnused }: AdoptDeps): Adopt {
  async function store(profile: ServerProfile, app: AppRegistration, grant: TokenGrant, signal: AbortSignal | undefined): Promise<Result<AccountKey>> {
    const own = await fediverse.whoAmI(profile, grant.accessToken, signal === undefined ? {} : { signal });
    if (!own.ok) return own;
    if (!livesOn(profile, own.value)) return fail({ kind: 'badAnswer', host: profile.summary.apiHost, reason: 'wrongShape', status: 200, mayHaveArrived: true });
    const key = `${profile.summary.apiHost}/${own.value.id}` as AccountKey;
    const before = await vault.read(key);
    if (signal?.aborted === true) return fail({ kind: 'cancelled' });
    if (before?.grant.accessToken === grant.accessToken && roster.signedIn(key) !== null) return ok(key);
    const written = await vault.write(key, { grant, app });
    if (!written.ok) return written;
    roster.put(toStored(key, profile, own.value));
    sessions.connect(key, { grant, app });
    // The server may have answered with the token it gave before (doorkeeper reuse_access_token): that one stays.
    if (before !== null && before.grant.accessToken !== grant.accessToken) void fediverse.revoke(profile, before.app, before.grant.accessToken);
    return ok(key);
  }

  function toStored(key: AccountKey, profile: ServerProfile, own: OwnAccount): StoredAccount {
    const others = roster.entries().map(({ stored }) => stored);
    const known = others.find((stored) => stored.key === key);
    return {
      key,
      id: own.id,
      person: own.person,
      movedTo: own.movedTo,
      nickname: known?.nickname ?? null,
      colour: known?.colour ?? chooseColour(others.map(({ colour }) => colour)),
      position: known?.position ?? Math.max(-1, ...others.map(({ position }) => position)) + 1,
      defaults: own.defaults,
      profile,
      signedOut: false,
      addedAt: known?.addedAt ?? clock.now(),
    };
  }

  return async (profile, app, grant, signal) => {
    const adopted = await store(profile, app, grant, signal);
    if (!adopted.ok && adopted.error.kind !== 'unauthorized') void revokeUnused(profile, app, grant.accessToken);
    return adopted;
  };
}
