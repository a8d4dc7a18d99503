import type { SavedFile } from '../../contract/carry-over.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { KeptKind, KindDifference, SnapshotAccount, SnapshotInfo } from '../../contract/snapshots.ts';
import { hostOf } from '../account-directory.ts';
import type { BelongingsSnapshot } from '../migration/index.ts';
import { inBackground, toAppError } from '../thrown.ts';
import { differenceOf } from './difference.ts';
import { keptFile } from './kept-file.ts';
import { countsOf, createKeptRecords, type KeptRecord } from './kept-record.ts';
import { outdated } from './retention.ts';
import type { SnapshotDeps } from './types.ts';

const everyMs = 24 * 3_600_000;
const retryMs = 3_600_000;
/** After the start people want their timelines, not a full reading of every account. */
const firstRoundMs = 120_000;
const roundMs = 600_000;
/** Moderators restart servers, and machines fail over a weekend; longer silence has ended many an instance. */
const silentAfterMs = 3 * 24 * 3_600_000;
const keyName = 'snapshots';

/** Graph insurance: what every account has, kept on this computer day by day, so that a server may vanish. */
export interface Snapshots {
  overview(): readonly SnapshotAccount[];
  take(account: AccountKey): Result<null>;
  setKeeps(account: AccountKey, keeps: boolean): Result<null>;
  load(account: AccountKey, takenAt: number): Promise<Result<BelongingsSnapshot>>;
  difference(account: AccountKey, older: number, newer: number): Promise<Result<readonly KindDifference[]>>;
  file(account: AccountKey, takenAt: number, kind: KeptKind): Promise<Result<SavedFile>>;
  remove(account: AccountKey, takenAt: number): Promise<Result<null>>;
  /** The account was taken out of Skein: nothing of it stays. */
  accountRemoved(account: AccountKey): void;
  start(): void;
  close(): void;
}

interface Trying {
  readonly at: number;
  readonly error: AppError | null;
}

