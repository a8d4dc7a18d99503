import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { ExternalLinks, Log } from '../../ports.ts';
import { startFollowUp } from './checks.ts';
import { neededRows, recordedOnlyAfterMs, refusingRows } from './judge-move.ts';
import { moved } from './moved.ts';
import { pageAddress, showsMoved } from './pages.ts';
import type { MoveRecord } from './plan.ts';
import { createRound, type Round, type RoundDeps } from './round.ts';
import type { Runner } from './runner.ts';
import type { PlanStore } from './store.ts';

export interface MoveDeps extends RoundDeps {
  readonly store: PlanStore;
  readonly links: ExternalLinks;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * The one step that cannot be taken back. Everything is looked at once more; the intent is written down before the call
 * leaves; an answer that is lost is settled by looking, never by sending again. The password is an argument and nothing
 * else: it goes into the one request, and is in no record, event or log line.
 */
export async function moveNow(deps: MoveDeps, runner: Runner, typed: { readonly handle: string; readonly password: string | null }): Promise<Result<null>> {
  const before = runner.plan();
  if (before.way === 'none' || before.from === null) return fail({ kind: 'unsupported', capability: 'move' });
  if (before.movedAt !== null) return ok(null);
  if (typed.handle.replace(/^@/, '').toLowerCase() !== before.to.handle.toLowerCase()) return invalid('handle', 'Not the handle of the new account');
  const needsPassword = before.way === 'api' && before.from.software !== 'mitra';
  if (needsPassword && (typed.password === null || typed.password === '')) return invalid('password', 'The password of the old account is missing');
  if (before.move !== null && before.move.state !== 'refused') {
    const earlier = await settleEarlier(deps, runner, before.move);
    if (earlier !== null) return earlier;
  }
  await runner.check(neededRows.filter((id) => id !== 'saved' || runner.plan().rows.saved?.state !== 'checking'));
  const rows = refusingRows(runner.plan());
  if (rows.length > 0) return invalid('plan', `Refused: ${rows.join(', ')}`);
  if (runner.plan().movedAt !== null) return ok(null);
  const round = newRound(deps, runner);
  await rememberBefore(round, runner);
  return before.way === 'page' ? openPage(deps, runner) : send(deps, runner, round, typed.password);
}

/** Null: nothing came of the earlier try, and another may be made. */
async function settleEarlier(deps: MoveDeps, runner: Runner, earlier: MoveRecord): Promise<Result<null> | null> {
  const round = newRound(deps, runner);
  const seen = await moved(round, deps.store);
  if (seen === 'yes') {
    runner.save(startFollowUp(deps.store, round.plan.id, round.now));
    return ok(null);
  }
  // Opening a page again does no harm.
  if (earlier.state === 'opened' || earlier.state === 'claimed') return null;
  if (seen === 'unknown') return fail({ kind: 'offline', host: new URL(round.plan.from?.apiBase ?? 'https://invalid').host, reason: 'timeout', mayHaveArrived: false });
  return deps.now() - earlier.at < recordedOnlyAfterMs ? invalid('plan', 'The last try may still be under way') : null;
}

const newRound = (deps: MoveDeps, runner: Runner): Round => createRound(deps, runner.plan(), { now: deps.now(), options: { priority: 'user' } });

async function rememberBefore(round: Round, runner: Runner): Promise<void> {
  const [from, to] = await Promise.all([round.ownOf('from'), round.ownOf('to')]);
  runner.save({
    before: { from: from.ok ? from.value.counts.followers : null, to: to.ok ? to.value.counts.followers : null },
    links: from.ok ? from.value.fields.flatMap(({ link, verified }) => (verified && link !== null ? [link] : [])) : [],
  });
}

async function openPage(deps: MoveDeps, runner: Runner): Promise<Result<null>> {
  const { from } = runner.plan();
  if (from === null) return fail({ kind: 'unsupported', capability: 'move' });
  runner.save({ move: { state: 'opened', at: deps.now(), error: null } });
  runner.hasten(['carriedOut']);
  await deps.links.open(pageAddress(from, 'move'));
  return ok(null);
}

async function send(deps: MoveDeps, runner: Runner, round: Round, password: string | null): Promise<Result<null>> {
  const { from, to } = runner.plan();
  if (round.from === null || from === null || to.uri === null) return fail({ kind: 'notFound', what: 'account' });
  const at = deps.now();
  runner.save({ move: { state: 'intended', at, error: null } });
  const answer = await round.from.connection.moving.move({ uri: to.uri, handle: to.handle }, password);
  deps.log.info('moving.sent', { plan: round.plan.id, ok: answer.ok, ...(answer.ok ? {} : { kind: answer.error.kind }) });
  if (answer.ok) {
    runner.save({ move: { state: 'accepted', at, error: null } });
    // Nothing more will be seen of it there: its word is all there is.
    if (!showsMoved(from.software)) runner.save({ ...startFollowUp(deps.store, round.plan.id, deps.now()), carriedOutAt: deps.now() });
  } else runner.save({ move: { state: mayHaveArrived(answer.error) ? 'unclear' : 'refused', at, error: answer.error } });
  runner.hasten(['carriedOut']);
  return answer;
}

function mayHaveArrived(error: AppError): boolean {
  return 'mayHaveArrived' in error ? error.mayHaveArrived : error.kind === 'cancelled' || error.kind === 'bug';
}

function invalid(field: string, message: string): Result<never> {
  return fail({ kind: 'invalidInput', field, message });
}
