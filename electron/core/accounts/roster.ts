import type { Account, AccountHealth } from '../../contract/accounts.ts';
import type { AccountKey } from '../../contract/ids.ts';
import type { Person } from '../../contract/statuses.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { AccountConnection } from '../fediverse.ts';
import type { AccountStore, Clock, StoredAccount, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';

/** What is known of one account now: the stored part, and what lasts only as long as the app runs. */
export interface RosterEntry {
  readonly stored: StoredAccount;
  readonly health: AccountHealth;
  readonly connection: AccountConnection | null;
  readonly signInEndsAt: number | null;
}

/** Many streams open at once after a start or a wake: what became of them is told in one event per this time. */
const liveEveryMs = 100;

/** The accounts in rail order. Every change is stored first, then told as one `accounts.changed`. */
export interface Roster extends AccountDirectory {
  list(): readonly Account[];
  entries(): readonly RosterEntry[];
  entry(key: AccountKey): RosterEntry | null;
  /** Adds or replaces the stored part; `live` changes the rest. */
  put(stored: StoredAccount, live?: Partial<Omit<RosterEntry, 'stored'>>): void;
  setLive(key: AccountKey, live: Partial<Omit<RosterEntry, 'stored'>>): void;
  remove(key: AccountKey): void;
  /** Puts all accounts in this order, in one write. */
  place(order: readonly AccountKey[], transactions: Transactions): void;
}

export function createRoster(deps: { readonly store: AccountStore; readonly clock: Clock; readonly publish: Publish }): Roster {
  const { store, clock, publish } = deps;
  const entries = new Map<AccountKey, RosterEntry>(store.all().map((stored) => [stored.key, begin(stored)]));

  function begin(stored: StoredAccount): RosterEntry {
    return { stored, connection: null, signInEndsAt: null, health: { state: stored.signedOut ? 'signedOut' : 'starting', since: clock.now(), retryAt: null, error: null } };
  }

  const inOrder = (): readonly RosterEntry[] => [...entries.values()].toSorted((one, other) => one.stored.position - other.stored.position);
  const list = (): readonly Account[] => inOrder().map(toAccount);
  let toldAt = Number.NEGATIVE_INFINITY;
  let cancelTelling: (() => void) | null = null;

  function tell(): void {
    cancelTelling?.();
    cancelTelling = null;
    toldAt = clock.monotonic();
    publish('accounts.changed', { accounts: list() });
  }

  function tellSoon(): void {
    const waitMs = toldAt + liveEveryMs - clock.monotonic();
    if (waitMs <= 0) tell();
    else cancelTelling ??= clock.after(waitMs, tell);
  }

  return {
    list,
    entries: inOrder,
    entry: (key) => entries.get(key) ?? null,
    keys: () => inOrder().map(({ stored }) => stored.key),
    signedIn: (key) => toSignedIn(entries.get(key)),
    put(stored, live = {}) {
      store.put(stored);
      entries.set(stored.key, { ...(entries.get(stored.key) ?? begin(stored)), ...live, stored });
      tell();
    },
    setLive(key, live) {
      const entry = entries.get(key);
      if (entry === undefined) return;
      entries.set(key, { ...entry, ...live });
      tellSoon();
    },
    remove(key) {
      store.remove(key);
      entries.delete(key);
      tell();
    },
    place(order, transactions) {
      const moved = inOrder().map((entry) => ({ ...entry, stored: { ...entry.stored, position: order.indexOf(entry.stored.key) } }));
      transactions.run(() => moved.forEach(({ stored }) => store.put(stored)));
      for (const entry of moved) entries.set(entry.stored.key, entry);
      tell();
    },
  };
}

export function toSignedIn(entry: RosterEntry | undefined): SignedInAccount | null {
  if (entry === undefined || entry.connection === null) return null;
  const { stored, connection } = entry;
  return { key: stored.key, person: stored.person, profile: stored.profile, connection };
}

function toAccount({ stored, health, signInEndsAt }: RosterEntry): Account {
  const { person, profile } = stored;
  return {
    key: stored.key,
    handle: person.handle,
    displayName: person.displayName,
    emojis: person.emojis,
    nickname: stored.nickname ?? plainName(person),
    avatar: person.avatar,
    url: person.url,
    colour: stored.colour,
    locked: person.locked,
    movedTo: stored.movedTo,
    server: profile.summary,
    limits: profile.limits,
    defaults: stored.defaults,
    health,
    signInEndsAt,
  };
}

/** Chips and sentences are plain text: a custom emoji in the display name would stand there as `:shortcode:`. */
export function plainName({ displayName, handle, emojis }: Person): string {
  const shortcodes = new Set(emojis.map(({ shortcode }) => `:${shortcode}:`));
  const words = displayName.split(/(:[^\s:]+:)/u).filter((part) => !shortcodes.has(part));
  return words.join('').replace(/\s+/gu, ' ').trim() || handle;
}

const colours = [1, 2, 3, 4, 5, 6, 7, 8];

/** The first colour nobody has; with more accounts than colours, the first of those used least. */
export function chooseColour(taken: readonly number[]): number {
  const uses = (colour: number): number => taken.filter((other) => other === colour).length;
  return colours.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best));
}
