import type { AccountKey } from '../../contract/ids.ts';
import type { InboxRequest } from '../../contract/notifications.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { hostOf, type SignedInAccount } from '../account-directory.ts';
import type { AccountConnection, CallOptions, SeenStatus } from '../fediverse.ts';
import type { NotificationDeps } from './types.ts';

/** Who waits for an answer changes rarely, and the stream tells of follow requests. */
const askEveryMs = 15 * 60_000;

export interface RequestList {
  readonly requests: readonly InboxRequest[];
  readonly failed: readonly { readonly account: AccountKey; readonly error: AppError }[];
}

/** People who wait for an answer of one account: to follow it, or to be heard at all. Kept by the servers, asked when needed. */
export interface Requests {
  list(accounts: readonly AccountKey[], options: CallOptions): Promise<RequestList>;
  /** As counted last; null before anybody asked. */
  count(account: AccountKey): number;
  /** Counts again where that is due. */
  refresh(account: SignedInAccount, options: CallOptions, force: boolean): Promise<void>;
  answerFollow(account: AccountKey, id: string, accept: boolean): Promise<Result<null>>;
  answerFiltered(account: AccountKey, id: string, accept: boolean): Promise<Result<null>>;
  withConnection<T>(account: AccountKey, work: (connection: AccountConnection) => Promise<Result<T>>): Promise<Result<T>>;
  forget(account: AccountKey): void;
}

export function createRequests(deps: Pick<NotificationDeps, 'clock' | 'accounts' | 'statuses' | 'transactions'>, changed: () => void): Requests {
  const counts = new Map<AccountKey, number>();
  const askedAt = new Map<AccountKey, number>();

  function putStatuses(account: AccountKey, seen: readonly SeenStatus[]): void {
    if (seen.length > 0) deps.transactions.run(() => seen.forEach((one) => deps.statuses.put(account, one, deps.clock.now())));
  }

  async function ofAccount({ key, connection }: SignedInAccount, options: CallOptions): Promise<Result<readonly InboxRequest[]>> {
    askedAt.set(key, deps.clock.monotonic());
    const [follows, filtered] = await Promise.all([connection.followRequests(options), connection.filteredRequests(options)]);
    // A server may lack either (Pixelfed, GoToSocial): what is not there has nobody waiting.
    const failure = [follows, filtered].find((answer) => !answer.ok && !isMissing(answer.error));
    if (failure !== undefined && !failure.ok) return failure;
    const held = filtered.ok ? filtered.value : [];
    putStatuses(key, held.flatMap(({ seen }) => seen ?? []));
    const requests: readonly InboxRequest[] = [
      ...(follows.ok ? follows.value : []).map(({ id, person }): InboxRequest => ({ kind: 'follow', account: key, id, person })),
      ...held.map(({ id, person, count, at, seen }): InboxRequest => ({ kind: 'filtered', account: key, id, person, count, at, view: seen === null ? null : deps.statuses.get(seen.status.uri) })),
    ];
    recount(key, requests.length);
    return ok(requests);
  }

  function recount(account: AccountKey, count: number): void {
    if (counts.get(account) === count) return;
    counts.set(account, count);
    changed();
  }

  async function withConnection<T>(account: AccountKey, work: (connection: AccountConnection) => Promise<Result<T>>): Promise<Result<T>> {
    const signedIn = deps.accounts.signedIn(account);
    return signedIn === null ? fail({ kind: 'unauthorized', host: hostOf(account), message: '' }) : work(signedIn.connection);
  }

  /** Answered elsewhere meanwhile is answered. */
  async function answer(account: AccountKey, work: (connection: AccountConnection) => Promise<Result<null>>): Promise<Result<null>> {
    const result = await withConnection(account, work);
    const settled = !result.ok && result.error.kind === 'notFound' ? ok(null) : result;
    if (settled.ok) recount(account, Math.max(0, (counts.get(account) ?? 1) - 1));
    return settled;
  }

  return {
    async list(accounts, options) {
      const asked = accounts.flatMap((key) => deps.accounts.signedIn(key) ?? []);
      const answers = await Promise.all(asked.map(async (account) => ({ account: account.key, answer: await ofAccount(account, options) })));
      return {
        requests: answers.flatMap(({ answer: result }) => (result.ok ? result.value : [])),
        failed: answers.flatMap(({ account, answer: result }) => (result.ok ? [] : [{ account, error: result.error }])),
      };
    },
    count: (account) => counts.get(account) ?? 0,
    async refresh(account, options, force) {
      const sinceMs = deps.clock.monotonic() - (askedAt.get(account.key) ?? Number.NEGATIVE_INFINITY);
      if (force || sinceMs >= askEveryMs) await ofAccount(account, options);
    },
    answerFollow: (account, id, accept) => answer(account, (connection) => connection.answerFollowRequest(id, accept)),
    answerFiltered: (account, id, accept) => answer(account, (connection) => connection.answerFilteredRequest(id, accept)),
    withConnection,
    forget(account) {
      counts.delete(account);
      askedAt.delete(account);
    },
  };
}

function isMissing({ kind }: AppError): boolean {
  return kind === 'unsupported' || kind === 'notFound' || kind === 'forbidden';
}
