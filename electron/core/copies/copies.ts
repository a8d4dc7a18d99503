import type { CopyJob, ReadCopy } from '../../contract/copies.ts';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { hostOf } from '../account-directory.ts';
import { hindrance, toEditable } from './editing.ts';
import { createPerforming } from './performing.ts';
import { createRedraft } from './redraft.ts';
import { createJobRunner } from './runner.ts';
import type { SentCopy, StoredJob } from './store.ts';
import type { Copies, CopyDeps } from './types.ts';

/** Linked posts told to the screen. */
const shownLinks = 2_000;

/** A post that has just been sent is not in the cache yet, nor on its way to other servers. */
const arrivingMs = 2_000;
/** A dialog that is open on a job that is done still shows it. */
const rememberDoneMs = 10 * 60_000;

type Wanted = Pick<StoredJob, 'deed' | 'account' | 'uri' | 'edit' | 'visibility' | 'after'>;
const noChange = { edit: null, visibility: null, after: null } as const;

const noJob = fail<AppError>({ kind: 'notFound', what: 'job' });

export interface CopiesFeature extends Copies {
  /** A copy of the outbox was sent. Called inside of the transaction that says so. */
  sent(copy: SentCopy): void;
  /** The same, where nobody knows yet which post it is: boosts look for it. */
  sentUnseen(post: string): void;
  /** A post left the outbox: boosts that wait for it are given up, what came of the others is told no longer. */
  unsent(post: string): void;
  /** Boosts of a post as soon as it has left. Called inside of the transaction that puts it into the outbox. */
  boostWhenSent(post: string, accounts: readonly AccountKey[]): void;
  /** After such a transaction. */
  tellLinked(): void;
  tellJobs(): void;
}

