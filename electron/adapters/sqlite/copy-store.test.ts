import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StatusId, StatusUri } from '../../contract/ids.ts';
import type { SentCopy, StoredJob } from '../../core/copies/store.ts';
import { stateSteps } from './schema.ts';
import { createMemoryStores, type Stores } from './stores.ts';
import { account } from './testing/samples.ts';

const [ann, ben] = [account('ann'), account('ben')];
let stores: Stores;

beforeEach(() => {
  stores = createMemoryStores();
});
afterEach(() => stores.close());

const sent = (post: string, who: typeof ann, at: number): SentCopy => ({ post, account: who, id: `${at}` as StatusId, uri: `https://x.example/${post}/${who}` as StatusUri, url: null, at });
const job = (id: string, who: typeof ann): StoredJob => ({ id, batch: 'b', deed: 'delete', account: who, uri: 'u' as StatusUri, local: null, askedAt: 1, status: { state: 'waiting', retryAt: 1, lastError: null }, edit: null, visibility: null, after: null, refusals: 0 });

describe('links', () => {
  it('need two to be a pair, and keep the order in which they were sent', () => {
    stores.copies.link(sent('p', ben, 5));
    stores.copies.link(sent('q', ann, 1));
    expect(stores.copies.linked(10)).toEqual([]);
    stores.copies.link(sent('p', ann, 3));
    expect(stores.copies.linked(10).map(({ id, copies }) => [id, copies.map((copy) => copy.account)])).toEqual([['p', [ann, ben]]]);
    expect(stores.copies.copy(sent('p', ann, 3).uri)).toEqual(sent('p', ann, 3));
    stores.copies.unlink(sent('p', ann, 3).uri);
    expect([stores.copies.linked(10), stores.copies.copiesOf('p').length]).toEqual([[], 1]);
  });

  it('and jobs go with their account, and no others', () => {
    for (const who of [ann, ben]) {
      stores.copies.link(sent('p', who, 1));
      stores.copies.putJobs([job(`job ${who}`, who)]);
    }
    stores.copies.forgetAccount(ann);
    expect([stores.copies.copiesOf('p').map((copy) => copy.account), stores.copies.jobs().map((each) => each.account)]).toEqual([[ben], [ben]]);
  });
});

it('jobs keep their order and are replaced by id', () => {
  stores.copies.putJobs([job('1', ann), job('2', ben)]);
  stores.copies.putJobs([{ ...job('1', ann), refusals: 3 }]);
  expect(stores.copies.jobs().map(({ id, refusals }) => [id, refusals])).toEqual([['1', 3], ['2', 0]]);
  stores.copies.removeJob('1');
  expect([stores.copies.job('1'), stores.copies.job('2')]).toEqual([null, job('2', ben)]);
});

it('what was sent before links were kept is linked by the step that brings them', () => {
  const database = new DatabaseSync(':memory:');
  const step = stateSteps.findIndex((sql) => sql.includes('CREATE TABLE linked_copy'));
  for (const sql of stateSteps.slice(0, step)) database.exec(sql);
  database.exec(`INSERT INTO outbox_post VALUES ('p', 1, '{}')`);
  const put = database.prepare('INSERT INTO outbox_copy VALUES (?, ?, ?, ?)');
  const status = { state: 'sent', at: 7, id: '55', uri: 'https://x.example/55', url: null };
  put.run('c1', 'p', 'sent', JSON.stringify({ id: 'c1', post: 'p', account: ann, status }));
  put.run('c2', 'p', 'sent', JSON.stringify({ id: 'c2', post: 'p', account: ben, status: { ...status, id: null, uri: null } }));
  put.run('c3', 'p', 'failed', JSON.stringify({ id: 'c3', post: 'p', account: ben, status: { state: 'failed' } }));
  database.exec(stateSteps[step] ?? '');
  const rows = database.prepare('SELECT * FROM linked_copy').all();
  expect(rows).toHaveLength(1);
  expect(JSON.parse(String(rows[0]?.['json']))).toEqual({ post: 'p', account: ann, id: '55', uri: 'https://x.example/55', url: null, at: 7 });
  database.close();
});
