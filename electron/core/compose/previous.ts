import type { StatusId } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { OwnPost } from '../fediverse.ts';
import type { ComposeStore } from '../ports.ts';
import { newestLike } from './own-post.ts';
import type { StoredCopy } from './store.ts';

const ownPostsLimit = 40;
const notThere = fail<AppError>({ kind: 'notFound', what: 'the post' });

export interface IdentifyDeps {
  readonly store: ComposeStore;
  readonly put: (copy: StoredCopy) => void;
}

/** Whether the post before it in its thread is there, so that this one can answer it. */
export function isItsTurn(copy: StoredCopy, store: ComposeStore): boolean {
  return copy.after === null || store.copy(copy.after)?.status.state === 'sent';
}

/**
 * The id a copy answers as the next post of its thread. Where the person said the post before is there, nobody knows its
 * id yet: it is looked up among the account's own posts, and kept by `put`. `notFound` where it is not among the newest.
 */
export async function previousId(copy: StoredCopy, account: SignedInAccount, { store, put }: IdentifyDeps): Promise<Result<StatusId>> {
  const before = copy.after === null ? null : store.copy(copy.after);
  const found = before === null ? notThere : await identify(before, account, { store, put });
  return found.ok ? ok(found.value.id) : found;
}

/** Which post of the server a sent copy is, where `put` has to remember it. `notFound` where it is not among the account's newest. */
export async function identify(copy: StoredCopy, account: SignedInAccount, { store, put }: IdentifyDeps): Promise<Result<Pick<OwnPost, 'id' | 'uri'>>> {
  const { status } = copy;
  if (status.state !== 'sent') return notThere;
  if (status.id !== null && status.uri !== null) return ok({ id: status.id, uri: status.uri });
  const own = await account.connection.ownPosts(ownPostsLimit);
  if (!own.ok) return own;
  const found = newestLike(copy.payload, own.value, knownIds(copy, store, 'sent'));
  if (found === undefined) return notThere;
  const current = store.copy(copy.id) ?? copy;
  if (current.status.state === 'sent') put({ ...current, status: { ...current.status, id: found.id, uri: found.uri, url: found.url } });
  return ok(found);
}

/** Ids, of posts or of scheduled ones, that belong to other copies of this account. */
export function knownIds({ id, account }: StoredCopy, store: ComposeStore, state: 'sent' | 'scheduled'): ReadonlySet<string> {
  const others = store.posts(200).flatMap((post) => post.copies.filter((copy) => copy.id !== id && copy.account === account));
  return new Set(others.flatMap(({ status }) => (status.state === state && status.id !== null ? [status.id] : [])));
}
