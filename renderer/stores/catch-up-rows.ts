import type { CatchUpOrder, CatchUpSort, CatchUpView, Digest, DigestGroup, DigestPost } from '../../electron/contract/catch-up.ts';
import type { PreviewCard } from '../../electron/contract/statuses.ts';

/** Posts that belong together, newest first; one alone in the view of posts. */
export interface CatchUpRow {
  readonly key: string;
  readonly posts: readonly DigestPost[];
  /** The page that was linked; null in the other views. */
  readonly card: PreviewCard | null;
}

const sum = (posts: readonly DigestPost[], count: (post: DigestPost) => number): number => posts.reduce((total, post) => total + count(post), 0);

function measure(digest: Digest, view: CatchUpView, sort: CatchUpSort): (row: CatchUpRow) => number {
  if (sort === 'time') return ({ posts }) => Math.max(...posts.map(({ at }) => at));
  if (sort === 'replies') return ({ posts }) => sum(posts, ({ replies }) => replies);
  if (sort !== 'density') return ({ posts }) => sum(posts, (post) => post.view.status.counts[sort]);
  if (view !== 'posts') return ({ posts }) => posts.length;
  const sizes = new Map(digest.authors.flatMap(({ uris }) => uris.map((uri) => [uri, uris.length] as const)));
  return ({ posts }) => sum(posts, (post) => sizes.get(post.view.status.uri) ?? 0);
}

/** What a view of the digest lists, in its order. Posts that are not `isShown` are in no row. */
export function rowsOf(digest: Digest, view: CatchUpView, { sort, isReversed }: CatchUpOrder, isShown: (post: DigestPost) => boolean): readonly CatchUpRow[] {
  const shown = new Map(digest.posts.filter(isShown).map((post) => [post.view.status.uri, post]));
  const toRow = ({ key, uris }: DigestGroup, card: PreviewCard | null): CatchUpRow => ({ key, card, posts: uris.flatMap((uri) => shown.get(uri) ?? []) });
  const all: Readonly<Record<CatchUpView, () => readonly CatchUpRow[]>> = {
    posts: () => [...shown].map(([key, post]) => ({ key, card: null, posts: [post] })),
    authors: () => digest.authors.map((group) => toRow(group, null)),
    links: () => digest.links.map((group) => toRow(group, group.card)),
    threads: () => digest.threads.map((group) => toRow(group, null)),
  };
  const least = view === 'threads' ? 2 : 1;
  const of = measure(digest, view, sort);
  const measured = all[view]().filter(({ posts }) => posts.length >= least).map((row) => ({ row, size: of(row), at: row.posts[0]?.at ?? 0 }));
  // Equals stay with the newest first either way.
  return measured.toSorted((one, other) => (isReversed ? one.size - other.size : other.size - one.size) || other.at - one.at).map(({ row }) => row);
}
