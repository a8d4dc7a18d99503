import type { LinkedPost } from '../../electron/contract/copies.ts';
import type { AccountKey, EntryId, StatusUri } from '../../electron/contract/index.ts';
import type { StatusEntry, TimelineEntry } from '../../electron/contract/timelines.ts';

/** Copies are sent within moments; one far off is where its reader found it. */
const togetherMs = 60 * 60_000;

/**
 * Entries with the copies of one post as one: the oldest stands for all, so that nothing moves when the next copy comes
 * in, and has been reached by all that any of them reached. Boosts of a copy are entries of their own.
 */
export function collapseCopies(entries: readonly TimelineEntry[], linked: ReadonlyMap<StatusUri, LinkedPost>, order: readonly AccountKey[]): readonly TimelineEntry[] {
  if (linked.size === 0) return entries;
  const groups = new Map<string, StatusEntry[]>();
  for (const entry of entries) {
    const post = entry.kind === 'status' && entry.booster === null ? linked.get(entry.view.status.uri) : undefined;
    if (post !== undefined && entry.kind === 'status') groups.set(post.id, [...(groups.get(post.id) ?? []), entry]);
  }
  const hidden = new Set<EntryId>();
  const leads = new Map<EntryId, StatusEntry>();
  for (const group of groups.values()) {
    const lead = group.at(-1);
    const others = group.filter((entry) => lead !== undefined && entry.id !== lead.id && entry.at - lead.at <= togetherMs);
    if (lead === undefined || others.length === 0) continue;
    for (const { id } of others) hidden.add(id);
    const reached = new Set([lead, ...others].flatMap((entry) => entry.reached));
    const feeds = [...new Set([lead, ...others].flatMap((entry) => entry.feeds))];
    leads.set(lead.id, { ...lead, feeds, reached: order.filter((key) => reached.has(key)) });
  }
  return hidden.size === 0 ? entries : entries.flatMap((entry) => (hidden.has(entry.id) ? [] : [leads.get(entry.id) ?? entry]));
}
