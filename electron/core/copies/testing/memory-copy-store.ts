import type { StatusUri } from '../../../contract/ids.ts';
import type { CopyStore, SentCopy, StoredJob } from '../store.ts';

/**
 * Keeps values as JSON, as the real store does. `onWrite` is called before each write with what takes it back, and may
 * throw: the power is gone.
 */
export function createMemoryCopyStore(onWrite: (undo: () => void) => void = () => {}): CopyStore {
  let links = new Map<StatusUri, string>();
  let jobs = new Map<string, string>();
  function write(change: () => void): void {
    const [linksBefore, jobsBefore] = [new Map(links), new Map(jobs)];
    onWrite(() => {
      links = linksBefore;
      jobs = jobsBefore;
    });
    change();
  }
  const all = (): SentCopy[] => [...links.values()].map((text) => JSON.parse(text) as SentCopy);
  const allJobs = (): StoredJob[] => [...jobs.values()].map((text) => JSON.parse(text) as StoredJob);
  const copiesOf = (post: string): SentCopy[] => all().filter((copy) => copy.post === post).toSorted((a, b) => a.at - b.at);
  return {
    link: (copy) => write(() => void (links.has(copy.uri) || links.set(copy.uri, JSON.stringify(copy)))),
    unlink: (uri) => write(() => void links.delete(uri)),
    copy: (uri) => all().find((copy) => copy.uri === uri) ?? null,
    copiesOf,
    linked: (limit) =>
      [...new Set(all().map(({ post }) => post))]
        .map((id) => ({ id, copies: copiesOf(id).map(({ account, uri, url, at }) => ({ account, uri, url, at })) }))
        .filter(({ copies }) => copies.length > 1)
        .slice(0, limit),
    putJobs: (values) =>
      write(() => {
        for (const value of values) jobs.set(value.id, JSON.stringify(value));
      }),
    job: (id) => allJobs().find((job) => job.id === id) ?? null,
    jobs: allJobs,
    removeJob: (id) => write(() => void jobs.delete(id)),
    forgetAccount(account) {
      for (const copy of all()) if (copy.account === account) links.delete(copy.uri);
      for (const job of allJobs()) if (job.account === account) jobs.delete(job.id);
    },
  };
}
