import type { CopyKind } from '../../../contract/carry-over.ts';
import type { CallInput, CallOutput } from '../../../contract/index.ts';
import { rowIds, type PlanSource, type PlanView } from '../../../contract/moving.ts';
import type { AccountKey } from '../../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import { hostOf, type AccountDirectory } from '../../account-directory.ts';
import type { PublicReader } from '../../fediverse-moving.ts';
import type { AccountStore, Clock, ExternalLinks, Lifecycle, Log, Random } from '../../ports.ts';
import type { Publish } from '../../publish.ts';
import { act } from './actions.ts';
import { toFollowersPage } from './followers-page.ts';
import type { PastMove } from './judge-accounts.ts';
import type { CopySummary } from './judge-copy.ts';
import { moveNow } from './move.ts';
import { apiMove, cooldownMs } from './pages.ts';
import { emptySnapshot, type PlanEnd, type StoredPlan } from './plan.ts';
import { toReport } from './report.ts';
import { applies, untouchedRow } from './row-life.ts';
import { createRunner, type Runner } from './runner.ts';
import type { PlanStore } from './store.ts';
import { toView } from './view.ts';

/** At most four views of a plan a second reach the page. */
const tellEveryMs = 250;

/** What plans need of the carrying over. */
export interface PlanCarryOver {
  /** Begins the journal of a plan; nothing is read yet. */
  open(plan: { readonly id: string; readonly from: PlanSource; readonly to: AccountKey }): void;
  remove(plan: string): void;
  /** Null for a plan it does not know. */
  summary(plan: string): CopySummary | null;
  /** Reads these kinds of both accounts, in the background. */
  read(plan: string, kinds: readonly CopyKind[]): void;
}

export interface PlansDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: ExternalLinks;
  readonly lifecycle: Lifecycle;
  readonly accounts: AccountDirectory;
  /** Accounts as stored, signed out ones among them. */
  readonly stored: Pick<AccountStore, 'all'>;
  readonly reader: PublicReader;
  readonly store: PlanStore;
  readonly publish: Publish;
  readonly carryOver: PlanCarryOver;
  /** The old account is seen to have moved; null: it has not, after all. */
  readonly moved: (account: AccountKey, movedTo: string | null) => void;
}

/** The calls `moving.*` of the contract, and the watch over all plans. */
export interface Plans {
  list(): readonly PlanView[];
  create(input: CallInput<'moving.create'>): Result<PlanView>;
  remove(input: CallInput<'moving.remove'>): Result<null>;
  check(input: CallInput<'moving.check'>): Promise<Result<null>>;
  act(input: CallInput<'moving.act'>): Promise<Result<CallOutput<'moving.act'>>>;
  move(input: CallInput<'moving.move'>): Promise<Result<null>>;
  followers(input: CallInput<'moving.followers'>): Result<CallOutput<'moving.followers'>>;
  report(input: CallInput<'moving.report'>): Result<CallOutput<'moving.report'>>;
  /** Takes up all plans where they were left. */
  start(): void;
  /** Something the rows about copying show has changed. */
  copyChanged(plan: string): void;
  /** An account has signed in: what waited for it is looked at again. */
  connected(account: AccountKey): void;
  close(): void;
}

