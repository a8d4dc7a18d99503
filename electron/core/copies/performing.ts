import type { StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { hostOf, type SignedInAccount } from '../account-directory.ts';
import type { SeenStatus } from '../fediverse.ts';
import { isDone, toStatusEdit } from './editing.ts';
import type { StoredJob } from './store.ts';
import type { CopyDeps } from './types.ts';

const noStatus = fail<AppError>({ kind: 'notFound', what: 'status' });

/** One try of one job. Each looks first or is harmless to repeat, so that a lost answer is answered by trying again. */
export function createPerforming(deps: CopyDeps, options: { readonly signal: AbortSignal; readonly unlinked: () => void }) {
  const { clock, store, statuses } = deps;
  const { signal } = options;

  function show(account: SignedInAccount, seen: SeenStatus): void {
    statuses.put(account.key, seen, clock.now());
    const view = statuses.get(seen.status.uri);
    if (view !== null) deps.publish('statuses.changed', { statuses: [view] });
  }

  async function edit(job: StoredJob, account: SignedInAccount, id: StatusId): Promise<Result<null>> {
    if (job.edit === null) return ok(null);
    const { posts } = account.connection;
    const source = await posts.source(id, { signal });
    if (!source.ok) return source;
    const wanted = toStatusEdit(source.value, job.edit, clock.now());
    if (wanted === null) return fail<AppError>({ kind: 'unsupported', capability: 'editEndedPoll' });
    if (isDone(source.value, wanted)) {
      show(account, source.value.seen);
      return ok(null);
    }
    const edited = await posts.edit(id, wanted, { signal });
    if (!edited.ok) return edited;
    show(account, edited.value);
    return ok(null);
  }

  async function remove(account: SignedInAccount, id: StatusId, uri: StatusUri): Promise<Result<null>> {
    const answer = await account.connection.posts.delete(id, { signal });
    if (!answer.ok && answer.error.kind !== 'notFound') return answer;
    const marks = statuses.get(uri)?.marks ?? [];
    deps.transactions.run(() => store.unlink(uri));
    options.unlinked();
    // The servers of the other accounts hear of it in their own time; nobody needs to wait for that.
    for (const mark of marks) deps.gone(mark.account, mark.id);
    return ok(null);
  }

  async function pin(job: StoredJob, uri: StatusUri): Promise<Result<null>> {
    const done = await deps.act({ account: job.account, uri, action: job.deed === 'pin' ? 'pin' : 'unpin' });
    return done.ok ? ok(null) : done;
  }

  async function boost(job: StoredJob, account: SignedInAccount): Promise<Result<null>> {
    const found = job.uri === null && job.after !== null ? await deps.locate(job.after) : ok(job.uri);
    if (!found.ok) return found;
    const uri = found.value;
    if (uri === null) return noStatus;
    const known = await fetchMissing(uri);
    if (!known.ok) return known;
    // A repeat may find its work done, and not every server takes the same boost once only (Sharkey renotes again).
    const id = await deps.localId(job.account, uri);
    if (!id.ok) return id;
    const now = await account.connection.status(id.value, { signal });
    if (!now.ok) return now;
    if (now.value.marks.reblogged) {
      show(account, now.value);
      return ok(null);
    }
    const done = await deps.act({ account: job.account, uri, action: 'reblog', ...(job.visibility === null ? {} : { visibility: job.visibility }) });
    if (!done.ok) return done;
    // After a lost answer the post was read instead, and may say that nothing happened.
    const isThere = done.value.marks.some((mark) => mark.account === job.account && mark.reblogged);
    return isThere ? ok(null) : fail<AppError>({ kind: 'serverError', host: hostOf(job.account), status: 0, message: '', retryAt: null, mayHaveArrived: false });
  }

  /** A post that was found again after a lost answer is in no timeline yet: its writer's server has it. */
  async function fetchMissing(uri: StatusUri): Promise<Result<null>> {
    const sent = statuses.get(uri) === null ? store.copy(uri) : null;
    const writer = sent === null ? null : deps.accounts.signedIn(sent.account);
    if (sent === null || writer === null) return ok(null);
    const seen = await writer.connection.status(sent.id, { signal });
    if (!seen.ok) return seen;
    show(writer, seen.value);
    return ok(null);
  }

  return async function perform(job: StoredJob, account: SignedInAccount): Promise<Result<null>> {
    const { uri } = job;
    if (job.deed === 'boost') return boost(job, account);
    if (uri === null) return noStatus;
    if (job.deed !== 'edit' && job.deed !== 'delete') return pin(job, uri);
    const id = job.local === null ? await deps.localId(job.account, uri) : ok(job.local);
    if (!id.ok) return id;
    return job.deed === 'edit' ? edit(job, account, id.value) : remove(account, id.value, uri);
  };
}
