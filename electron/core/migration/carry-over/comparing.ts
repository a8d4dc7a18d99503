import { copyKinds, type CopyKind } from '../../../contract/carry-over.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import { hostOf, type SignedInAccount } from '../../account-directory.ts';
import type { Clock } from '../../ports.ts';
import type { BelongingItems, BelongingsSnapshot, KindReading } from '../belongings.ts';
import { differences, indexPeople, namesOf, type Draft } from './difference.ts';
import type { Journal } from './journal.ts';
import { createPatience } from './patience.ts';
import { kindReaders, refOf } from './reading-kinds.ts';
import { createReader, type KindFound, type Reader } from './reading.ts';
import type { CarryOverDeps, JournalLine, OpenPlan } from './types.ts';

/** A cut is shown before it is made; each costs a request. */
const mostPreviews = 50;
/** What was done is not done again because the new server shows it differently: its own address of a picture, a time that is over. */
const onceKinds: ReadonlySet<string> = new Set(['profile avatar', 'profile header']);
const firstLookMs = 3_600_000;

type Source = <K extends CopyKind>(kind: K) => Promise<Result<KindFound<K>>>;

/** Where the items come from: an account, a kept snapshot, or files. */
export async function sourceOf(plan: OpenPlan, deps: CarryOverDeps, signal: AbortSignal): Promise<Result<Source>> {
  const { from } = plan;
  if (from.kind === 'account') {
    const account = deps.accounts.signedIn(from.account);
    if (account === null) return fail({ kind: 'unauthorized', host: hostOf(from.account), message: '' });
    const reader = createReader(account, createPatience(deps.clock, signal));
    return ok((kind) => kindReaders[kind](reader));
  }
  const kept = from.kind === 'files' ? ok({ kinds: deps.store.files(plan.id), unsupported: [] }) : await deps.snapshot(from.account, from.takenAt);
  if (!kept.ok) return kept;
  return ok(async <K extends CopyKind>(kind: K): Promise<Result<KindFound<K>>> => {
    // The map of readings has the kind's own type under its name; TypeScript cannot follow that through a type parameter.
    const reading: KindReading<K> | undefined = kept.value.kinds[kind];
    return reading === undefined ? fail({ kind: 'unsupported', capability: kind }) : ok({ found: reading.items.map((item) => ({ item, id: null })), counted: reading.counted });
  });
}

export interface Comparing {
  readonly plan: OpenPlan;
  readonly journal: Journal;
  readonly deps: CarryOverDeps;
  readonly signal: AbortSignal;
  /** Called as each kind is being read and has been. */
  readonly progress: (kind: CopyKind, isReading: boolean) => void;
}

/** Reads both sides and writes the difference into the journal. Changes nothing on any server. */
export async function compareKinds(kinds: readonly CopyKind[], comparing: Comparing): Promise<void> {
  const { plan, journal, deps, signal, progress } = comparing;
  const source = await sourceOf(plan, deps, signal);
  const to = deps.accounts.signedIn(plan.to);
  const reader = to === null ? null : createReader(to, createPatience(deps.clock, signal));
  for (const kind of copyKinds.filter((each) => kinds.includes(each))) {
    if (signal.aborted) return;
    progress(kind, true);
    if (!source.ok) journal.putKind(kind, { error: source.error });
    else if (to === null || reader === null) journal.putKind(kind, { error: { kind: 'unauthorized', host: hostOf(plan.to), message: '' } });
    else await compareKind(kind, { ...comparing, source: () => source.value(kind), to, reader });
    progress(kind, false);
  }
}

interface KindComparing<K extends CopyKind> extends Comparing {
  readonly source: () => Promise<Result<KindFound<K>>>;
  readonly to: SignedInAccount;
  readonly reader: Reader;
}

async function compareKind<K extends CopyKind>(kind: K, { plan, journal, deps, signal, source, to, reader }: KindComparing<K>): Promise<void> {
  const { clock } = deps;
  const failed = (error: AppError, side: 'from' | 'to'): void => {
    if (signal.aborted || error.kind === 'cancelled') return;
    if (error.kind === 'unsupported') journal.putKind(kind, { unsupported: side, error: null, readAt: clock.now() });
    else journal.putKind(kind, { error });
  };
  const from = await source();
  if (!from.ok) return failed(from.error, 'from');
  const theirs: Result<KindFound<K>> = await kindReaders[kind](reader);
  const isMissing = !theirs.ok && theirs.error.kind === 'unsupported';
  if (!theirs.ok && !isMissing) return failed(theirs.error, 'to');
  const asked = isMissing ? new Set<string>() : await askedBy(kind, reader);
  const drafts = await withPreviews(
    differences[kind]({
      from: from.value.found.map(({ item }) => item),
      to: theirs.ok ? theirs.value.found : [],
      now: clock.now(),
      known: indexPeople(reader.known().values()),
      asked,
      filtersV1: !to.profile.capabilities.filtersV2,
    }),
    isMissing ? null : kind,
    reader,
  );
  if (signal.aborted) return;
  journal.replace(kind, drafts.map((draft, place) => toLine(kind, draft, { plan, place, journal, deps, self: to, canTake: !isMissing })));
  journal.putKind(kind, { unsupported: isMissing ? 'to' : null, error: null, readAt: clock.now(), counted: from.value.counted });
}

