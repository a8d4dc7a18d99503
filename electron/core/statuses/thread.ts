import type { StatusUri } from '../../contract/ids.ts';
import type { StatusView, Thread } from '../../contract/statuses.ts';

/** A conversation as one server knows it, by `uri`. */
export interface KnownThread {
  /** From the top of the conversation down to the parent of the focused status. */
  readonly ancestors: readonly StatusUri[];
  readonly descendants: readonly StatusUri[];
  /** What each of them answers, as far as this server says. */
  readonly parents: ReadonlyMap<StatusUri, StatusUri>;
}

/** Merges what several servers know of one conversation: each misses replies that others have. */
export function mergeThreads(focus: StatusView, threads: readonly KnownThread[], viewOf: (uri: StatusUri) => StatusView | null): Omit<Thread, 'unavailable'> {
  const parents = new Map(threads.flatMap((thread) => [...thread.parents]));
  const ancestors = ancestorsOf(focus.status.uri, threads, parents);
  const above = new Set(ancestors);
  const below = new Set(threads.flatMap((thread) => thread.descendants).filter((uri) => uri !== focus.status.uri && !above.has(uri)));
  const views = new Map([...below].flatMap((uri) => {
    const view = viewOf(uri);
    return view === null ? [] : [[uri, view] as const];
  }));
  return { ancestors: ancestors.flatMap((uri) => viewOf(uri) ?? []), focus, descendants: nest(focus, views, parents) };
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

function nest(focus: StatusView, views: ReadonlyMap<StatusUri, StatusView>, parents: ReadonlyMap<StatusUri, StatusUri>): Thread['descendants'] {
  const children = new Map<StatusUri, StatusView[]>();
  for (const [uri, view] of views) {
    const parent = parents.get(uri);
    // A reply to something nobody serves any more is still part of the conversation: it stands below the focused status.
    const under = parent !== undefined && views.has(parent) ? parent : focus.status.uri;
    children.set(under, [...(children.get(under) ?? []), view]);
  }
  const ordered: (StatusView & { readonly depth: number })[] = [];
  const placed = new Set<StatusUri>();
  const open: { readonly view: StatusView; readonly depth: number }[] = [];
  const push = (parent: StatusView, depth: number): void => {
    const replies = (children.get(parent.status.uri) ?? []).toSorted((a, b) => compareReplies(parent, a, b));
    open.push(...replies.toReversed().map((view) => ({ view, depth })));
  };
  push(focus, 1);
  // A stack, not recursion: servers give threads of 4,096 replies, and each may answer the one before.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (placed.has(next.view.status.uri)) continue;
    placed.add(next.view.status.uri);
    ordered.push({ ...next.view, depth: next.depth });
    push(next.view, next.depth + 1);
  }
  return ordered;
}

/** Authors going on about their own post come first, as servers order it; then by time. */
function compareReplies(parent: StatusView, a: StatusView, b: StatusView): number {
  const own = (view: StatusView): number => (view.status.author.uri === parent.status.author.uri ? 0 : 1);
  return own(a) - own(b) || a.status.createdAt - b.status.createdAt || (a.status.uri < b.status.uri ? -1 : 1);
}
