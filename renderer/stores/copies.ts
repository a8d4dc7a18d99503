import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallInput, CallOutput } from '../../electron/contract/index.ts';
import type { CopyEdit, CopyJob, LinkedPost, ReadCopy } from '../../electron/contract/copies.ts';
import type { AccountKey, AppError, Result, StatusUri } from '../../electron/contract/index.ts';
import type { Bridge } from '../bridge/bridge.ts';

/** Posts that went out as one, and what is being done to them. */
export interface CopiesState {
  /** By the address of each copy. */
  readonly linked: ReadonlyMap<StatusUri, LinkedPost>;
  readonly jobs: readonly CopyJob[];
  start(): Promise<void>;
  read(uris: readonly StatusUri[]): Promise<Result<readonly ReadCopy[]>>;
  measure(text: string, spoilerText: string, accounts: readonly AccountKey[]): Promise<CallOutput<'copies.measure'>>;
  edit(edits: readonly CopyEdit[]): Promise<Result<readonly CopyJob[]>>;
  change(uris: readonly StatusUri[], deed: CallInput<'copies.change'>['deed']): Promise<Result<readonly CopyJob[]>>;
  /** `rebuilt`: also with words put together from what is shown. */
  redraft(uris: readonly StatusUri[], rebuilt: boolean): Promise<Result<CallOutput<'copies.redraft'>>>;
  boostFromRest(input: CallInput<'copies.boostFromRest'>): Promise<Result<readonly CopyJob[]>>;
  retry(job: string): Promise<AppError | null>;
  dismiss(job: string): Promise<AppError | null>;
}
export type CopiesStore = StoreApi<CopiesState>;

export function isOpenJob({ status }: CopyJob): boolean {
  return status.state === 'waiting' || status.state === 'running' || status.state === 'afterPost';
}

const byUri = (posts: readonly LinkedPost[]): ReadonlyMap<StatusUri, LinkedPost> => new Map(posts.flatMap((post) => post.copies.map(({ uri }) => [uri, post] as const)));

export function createCopiesStore(bridge: Bridge): CopiesStore {
  /** The answer may be here before the event that tells the same. */
  function planned(answer: Result<readonly CopyJob[]>): Result<readonly CopyJob[]> {
    if (answer.ok) store.setState(({ jobs }) => ({ jobs: [...jobs, ...answer.value.filter(({ id }) => !jobs.some((job) => job.id === id))] }));
    return answer;
  }

  const store = createStore<CopiesState>((set) => ({
    linked: new Map(),
    jobs: [],
    async start() {
      const [linked, jobs] = await Promise.all([bridge.call('copies.linked', {}), bridge.call('copies.jobs', {})]);
      if (linked.ok) set({ linked: byUri(linked.value) });
      if (jobs.ok) set({ jobs: jobs.value });
    },
    read: (uris) => bridge.call('copies.read', { uris }),
    async measure(text, spoilerText, accounts) {
      const answer = await bridge.call('copies.measure', { text, spoilerText, accounts });
      return answer.ok ? answer.value : [];
    },
    edit: async (edits) => planned(await bridge.call('copies.edit', { edits })),
    change: async (uris, deed) => planned(await bridge.call('copies.change', { uris, deed })),
    async redraft(uris, rebuilt) {
      const answer = await bridge.call('copies.redraft', { uris, rebuilt });
      if (answer.ok) planned({ ok: true, value: answer.value.jobs });
      return answer;
    },
    boostFromRest: async (input) => planned(await bridge.call('copies.boostFromRest', input)),
    async retry(job) {
      const answer = await bridge.call('copies.retry', { job });
      return answer.ok ? null : answer.error;
    },
    async dismiss(job) {
      const answer = await bridge.call('copies.dismiss', { job });
      return answer.ok ? null : answer.error;
    },
  }));
  bridge.on('copies.linked', ({ posts }) => store.setState({ linked: byUri(posts) }));
  bridge.on('copies.jobs', ({ jobs }) => store.setState({ jobs }));
  return store;
}
