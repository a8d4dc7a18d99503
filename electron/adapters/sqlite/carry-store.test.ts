import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import type { JournalLine, StoredCarryOver } from '../../core/ports.ts';
import { createRecordedLog } from '../../core/testing/fake-ports.ts';
import { createStores, type Stores } from './stores.ts';

const plan = (id: string): StoredCarryOver => ({ id, from: { kind: 'files' }, to: 'kelp.example/1' as AccountKey, running: true, started: true, dailyFollows: null, kinds: {} as StoredCarryOver['kinds'] });

const line = (id: string, place: number, change: Partial<JournalLine> = {}): JournalLine =>
  ({ id, plan: 'p', kind: 'blocks', place, key: id, label: id, detail: null, wanted: { handle: id, uri: null }, chosen: true, state: 'queued', answered: false, wasRequested: false, target: null, movedTo: null, error: null, attempts: 0, retryAt: null, sentAt: null, ...change }) as JournalLine;

test('everything is there again after a restart, in its order; a removed plan leaves nothing', () => {
  const dir = mkdtempSync(join(tmpdir(), 'skein-carry-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const open = (): Stores => {
    const stores = createStores(dir, { log: createRecordedLog() });
    if (!stores.ok) throw new Error('not opened');
    return stores.value;
  };
  const first = open();
  first.carryOver.put(plan('p'));
  first.carryOver.put(plan('q'));
  first.carryOver.replaceLines('p', 'blocks', [line('old', 0)]);
  first.carryOver.replaceLines('p', 'blocks', [line('b', 1), line('a', 0)]);
  first.carryOver.putLine(line('b', 1, { state: 'done', target: '7' }));
  first.carryOver.putFile('p', 'followedTags', { items: [{ name: 'bread' }], counted: null, readAt: 5 });
  first.close();
  const second = open();
  expect(second.carryOver.all()).toEqual([plan('p'), plan('q')]);
  expect(second.carryOver.lines('p')).toEqual([line('a', 0), line('b', 1, { state: 'done', target: '7' })]);
  expect(second.carryOver.files('p')).toEqual({ followedTags: { items: [{ name: 'bread' }], counted: null, readAt: 5 } });
  second.carryOver.remove('p');
  expect([second.carryOver.all(), second.carryOver.lines('p'), second.carryOver.files('p')]).toEqual([[plan('q')], [], {}]);
  second.close();
});
