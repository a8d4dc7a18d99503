import type { StatusUri } from '../../../electron/contract/index.ts';
import type { ThreadReply } from '../../../electron/contract/statuses.ts';

/** How many replies stand below each that has any. `replies` come depth first. */
export function repliesBelow(replies: readonly ThreadReply[]): ReadonlyMap<StatusUri, number> {
  const below = new Map<StatusUri, number>();
  const above: ThreadReply[] = [];
  for (const reply of replies) {
    while ((above.at(-1)?.depth ?? 0) >= reply.depth) above.pop();
    // A chain of thousands counts only for its first hundred: nobody closes it from the middle.
    for (const each of above.slice(0, 100)) below.set(each.status.uri, (below.get(each.status.uri) ?? 0) + 1);
    above.push(reply);
  }
  return below;
}

/** Leaves out what stands below a closed reply. */
export function withoutClosed(replies: readonly ThreadReply[], closed: ReadonlySet<StatusUri>): readonly ThreadReply[] {
  let hiddenBelow = Infinity;
  return replies.filter(({ depth, status }) => {
    if (depth > hiddenBelow) return false;
    hiddenBelow = closed.has(status.uri) ? depth : Infinity;
    return true;
  });
}
