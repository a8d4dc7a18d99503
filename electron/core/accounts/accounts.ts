import type { Account, AccountHealth } from '../../contract/accounts.ts';
import type { CallInput, CallOutput } from '../../contract/index.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { AppRegistration, Fediverse, ServerProfile, TokenGrant } from '../fediverse.ts';
import type { AccountStore, Clock, ExternalLinks, Log, LoopbackListener, Random, Secrets, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import { createAppRegistrations } from './app-registrations.ts';
import { createAdopt } from './adopt.ts';
import { createRemoval } from './removal.ts';
import { createRoster } from './roster.ts';
import { createSessions, type AccountWatcher } from './sessions.ts';
import { createSignIns } from './sign-in.ts';
import { createSignInVault } from './sign-in-vault.ts';
import { createRevokeUnused } from './unused-token.ts';

export interface AccountsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly links: ExternalLinks;
  readonly loopback: LoopbackListener;
  readonly fediverse: Fediverse;
  readonly store: AccountStore;
  readonly transactions: Transactions;
  readonly publish: Publish;
  /** What a server is and can do, from the cache where that is young enough. */
  readonly profileOf: (address: string) => Promise<Result<ServerProfile>>;
  /** The same, asked anew. */
  readonly probe: (address: string) => Promise<Result<ServerProfile>>;
}

/** The calls `accounts.*` of the contract, and who is signed in for the rest of core. */
export interface Accounts {
  readonly directory: AccountDirectory;
  /** Loads and connects; from now on `watcher` hears of every account. Needs no network. */
  start(watcher: AccountWatcher): Promise<void>;
  list(): readonly Account[];
  beginSignIn(input: CallInput<'accounts.beginSignIn'>): Promise<Result<CallOutput<'accounts.beginSignIn'>>>;
  submitCode(input: CallInput<'accounts.submitCode'>): Promise<Result<CallOutput<'accounts.submitCode'>>>;
  cancelSignIn(input: CallInput<'accounts.cancelSignIn'>): Result<null>;
  remove(input: CallInput<'accounts.remove'>): Promise<Result<CallOutput<'accounts.remove'>>>;
  update(input: CallInput<'accounts.update'>): Result<null>;
  reorder(input: CallInput<'accounts.reorder'>): Result<null>;
  reconnect(input: CallInput<'accounts.reconnect'>): Promise<Result<null>>;
  /** Signs in with a token that is there already: the end of every sign-in, and the practice accounts. */
  adopt(profile: ServerProfile, app: AppRegistration, grant: TokenGrant, signal?: AbortSignal): Promise<Result<AccountKey>>;
  /** Takes an account out without asking its server, for one that no longer exists. */
  forget(key: AccountKey): Promise<void>;
  healthChanged(key: AccountKey, health: AccountHealth): void;
  /** It has moved, as seen from outside: its own sign-in is dead by then on Mastodon, and some servers never say. Null: it has not. */
  moved(key: AccountKey, movedTo: string | null): void;
  close(): void;
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, clock, publish, fediverse } = deps;
  const vault = createSignInVault(deps);
  const roster = createRoster({ store, clock, publish });
  const sessions = createSessions({ ...deps, vault, roster });
  const revokeUnused = createRevokeUnused({ fediverse, vault, roster });
  const adopt = createAdopt({ clock, fediverse, vault, roster, sessions, revokeUnused });
  const removal = createRemoval({ clock, fediverse, vault, roster, sessions });
  const signIns = createSignIns({
    ...deps,
    apps: createAppRegistrations({ ...deps, vault }),
    hasAccountOn: (apiBase) => roster.entries().some(({ stored }) => stored.profile.apiBase === apiBase),
    adopt,
    revokeUnused,
    publish: (state) => publish('accounts.signIn', state),
  });

  function update({ account, nickname, colour }: CallInput<'accounts.update'>): Result<null> {
    const entry = roster.entry(account);
    if (entry === null) return fail({ kind: 'notFound', what: 'account' });
    const named = nickname === undefined ? {} : { nickname: nickname === '' ? null : nickname };
    roster.put({ ...entry.stored, ...named, ...(colour === undefined ? {} : { colour }) });
    return ok(null);
  }

  /** Accounts that are not named keep their order, behind the others. */
  function reorder({ accounts }: CallInput<'accounts.reorder'>): Result<null> {
    const known = roster.keys();
    const order = [...new Set([...accounts, ...known])];
    if (order.length !== known.length) return fail({ kind: 'invalidInput', field: 'accounts', message: 'Names an account that is not here' });
    roster.place(order, deps.transactions);
    return ok(null);
  }

  return {
    directory: roster,
    start: (watcher) => sessions.start(watcher),
    list: () => roster.list(),
    beginSignIn: (input) => signIns.begin(input),
    submitCode: ({ attemptId, code }) => signIns.submitCode(attemptId, code),
    cancelSignIn: ({ attemptId }) => signIns.cancel(attemptId),
    remove: ({ account }) => removal.remove(account),
    update,
    reorder,
    async reconnect({ account }) {
      if (roster.entry(account) === null) return fail({ kind: 'notFound', what: 'account' });
      await sessions.reconnect(account);
      return ok(null);
    },
    adopt,
    forget: (key) => removal.forget(key),
    healthChanged: (key, health) => sessions.healthChanged(key, health),
    moved(key, movedTo) {
      const entry = roster.entry(key);
      if (entry !== null && entry.stored.movedTo !== movedTo) roster.put({ ...entry.stored, movedTo });
    },
    close() {
      signIns.close();
      sessions.close();
    },
  };
}
