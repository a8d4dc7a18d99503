import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Thread } from '../../contract/statuses.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { SeenStatus } from '../fediverse.ts';
import { mergeThreads, type KnownThread } from './thread.ts';
import type { StatusDeps } from './types.ts';

interface Answered {
  readonly key: AccountKey;
  /** Null when the server could not say. */
  readonly thread: KnownThread | null;
  readonly moreAt: number | null;
}

/** The conversation around a status and its copies: what the server of every account that knows one of them tells. */
export function createConversations({ clock, statuses, accounts, transactions, gone, copiesOf }: StatusDeps, signal: AbortSignal) {
  async function contextOf(account: SignedInAccount, uri: StatusUri): Promise<Omit<Answered, 'key'>> {
    const id = statuses.localId(account.key, uri);
    if (id === null) return silent;
    const answer = await account.connection.context(id, { signal });
    if (!answer.ok) {
      if (answer.error.kind === 'notFound') gone(account.key, id);
      return silent;
    }
    const { ancestors, descendants, moreAt } = answer.value;
    const all = [...ancestors, ...descendants];
    transactions.run(() => all.forEach((seen) => statuses.put(account.key, seen, clock.now())));
    return { thread: { of: uri, ancestors: ancestors.map(uriOf), descendants: descendants.map(uriOf), parents: parentsOf(account.key, all, uri) }, moreAt };
  }

  function parentsOf(account: AccountKey, all: readonly SeenStatus[], focus: StatusUri): ReadonlyMap<StatusUri, StatusUri> {
    const parents = new Map<StatusUri, StatusUri>();
    const link = (child: StatusUri, parentId: SeenStatus['marks']['inReplyToId']): void => {
      const parent = parentId === null ? null : statuses.uriOf(account, parentId);
      if (parent !== null) parents.set(child, parent);
    };
    for (const seen of all) link(seen.status.uri, seen.marks.inReplyToId);
    link(focus, statuses.get(focus)?.marks.find((marks) => marks.account === account)?.inReplyToId ?? null);
    return parents;
  }

  async function ask(uri: StatusUri): Promise<readonly Answered[]> {
    const known = accounts.keys().filter((key) => statuses.localId(key, uri) !== null);
    return Promise.all(known.map(async (key) => {
      const account = accounts.signedIn(key);
      return { key, ...(account === null ? silent : await contextOf(account, uri)) };
    }));
  }

  return async function thread({ uri }: { readonly uri: StatusUri }): Promise<Result<Thread>> {
    if (statuses.get(uri) === null) return noStatus;
    const others = copiesOf(uri);
    const answered = (await Promise.all([uri, ...others.map((copy) => copy.uri)].map(ask))).flat();
    const focus = statuses.get(uri);
    if (focus === null) return noStatus;
    const copies = others.filter((copy) => statuses.get(copy.uri) !== null);
    const merged = mergeThreads(focus, answered.flatMap(({ thread }) => thread ?? []), (other) => statuses.get(other), copies);
    const failed = new Set(answered.filter((each) => each.thread === null).map(({ key }) => key));
    const moreAt = answered.flatMap((each) => each.moreAt ?? []);
    return ok({
      ...merged,
      copies: copies.flatMap((copy) => statuses.get(copy.uri) ?? []),
      unavailable: accounts.keys().filter((key) => failed.has(key)),
      refreshAt: moreAt.length === 0 ? null : Math.min(...moreAt),
    });
  };
}

const silent = { thread: null, moreAt: null } as const;
const noStatus = fail({ kind: 'notFound', what: 'status' } as const);
const uriOf = (seen: SeenStatus): StatusUri => seen.status.uri;