async function askedBy(kind: CopyKind, reader: Reader): Promise<ReadonlySet<string>> {
  if (kind !== 'follows' && kind !== 'requests') return new Set();
  const requests = await kindReaders.requests(reader);
  return new Set(requests.ok ? requests.value.found.flatMap(({ item }) => namesOf(item)) : []);
}

/** What blocking a domain would cut, told before it is done. */
async function withPreviews<K extends CopyKind>(drafts: readonly Draft<K>[], kind: K | null, reader: Reader): Promise<readonly Draft<K>[]> {
  if (kind !== 'domainBlocks') return drafts;
  const told: Draft<K>[] = [];
  let left = mostPreviews;
  for (const draft of drafts) {
    const preview = draft.there || (left -= 1) < 0 ? null : await reader.patience.asking(() => reader.account.connection.belongings.domainBlockPreview(draft.key, reader.options));
    const cuts = preview?.ok === true ? preview.value.follows + preview.value.followers : 0;
    told.push(preview?.ok === true && cuts > 0 ? { ...draft, detail: `cuts ${preview.value.follows} follows and ${preview.value.followers} followers` } : draft);
    if (preview?.ok === false && preview.error.kind === 'unsupported') left = 0;
  }
  return told;
}

interface LineContext {
  readonly plan: OpenPlan;
  readonly place: number;
  readonly journal: Journal;
  readonly deps: { readonly clock: Clock; readonly random: CarryOverDeps['random'] };
  readonly self: SignedInAccount;
  readonly canTake: boolean;
}

/** A new line, or the old one of the same thing with what became of it. */
function toLine<K extends CopyKind>(kind: K, draft: Draft<K>, { plan, place, journal, deps, self, canTake }: LineContext): JournalLine {
  const old = journal.byKey(kind, draft.key);
  const isSelf = namesOf(self.person).includes(draft.key) || draft.label.toLowerCase() === self.person.handle.toLowerCase();
  const fresh = {
    id: old?.id ?? deps.random.uuid(),
    plan: plan.id,
    kind,
    place,
    key: draft.key,
    label: draft.label,
    detail: draft.detail,
    wanted: draft.wanted,
    chosen: old?.chosen ?? (draft.chosen && !isSelf && canTake),
    state: 'queued',
    answered: false,
    wasRequested: false,
    target: draft.target ?? old?.target ?? null,
    movedTo: old?.movedTo ?? null,
    error: null,
    attempts: 0,
    retryAt: null,
    sentAt: null,
  } as JournalLine;
  if (draft.there) return { ...fresh, state: old?.state === 'done' ? 'done' : 'already' };
  if (isSelf || !canTake) return { ...fresh, state: 'skipped' };
  if (draft.requested) return { ...fresh, state: 'requested', answered: true, wasRequested: true, retryAt: deps.clock.now() + firstLookMs, sentAt: old?.sentAt ?? deps.clock.now() };
  if (old === null || old.state === 'queued' || old.state === 'resolving' || old.state === 'already') return fresh;
  if (old.state === 'done' && kind !== 'scheduled' && !onceKinds.has(`${kind} ${draft.key}`)) return fresh;
  return { ...fresh, state: old.state, answered: old.answered, wasRequested: old.wasRequested, error: old.error, attempts: old.attempts, retryAt: old.retryAt, sentAt: old.sentAt };
}

/** All kinds of one account as plain data, for keeping. `followers` too, as the measure of a move. */
export async function readBelongings(account: SignedInAccount, clock: Clock, signal: AbortSignal): Promise<Result<BelongingsSnapshot>> {
  const reader = createReader(account, createPatience(clock, signal));
  const kinds: { [K in CopyKind]?: KindReading<K> } = {};
  const unsupported: CopyKind[] = [];
  const keep = <K extends CopyKind>(kind: K, read: Result<KindFound<K>>): AppError | null => {
    if (read.ok) Object.assign(kinds, { [kind]: { items: read.value.found.map(({ item }): BelongingItems[K] => item), counted: read.value.counted, readAt: clock.now() } });
    else if (read.error.kind === 'unsupported') unsupported.push(kind);
    else return read.error;
    return null;
  };
  for (const kind of copyKinds) {
    const error = keep(kind, await kindReaders[kind](reader));
    if (error !== null) return fail(error);
  }
  const followers = await reader.people('followers');
  if (!followers.ok && followers.error.kind !== 'unsupported') return followers;
  return ok({ account: account.key, handle: account.person.handle, takenAt: clock.now(), kinds, unsupported, followers: followers.ok ? followers.value.map(refOf) : null });
}
