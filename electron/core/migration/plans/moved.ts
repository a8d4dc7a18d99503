import { hostOfHandle, type StoredPlan } from './plan.ts';
import { showsMoved } from './pages.ts';
import type { Round } from './round.ts';
import type { PlanStore } from './store.ts';

/** Servers name the new account by its URI, by its handle, or by its bare name where both are on the old one's server. */
export function isNewAccount(movedTo: string, { from, to }: Pick<StoredPlan, 'from' | 'to'>): boolean {
  if (movedTo === to.uri) return true;
  const name = movedTo.toLowerCase().replace(/^@/, '');
  const handle = name.includes('@') || name.includes('/') || from === null ? name : `${name}@${hostOfHandle(from.handle)}`;
  return handle === to.handle.toLowerCase();
}

/**
 * Whether the old account has moved to the new one: by its owner's view, by what its server tells anybody, by its actor
 * document. After the move the first is closed on Mastodon, which is no error. `unknown`: nobody could be asked.
 */
export async function moved(round: Round, store: PlanStore): Promise<'yes' | 'no' | 'unknown'> {
  const { plan } = round;
  if (plan.from === null) return 'unknown';
  const [own, shown, actor] = await Promise.all([round.ownOf('from'), round.fromInPublic(), round.actorOf('from')]);
  const told = [own, shown, actor].flatMap((answer) => (answer.ok && answer.value.movedTo !== null ? [answer.value.movedTo] : []));
  if (told.some((movedTo) => isNewAccount(movedTo, plan))) return 'yes';
  if (!showsMoved(plan.from.software)) return arrivalsTell(round, store);
  // The document may be minutes old, so it proves a move and never that there was none.
  if (own.ok || shown.ok) return 'no';
  return (await seenFromNew(round)) ? 'yes' : 'unknown';
}

/** Where the old server is closed to everybody without a token, the new one may have been told. */
async function seenFromNew({ plan, to, options }: Round): Promise<boolean> {
  if (to === null || plan.from === null) return false;
  const seen = await to.connection.people.lookUp(plan.from.handle, options);
  const movedTo = seen.ok ? seen.value.profile.movedTo : null;
  return movedTo !== null && (isNewAccount(movedTo.uri, plan) || isNewAccount(movedTo.handle, plan));
}

/** Where a server shows no redirect (Akkoma, Pleroma, Mitra), followers of the old account at the new one are the proof. */
async function arrivalsTell(round: Round, store: PlanStore): Promise<'yes' | 'no' | 'unknown'> {
  const { plan, to, options } = round;
  const own = await round.ownOf('to');
  const before = plan.before?.to ?? null;
  if (to === null || before === null || !own.ok || own.value.counts.followers === null) return 'unknown';
  if (own.value.counts.followers <= before) return 'no';
  const page = await to.connection.moving.people('followers', null, options);
  if (!page.ok) return 'unknown';
  return store.known(plan.id, page.value.people.map(({ uri }) => uri)).size > 0 ? 'yes' : 'no';
}