export function createSnapshots(deps: SnapshotDeps): Snapshots {
  const { clock, accounts, files, log } = deps;
  const records = createKeptRecords(deps.settings);
  const taking = new Set<AccountKey>();
  const tries = new Map<AccountKey, Trying>();
  const closing = new AbortController();
  /** One account after the other: a reading is hundreds of requests. */
  let last: Promise<unknown> = Promise.resolve();
  let cancelRound: () => void = () => undefined;

  const tell = (): void => deps.publish('snapshots.changed', overview());

  function nextAt(account: AccountKey, kept: KeptRecord): number | null {
    if (!kept.keeps) return null;
    const due = (kept.snapshots[0]?.takenAt ?? Number.NEGATIVE_INFINITY) + everyMs;
    return Math.max(due, (tries.get(account)?.at ?? Number.NEGATIVE_INFINITY) + retryMs);
  }

  function overview(): readonly SnapshotAccount[] {
    return accounts.keys().map((account) => {
      const kept = records.of(account);
      const at = nextAt(account, kept);
      return {
        account,
        keeps: kept.keeps,
        taking: taking.has(account),
        snapshots: kept.snapshots,
        error: tries.get(account)?.error ?? null,
        silentSince: isSilent(kept, clock.now()) ? kept.failingSince : null,
        nextAt: at === null || Number.isFinite(at) ? at : clock.now(),
      };
    });
  }

  async function key(): Promise<string> {
    const known = await deps.secrets.get(keyName);
    if (known !== null) return known;
    const fresh = deps.random.token(32);
    await deps.secrets.set(keyName, fresh);
    return fresh;
  }

  async function takeNow(account: AccountKey): Promise<Result<null>> {
    // A key that is lost with this run would leave files nobody can open.
    if (deps.secrets.storage.kind === 'memory') return fail({ kind: 'storage', message: 'The key store cannot be reached, so nothing can be sealed.' });
    const signedIn = accounts.signedIn(account);
    if (signedIn === null) return fail({ kind: 'unauthorized', host: hostOf(account), message: '' });
    const read = await deps.read(signedIn, clock, closing.signal);
    if (!read.ok) return read;
    const { takenAt } = read.value;
    const written = await files.write({ account, takenAt }, await key(), JSON.stringify(read.value));
    if (!written.ok) return written;
    // Removed meanwhile: what was read goes too.
    if (!accounts.keys().includes(account)) {
      await files.remove({ account, takenAt });
      return ok(null);
    }
    const kept = records.of(account);
    const snapshots = [{ takenAt, counts: countsOf(read.value), bytes: written.value }, ...kept.snapshots];
    const gone = new Set(outdated(snapshots.map((each) => each.takenAt), takenAt));
    records.put(account, { ...kept, snapshots: snapshots.filter((each) => !gone.has(each.takenAt)), failingSince: null, warned: false });
    for (const old of gone) await files.remove({ account, takenAt: old });
    return ok(null);
  }

  /** Notes what became of a try, and warns once where a server has been silent for days. */
  function note(account: AccountKey, outcome: Result<null>): void {
    if (!accounts.keys().includes(account) || (!outcome.ok && outcome.error.kind === 'cancelled')) return;
    tries.set(account, { at: clock.now(), error: outcome.ok ? null : outcome.error });
    if (outcome.ok) return;
    log.warn('snapshots.failed', { host: hostOf(account), error: outcome.error.kind });
    const kept = records.of(account);
    if (!isSilence(outcome.error)) return records.put(account, { ...kept, failingSince: null, warned: false });
    const failing = { ...kept, failingSince: kept.failingSince ?? clock.now() };
    const warns = isSilent(failing, clock.now()) && !failing.warned;
    records.put(account, { ...failing, warned: failing.warned || warns });
    if (warns) deps.notifier.show({ account, title: `${hostOf(account)} has not answered for days`, body: 'What Skein has saved of your account can be taken to another one.', onClick: tell });
  }

  function enqueue(account: AccountKey): void {
    if (taking.has(account)) return;
    taking.add(account);
    tell();
    last = last.then(() => run(account));
  }

  async function run(account: AccountKey): Promise<void> {
    try {
      if (!closing.signal.aborted) note(account, await takeNow(account));
    } catch (thrown) {
      tries.set(account, { at: clock.now(), error: toAppError(thrown, 'snapshots', deps) });
    }
    taking.delete(account);
    if (!closing.signal.aborted) tell();
  }

  /** The record was lost with a damaged state, the sealed files were not: what can be opened is known again. */
  async function findAgain(account: AccountKey): Promise<void> {
    const kept = records.of(account);
    if (kept.snapshots.length > 0) return;
    const found: SnapshotInfo[] = [];
    for (const takenAt of await files.times(account)) {
      const snapshot = await load(account, takenAt);
      if (snapshot.ok) found.push({ takenAt, counts: countsOf(snapshot.value), bytes: await files.size({ account, takenAt }) });
    }
    if (found.length > 0) records.put(account, { ...records.of(account), snapshots: found });
  }

  async function round(): Promise<void> {
    for (const account of accounts.keys()) {
      await findAgain(account);
      const at = nextAt(account, records.of(account));
      if (at !== null && at <= clock.now() && accounts.signedIn(account) !== null) enqueue(account);
    }
  }

  function plan(delayMs: number): void {
    cancelRound = clock.after(delayMs, () => {
      inBackground(round, 'snapshots round', deps);
      plan(roundMs);
    });
  }

  async function load(account: AccountKey, takenAt: number): Promise<Result<BelongingsSnapshot>> {
    const known = await deps.secrets.get(keyName);
    if (known === null) return fail({ kind: 'notFound', what: 'snapshot' });
    const text = await files.read({ account, takenAt }, known);
    // Sealed by this program and unchanged since, so its shape is known.
    return text.ok ? ok(JSON.parse(text.value) as BelongingsSnapshot) : text;
  }

  return {
    overview,
    take(account) {
      if (accounts.signedIn(account) === null) return fail({ kind: 'unauthorized', host: hostOf(account), message: '' });
      enqueue(account);
      return ok(null);
    },
    setKeeps(account, keeps) {
      if (!accounts.keys().includes(account)) return fail({ kind: 'notFound', what: 'account' });
      records.put(account, { ...records.of(account), keeps });
      tell();
      return ok(null);
    },
    load,
    async difference(account, older, newer) {
      const [before, after] = await Promise.all([load(account, older), load(account, newer)]);
      if (!before.ok) return before;
      return after.ok ? ok(differenceOf(before.value, after.value)) : after;
    },
    async file(account, takenAt, kind) {
      const snapshot = await load(account, takenAt);
      return snapshot.ok ? keptFile(deps.exports, snapshot.value, kind) : snapshot;
    },
    async remove(account, takenAt) {
      const kept = records.of(account);
      records.put(account, { ...kept, snapshots: kept.snapshots.filter((each) => each.takenAt !== takenAt) });
      await files.remove({ account, takenAt });
      tell();
      return ok(null);
    },
    accountRemoved: (account) => inBackground(() => files.forget(account), 'snapshots of a removed account', deps),
    start: () => plan(firstRoundMs),
    close() {
      closing.abort();
      cancelRound();
    },
  };
}

/** The server, not the sign-in or this computer, is the reason. */
function isSilence(error: AppError): boolean {
  return error.kind === 'offline' ? error.reason !== 'noNetwork' && error.reason !== 'proxy' : error.kind === 'serverError' || error.kind === 'badAnswer';
}

function isSilent({ failingSince }: KeptRecord, now: number): boolean {
  return failingSince !== null && now - failingSince >= silentAfterMs;
}
