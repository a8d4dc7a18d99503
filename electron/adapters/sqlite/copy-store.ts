import type { LinkedPost } from '../../contract/copies.ts';
import type { CopyStore, SentCopy, StoredJob } from '../../core/copies/store.ts';
import { toText, type Connection, type Row } from './connection.ts';

export function createCopyStore(connection: Connection): CopyStore {
  const link = connection.prepare('INSERT INTO linked_copy (uri, post, account, at, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT (uri) DO NOTHING');
  const unlink = connection.prepare('DELETE FROM linked_copy WHERE uri = ?');
  const copy = connection.prepare('SELECT json FROM linked_copy WHERE uri = ?');
  const copiesOf = connection.prepare('SELECT json FROM linked_copy WHERE post = ? ORDER BY at, uri');
  const linked = connection.prepare('SELECT post FROM linked_copy GROUP BY post HAVING count(*) > 1 ORDER BY max(at) DESC, post LIMIT ?');
  const putJob = connection.prepare('INSERT INTO copy_job (id, account, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json');
  const job = connection.prepare('SELECT json FROM copy_job WHERE id = ?');
  const jobs = connection.prepare('SELECT json FROM copy_job ORDER BY rowid');
  const removeJob = connection.prepare('DELETE FROM copy_job WHERE id = ?');
  const forgetLinks = connection.prepare('DELETE FROM linked_copy WHERE account = ?');
  const forgetJobs = connection.prepare('DELETE FROM copy_job WHERE account = ?');

  const toCopy = (row: Row): SentCopy => connection.fromJson(row['json']) as SentCopy;
  const toJob = (row: Row): StoredJob => connection.fromJson(row['json']) as StoredJob;
  const copiesIn = (post: string): readonly SentCopy[] => copiesOf.all(post).map(toCopy);

  return {
    link: (value) => {
      link.run(value.uri, value.post, value.account, value.at, JSON.stringify(value));
    },
    unlink: (uri) => {
      unlink.run(uri);
    },
    copy(uri) {
      const row = copy.get(uri);
      return row === undefined ? null : toCopy(row);
    },
    copiesOf: copiesIn,
    linked: (limit) =>
      linked.all(limit).map((row): LinkedPost => {
        const id = toText(row['post']);
        return { id, copies: copiesIn(id).map(({ account, uri, url, at }) => ({ account, uri, url, at })) };
      }),
    putJobs(values) {
      connection.run(() => {
        for (const value of values) putJob.run(value.id, value.account, JSON.stringify(value));
      });
    },
    job(id) {
      const row = job.get(id);
      return row === undefined ? null : toJob(row);
    },
    jobs: () => jobs.all().map(toJob),
    removeJob: (id) => {
      removeJob.run(id);
    },
    forgetAccount(account) {
      connection.run(() => {
        forgetLinks.run(account);
        forgetJobs.run(account);
      });
    },
  };
}