/** Copies of one post known as one, and what is done to all of them. */
export function createCopies(deps: CopyDeps): CopiesFeature {
  const { clock, random, store, accounts } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  const tellJobs = (): void => deps.publish('copies.jobs', { jobs: store.jobs().map(toShown) });
  const tellLinked = (): void => deps.publish('copies.linked', { posts: store.linked(shownLinks) });
  const perform = createPerforming(deps, { signal, unlinked: tellLinked });
  const runner = createJobRunner({ ...deps, changed: tellJobs, perform });
  const redraft = createRedraft(deps, signal);

  /** Whose post this is: as it was sent, else by the author's handle. */
  function ownerOf(uri: StatusUri): AccountKey | null {
    const sent = store.copy(uri);
    if (sent !== null) return sent.account;
    const author = deps.statuses.get(uri)?.status.author;
    return accounts.keys().find((key) => {
      const person = accounts.signedIn(key)?.person;
      return person !== undefined && (person.uri === author?.uri || person.handle === author?.handle);
    }) ?? null;
  }

  function idOf(account: AccountKey, uri: StatusUri): StatusId | null {
    const sent = store.copy(uri);
    return sent?.account === account ? sent.id : deps.statuses.localId(account, uri);
  }

  function write(wanted: readonly Wanted[]): readonly StoredJob[] {
    const askedAt = clock.now();
    const batch = random.uuid();
    const jobs = wanted.map((each): StoredJob => ({
      ...each,
      id: random.uuid(),
      batch,
      local: each.uri === null ? null : idOf(each.account, each.uri),
      askedAt,
      refusals: 0,
      status: each.uri === null ? { state: 'afterPost' } : { state: 'waiting', retryAt: askedAt, lastError: null },
    }));
    for (const job of store.jobs()) if (isForgettable(job) && job.status.at < askedAt - rememberDoneMs) store.removeJob(job.id);
    store.putJobs(jobs);
    return jobs;
  }

  function plan(wanted: readonly Wanted[]): readonly CopyJob[] {
    const jobs = write(wanted);
    tellJobs();
    for (const account of new Set(jobs.map((job) => job.account))) runner.wake(account);
    return jobs.map(toShown);
  }

  /** The owner of each, or why the whole cannot begin: somebody else's post is never touched. */
  function owned(uris: readonly StatusUri[]): Result<readonly { readonly uri: StatusUri; readonly account: AccountKey }[]> {
    const found = [...new Set(uris)].map((uri) => ({ uri, account: ownerOf(uri) }));
    const own = found.flatMap(({ uri, account }) => (account === null ? [] : [{ uri, account }]));
    return own.length === found.length ? ok(own) : fail({ kind: 'notFound', what: 'post' });
  }

  /** Boosts that waited for a post of the outbox; `uri` null where it has to be looked for. */
  function release(post: string, uri: StatusUri | null): void {
    const due = store.jobs().filter((job) => job.after === post && (job.status.state === 'afterPost' || (job.uri === null && job.status.state === 'waiting')));
    store.putJobs(due.map((job) => ({ ...job, uri, status: { state: 'waiting', retryAt: clock.now() + arrivingMs, lastError: null } })));
    if (due.length === 0) return;
    tellJobs();
    for (const { account } of due) runner.wake(account);
  }

  async function readOne(uri: StatusUri, key: AccountKey, toEdit: boolean): Promise<ReadCopy> {
    const account = accounts.signedIn(key);
    if (account === null) return { account: key, uri, result: fail({ kind: 'unauthorized', host: hostOf(key), message: '' }) };
    if (toEdit && !account.profile.capabilities.editing) return { account: key, uri, result: fail({ kind: 'unsupported', capability: 'editing' }) };
    const known = idOf(key, uri);
    const id = known === null ? await deps.localId(key, uri) : ok(known);
    if (!id.ok) return { account: key, uri, result: id };
    const source = await account.connection.posts.source(id.value, { signal });
    if (!source.ok) return { account: key, uri, result: source };
    deps.statuses.put(key, source.value.seen, clock.now());
    const why = toEdit ? hindrance(source.value, clock.now()) : null;
    return { account: key, uri, result: why === null ? ok(toEditable(key, source.value)) : fail(why) };
  }

  return {
    linked: () => ok(store.linked(shownLinks)),
    tellLinked,
    tellJobs,
    sent(copy) {
      store.link(copy);
      release(copy.post, copy.uri);
    },
    sentUnseen: (post) => release(post, null),
    boostWhenSent: (post, keys) => void write(keys.map((account) => ({ ...noChange, deed: 'boost', account, uri: null, after: post }))),
    unsent(post) {
      const vain = store.jobs().filter((job) => (job.status.state === 'afterPost' || job.status.state === 'done') && job.after === post);
      for (const { id } of vain) store.removeJob(id);
      if (vain.length > 0) tellJobs();
    },
    async read({ uris }) {
      const found = owned(uris);
      return found.ok ? ok(await Promise.all(found.value.map(({ uri, account }) => readOne(uri, account, true)))) : found;
    },
    measure: ({ text, spoilerText, accounts: keys }) =>
      ok(keys.flatMap((account) => {
        const length = deps.measure(account, text, spoilerText);
        return length === null ? [] : [{ account, ...length }];
      })),
    edit({ edits }) {
      const found = owned(edits.map(({ uri }) => uri));
      if (!found.ok) return found;
      return ok(plan(found.value.flatMap(({ uri, account }) => {
        const wanted = edits.find((edit) => edit.uri === uri);
        if (wanted === undefined) return [];
        const { uri: _uri, ...edit } = wanted;
        return [{ ...noChange, deed: 'edit', account, uri, edit } as const];
      })));
    },
    change({ uris, deed }) {
      const found = owned(uris);
      return found.ok ? ok(plan(found.value.map(({ uri, account }) => ({ ...noChange, deed, account, uri })))) : found;
    },
    async redraft({ uris, rebuilt }) {
      const found = owned(uris);
      if (!found.ok) return found;
      const copies = await Promise.all(found.value.map(({ uri, account }) => readOne(uri, account, false)));
      if (!rebuilt && copies.some(({ result }) => result.ok && result.value.rebuilt)) return fail({ kind: 'unsupported', capability: 'source' });
      const draft = await redraft(copies);
      if (!draft.ok) return draft;
      return ok({ draft: draft.value, jobs: plan(found.value.map(({ uri, account }) => ({ ...noChange, deed: 'delete', account, uri }))) });
    },
    boostFromRest({ of, accounts: keys, visibility }) {
      const sent = of.kind === 'outbox' ? (store.copiesOf(of.post)[0]?.uri ?? null) : of.uri;
      const uri = of.kind === 'status' ? of.uri : sent;
      return ok(plan([...new Set(keys)].map((account) => ({ ...noChange, deed: 'boost', account, uri, visibility, after: of.kind === 'outbox' ? of.post : null }))));
    },
    jobs: () => ok(store.jobs().map(toShown)),
    retry({ job: id }) {
      const job = store.job(id);
      if (job === null) return noJob;
      if (job.status.state !== 'failed' && job.status.state !== 'waiting') return fail({ kind: 'invalidInput', field: 'job', message: `It is ${job.status.state}` });
      store.putJobs([{ ...job, refusals: 0, status: { state: 'waiting', retryAt: clock.now(), lastError: null } }]);
      tellJobs();
      runner.wake(job.account);
      return ok(null);
    },
    dismiss({ job: id }) {
      const job = store.job(id);
      if (job === null) return noJob;
      if (job.status.state === 'running') return fail({ kind: 'invalidInput', field: 'job', message: 'It is running' });
      store.removeJob(id);
      tellJobs();
      return ok(null);
    },
    siblings(uri) {
      const sent = store.copy(uri);
      return sent === null ? [] : store.copiesOf(sent.post).filter((copy) => copy.uri !== uri);
    },
    start() {
      for (const job of store.jobs()) if (isForgettable(job)) store.removeJob(job.id);
      runner.start();
    },
    reachable: runner.reachable,
    accountRemoved(account) {
      store.forgetAccount(account);
      tellJobs();
      tellLinked();
    },
    close() {
      closing.abort();
      runner.close();
    },
  };
}

function toShown({ id, batch, deed, account, uri, after, askedAt, status }: StoredJob): CopyJob {
  return { id, batch, deed, account, uri, after, askedAt, status };
}

/** What came of a boost is told beside its post as long as that stands in the outbox. */
function isForgettable(job: StoredJob): job is StoredJob & { readonly status: { readonly state: 'done'; readonly at: number } } {
  return job.status.state === 'done' && job.after === null;
}
