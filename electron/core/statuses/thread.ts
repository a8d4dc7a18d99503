import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import type { StatusView, Thread, ThreadReply } from '../../contract/statuses.ts';

/** A conversation as one server knows it, by `uri`. */
export interface KnownThread {
  /** The post it was asked about: the opened one, or a copy of it. */
  readonly of: StatusUri;
  /** From the top of the conversation down to the parent of the focused status. */
  readonly ancestors: readonly StatusUri[];
  readonly descendants: readonly StatusUri[];
  /** What each of them answers, as far as this server says. */
  readonly parents: ReadonlyMap<StatusUri, StatusUri>;
}

interface CopyOfFocus {
  readonly account: AccountKey;
  readonly uri: StatusUri;
}

/**
 * Merges what several servers know of one conversation: each misses replies that others have. What answers a copy of the
 * focused status stands among its own replies and is marked.
 */
export function mergeThreads(focus: StatusView, threads: readonly KnownThread[], viewOf: (uri: StatusUri) => StatusView | null, copies: readonly CopyOfFocus[] = []): Pick<Thread, 'ancestors' | 'focus' | 'descendants'> {
  const { uri } = focus.status;
  const parents = new Map(threads.flatMap((thread) => [...thread.parents]));
  const ancestors = ancestorsOf(uri, threads.filter((thread) => thread.of === uri), parents);
  const roots = new Map<StatusUri, AccountKey | null>([[uri, null], ...copies.map((copy) => [copy.uri, copy.account] as const)]);
  const above = new Set(ancestors);
  /** Each descendant with the root whose conversation it was found in. */
  const below = new Map(threads.flatMap((thread) => thread.descendants.map((other) => [other, thread.of] as const)).filter(([other]) => !roots.has(other) && !above.has(other)));
  const views = new Map([...below.keys()].flatMap((other) => {
    const view = viewOf(other);
    return view === null ? [] : [[other, view] as const];
  }));
  return { ancestors: ancestors.flatMap((other) => viewOf(other) ?? []), focus, descendants: nest({ focus, roots, views, parents, below }) };
}

/** By following the answers up; where a link is unknown, the longest list any server gave stands in for the rest. */
function ancestorsOf(focus: StatusUri, threads: readonly KnownThread[], parents: ReadonlyMap<StatusUri, StatusUri>): readonly StatusUri[] {
  const chain: StatusUri[] = [];
  const seen = new Set([focus]);
  for (let uri = parents.get(focus); uri !== undefined && !seen.has(uri); uri = parents.get(uri)) {
    seen.add(uri);
    chain.unshift(uri);
  }
  const longest = threads.map((thread) => thread.ancestors).reduce((a, b) => (b.length > a.length ? b : a), []);
  return longest.length > chain.length ? longest : chain;
}

interface Nesting {
  readonly focus: StatusView;
  readonly roots: ReadonlyMap<StatusUri, AccountKey | null>;
  readonly views: ReadonlyMap<StatusUri, StatusView>;
  readonly parents: ReadonlyMap<StatusUri, StatusUri>;
  readonly below: ReadonlyMap<StatusUri, StatusUri>;
}

type Open = Omit<ThreadReply, keyof StatusView> & { readonly view: StatusView };

function nest({ focus, roots, views, parents, below }: Nesting): Thread['descendants'] {
  const children = new Map<StatusUri, StatusView[]>();
  for (const [uri, view] of views) {
    const parent = parents.get(uri);
    // A reply to something nobody serves any more is still part of the conversation: it stands below the post it was found with.
    const under = parent !== undefined && (views.has(parent) || roots.has(parent)) ? parent : (below.get(uri) ?? focus.status.uri);
    children.set(under, [...(children.get(under) ?? []), view]);
  }
  const ordered: ThreadReply[] = [];
  const placed = new Set<StatusUri>();
  const open: Open[] = [...roots]
    .flatMap(([root, copyOf]) => (children.get(root) ?? []).map((view): Open => ({ view, depth: 1, copyOf })))
    .toSorted((a, b) => compareReplies(focus, b.view, a.view));
  // A stack, not recursion: servers give threads of 4,096 replies, and each may answer the one before.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { view, depth, copyOf } = next;
    if (placed.has(view.status.uri)) continue;
    placed.add(view.status.uri);
    ordered.push({ ...view, depth, copyOf });
    const replies = (children.get(view.status.uri) ?? []).toSorted((a, b) => compareReplies(view, b, a));
    open.push(...replies.map((reply): Open => ({ view: reply, depth: depth + 1, copyOf })));
  }
  return ordered;
}

/** Authors going on about their own post come first, as servers order it; then by time. */
function compareReplies(parent: StatusView, a: StatusView, b: StatusView): number {
  const own = (view: StatusView): number => (view.status.author.uri === parent.status.author.uri ? 0 : 1);
  return own(a) - own(b) || a.status.createdAt - b.status.createdAt || (a.status.uri < b.status.uri ? -1 : 1);
}
