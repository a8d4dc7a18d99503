import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { hostOf, type SignedInAccount } from '../account-directory.ts';
import type { Clock, StatusStore } from '../ports.ts';
import { canResolve } from './rules.ts';

export interface Resolver {
  /** The status's id on the account's server. Slow (up to 45 s) where that server does not have the status yet. */
  localId(account: SignedInAccount, uri: StatusUri): Promise<Result<StatusId>>;
  /** Stops looking; whoever waits gets `cancelled`. */
  stop(account: AccountKey, uri: StatusUri): void;
}

interface Look {
  readonly result: Promise<Result<StatusId>>;
  readonly stopping: AbortController;
}

const notHere = fail<AppError>({ kind: 'notFound', what: 'status' });

/** Resolving makes a server fetch from another: one at a time per server, and never twice for the same status. */
export function createResolver(deps: { readonly clock: Clock; readonly statuses: StatusStore; readonly signal: AbortSignal }): Resolver {
  const { statuses } = deps;
  const queues = new Map<string, Promise<unknown>>();
  const running = new Map<string, Look>();
  const nameOf = (account: AccountKey, uri: StatusUri): string => `${account} ${uri}`;

  async function resolve(account: SignedInAccount, uri: StatusUri, signal: AbortSignal): Promise<Result<StatusId>> {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const known = statuses.localId(account.key, uri);
    if (known !== null) return ok(known);
    const url = statuses.get(uri)?.status.url ?? null;
    const answer = await account.connection.resolveStatus(uri, url, { signal });
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (!answer.ok) return answer;
    // A server may answer a look-alike by address; acting on it would hit another post.
    if (answer.value.status.uri !== uri) return notHere;
    statuses.put(account.key, answer.value, deps.clock.now());
    return ok(answer.value.marks.id);
  }

  function begin(account: SignedInAccount, uri: StatusUri): Look {
    const stopping = new AbortController();
    const signal = AbortSignal.any([deps.signal, stopping.signal]);
    const queue = hostOf(account.key);
    const before = queues.get(queue) ?? Promise.resolve();
    const looked = before.then(() => resolve(account, uri, signal));
    // The next in line waits for the end of this one, whatever it is; the failure itself goes to who asked.
    queues.set(queue, looked.catch(() => null));
    return { result: looked.finally(() => running.delete(nameOf(account.key, uri))), stopping };
  }

  return {
    localId(account, uri) {
      const known = statuses.localId(account.key, uri);
      if (known !== null) return Promise.resolve(ok(known));
      const view = statuses.get(uri);
      if (view === null || !canResolve(view.status)) return Promise.resolve(notHere);
      const name = nameOf(account.key, uri);
      const look = running.get(name) ?? begin(account, uri);
      running.set(name, look);
      return look.result;
    },
    stop: (account, uri) => running.get(nameOf(account, uri))?.stopping.abort(),
  };
}
