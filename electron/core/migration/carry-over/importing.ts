import type { CopyKind } from '../../../contract/carry-over.ts';
import type { AppError } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { ImportKind } from '../../fediverse-belongings.ts';
import type { CallOptions } from '../../fediverse.ts';
import type { MigrationFiles } from '../items.ts';
import { writeFile } from './carry-files.ts';
import { namesOf, sameFollow } from './difference.ts';
import type { Journal } from './journal.ts';
import { createPatience } from './patience.ts';
import { kindReaders } from './reading-kinds.ts';
import { createReader } from './reading.ts';
import type { LineChange } from './sending.ts';
import { personOf } from './subjects.ts';
import type { CarryOverDeps, JournalLine, StoredImport } from './types.ts';

/** Fewer are quicker one by one, and each with its own answer. */
const worthwhile = 40;
/** The server works a file off by itself and never says how it went: its list is read until it does not grow any more. */
const firstLookMs = 60_000;
const nextLookMs = 3 * 60_000;
const importKinds: readonly ImportKind[] = ['follows', 'mutes', 'blocks'];

export interface ImportingDeps extends Pick<CarryOverDeps, 'clock'> {
  readonly journal: Journal;
  readonly files: MigrationFiles;
  readonly signal: AbortSignal;
  readonly options: CallOptions;
  readonly put: (line: JournalLine, change: LineChange) => JournalLine;
}

/** What a kind does before its lines go one by one. Null: nothing. */
export type ImportStep = { readonly kind: 'wait'; readonly until: number } | { readonly kind: 'do'; readonly work: () => Promise<AppError | null> } | null;

export interface Importing {
  step(kind: CopyKind, to: SignedInAccount): ImportStep;
}

export function createImporting({ clock, journal, files, signal, options, put }: ImportingDeps): Importing {
  const stored = (kind: CopyKind): StoredImport | null => journal.plan.kinds[kind].imported;
  const remember = (kind: CopyKind, imported: StoredImport): void => journal.putKind(kind, { imported });

  async function send(kind: ImportKind, to: SignedInAccount): Promise<AppError | null> {
    const lines = [...journal.open(kind)].filter(({ target, state }) => target === null && state === 'queued');
    const file = writeFile(files, kind, lines);
    if (!file.ok) return file.error;
    // On disk before it leaves: importing again would do no harm, but it would do no good either.
    remember(kind, { lookAt: clock.now() + firstLookMs, there: 0 });
    const sent = await to.connection.belongings.importFile(kind, file.value.text, options);
    if (sent.ok || signal.aborted) return null;
    remember(kind, { lookAt: null, there: 0 });
    return sent.error.kind === 'rateLimited' ? sent.error : null;
  }

  async function look(kind: ImportKind, to: SignedInAccount, before: StoredImport): Promise<AppError | null> {
    const reader = createReader(to, createPatience(clock, signal));
    const found = await kindReaders[kind](reader);
    if (signal.aborted) return null;
    if (!found.ok) {
      remember(kind, { ...before, lookAt: clock.now() + nextLookMs });
      return null;
    }
    const byName = new Map(found.value.found.flatMap(({ item, id }) => namesOf(item).map((name) => [name, { item, id }] as const)));
    let there = 0;
    for (const line of journal.open(kind)) {
      const had = namesOf(personOf(line) ?? { handle: '', uri: null }).flatMap((name) => byName.get(name) ?? [])[0];
      if (had === undefined || line.target !== null) continue;
      there += 1;
      // Files of these servers lose settings (Akkoma takes the handles only): such a line goes on with its own call.
      const isSame = line.kind === 'follows' && 'reblogs' in had.item ? sameFollow(line.wanted, had.item) : line.kind !== 'mutes' || line.wanted.endsAt === null;
      put(line, isSame ? { state: 'done', target: had.id, error: null, retryAt: null } : { target: had.id });
    }
    remember(kind, { lookAt: there > 0 ? clock.now() + nextLookMs : null, there: before.there + there });
    return null;
  }

  return {
    step(kind, to) {
      const importKind = importKinds.find((each) => each === kind);
      if (importKind === undefined || !['gotosocial', 'akkoma', 'pleroma'].includes(to.profile.summary.software)) return null;
      const state = stored(kind);
      if (state === null) return journal.unknownCount(kind) < worthwhile ? null : { kind: 'do', work: () => send(importKind, to) };
      if (state.lookAt === null) return null;
      return state.lookAt > clock.now() ? { kind: 'wait', until: state.lookAt } : { kind: 'do', work: () => look(importKind, to, state) };
    },
  };
}
