import type { AccountKey } from '../../contract/ids.ts';
import type { NotificationType } from '../../contract/notifications.ts';
import { hiddenByOthers, type ShieldIndex, type ShieldVerdict } from '../../contract/shield-verdict.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { Clock } from '../ports.ts';
import type { NotificationStore, RowName, StoredNotification } from './store.ts';

/** These wait for an answer, or are a moderator's work: whoever they name, they are told. */
const alwaysShown: ReadonlySet<NotificationType> = new Set(['follow_request', 'severed_relationships', 'moderation_warning', 'admin.sign_up', 'admin.report']);

/** A row as it is shown, or why it is not. */
export type Covered = { readonly row: StoredNotification } | { readonly verdict: ShieldVerdict };

/** Keeps people whom one account hides out of what another is told, where the person has set it so. */
export interface Shielding {
  /** The store it was given; what is put there is judged. */
  readonly store: NotificationStore;
  /** Without the people who are hidden there; a group that has others left is shown with those. */
  cover(row: StoredNotification): Covered;
  /** Of all accounts, now. */
  hiddenRows(): readonly RowName[];
  /** Answers whether anything may be shown differently. */
  changed(): boolean;
}

export function createShielding(deps: { readonly clock: Clock; readonly accounts: AccountDirectory; readonly notifications: NotificationStore; readonly shield: () => ShieldIndex }): Shielding {
  const { notifications } = deps;
  let index = deps.shield();
  /** By account, as far as it was asked for. Rows that are gone may linger: they are counted nowhere. */
  const hidden = new Map<AccountKey, Map<string, StoredNotification>>();

  function verdictOf(handle: string, account: AccountKey): ShieldVerdict | null {
    const isOwn = deps.accounts.keys().some((key) => deps.accounts.signedIn(key)?.person.handle === handle);
    return isOwn ? null : hiddenByOthers(handle, account, index, deps.clock.now());
  }

  function cover(row: StoredNotification): Covered {
    if (!index.over.has(row.account) || alwaysShown.has(row.type)) return { row };
    let verdict: ShieldVerdict | null = null;
    const people = row.people.filter(({ handle }) => {
      const found = verdictOf(handle, row.account);
      verdict ??= found;
      return found === null;
    });
    const gone = row.people.length - people.length;
    if (verdict === null || gone === 0) return { row };
    const count = row.count - gone;
    return people.length === 0 && count <= 0 ? { verdict } : { row: { ...row, people, count: Math.max(count, people.length) } };
  }

  const isHidden = (row: StoredNotification): boolean => 'verdict' in cover(row);

  function hiddenOf(account: AccountKey): ReadonlyMap<string, StoredNotification> {
    const known = hidden.get(account);
    if (known !== undefined) return known;
    const newest = notifications.newest(account);
    const rows = newest === null ? [] : notifications.between(account, '', newest.id).filter(isHidden);
    const found = new Map(rows.map((row) => [row.group, row]));
    hidden.set(account, found);
    return found;
  }

  function judge(row: StoredNotification): void {
    const known = hidden.get(row.account);
    if (isHidden(row)) known?.set(row.group, row);
    else known?.delete(row.group);
  }

  return {
    store: {
      ...notifications,
      put(row) {
        notifications.put(row);
        judge(row);
      },
      clear(account) {
        hidden.delete(account);
        return notifications.clear(account);
      },
    },
    cover,
    // Judged again each time, as mutes end.
    hiddenRows: () => [...index.over.keys()].flatMap((account) => (account === 'foreign' ? [] : [...hiddenOf(account).values()].filter(isHidden).map(({ group }): RowName => `${account} ${group}`))),
    changed() {
      const before = index;
      index = deps.shield();
      hidden.clear();
      return before.over.size > 0 || index.over.size > 0;
    },
  };
}
