import { copyKinds, itemState, type CopyKind, type ItemState } from '../../../contract/carry-over.ts';
import { personOf, postOf } from './subjects.ts';
import type { CarryOverStore, JournalLine, StoredCarryOver, StoredKind } from './types.ts';

/** States in which a line still has to be worked on. Over a limit is tried again when the limit may have opened. */
const openStates: ReadonlySet<ItemState> = new Set(['queued', 'resolving', 'unclear', 'overLimit']);

export type Counts = Record<ItemState, number>;

/** One plan's lines in memory as they are on disk, with what is to do next close at hand. */
export interface Journal {
  readonly plan: StoredCarryOver;
  putPlan(change: Partial<StoredCarryOver>): void;
  putKind(kind: CopyKind, change: Partial<StoredKind>): void;
  lines(kind: CopyKind): readonly JournalLine[];
  line(id: string): JournalLine | null;
  byKey(kind: CopyKind, key: string): JournalLine | null;
  /** Writes the line, then shows it. */
  put(line: JournalLine): void;
  replace(kind: CopyKind, lines: readonly JournalLine[]): void;
  counts(kind: CopyKind): Readonly<Counts>;
  /** Chosen lines to work on, in their order. */
  open(kind: CopyKind): Iterable<JournalLine>;
  openCount(kind: CopyKind): number;
  /** Of those, whose person or post the new server has yet to find. */
  unknown(kind: CopyKind): Iterable<JournalLine>;
  unknownCount(kind: CopyKind): number;
  /** Lines of sent follows and requests whose effect is looked at again. */
  awaiting(): Iterable<JournalLine>;
}

/** What the person has left out stays open in the journal, so that it can be chosen again; it is shown and counted as left out. */
export function shownState({ chosen, state }: Pick<JournalLine, 'chosen' | 'state'>): ItemState {
  return !chosen && openStates.has(state) ? 'skipped' : state;
}

export function createJournal(store: CarryOverStore, stored: StoredCarryOver): Journal {
  let plan = stored;
  const byId = new Map<string, JournalLine>();
  const byKey = new Map<string, string>();
  const order = new Map<CopyKind, string[]>(copyKinds.map((kind) => [kind, []]));
  const counts = new Map<CopyKind, Counts>(copyKinds.map((kind) => [kind, noCounts()]));
  const open = new Map<CopyKind, Set<string>>(copyKinds.map((kind) => [kind, new Set()]));
  const unknown = new Map<CopyKind, Set<string>>(copyKinds.map((kind) => [kind, new Set()]));
  const awaiting = new Set<string>();
  const nameOf = (kind: CopyKind, key: string): string => `${kind} ${key}`;

  function show(line: JournalLine): void {
    const before = byId.get(line.id);
    const kindCounts = counts.get(line.kind) ?? noCounts();
    if (before === undefined) {
      order.get(line.kind)?.push(line.id);
      byKey.set(nameOf(line.kind, line.key), line.id);
    } else kindCounts[shownState(before)] -= 1;
    kindCounts[shownState(line)] += 1;
    byId.set(line.id, line);
    const isOpen = line.chosen && openStates.has(line.state);
    keepIn(open.get(line.kind), line, isOpen);
    keepIn(unknown.get(line.kind), line, isOpen && line.target === null && (personOf(line) !== null || postOf(line) !== null));
    keepIn(awaiting, line, isAwaiting(line));
  }

  function forget(kind: CopyKind): void {
    for (const id of order.get(kind) ?? []) {
      const line = byId.get(id);
      if (line !== undefined) byKey.delete(nameOf(kind, line.key));
      byId.delete(id);
      awaiting.delete(id);
    }
    order.set(kind, []);
    counts.set(kind, noCounts());
    open.set(kind, new Set());
    unknown.set(kind, new Set());
  }

  const linesOf = (ids: Iterable<string>): JournalLine[] => [...ids].flatMap((id) => byId.get(id) ?? []);

  function* linesIn(ids: Iterable<string> | undefined): Iterable<JournalLine> {
    for (const id of ids ?? []) {
      const line = byId.get(id);
      if (line !== undefined) yield line;
    }
  }

  for (const line of store.lines(plan.id)) show(afterStart(line));

  return {
    get plan() {
      return plan;
    },
    putPlan(change) {
      const next = { ...plan, ...change };
      store.put(next);
      plan = next;
    },
    putKind(kind, change) {
      const next = { ...plan, kinds: { ...plan.kinds, [kind]: { ...plan.kinds[kind], ...change } } };
      store.put(next);
      plan = next;
    },
    lines: (kind) => linesOf(order.get(kind) ?? []),
    line: (id) => byId.get(id) ?? null,
    byKey: (kind, key) => byId.get(byKey.get(nameOf(kind, key)) ?? '') ?? null,
    put(line) {
      store.putLine(line);
      show(line);
    },
    replace(kind, lines) {
      store.replaceLines(plan.id, kind, lines);
      forget(kind);
      lines.forEach(show);
    },
    counts: (kind) => counts.get(kind) ?? noCounts(),
    open: (kind) => linesIn(open.get(kind)),
    openCount: (kind) => open.get(kind)?.size ?? 0,
    unknown: (kind) => linesIn(unknown.get(kind)),
    unknownCount: (kind) => unknown.get(kind)?.size ?? 0,
    awaiting: () => linesIn(awaiting),
  };
}

/**
 * What a line means after the app was killed. A look-up is done again. A call that left without an answer may have
 * arrived: what may not happen twice is read back first, the rest is simply sent again.
 */
function afterStart(line: JournalLine): JournalLine {
  if (line.state === 'resolving') return { ...line, state: 'queued' };
  return line.state === 'sent' && !line.answered ? { ...line, state: 'unclear', retryAt: null } : line;
}

function keepIn(set: Set<string> | undefined, { id }: JournalLine, isIn: boolean): void {
  if (isIn) set?.add(id);
  else set?.delete(id);
}

function isAwaiting(line: JournalLine): boolean {
  return line.retryAt !== null && (line.state === 'requested' || (line.state === 'sent' && line.answered));
}

function noCounts(): Counts {
  return Object.fromEntries(itemState.options.map((state) => [state, 0])) as Counts;
}
