import type { StatusUri } from '../../../contract/ids.ts';
import type { CopyStore, SentCopy, StoredJob } from '../store.ts';

/** Keeps values as JSON, as the real store does. `onWrite` is called before each write, and may throw: the power is gone. */
export function createMemoryCopyStore(onWrite: () => void = () => {}): CopyStore {
  const links = new Map<StatusUri, string>();
  const jobs = new Map<string, string>();
  const all = (): SentCopy[] => [...links.values()].map((text) => JSON.parse(text) as SentCopy);
  const allJobs = (): StoredJob[] => [...jobs.values()].map((text) => JSON.parse(text) as StoredJob);
  const copiesOf = (post: string): SentCopy[] => all().filter((copy) => copy.post === post).toSorted((a, b) => a.at - b.at);
  return {
    link(copy) {
      onWrite();
      if (!links.has(copy.uri)) links.set(copy.uri, JSON.stringify(copy));
    },
    unlink(uri) {
      onWrite();
      links.delete(uri);
    },
    copy: (uri) => all().find((copy) => copy.uri === uri) ?? null,
    copiesOf,
    linked: (limit) =>
      [...new Set(all().map(({ post }) => post))]
        .map((id) => ({ id, copies: copiesOf(id).map(({ account, uri, url, at }) => ({ account, uri, url, at })) }))
        .filter(({ copies }) => copies.length > 1)
        .slice(0, limit),
    putJobs(values) {
      onWrite();
      for (const value of values) jobs.set(value.id, JSON.stringify(value));
    },
    job: (id) => allJobs().find((job) => job.id === id) ?? null,
    jobs: allJobs,
    removeJob(id) {
      onWrite();
      jobs.delete(id);
    },
    forgetAccount(account) {
      for (const copy of all()) if (copy.account === account) links.delete(copy.uri);
      for (const job of allJobs()) if (job.account === account) jobs.delete(job.id);
    },
  };
}
