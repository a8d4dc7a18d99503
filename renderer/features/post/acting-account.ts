import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { StatusView, Visibility } from '../../../electron/contract/statuses.ts';
import type { ActAsKind, SeveralAct } from '../../stores/post-menus.ts';

/** Posts that only their readers may see: an account that did not receive one must not be sent to look for it. */
const closed = new Set<Visibility>(['private', 'direct', 'local', 'mutuals']);

export type Hindrance = 'cannotSee' | 'signedOut' | 'moved' | 'closedPost';

/** Why this account cannot act at all; null where it can. */
export function standingHindrance(account: Account): Hindrance | null {
  if (account.health.state === 'signedOut') return 'signedOut';
  return account.movedTo === null ? null : 'moved';
}

/** Why this account cannot do this to this post; null where it can. */
export function hindranceOf(account: Account, view: StatusView, act: ActAsKind | SeveralAct): Hindrance | null {
  const { status, marks } = view;
  const standing = standingHindrance(account);
  if (standing !== null) return standing;
  if (closed.has(status.visibility) && !marks.some((mark) => mark.account === account.key)) return 'cannotSee';
  if (act === 'reblog' && closed.has(status.visibility) && !(status.visibility === 'private' && status.author.handle === account.handle)) return 'closedPost';
  return null;
}

/**
 * The account that acts unless the person picks another: one the post reached; of several, the one last used with
 * this author, else the first in the rail that can.
 */
export function actingAccount(view: StatusView, reached: readonly AccountKey[], accounts: readonly Account[], lastUsed: ReadonlyMap<string, AccountKey>): Account | null {
  const last = lastUsed.get(view.status.author.handle);
  const known = accounts.filter(({ key }) => reached.includes(key) || (reached.length === 0 && view.marks.some((mark) => mark.account === key)));
  const able = known.filter((account) => hindranceOf(account, view, 'favourite') === null);
  return able.find(({ key }) => key === last) ?? able[0] ?? known[0] ?? null;
}

/** The account that wrote it, where it is one of the person's own. */
export function ownAccountOf(view: StatusView, accounts: readonly Account[]): Account | undefined {
  return accounts.find(({ handle }) => handle.toLowerCase() === view.status.author.handle.toLowerCase());
}

/** Accounts in the order of the act-as menu: those the post reached first, then the rest of the rail. */
export function actAsOrder(accounts: readonly Account[], reached: readonly AccountKey[]): readonly Account[] {
  return [...accounts.filter(({ key }) => reached.includes(key)), ...accounts.filter(({ key }) => !reached.includes(key))];
}
