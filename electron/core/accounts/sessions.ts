import type { AccountHealth } from '../../contract/accounts.ts';
import type { AccountKey } from '../../contract/ids.ts';
import type { AppError, Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { Fediverse, OwnAccount, ServerProfile } from '../fediverse.ts';
import type { Clock, Log, Random, StoredAccount } from '../ports.ts';
import { inBackground } from '../thrown.ts';
import { guardConnection } from './guarded-connection.ts';
import { toSignedIn, type Roster } from './roster.ts';
import type { KeptSignIn, SignInVault } from './sign-in-vault.ts';

/** Whoever works on behalf of accounts: streams, homes, the outbox. */
export interface AccountWatcher {
  /** The account can be asked things; called again with a new connection after a new sign-in. */
  connected(account: SignedInAccount): void;
  /** Signed out or about to be removed; what is stored stays. */
  disconnected(account: AccountKey): void;
  /** Try now instead of later. */
  reconnect(account: AccountKey): void;
  /** Gone for good. */
  removed(account: AccountKey): void;
}

export interface SessionDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly fediverse: Fediverse;
  readonly vault: SignInVault;
  readonly roster: Roster;
  /** A fresh look at a server, never from the cache. */
  readonly probe: (address: string) => Promise<Result<ServerProfile>>;
}

/** The signed-in life of each account: connect, notice that a token died, keep the profile fresh. */
export interface Sessions {
  /** Connects what has a token, as soon as the key store gives it; needs no network. */
  start(watcher: AccountWatcher): Promise<void>;
  connect(key: AccountKey, kept: KeptSignIn): void;
  disconnect(key: AccountKey): void;
  removed(key: AccountKey): void;
  reconnect(key: AccountKey): Promise<void>;
  healthChanged(key: AccountKey, health: AccountHealth): void;
  close(): void;
}

const refreshEveryMs = 60 * 60_000;
/** First look after a start: the screen and the streams go first. */
const firstRefreshMs = 5_000;

const unattended: AccountWatcher = { connected: () => {}, disconnected: () => {}, reconnect: () => {}, removed: () => {} };

