import { copyKinds, type CopyKind } from '../../../contract/carry-over.ts';
import type { BelongingItems, BelongingsSnapshot, KindReading, ListWithMembers } from '../belongings.ts';
import type { Journal } from './journal.ts';
import type { JournalLine } from './types.ts';

/** What the source of a plan had when it was read, put together from the journal. */
export function toSnapshot(journal: Journal, handle: string | null): BelongingsSnapshot {
  const { from, kinds } = journal.plan;
  const read = copyKinds.filter((kind) => kinds[kind].readAt !== null && kinds[kind].unsupported !== 'from');
  const readings = Object.fromEntries(read.map((kind) => [kind, readingOf(kind, journal)]));
  return {
    account: from.kind === 'files' ? null : from.account,
    handle,
    takenAt: Math.max(0, ...read.map((kind) => kinds[kind].readAt ?? 0)),
    kinds: readings,
    unsupported: copyKinds.filter((kind) => kinds[kind].unsupported === 'from'),
    followers: null,
  };
}

/** Newest first again: the journal works from the oldest on. */
function readingOf(kind: CopyKind, journal: Journal): KindReading {
  const lines = journal.lines(kind);
  const { readAt, counted } = journal.plan.kinds[kind];
  return { items: itemsOf(kind, lines), counted, readAt: readAt ?? 0 };
}

function itemsOf(kind: CopyKind, lines: readonly JournalLine[]): readonly BelongingItems[CopyKind][] {
  if (kind === 'lists') return lines.flatMap((line) => (line.kind === 'lists' && line.wanted.part === 'list' ? [{ ...line.wanted.list, members: membersOf(line.wanted.name, lines) }] : []));
  if (kind === 'filters') return lines.flatMap((line) => (line.kind === 'filters' && line.wanted.part === 'filter' ? [line.wanted.filter] : []));
  const items = lines.flatMap((line) => (line.kind === 'lists' || line.kind === 'filters' ? [] : [line.wanted]));
  return ['profile', 'postingDefaults', 'notificationPolicy', 'scheduled'].includes(kind) ? items : items.toReversed();
}

function membersOf(name: string, lines: readonly JournalLine[]): ListWithMembers['members'] {
  return lines.flatMap((line) => (line.kind === 'lists' && line.wanted.part === 'member' && line.wanted.name === name ? [line.wanted.person] : []));
}