export function createPlans(deps: PlansDeps): Plans {
  const { clock, store, publish } = deps;
  const runners = new Map<string, Runner>();
  const cursors = new Map<string, string>();
  const telling = new Map<string, () => void>();
  const moving = new Map<string, Promise<Result<null>>>();
  const endings: (() => void)[] = [];

  /** The first change is told at once, the next ones together. */
  function changed(plan: string): void {
    if (telling.has(plan)) return;
    telling.set(plan, clock.after(tellEveryMs, () => {
      telling.delete(plan);
      const runner = runners.get(plan);
      if (runner !== undefined) publish('moving.changed', toView(runner, store));
    }));
  }

  function run(stored: StoredPlan): Runner {
    const runner = createRunner(
      { ...deps, checks: { reader: deps.reader, cursors, summary: (plan) => deps.carryOver.summary(plan), readKinds: (plan, kinds) => deps.carryOver.read(plan, kinds), pastMoves: (plan) => pastMoves(plan, [...runners.values()].map((each) => each.plan())) }, changed },
      stored,
    );
    runners.set(stored.id, runner);
    return runner;
  }

  function withRunner<T>(plan: string, work: (runner: Runner) => T): T | Result<never> {
    const runner = runners.get(plan);
    return runner === undefined ? fail({ kind: 'notFound', what: 'plan' }) : work(runner);
  }

  function create({ from: source, to: key }: CallInput<'moving.create'>): Result<PlanView> {
    const to = endOf(deps.stored, key);
    const from = source.kind === 'files' ? null : (endOf(deps.stored, source.account) ?? (source.kind === 'snapshot' ? lostEnd(source.account) : null));
    if (to === null || (source.kind === 'account' && from === null)) return fail({ kind: 'notFound', what: 'account' });
    if (source.kind !== 'files' && source.account === key) return fail({ kind: 'invalidInput', field: 'to', message: 'Both are the same account' });
    const plan: StoredPlan = {
      id: deps.random.uuid(),
      createdAt: clock.now(),
      source,
      from,
      to: { ...to, account: key },
      way: source.kind === 'account' && from !== null ? (apiMove(from.software) === null ? 'page' : 'api') : 'none',
      confirmed: {},
      unlockedAt: null,
      snapshot: emptySnapshot,
      links: [],
      move: null,
      movedAt: null,
      before: null,
      carriedOutAt: null,
      rows: {},
      series: [],
      arrivalsFullAt: null,
    };
    deps.carryOver.open({ id: plan.id, from: source, to: key });
    store.put(plan);
    const runner = run(plan);
    return ok(toView(runner, store));
  }

  /** Whoever asks while a move is being made gets its answer. */
  function moveOnce(runner: Runner, typed: { readonly handle: string; readonly password: string | null }): Promise<Result<null>> {
    const { id } = runner.plan();
    const started = moving.get(id);
    if (started !== undefined) return started;
    const work = moveNow({ ...deps, now: () => clock.now() }, runner, typed).finally(() => moving.delete(id));
    moving.set(id, work);
    return work;
  }

  /** The network is back, or the machine awake: what failed is looked at again, and what came due meanwhile. */
  function wake(): void {
    for (const runner of runners.values()) runner.hasten(rowIds.filter((id) => runner.plan().rows[id]?.finding?.code === 'failed'));
  }

  return {
    list: () => [...runners.values()].map((runner) => toView(runner, store)),
    create,
    remove: ({ plan }) =>
      withRunner(plan, (runner) => {
        runner.close();
        runners.delete(plan);
        telling.get(plan)?.();
        telling.delete(plan);
        deps.carryOver.remove(plan);
        store.remove(plan);
        publish('moving.removed', { plan });
        return ok(null);
      }),
    check: async ({ plan, rows }) =>
      withRunner(plan, async (runner): Promise<Result<null>> => {
        await runner.check(rows ?? rowIds.filter((id) => applies(id, runner.plan())));
        return ok(null);
      }),
    act: async ({ plan, row, action }) => withRunner(plan, (runner) => act(deps, runner, row, action)),
    move: async ({ plan, handle, password }) => withRunner(plan, (runner) => moveOnce(runner, { handle, password })),
    followers: ({ plan, ...query }) => withRunner(plan, () => ok(toFollowersPage(store, plan, query))),
    report: ({ plan }) => withRunner(plan, (runner) => ok(toReport(toView(runner, store), store, clock.now()))),
    start() {
      for (const plan of store.plans()) run(afterRestart(plan));
      endings.push(deps.lifecycle.onResume(wake), deps.lifecycle.onOnline((online) => (online ? wake() : undefined)));
    },
    copyChanged: (plan) => runners.get(plan)?.refresh(),
    connected(account) {
      for (const runner of runners.values()) {
        const { from, to } = runner.plan();
        if (from?.account === account || to.account === account) runner.hasten(rowIds.filter((id) => runner.plan().rows[id]?.finding?.code === 'failed' || id === 'signIns'));
      }
    },
    close() {
      for (const end of endings.splice(0)) end();
      for (const runner of runners.values()) runner.close();
      for (const cancel of telling.values()) cancel();
    },
  };
}

/** A call that was on its way when the app ended may have arrived: it is settled by looking, at once. */
function afterRestart(plan: StoredPlan): StoredPlan {
  const { move, carriedOutAt, rows } = plan;
  if (move === null || carriedOutAt !== null) return plan;
  const carriedOut = { ...(rows.carriedOut ?? untouchedRow), nextCheckAt: 0 };
  return { ...plan, rows: { ...rows, carriedOut }, move: { ...move, state: move.state === 'intended' ? 'unclear' : move.state } };
}

function endOf(stored: Pick<AccountStore, 'all'>, key: AccountKey): PlanEnd | null {
  const account = stored.all().find((each) => each.key === key);
  if (account === undefined) return null;
  const { person, profile } = account;
  return { account: key, handle: person.handle, uri: null, apiBase: profile.apiBase, software: profile.summary.software };
}

/** An account of which only a snapshot is left. */
function lostEnd(key: AccountKey): PlanEnd {
  return { account: key, handle: `${key.slice(key.indexOf('/') + 1)}@${hostOf(key)}`, uri: null, apiBase: `https://${hostOf(key)}`, software: 'unknown' };
}

const attemptPauseMs = 5 * 60_000;

/** Not for a wrong password: that is looked at before anything is attempted. */
function hasReachedMove(error: AppError | null): boolean {
  return error !== null && (error.kind === 'serverError' || (error.kind === 'rejected' && error.status !== 400));
}

/** Moves known here that the old server counts against another one: of the same account, and on GoToSocial of either. */
function pastMoves(plan: StoredPlan, all: readonly StoredPlan[]): readonly PastMove[] {
  const { from } = plan;
  if (from === null) return [];
  const waitMs = cooldownMs(from.software);
  const others = all.flatMap((other): PastMove[] => {
    if (other.id === plan.id || other.movedAt === null || other.from === null || waitMs === 0) return [];
    const tookPart = other.from.account === from.account || (from.software === 'gotosocial' && (other.to.account === from.account || other.from.account === plan.to.account || other.to.account === plan.to.account));
    return tookPart ? [{ at: other.movedAt, waitMs }] : [];
  });
  // Recorded by the server although nothing came of it: no second try before the time is over (mastodon#17284).
  const own = plan.move?.state === 'claimed' && waitMs > 0 && plan.rows.carriedOut?.finding?.code === 'carriedOut.recordedOnly' ? [{ at: plan.move.at, waitMs }] : [];
  // An attempt that failed at the server counts as one for five minutes (GoToSocial, processing/account/move.go).
  const attempt = from.software === 'gotosocial' && plan.move?.state === 'refused' && hasReachedMove(plan.move.error) ? [{ at: plan.move.at, waitMs: attemptPauseMs }] : [];
  return [...others, ...own, ...attempt];
}
