import { copyKinds, type CarryOverView, type CopyAnswer, type CopyItem, type CopyKind, type FavouritesAs, type ItemState, type SavedFile } from '../../../contract/carry-over.ts';
import { fail, ok, type Result } from '../../../contract/result.ts';
import { toAppError } from '../../thrown.ts';
import type { FileKind } from '../items.ts';
import { isMissing, toFileKind, toReading, writeFile } from './carry-files.ts';
import { compareKinds } from './comparing.ts';
import { isInherited } from './depending.ts';
import { createJournal, shownState, type Journal } from './journal.ts';
import { createRunning } from './running.ts';
import type { CarryOverDeps, JournalLine, StoredCarryOver } from './types.ts';
import { answersOf, toItem, toView } from './view.ts';

/** Timers stand still while the machine sleeps, caps do not: long waits are looked at again. */
const longestWaitMs = 5 * 60_000;
/** Between two events of the same plan. */
const tellEveryMs = 250;
const afterFaultMs = 60_000;
/** A server that could not be read is asked again then, while the copying runs. */
const rereadAfterMs = 5 * 60_000;

/** The copying of one plan. */
export interface PlanCopy {
  readonly journal: Journal;
  view(): CarryOverView;
  read(kinds: readonly CopyKind[]): void;
  start(): void;
  pause(): void;
  chooseKind(kind: CopyKind, chosen: boolean): void;
  setFavouritesAs(as: FavouritesAs): void;
  chooseItems(items: readonly string[], chosen: boolean): void;
  items(query: { readonly kind: CopyKind; readonly state?: ItemState | undefined; readonly after: string | null; readonly limit: number }): { readonly items: readonly CopyItem[]; readonly next: string | null };
  decide(kind: CopyKind, state: ItemState, answer: CopyAnswer): Result<null>;
  file(kind: CopyKind, rows: 'all' | 'missing'): Result<SavedFile>;
  addFile(file: { readonly name: string; readonly text: string; readonly kind?: CopyKind | undefined }): Result<{ readonly kind: CopyKind; readonly rows: number; readonly bad: number }>;
  wake(): void;
  /** Looks at once at what waits. */
  reconsider(): void;
  close(): void;
}

