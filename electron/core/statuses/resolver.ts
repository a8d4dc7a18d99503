import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { Clock, StatusStore } from '../ports.ts';
import { canResolve } from './rules.ts';

export interface Resolver {
  /** The status's id on the account's server. Slow (up to 45 s) where that server does not have the status yet. */
  localId(account: SignedInAccount, uri: StatusUri): Promise<Result<StatusId>>;
}

const notHere = fail<AppError>({ kind: 'notFound', what: 'status' });

/** Resolving makes a server fetch from another: one at a time per account, and never twice for the same status. */
export function createResolver(deps: { readonly clock: Clock; readonly statuses: StatusStore; readonly signal: AbortSignal }): Resolver {
  const { statuses } = deps;
  const queues = new Map<AccountKey, Promise<unknown>>();
  const running = new Map<string, Promise<Result<StatusId>>>();

  async function resolve(account: SignedInAccount, uri: StatusUri): Promise<Result<StatusId>> {
    const known = statuses.localId(account.key, uri);
    if (known !== null) return ok(known);
    const url = statuses.get(uri)?.status.url ?? null;
    const answer = await account.connection.resolveStatus(uri, url, { signal: deps.signal });
    if (!answer.ok) return answer;
    // A server may answer a look-alike by address; acting on it would hit another post.
    if (answer.value.status.uri !== uri) return notHere;
    statuses.put(account.key, answer.value, deps.clock.now());
    return ok(answer.value.marks.id);
  }

  function enqueue(account: SignedInAccount, uri: StatusUri): Promise<Result<StatusId>> {
    const before = queues.get(account.key) ?? Promise.resolve();
    const result = before.then(() => resolve(account, uri));
    // The next in line waits for the end of this one, whatever it is; the failure itself goes to who asked.
    queues.set(account.key, result.catch(() => null));
    return result;
  }

  return {
    localId(account, uri) {
      const known = statuses.localId(account.key, uri);
      if (known !== null) return Promise.resolve(ok(known));
      const view = statuses.get(uri);
      if (view === null || !canResolve(view.status)) return Promise.resolve(notHere);
      const name = `${account.key} ${uri}`;
      const started = running.get(name) ?? enqueue(account, uri).finally(() => running.delete(name));
      running.set(name, started);
      return started;
    },
  };
}
