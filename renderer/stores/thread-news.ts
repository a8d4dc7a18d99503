import type { StatusUri } from '../../electron/contract/index.ts';
import type { StatusView, Thread } from '../../electron/contract/statuses.ts';

/** Whether one of the posts that have just become known answers a post of the thread and is not in it yet. */
export function hasNewReply(thread: Thread, before: ReadonlyMap<StatusUri, StatusView>, now: ReadonlyMap<StatusUri, StatusView>): boolean {
  const fresh = [...now.values()].filter(({ status }) => !before.has(status.uri));
  if (fresh.length === 0) return false;
  const inThread = [thread.focus, ...thread.ancestors, ...thread.copies, ...thread.descendants];
  const shown = new Set(inThread.map(({ status }) => status.uri));
  // A post is named by its number on each account's server.
  const ids = new Set(inThread.flatMap(({ marks }) => marks.map(({ account, id }) => `${account} ${id}`)));
  return fresh.some(({ status, marks }) => !shown.has(status.uri) && marks.some(({ account, inReplyToId }) => inReplyToId !== null && ids.has(`${account} ${inReplyToId}`)));
}
