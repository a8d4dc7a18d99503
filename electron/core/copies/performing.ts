import type { StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { SeenStatus } from '../fediverse.ts';
import { isDone, toStatusEdit } from './editing.ts';
import type { StoredJob } from './store.ts';
import type { CopyDeps } from './types.ts';

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

  async function mark(job: StoredJob, uri: StatusUri): Promise<Result<null>> {
    const action = job.deed === 'boost' ? 'reblog' : job.deed === 'pin' ? 'pin' : 'unpin';
    const done = await deps.act({ account: job.account, uri, action, ...(job.visibility === null ? {} : { visibility: job.visibility }) });
    return done.ok ? ok(null) : done;
  }

  return async function perform(job: StoredJob, account: SignedInAccount): Promise<Result<null>> {
    const { uri } = job;
    if (uri === null) return fail<AppError>({ kind: 'notFound', what: 'status' });
    if (job.deed !== 'edit' && job.deed !== 'delete') return mark(job, uri);
    const id = job.local === null ? await deps.localId(job.account, uri) : ok(job.local);
    if (!id.ok) return id;
    return job.deed === 'edit' ? edit(job, account, id.value) : remove(account, id.value, uri);
  };
}
