import type { RowAction, RowId } from '../../../contract/moving.ts';
import { fail, ok, type Result } from '../../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../../account-directory.ts';
import type { Clock, ExternalLinks } from '../../ports.ts';
import { pageAddress, type SettingsPage } from './pages.ts';
import { isOver, phaseOf } from './row-life.ts';
import type { Runner } from './runner.ts';
import { adminText, announcementText, stayedText } from './words.ts';

export interface ActionDeps {
  readonly clock: Clock;
  readonly accounts: AccountDirectory;
  readonly links: ExternalLinks;
}

type Said = Result<{ readonly text: string | null }>;
const nothingSaid = { text: null };

/** Does what a row offers, and nothing a row does not offer now. `text` is what to type there, or to hand on. */
export async function act(deps: ActionDeps, runner: Runner, row: RowId, action: RowAction): Promise<Said> {
  const plan = runner.plan();
  if (isOver(row, plan) || plan.rows[row]?.actions.includes(action) !== true) return fail({ kind: 'invalidInput', field: 'action', message: 'Not offered by this row now' });
  const to = deps.accounts.signedIn(plan.to.account);
  const from = plan.from === null || plan.from.account === null ? null : deps.accounts.signedIn(plan.from.account);
  switch (action) {
    case 'checkNow':
      return look(runner, row);
    case 'addAlias':
      return addAlias(runner, to);
    case 'unlock':
    case 'relock':
      return setLocked(deps, runner, to, action === 'relock');
    case 'deleteScheduled':
      return deleteScheduled(runner, from);
    case 'confirm':
    case 'unconfirm':
      return confirm(deps, runner, row, action === 'confirm');
    case 'openAliasPage':
    case 'openExportPage':
    case 'openProfilePage':
    case 'openMovePage':
    case 'openCancelPage':
    case 'openImportPage':
      return openPage(deps, runner, row, action);
    case 'signIn': {
      const side = plan.rows[row]?.finding?.code === 'signIns.dead' ? plan.rows[row].finding.values.handle : plan.to.handle;
      return ok({ text: side });
    }
    case 'writeAnnouncement':
    case 'copyText':
      return ok({ text: row === 'links' ? (to?.person.url ?? plan.to.uri ?? plan.to.handle) : textFor(runner, row) });
    case 'showPeople':
      return ok(nothingSaid);
  }
}

async function look(runner: Runner, row: RowId): Promise<Said> {
  await runner.check([row === 'move' ? 'carriedOut' : row]);
  return ok(nothingSaid);
}

async function addAlias(runner: Runner, to: SignedInAccount | null): Promise<Said> {
  const { from } = runner.plan();
  if (to === null || from === null || from.uri === null) return fail({ kind: 'notFound', what: 'account' });
  // Akkoma takes only people it has met as aliases (util_controller.ex find_user_by_nickname).
  const met = await to.connection.people.find(from.handle);
  if (!met.ok) return met;
  const added = await to.connection.moving.addAlias({ uri: from.uri, handle: from.handle });
  if (!added.ok) return added;
  return look(runner, 'alias');
}

async function setLocked({ clock }: ActionDeps, runner: Runner, to: SignedInAccount | null, locked: boolean): Promise<Said> {
  if (to === null) return fail({ kind: 'notFound', what: 'account' });
  const set = await to.connection.moving.setLocked(locked);
  if (!set.ok) return set;
  runner.save({ unlockedAt: locked ? null : (runner.plan().unlockedAt ?? clock.now()) });
  await runner.check(runner.plan().movedAt === null ? ['locked'] : ['locked', 'requests', 'arrivals']);
  return ok(nothingSaid);
}

async function deleteScheduled(runner: Runner, from: SignedInAccount | null): Promise<Said> {
  if (from === null) return fail({ kind: 'notFound', what: 'account' });
  const waiting = await from.connection.writing.scheduled();
  if (!waiting.ok) return waiting;
  for (const { id } of waiting.value) {
    const deleted = await from.connection.writing.cancelScheduled(id);
    if (!deleted.ok && deleted.error.kind !== 'notFound') return deleted;
  }
  return look(runner, 'scheduledPosts');
}

/** On the move's own row it says that the page took it, and starts the clock for "recorded, but not carried out". */
async function confirm({ clock }: ActionDeps, runner: Runner, row: RowId, yes: boolean): Promise<Said> {
  const { move, confirmed } = runner.plan();
  if (row === 'move') {
    if (move !== null) runner.save({ move: { ...move, state: yes ? 'claimed' : 'opened', at: yes ? clock.now() : move.at } });
    return look(runner, 'carriedOut');
  }
  const code = runner.plan().rows[row]?.finding?.code;
  const rest = Object.fromEntries(Object.entries(confirmed).filter(([id]) => id !== row));
  runner.save({ confirmed: yes && code !== undefined ? { ...rest, [row]: { at: clock.now(), code } } : rest });
  return look(runner, row);
}

const pages: Readonly<Record<string, SettingsPage>> = { openAliasPage: 'alias', openExportPage: 'export', openProfilePage: 'profile', openMovePage: 'move', openCancelPage: 'cancel', openImportPage: 'import' };

async function openPage({ links }: ActionDeps, runner: Runner, row: RowId, action: RowAction): Promise<Said> {
  const plan = runner.plan();
  const page = pages[action] ?? 'profile';
  const onNew = page === 'alias' || page === 'profile' || page === 'import' || (page === 'cancel' && plan.rows[row]?.finding?.code === 'notMoved.toMoved');
  const end = onNew ? plan.to : plan.from;
  if (end === null) return fail({ kind: 'notFound', what: 'account' });
  await links.open(pageAddress(end, page));
  // What comes of it is seen sooner than by the hourly look.
  runner.hasten([row === 'move' ? 'carriedOut' : row]);
  if (page === 'alias') return ok({ text: plan.from?.handle ?? null });
  return ok({ text: page === 'move' ? plan.to.handle : null });
}

function textFor(runner: Runner, row: RowId): string {
  const { from, to } = runner.plan();
  const old = from?.handle ?? to.handle;
  if (row === 'announced') return announcementText(old, to.handle);
  if (row === 'carriedOut') return adminText(old);
  return phaseOf[row] === 'followUp' ? stayedText(old, to.handle) : to.handle;
}
