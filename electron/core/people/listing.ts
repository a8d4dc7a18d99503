import type { AccountLists, PersonList } from '../../contract/people.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { PersonIds } from './person-ids.ts';

/** In which lists of each account a person stands. */
export interface Listing {
  listsOf(account: SignedInAccount, handle: string): Promise<AccountLists['result']>;
  /** Servers take only people the account follows (Mastodon list_account.rb). */
  set(account: SignedInAccount, handle: string, list: string, listed: boolean): Promise<Result<null>>;
}

const notFollowed = fail<AppError>({ kind: 'invalidInput', field: '', message: 'Only people this account follows can be in its lists' });

export function createListing({ ids, signal }: { readonly ids: PersonIds; readonly signal: AbortSignal }): Listing {
  async function holding(account: SignedInAccount, person: string): Promise<Result<ReadonlySet<string>>> {
    const found = await account.connection.belongings.listsWith(person, { signal });
    return found.ok ? ok(new Set(found.value.map(({ id }) => id))) : found;
  }

  return {
    async listsOf(account, handle) {
      if (ids.isSelf(account, handle)) return ok([]);
      const [all, person] = await Promise.all([account.connection.belongings.lists({ signal }), ids.idOf(account, handle, { search: false })]);
      if (!all.ok) return all;
      if (!person.ok && person.error.kind !== 'notFound') return person;
      const held = person.ok && all.value.length > 0 ? await holding(account, person.value) : ok(new Set<string>());
      if (!held.ok) return held;
      return ok(all.value.map(({ id, title, exclusive }): PersonList => ({ id, title, exclusive, listed: held.value.has(id) })));
    },
    async set(account, handle, list, listed) {
      const { belongings, people } = account.connection;
      const person = await ids.idOf(account, handle, { search: true });
      if (!person.ok) return person;
      const held = await holding(account, person.value);
      if (!held.ok) return held;
      if (held.value.has(list) === listed) return ok(null);
      if (listed) {
        const relation = await people.relation(person.value, { signal });
        if (!relation.ok) return relation;
        if (relation.value.follow !== 'following') return notFollowed;
      }
      const done = await (listed ? belongings.addToList(list, [person.value], { signal }) : belongings.removeFromList(list, [person.value], { signal }));
      if (done.ok || !('mayHaveArrived' in done.error && done.error.mayHaveArrived)) return done;
      // An answer that was lost says nothing about what the server did.
      const now = await holding(account, person.value);
      return now.ok && now.value.has(list) === listed ? ok(null) : done;
    },
  };
}
