import type { AccountKey } from '../../contract/ids.ts';
import type { Hidden } from '../../contract/shield.ts';

/** Whom each account hides, as its server told last. */
export interface HiddenStore {
  /** People by handle, then domains. */
  of(account: AccountKey): readonly Hidden[];
  /** Epoch ms of the last whole reading. */
  readAt(account: AccountKey): number | null;
  replace(account: AccountKey, hidden: readonly Hidden[], readAt: number): void;
  put(account: AccountKey, hidden: Hidden): void;
  remove(account: AccountKey, kind: Hidden['kind'], subject: string): void;
  forget(account: AccountKey): void;
}
