import type { StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SearchTarget } from '../../contract/search.ts';
import { hostOf, type SignedInAccount } from '../account-directory.ts';
import type { SearchAnswer } from '../fediverse-search.ts';
import type { SearchDeps } from './types.ts';

/** What a text that was pasted may be. */
export type Pasted = { readonly kind: 'handle'; readonly handle: string } | { readonly kind: 'address'; readonly url: string; readonly handle: string | null };

/**
 * A handle (`@name@host`, `name@host`, `acct:name@host`) or an address of the web. `handle`: whose page it is, where
 * the address says so (`/@name`, `/@name@host`, `/users/name`, `/u/name`). Null for anything else.
 */
export function parsePasted(text: string): Pasted | null {
  const handle = /^(?:acct:|@)?([\w.-]+)@([\w-]+(?:\.[\w-]+)+(?::\d+)?)$/u.exec(text);
  if (handle !== null) return { kind: 'handle', handle: `${handle[1]}@${handle[2]?.toLowerCase()}` };
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null || url.username !== '' || /\s/.test(text)) return null;
  return { kind: 'address', url: url.href, handle: personIn(url) };
}

function personIn({ pathname, host }: URL): string | null {
  const page = /^\/(?:web\/)?@([\w.-]+)(?:@([\w.-]+(?::\d+)?))?\/?$/.exec(pathname);
  if (page !== null) return `${page[1]}@${(page[2] ?? host).toLowerCase()}`;
  const actor = /^\/(?:users|u)\/([\w.-]+)\/?$/.exec(pathname);
  return actor === null ? null : `${actor[1]}@${host}`;
}

export function createResolve(deps: SearchDeps, signal: AbortSignal): (text: string) => Promise<Result<SearchTarget>> {
  const { accounts, statuses, transactions, clock } = deps;

  /** The server it is on knows it without asking anybody; then the rest in the order of the rail. */
  function whoToAsk(url: string): readonly SignedInAccount[] {
    const { host } = new URL(url);
    const isThere = (account: SignedInAccount): boolean => hostOf(account.key) === host || account.profile.summary.domain === host;
    const all = accounts.keys().flatMap((key) => accounts.signedIn(key) ?? []);
    return all.toSorted((a, b) => Number(isThere(b)) - Number(isThere(a)));
  }

  function toTarget(account: SignedInAccount, { posts, people }: SearchAnswer): SearchTarget | null {
    const [seen] = posts;
    if (seen !== undefined) {
      transactions.run(() => statuses.put(account.key, seen, clock.now()));
      return { kind: 'post', uri: seen.status.uri };
    }
    const [found] = people;
    return found === undefined ? null : { kind: 'person', handle: found.profile.person.handle, account: account.key };
  }

  async function resolveAddress(url: string): Promise<Result<SearchTarget>> {
    // As `uri`, which is what many servers' pages are called too.
    if (statuses.get(url as StatusUri) !== null) return ok({ kind: 'post', uri: url as StatusUri });
    const asked = whoToAsk(url);
    let failure: AppError = { kind: 'notFound', what: 'address' };
    for (const account of asked) {
      const answer = await account.connection.search.resolve(url, { signal });
      if (signal.aborted) return fail({ kind: 'cancelled' });
      if (!answer.ok) {
        failure = answer.error;
        continue;
      }
      const target = toTarget(account, answer.value);
      if (target !== null) return ok(target);
    }
    return fail(asked.length === 0 ? { kind: 'notFound', what: 'an account that is signed in' } : failure);
  }

  return async (text) => {
    const pasted = parsePasted(text);
    if (pasted === null) return fail({ kind: 'invalidInput', field: 'text', message: 'No address and no handle' });
    // The profile itself looks the person up, and says who could not be asked.
    if (pasted.handle !== null) return ok({ kind: 'person', handle: pasted.handle, account: null });
    return pasted.kind === 'handle' ? ok({ kind: 'person', handle: pasted.handle, account: null }) : resolveAddress(pasted.url);
  };
}
