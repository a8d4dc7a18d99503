import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { ChangeOutcome, PersonChange, PersonRelation } from '../../../electron/contract/people.ts';
import type { PersonState } from '../../stores/people.ts';
import type { Stores } from '../../stores/stores.ts';
import { peopleText } from '../../text/people.ts';

/** Which of the ticked accounts each thing to do is still to be done, or taken back, for. */
export interface Possible {
  readonly follow: readonly Account[];
  readonly unfollow: readonly Account[];
  /** All that could be taken back is only asked for yet. */
  readonly onlyRequested: boolean;
  readonly mute: readonly Account[];
  readonly unmute: readonly Account[];
  readonly block: readonly Account[];
  readonly unblock: readonly Account[];
  readonly hideBoosts: readonly Account[];
  readonly showBoosts: readonly Account[];
  readonly notify: readonly Account[];
  readonly notNotify: readonly Account[];
}

/** Of a person the account's server has not met, everything is still to be done. */
export function possibleFor(acting: readonly Account[], person: PersonState): Possible {
  const relationOf = (key: AccountKey): PersonRelation | null => {
    const state = person.relations.get(key);
    return state?.state === 'known' ? state.relation : null;
  };
  const those = (fits: (relation: PersonRelation | null) => boolean): readonly Account[] => acting.filter(({ key }) => fits(relationOf(key)));
  const follows = (relation: PersonRelation | null): relation is PersonRelation => relation !== null && relation.follow !== 'none';
  const unfollow = those(follows);
  return {
    follow: those((relation) => relation === null || (relation.follow === 'none' && !relation.blocking)),
    unfollow,
    onlyRequested: unfollow.length > 0 && unfollow.every(({ key }) => relationOf(key)?.follow === 'requested'),
    mute: those((relation) => relation?.muting !== true),
    unmute: those((relation) => relation?.muting === true),
    block: those((relation) => relation?.blocking !== true),
    unblock: those((relation) => relation?.blocking === true),
    hideBoosts: those((relation) => relation?.follow === 'following' && relation.showsReblogs),
    showBoosts: those((relation) => relation?.follow === 'following' && !relation.showsReblogs),
    notify: those((relation) => relation?.follow === 'following' && !relation.notifies),
    notNotify: those((relation) => relation?.follow === 'following' && relation.notifies),
  };
}

const undoOf: Readonly<Partial<Record<PersonChange['kind'], PersonChange>>> = { unfollow: { kind: 'follow' }, mute: { kind: 'unmute' } };

/** Does it as these accounts, tells what came of it, and offers to take it back where that can be done. */
export async function act(stores: Stores, handle: string, accounts: readonly Account[], change: PersonChange): Promise<void> {
  const { people, toasts } = stores;
  const outcomes = await people.getState().change(handle, accounts.map(({ key }) => key), change);
  const named = (wanted: (outcome: ChangeOutcome) => boolean): readonly Account[] => accounts.filter(({ key }) => outcomes.some((outcome) => outcome.account === key && wanted(outcome)));
  const refused = named(({ result }) => !result.ok);
  const words = wordsOf(change, named);
  const done = named(({ result }) => result.ok);
  const undo = undoOf[change.kind];
  if (words !== '') {
    const action = undo === undefined ? null : { label: peopleText.undo, run: () => void act(stores, handle, done, undo) };
    toasts.getState().show({ text: words, tone: 'done', action });
  }
  if (refused.length > 0) toasts.getState().show({ text: peopleText.notDone(peopleText.named(refused.map(({ nickname }) => nickname))), tone: 'blocked' });
}

/** A follow says how it stands: nobody should think they follow who has not agreed yet. */
function wordsOf(change: PersonChange, named: (wanted: (outcome: ChangeOutcome) => boolean) => readonly Account[]): string {
  const as = (accounts: readonly Account[], say: (who: string) => string): readonly string[] => (accounts.length === 0 ? [] : [say(peopleText.named(accounts.map(({ nickname }) => nickname)))]);
  const { done } = peopleText;
  if (change.kind !== 'follow') return as(named(({ result }) => result.ok), done[change.kind]).join(' ');
  if (change.reblogs !== undefined || change.notify !== undefined) return as(named(({ result }) => result.ok), done.options).join(' ');
  const standing = (follow: PersonRelation['follow']): readonly Account[] => named(({ result }) => result.ok && result.value.follow === follow);
  return [...as(standing('following'), done.follow), ...as(standing('sent'), done.sent), ...as(standing('requested'), done.requested)].join(' ');
}
