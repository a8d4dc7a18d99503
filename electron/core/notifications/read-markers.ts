import type { AccountKey } from '../../contract/ids.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { CallOptions } from '../fediverse.ts';
import { inBackground } from '../thrown.ts';
import { compareIds } from '../timelines/index.ts';
import type { NotificationDeps } from './types.ts';

/** Markers are one small row on the server that other clients write too (mastodon#28633): they are told after a pause, once. */
const tellAfterMs = 5_000;
/** There is no event for markers (mastodon#30426), so they are asked for, but not with every look. */
const askEveryMs = 60_000;

/** Up to where each account's inbox is read. Only ever forward, here and on the servers. */
export interface ReadMarkers {
  readId(account: AccountKey): string | null;
  /** Read here at once; the server is told soon. */
  advance(account: AccountKey, id: string): void;
  /** Takes over what other clients have read; tells the server where it is behind. */
  compare(account: SignedInAccount, options: CallOptions, force: boolean): Promise<void>;
  forget(account: AccountKey): void;
  close(): void;
}

const nameOf = (account: AccountKey): string => `inbox.read:${account}`;

export function createReadMarkers(deps: Pick<NotificationDeps, 'clock' | 'log' | 'random' | 'settings' | 'accounts'>, moved: (account: AccountKey) => void): ReadMarkers {
  const known = new Map<AccountKey, string | null>();
  const telling = new Map<AccountKey, () => void>();
  const askedAt = new Map<AccountKey, number>();
  const closing = new AbortController();

  function readId(account: AccountKey): string | null {
    const cached = known.get(account);
    if (cached !== undefined) return cached;
    const stored = deps.settings.get(nameOf(account));
    const id = typeof stored === 'string' && stored !== '' ? stored : null;
    known.set(account, id);
    return id;
  }

  function isAhead(id: string, than: string | null): boolean {
    return than === null || compareIds(id, than) > 0;
  }

  function put(account: AccountKey, id: string): void {
    deps.settings.set(nameOf(account), id);
    known.set(account, id);
    moved(account);
  }

  function tellLater(account: AccountKey): void {
    telling.get(account)?.();
    telling.set(
      account,
      deps.clock.after(tellAfterMs, () => {
        telling.delete(account);
        inBackground(() => tell(account), 'read marker', deps);
      }),
    );
  }

  async function tell(account: AccountKey): Promise<void> {
    const id = readId(account);
    const connection = deps.accounts.signedIn(account)?.connection;
    if (id === null || connection === undefined) return;
    const options: CallOptions = { signal: closing.signal, priority: 'background' };
    // Another client may be further by now: looked up first, because a server takes any value, also an older one.
    const theirs = await connection.notificationMarker(options);
    if (!theirs.ok || closing.signal.aborted) return;
    if (theirs.value !== null && compareIds(theirs.value, id) >= 0) return takeOver(account, theirs.value);
    const told = await connection.setNotificationMarker(id, options);
    if (!told.ok) deps.log.info('notifications.markerNotTold', { account, error: told.error.kind });
  }

  function takeOver(account: AccountKey, theirs: string): void {
    if (isAhead(theirs, readId(account))) put(account, theirs);
  }

  return {
    readId,
    advance(account, id) {
      if (!isAhead(id, readId(account))) return;
      put(account, id);
      tellLater(account);
    },
    async compare(account, options, force) {
      const { key } = account;
      const sinceMs = deps.clock.monotonic() - (askedAt.get(key) ?? Number.NEGATIVE_INFINITY);
      if (!force && sinceMs < askEveryMs) return;
      askedAt.set(key, deps.clock.monotonic());
      const theirs = await account.connection.notificationMarker(options);
      if (!theirs.ok) return;
      const own = readId(key);
      if (theirs.value !== null) takeOver(key, theirs.value);
      if (own !== null && isAhead(own, theirs.value) && !telling.has(key)) tellLater(key);
    },
    forget(account) {
      telling.get(account)?.();
      for (const map of [known, telling, askedAt]) map.delete(account);
    },
    close() {
      closing.abort();
      for (const cancel of telling.values()) cancel();
    },
  };
}