export function createPlanCopy(deps: CarryOverDeps, stored: StoredCarryOver): PlanCopy {
  const { clock } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  const journal = createJournal(deps.store, stored);
  const running = createRunning({ clock, journal, files: deps.files, signal, account: () => deps.accounts.signedIn(stored.to) });
  const reading = new Set<CopyKind>();
  const toRead = new Set<CopyKind>(stored.running ? unreadKinds(stored) : []);
  let working: CopyKind | null = null;
  let waitingUntil: number | null = null;
  let rereadAt: number | null = null;
  let isLooping = false;
  let isWanted = false;
  let endWait = (): void => {};
  let msPerRequest = 300;
  const tell = createTeller(deps, signal, () => view());

  function view(): CarryOverView {
    const to = deps.accounts.signedIn(stored.to);
    const rates = to?.connection.belongings.rates() ?? { window: null, paging: null, dailyFollows: null };
    return toView({ journal, running, reading, toRead, working, waitingUntil, rates, software: to?.profile.summary.software ?? null, now: clock.now(), msPerRequest });
  }

  async function compare(): Promise<void> {
    const kinds = [...toRead];
    try {
      await compareKinds(kinds, {
        plan: stored,
        journal,
        deps,
        signal,
        progress(kind, isReading) {
          toRead.delete(kind);
          if (isReading) reading.add(kind);
          else reading.delete(kind);
          tell();
        },
      });
    } finally {
      reading.clear();
      for (const kind of kinds) toRead.delete(kind);
      rereadAt = failedKinds(journal).length === 0 ? null : clock.now() + rereadAfterMs;
      running.reconsider();
    }
  }

  function waitUntil(at: number): Promise<void> {
    return new Promise((resolve) => {
      waitingUntil = at;
      const end = (): void => {
        cancel();
        waitingUntil = null;
        endWait = () => {};
        resolve();
      };
      const cancel = clock.after(Math.min(Math.max(0, at - clock.now()), longestWaitMs), end);
      endWait = end;
      tell();
    });
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      isWanted = false;
      if (toRead.size > 0) {
        await compare();
        continue;
      }
      if (!journal.plan.running) return;
      if (rereadAt !== null && rereadAt <= clock.now()) {
        for (const kind of failedKinds(journal)) toRead.add(kind);
        rereadAt = null;
        continue;
      }
      const step = running.next();
      if (step?.kind !== 'do') {
        const until = Math.min(step?.until ?? Number.POSITIVE_INFINITY, rereadAt ?? Number.POSITIVE_INFINITY);
        if (until === Number.POSITIVE_INFINITY) return;
        await waitUntil(until);
        continue;
      }
      const startedAt = clock.monotonic();
      await step.work();
      msPerRequest += (clock.monotonic() - startedAt - msPerRequest) / 20;
      working = step.of;
      tell();
    }
  }

  /** A full disk or a bug ends the loop; it is tried again later, from what the journal says. */
  function wake(): void {
    isWanted = true;
    endWait();
    if (isLooping || signal.aborted) return;
    isLooping = true;
    void loop()
      .catch((error: unknown) => {
        toAppError(error, 'carry over', deps);
        isWanted = false;
        if (!signal.aborted) clock.after(afterFaultMs, wake);
      })
      .finally(() => {
        isLooping = false;
        tell();
        // Something was asked for while the loop was on its way out.
        if (isWanted) wake();
      });
  }

  const changeLines = (lines: readonly JournalLine[], change: (line: JournalLine) => Partial<JournalLine>): void => {
    for (const line of lines) journal.put({ ...line, ...change(line) } as JournalLine);
    running.reconsider();
    tell();
    wake();
  };

  return {
    journal,
    view,
    read(kinds) {
      for (const kind of kinds.length === 0 ? copyKinds : kinds) toRead.add(kind);
      tell();
      wake();
    },
    start() {
      journal.putPlan({ running: true, started: true });
      for (const kind of unreadKinds(journal.plan)) toRead.add(kind);
      running.reconsider();
      tell();
      wake();
    },
    pause() {
      journal.putPlan({ running: false });
      tell();
      wake();
    },
    chooseKind(kind, chosen) {
      journal.putKind(kind, { chosen });
      running.reconsider();
      tell();
      wake();
    },
    setFavouritesAs(favouritesAs) {
      journal.putPlan({ favouritesAs });
      tell();
    },
    chooseItems: (items, chosen) => changeLines(items.flatMap((id) => journal.line(id) ?? []), ({ state }) => (chosen && state === 'skipped' ? { chosen, ...decided('retry', clock.now()) } : { chosen })),
    items({ kind, state, after, limit }) {
      const lines = journal.lines(kind).filter((line) => state === undefined || shownState(line) === state);
      const from = after === null ? 0 : lines.findIndex(({ id }) => id === after) + 1;
      const page = lines.slice(from, from + limit);
      return { items: page.map(toItem), next: from + limit < lines.length ? (page.at(-1)?.id ?? null) : null };
    },
    decide(kind, state, answer) {
      if (!answersOf(kind, state).includes(answer)) return fail({ kind: 'invalidInput', field: 'answer', message: 'That is no answer to it' });
      // What hangs on these lines has taken over their state, and is decided with them.
      const hanging = copyKinds.flatMap((each) => journal.lines(each).filter((line) => line.state === state && isInherited(line, journal)));
      const own = journal.lines(kind).filter((line) => line.state === state && line.chosen && !hanging.includes(line));
      changeLines(own, () => decided(answer, clock.now()));
      changeLines(hanging, () => decided('retry', clock.now()));
      return ok(null);
    },
    file: (kind, rows) => writeFile(deps.files, kind, journal.lines(kind).filter((line) => rows === 'all' || isMissing(line))),
    addFile({ name, text, kind }) {
      if (stored.from.kind !== 'files') return fail({ kind: 'invalidInput', field: 'plan', message: 'This plan copies from an account' });
      const hint: FileKind | null = kind === undefined ? null : toFileKind(kind);
      const file = deps.files.read(text, { name, kind: hint });
      if (!file.ok) return file;
      const read = toReading(file.value, clock.now());
      deps.store.putFile(stored.id, read.kind, read.reading);
      toRead.add(read.kind);
      wake();
      return ok({ kind: read.kind, rows: file.value.items.length, bad: read.bad });
    },
    wake,
    reconsider() {
      running.reconsider();
      wake();
    },
    close() {
      closing.abort();
      endWait();
    },
  };
}

function unreadKinds({ kinds }: StoredCarryOver): readonly CopyKind[] {
  return copyKinds.filter((kind) => kinds[kind].readAt === null);
}

function failedKinds({ plan: { kinds } }: Journal): readonly CopyKind[] {
  return copyKinds.filter((kind) => kinds[kind].chosen && kinds[kind].error !== null);
}

function decided(answer: CopyAnswer, now: number): Partial<JournalLine> {
  switch (answer) {
    case 'followMoved':
    case 'retry':
      return { state: 'queued', attempts: 0, retryAt: null, error: null, answered: false };
    case 'leaveOut':
      return { state: 'skipped', retryAt: null };
    case 'keepHere':
      return { state: 'skipped', retryAt: null, detail: 'kept on this computer' };
    case 'file':
      // It stays over the limit until the account is read again, and shows what the import brought.
      return { retryAt: now + 24 * 3_600_000 };
  }
}

/** At most four events a second, the last one always. */
function createTeller({ clock, publish }: CarryOverDeps, signal: AbortSignal, view: () => CarryOverView): () => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let isPlanned = false;
  const tellNow = (): void => {
    isPlanned = false;
    if (signal.aborted) return;
    toldAt = clock.monotonic();
    publish('carryOver.changed', view());
  };
  return () => {
    if (isPlanned || signal.aborted) return;
    const waitMs = toldAt + tellEveryMs - clock.monotonic();
    if (waitMs <= 0) {
      tellNow();
      return;
    }
    isPlanned = true;
    clock.after(waitMs, tellNow);
  };
}