export function createSessions(deps: SessionDeps): Sessions {
  const { clock, log, fediverse, vault, roster } = deps;
  const confirming = new Set<AccountKey>();
  const refreshes = new Map<AccountKey, () => void>();
  let watcher = unattended;
  let closed = false;

  function connect(key: AccountKey, kept: KeptSignIn): void {
    const entry = roster.entry(key);
    if (entry === null || closed) return;
    entry.connection?.close();
    const { stored } = entry;
    const connection = guardConnection(fediverse.connect(key, stored.profile, kept.grant.accessToken), () => inBackground(() => confirm(key), 'confirm sign-in', deps));
    roster.put({ ...stored, signedOut: false }, { connection, signInEndsAt: kept.grant.expiresAt, health: { state: 'starting', since: clock.now(), retryAt: null, error: null } });
    const account = toSignedIn({ ...entry, connection });
    if (account !== null) watcher.connected(account);
    planRefresh(key, firstRefreshMs);
  }

  function disconnect(key: AccountKey): void {
    refreshes.get(key)?.();
    refreshes.delete(key);
    const connection = roster.entry(key)?.connection;
    if (connection === null || connection === undefined) return;
    roster.setLive(key, { connection: null });
    watcher.disconnected(key);
    connection.close();
  }

  function signOut(key: AccountKey, error: AppError | null): void {
    disconnect(key);
    const entry = roster.entry(key);
    if (entry === null) return;
    log.warn('account.signedOut', { account: key });
    roster.put({ ...entry.stored, signedOut: true }, { health: { state: 'signedOut', since: clock.now(), retryAt: null, error } });
  }

  /** Something was answered "unauthorized": asks once more before the account counts as signed out. */
  async function confirm(key: AccountKey): Promise<void> {
    const connection = roster.entry(key)?.connection ?? null;
    if (connection === null || confirming.has(key)) return;
    confirming.add(key);
    const verified = await connection.verify().finally(() => confirming.delete(key));
    if (!verified.ok && verified.error.kind === 'unauthorized' && roster.entry(key)?.connection === connection) signOut(key, verified.error);
  }

  async function startAccount(stored: StoredAccount): Promise<void> {
    const kept = await vault.read(stored.key);
    if (kept === null) return showSignedOut(stored.key);
    if (!stored.signedOut) return connect(stored.key, kept);
    inBackground(() => tryAgain(stored, kept), 'try sign-in again', deps);
  }

  /** Refused at the last run. The refusal may have been the server's own trouble, so the token gets one more try. */
  async function tryAgain({ key, id, profile }: StoredAccount, kept: KeptSignIn): Promise<void> {
    const answer = await fediverse.whoAmI(profile, kept.grant.accessToken);
    if (answer.ok && answer.value.id === id && roster.signedIn(key) === null) connect(key, kept);
  }

  /** Not stored: a key store that is only locked today must not cost the sign-in for good. */
  function showSignedOut(key: AccountKey): void {
    roster.setLive(key, { health: { state: 'signedOut', since: clock.now(), retryAt: null, error: null } });
  }

  function planRefresh(key: AccountKey, delayMs: number): void {
    refreshes.get(key)?.();
    const jitter = 0.9 + deps.random.unit() * 0.2;
    refreshes.set(key, clock.after(delayMs * jitter, () => {
      planRefresh(key, refreshEveryMs);
      inBackground(() => refresh(key), 'refresh account', deps);
    }));
  }

  async function refresh(key: AccountKey): Promise<void> {
    const connection = roster.entry(key)?.connection ?? null;
    if (connection === null) return;
    const verified = await connection.verify({ priority: 'background' });
    if (!verified.ok) return verified.error.kind === 'unauthorized' ? confirm(key) : undefined;
    const entry = roster.entry(key);
    if (entry?.connection !== connection) return;
    if (verified.value.id !== entry.stored.id) return signOut(key, null);
    const updated = withOwnAccount(entry.stored, verified.value);
    if (JSON.stringify(updated) !== JSON.stringify(entry.stored)) roster.put(updated);
    if (clock.now() - updated.profile.checkedAt >= refreshEveryMs) await refreshProfile(key);
  }

  /** Only after `verify`: the streaming host gets the token, so it may change only on the word of a server that knows it. */
  async function refreshProfile(key: AccountKey): Promise<void> {
    const before = roster.entry(key);
    if (before === null) return;
    const probed = await deps.probe(before.stored.profile.apiBase);
    const entry = roster.entry(key);
    if (!probed.ok || entry === null || entry.connection !== before.connection) return;
    const { profile } = entry.stored;
    if (probed.value.apiBase !== profile.apiBase) return log.warn('account.serverMoved', { account: key, host: probed.value.summary.apiHost });
    roster.put({ ...entry.stored, profile: probed.value });
    if (connectsAlike(probed.value, profile)) return;
    const kept = await vault.read(key);
    if (kept !== null && roster.entry(key)?.connection === before.connection) connect(key, kept);
  }

  return {
    async start(given) {
      watcher = given;
      await Promise.all(roster.entries().map(({ stored }) => startAccount(stored)));
    },
    connect,
    disconnect,
    removed: (key) => watcher.removed(key),
    async reconnect(key) {
      const entry = roster.entry(key);
      if (entry === null) return;
      if (entry.connection === null) await startAccount(entry.stored);
      else watcher.reconnect(key);
    },
    healthChanged(key, health) {
      if (roster.entry(key)?.connection === null) return;
      if (health.state === 'signedOut') signOut(key, health.error);
      else roster.setLive(key, { health });
    },
    close() {
      closed = true;
      for (const cancel of refreshes.values()) cancel();
      refreshes.clear();
      for (const { connection } of roster.entries()) connection?.close();
    },
  };
}

function withOwnAccount(stored: StoredAccount, own: OwnAccount): StoredAccount {
  return { ...stored, person: own.person, movedTo: own.movedTo ?? (saysMoved(stored) ? null : stored.movedTo), defaults: own.defaults };
}

/** Akkoma, Pleroma and Mitra move an account and show nothing of it: what was seen once stays. */
function saysMoved({ profile }: StoredAccount): boolean {
  return !['akkoma', 'pleroma', 'mitra'].includes(profile.summary.software);
}

/** Whether a connection made with one profile serves for the other as well. */
function connectsAlike(one: ServerProfile, other: ServerProfile): boolean {
  const facts = ({ streamingBase, streamAuth, capabilities }: ServerProfile): string => JSON.stringify([streamingBase, streamAuth, capabilities]);
  return facts(one) === facts(other);
}
