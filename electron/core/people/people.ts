import type { AccountKey } from '../../contract/ids.ts';
import type { AccountRelation, ProfileLine, RelationState } from '../../contract/people.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { hostOf, type SignedInAccount } from '../account-directory.ts';
import type { TimelineItem } from '../fediverse.ts';
import { createChanging } from './changing.ts';
import { mergeFamiliar } from './familiar.ts';
import { createListing } from './listing.ts';
import { createPersonIds } from './person-ids.ts';
import type { People, PeopleDeps } from './types.ts';

/** People as all of the person's accounts know them, and what these accounts do about them. */
export function createPeople(deps: PeopleDeps): People {
  const { clock, transactions, statuses, accounts, publish } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  const ids = createPersonIds(signal);
  const listing = createListing({ ids, signal });
  const changing = createChanging({ clock, ids, signal, tell: (handle, relation) => publish('people.relation', { handle, relation }) });

  function signedIn(key: AccountKey): Result<SignedInAccount> {
    const account = accounts.signedIn(key);
    if (account !== null) return ok(account);
    return accounts.keys().includes(key) ? fail({ kind: 'unauthorized', host: hostOf(key), message: '' }) : fail({ kind: 'notFound', what: 'account' });
  }

  /** The person's own server knows all of their posts and their newest profile; then who met them. */
  function whoToAsk(handle: string, first: AccountKey | null): readonly SignedInAccount[] {
    const domain = handle.slice(handle.lastIndexOf('@') + 1).toLowerCase();
    const all = accounts.keys().flatMap((key) => accounts.signedIn(key) ?? []);
    const rank = (account: SignedInAccount): number => (account.profile.summary.domain === domain ? 0 : account.key === first ? 1 : 2);
    return all.toSorted((a, b) => rank(a) - rank(b));
  }

  const profile: People['profile'] = async ({ handle, account, search }) => {
    const asked = whoToAsk(handle, account);
    const [first] = asked;
    if (first === undefined) return fail({ kind: 'notFound', what: 'an account that is signed in' });
    let failure: AppError = { kind: 'notFound', what: 'person' };
    for (const each of asked) {
      const seen = await ids.lookUp(each, handle);
      if (seen.ok) return ok({ account: each.key, profile: seen.value.profile });
      if (failure.kind === 'notFound') failure = seen.error;
    }
    if (!search || failure.kind !== 'notFound') return fail(failure);
    const found = await ids.search(first, handle);
    return found.ok ? ok({ account: first.key, profile: found.value.profile }) : found;
  };

  /** Stores the posts of a page, then reads them back with what every account adds. */
  function toLines(account: AccountKey, items: readonly TimelineItem[]): readonly ProfileLine[] {
    transactions.run(() => items.forEach(({ seen }) => statuses.put(account, seen, clock.now())));
    return items.flatMap(({ id, createdAt, booster, seen }) => {
      const view = statuses.get(seen.status.uri);
      return view === null ? [] : [{ id, at: createdAt, booster, view }];
    });
  }

  return {
    profile,
    async statuses({ handle, account: key, tab, cursor }) {
      const account = signedIn(key);
      if (!account.ok) return account;
      const id = await ids.idOf(account.value, handle, { search: false });
      if (!id.ok) return id;
      const page = await account.value.connection.people.statuses(id.value, { tab, cursor }, { signal });
      if (!page.ok) return page;
      return ok({ lines: toLines(key, page.value.items), cursor: tab === 'pinned' || page.value.items.length === 0 ? null : page.value.olderCursor });
    },
    async relations({ handle }) {
      const relationOf = async (key: AccountKey): Promise<AccountRelation> => {
        const account = signedIn(key);
        const state: RelationState = account.ok ? await changing.relation(account.value, handle) : { state: 'failed', error: account.error };
        const relation = { account: key, ...state };
        publish('people.relation', { handle, relation });
        return relation;
      };
      return ok(await Promise.all(accounts.keys().map(relationOf)));
    },
    async familiar({ handle }) {
      const all = accounts.keys().flatMap((key) => accounts.signedIn(key) ?? []);
      const told = await Promise.all(
        all.map(async (account) => {
          if (ids.isSelf(account, handle)) return { account: account.key, people: [] };
          const id = await ids.idOf(account, handle, { search: false });
          // A server that does not tell, or not now, leaves its account out: nothing depends on it.
          const found = id.ok ? await account.connection.people.familiar(id.value, { signal }) : id;
          return { account: account.key, people: found.ok ? found.value : [] };
        }),
      );
      return ok(mergeFamiliar(told, new Set(all.map(({ person }) => person.handle.toLowerCase()))));
    },
    async change({ handle, accounts: keys, change }) {
      const outcomeOf = async (key: AccountKey) => {
        const account = signedIn(key);
        return { account: key, result: account.ok ? await changing.change(account.value, handle, change) : account };
      };
      return ok(await Promise.all([...new Set(keys)].map(outcomeOf)));
    },
    async saveNote({ handle, account: key, note }) {
      const account = signedIn(key);
      return account.ok ? changing.saveNote(account.value, handle, note) : account;
    },
    async lists({ handle }) {
      const all = accounts.keys().flatMap((key) => accounts.signedIn(key) ?? []);
      return ok(await Promise.all(all.map(async (account) => ({ account: account.key, result: await listing.listsOf(account, handle) }))));
    },
    async setListed({ handle, account: key, list, listed }) {
      const account = signedIn(key);
      return account.ok ? listing.set(account.value, handle, list, listed) : account;
    },
    async rules({ account: key }) {
      const account = signedIn(key);
      return account.ok ? account.value.connection.posts.rules({ signal }) : account;
    },
    async report({ handle, account: key, statuses: uris, reasons }) {
      const account = signedIn(key);
      if (!account.ok) return account;
      if (ids.isSelf(account.value, handle)) return fail({ kind: 'invalidInput', field: 'handle', message: 'This is the account itself' });
      const id = await ids.idOf(account.value, handle, { search: true });
      if (!id.ok) return id;
      const found = await Promise.all(uris.map((uri) => deps.localId(key, uri)));
      // A report without the post it is about would tell moderators nothing.
      const missing = found.find((each) => !each.ok);
      if (missing !== undefined && !missing.ok) return missing;
      return account.value.connection.posts.report({ ...reasons, account: id.value, statuses: found.flatMap((each) => (each.ok ? [each.value] : [])) }, { signal });
    },
    close() {
      closing.abort();
      changing.close();
    },
  };
}
