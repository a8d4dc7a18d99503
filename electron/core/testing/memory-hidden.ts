import type { AccountKey } from '../../contract/ids.ts';
import type { Hidden } from '../../contract/shield.ts';
import type { HiddenStore } from '../ports.ts';

export function createMemoryHidden(): HiddenStore {
  const lists = new Map<AccountKey, readonly Hidden[]>();
  const readings = new Map<AccountKey, number>();
  const of = (account: AccountKey): readonly Hidden[] => lists.get(account) ?? [];
  const without = (account: AccountKey, kind: Hidden['kind'], subject: string): readonly Hidden[] => of(account).filter((each) => each.kind !== kind || each.subject !== subject);
  return {
    of,
    readAt: (account) => readings.get(account) ?? null,
    replace(account, hidden, readAt) {
      lists.set(account, hidden);
      readings.set(account, readAt);
    },
    put: (account, hidden) => void lists.set(account, [...without(account, hidden.kind, hidden.subject), hidden]),
    remove: (account, kind, subject) => void lists.set(account, without(account, kind, subject)),
    forget(account) {
      lists.delete(account);
      readings.delete(account);
    },
  };
}
