import type { AccountKey } from '../../contract/ids.ts';
import type { AccountRelation, PersonChange, PersonRelation, RelationState } from '../../contract/people.ts';
import { fail, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { Clock } from '../ports.ts';
import { createFollowWatch } from './follow-watch.ts';
import type { PersonIds } from './person-ids.ts';

/** How one account and one person stand, and what changes it. */
export interface Changing {
  relation(account: SignedInAccount, handle: string): Promise<RelationState>;
  change(account: SignedInAccount, handle: string, change: PersonChange): Promise<Result<PersonRelation>>;
  saveNote(account: SignedInAccount, handle: string, note: string): Promise<Result<PersonRelation>>;
  close(): void;
}

export function createChanging(deps: { readonly clock: Clock; readonly ids: PersonIds; readonly signal: AbortSignal; readonly tell: (handle: string, relation: AccountRelation) => void }): Changing {
  const { ids, signal } = deps;
  const watch = createFollowWatch(deps.clock);

  function stateOf(account: AccountKey, handle: string, relation: PersonRelation): RelationState {
    return { state: 'known', relation, wasRejected: watch.wasRejected(account, handle) };
  }

  const tell = (account: AccountKey, handle: string, relation: PersonRelation): void => deps.tell(handle, { account, ...stateOf(account, handle, relation) });

  async function read(account: SignedInAccount, handle: string, id: string): Promise<Result<PersonRelation>> {
    const answer = await account.connection.people.relation(id, { signal });
    if (!answer.ok && answer.error.kind === 'notFound') ids.forget(account.key, handle);
    return answer;
  }

  const relation: Changing['relation'] = async (account, handle) => {
    if (ids.isSelf(account, handle)) return { state: 'self' };
    const id = await ids.idOf(account, handle, { search: false });
    if (!id.ok) return id.error.kind === 'notFound' ? { state: 'unknown' } : { state: 'failed', error: id.error };
    const answer = await read(account, handle, id.value);
    return answer.ok ? stateOf(account.key, handle, answer.value) : { state: 'failed', error: answer.error };
  };

  /** An answer that was lost says nothing about what the server did: read it, and believe it only where it fits. */
  async function run(account: SignedInAccount, handle: string, act: (id: string) => Promise<Result<PersonRelation>>, fits: (now: PersonRelation) => boolean): Promise<Result<PersonRelation>> {
    if (ids.isSelf(account, handle)) return fail({ kind: 'invalidInput', field: '', message: 'This is the account itself' });
    const id = await ids.idOf(account, handle, { search: true });
    if (!id.ok) return id;
    const answer = await act(id.value);
    if (answer.ok) return answer;
    if (answer.error.kind === 'notFound') ids.forget(account.key, handle);
    if (!('mayHaveArrived' in answer.error && answer.error.mayHaveArrived)) return answer;
    const now = await read(account, handle, id.value);
    return now.ok && fits(now.value) ? now : answer;
  }

  function watchFollow(account: SignedInAccount, handle: string): void {
    watch.start(account.key, handle, {
      read: async () => {
        const id = await ids.idOf(account, handle, { search: false });
        return id.ok ? read(account, handle, id.value) : id;
      },
      tell: (now) => tell(account.key, handle, now),
    });
  }

  return {
    relation,
    async change(account, handle, change) {
      watch.stop(account.key, handle);
      const result = await run(account, handle, (id) => account.connection.people.change(id, change, { signal }), (now) => tookEffect(change, now));
      if (!result.ok) return result;
      const isElsewhere = !handle.toLowerCase().endsWith(`@${account.profile.summary.domain}`);
      const asksElsewhere = change.kind === 'follow' && change.reblogs === undefined && change.notify === undefined && isElsewhere;
      const shown: PersonRelation = asksElsewhere && result.value.follow === 'following' ? { ...result.value, follow: 'sent' } : result.value;
      if (asksElsewhere) watchFollow(account, handle);
      tell(account.key, handle, shown);
      return { ok: true, value: shown };
    },
    async saveNote(account, handle, note) {
      const result = await run(account, handle, (id) => account.connection.people.saveNote(id, note, { signal }), (now) => now.note === note);
      if (result.ok) tell(account.key, handle, result.value);
      return result;
    },
    close: () => watch.close(),
  };
}

/** Whether the relation is what this change asked for. */
export function tookEffect(change: PersonChange, now: PersonRelation): boolean {
  switch (change.kind) {
    case 'follow':
      return now.follow !== 'none' && (change.reblogs ?? now.showsReblogs) === now.showsReblogs && (change.notify ?? now.notifies) === now.notifies;
    case 'unfollow':
      return now.follow === 'none';
    case 'mute':
      return now.muting && now.mutingNotifications === change.notifications;
    case 'unmute':
      return !now.muting;
    case 'block':
      return now.blocking;
    case 'unblock':
      return !now.blocking;
  }
}
