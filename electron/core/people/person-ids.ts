import type { AccountKey } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { SeenProfile } from '../fediverse-people.ts';

/** Ids kept for a session; the oldest go. */
const mostIds = 5_000;

/** What a person is called on each account's server. Kept in memory: asking again is one cheap request. */
export interface PersonIds {
  isSelf(account: SignedInAccount, handle: string): boolean;
  /** What the account's server knows of the person by itself. */
  lookUp(account: SignedInAccount, handle: string): Promise<Result<SeenProfile>>;
  /** Has the account's server look for the person: one at a time per account, and never twice for the same one. */
  search(account: SignedInAccount, handle: string): Promise<Result<SeenProfile>>;
  /** The person's id, remembered or looked up; with `search` also looked for elsewhere. */
  idOf(account: SignedInAccount, handle: string, options: { readonly search: boolean }): Promise<Result<string>>;
  /** The server says that the id is nobody's any more. */
  forget(account: AccountKey, handle: string): void;
}

export function createPersonIds(signal: AbortSignal): PersonIds {
  const ids = new Map<string, string>();
  const queues = new Map<AccountKey, Promise<unknown>>();
  const running = new Map<string, Promise<Result<SeenProfile>>>();
  const nameOf = (account: AccountKey, handle: string): string => `${account} ${handle.toLowerCase()}`;

  function remember(account: AccountKey, handle: string, seen: Result<SeenProfile>): Result<SeenProfile> {
    if (!seen.ok) return seen;
    ids.set(nameOf(account, handle), seen.value.id);
    const oldest = ids.keys().next().value;
    if (ids.size > mostIds && oldest !== undefined) ids.delete(oldest);
    return seen;
  }

  const lookUp: PersonIds['lookUp'] = async (account, handle) => remember(account.key, handle, await account.connection.people.lookUp(handle, { signal }));

  const search: PersonIds['search'] = (account, handle) => {
    const name = nameOf(account.key, handle);
    const started = running.get(name);
    if (started !== undefined) return started;
    const before = queues.get(account.key) ?? Promise.resolve();
    const result = before.then(async () => remember(account.key, handle, await account.connection.people.find(handle, { signal }))).finally(() => running.delete(name));
    running.set(name, result);
    // The next in line waits for the end of this one, whatever it is; the failure itself goes to who asked.
    queues.set(account.key, result.catch(() => null));
    return result;
  };

  const isSelf: PersonIds['isSelf'] = (account, handle) => account.person.handle.toLowerCase() === handle.toLowerCase();

  return {
    isSelf,
    lookUp,
    search,
    async idOf(account, handle, options) {
      if (isSelf(account, handle)) return ok(account.key.slice(account.key.indexOf('/') + 1));
      const known = ids.get(nameOf(account.key, handle));
      if (known !== undefined) return ok(known);
      const seen = await lookUp(account, handle);
      const found = !seen.ok && seen.error.kind === 'notFound' && options.search ? await search(account, handle) : seen;
      return found.ok ? ok(found.value.id) : found;
    },
    forget: (account, handle) => void ids.delete(nameOf(account, handle)),
  };
}
