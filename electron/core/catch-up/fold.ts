import type { DigestPost } from '../../contract/catch-up.ts';
import type { StatusUri } from '../../contract/ids.ts';
import type { StatusEntry } from '../../contract/timelines.ts';

/** Folds entries, newest first, into posts, each once. */
export interface Fold {
  readonly size: number;
  add(entry: StatusEntry): void;
  /** Newest first by `at`. */
  posts(): readonly DigestPost[];
}

export function createFold(): Fold {
  const byUri = new Map<StatusUri, DigestPost>();

  function merge(before: DigestPost, { at, booster, reached }: StatusEntry): DigestPost {
    return {
      ...before,
      at: booster === null ? at : before.at,
      isOwn: before.isOwn || booster === null,
      reached: [...new Set([...before.reached, ...reached])],
      boosters: booster === null || before.boosters.some(({ uri }) => uri === booster.uri) ? before.boosters : [...before.boosters, booster],
    };
  }

  return {
    get size() {
      return byUri.size;
    },
    add(entry) {
      const { view, at, reached, booster } = entry;
      const before = byUri.get(view.status.uri);
      byUri.set(view.status.uri, before === undefined ? { view, at, reached, boosters: booster === null ? [] : [booster], isOwn: booster === null, replies: view.status.counts.replies } : merge(before, entry));
    },
    posts: () => [...byUri.values()].toSorted((one, other) => other.at - one.at),
  };
}
