import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import { emptySnapshot } from '../../core/migration/plans/plan.ts';
import { createMemoryPlanStore } from '../../core/migration/plans/testing/memory-plan-store.ts';
import type { PlanStore, StoredPlan } from '../../core/ports.ts';
import { createMemoryStores, createStores } from './stores.ts';

const log = { info() {}, warn() {}, error() {} };

function plan(id: string, createdAt = 1): StoredPlan {
  const to = { account: 'new.example/1' as AccountKey, handle: 'me@new.example', uri: null, apiBase: 'https://new.example', software: 'mastodon' as const };
  return { id, createdAt, source: { kind: 'files' }, from: null, to, way: 'none', confirmed: {}, unlockedAt: null, snapshot: emptySnapshot, links: [], move: null, movedAt: null, before: null, carriedOutAt: null, rows: {}, series: [], arrivalsFullAt: null };
}

const follower = (name: string, host = 'a.example') => ({ uri: `https://${host}/users/${name}`, handle: `${name}@${host}`, host });
const everybody = { class: null, host: null, after: null, limit: 100 } as const;
const handles = (store: PlanStore, id: string): readonly string[] => store.followers(id, everybody).map(({ handle }) => handle);

function sqliteStore(): PlanStore {
  const stores = createMemoryStores();
  onTestFinished(() => stores.close());
  return stores.plans;
}

describe.each([
  ['SQLite', sqliteStore],
  ['the stand-in of core tests', createMemoryPlanStore],
])('%s', (_name, create) => {
  test('keeps plans as last written, oldest first', () => {
    const store = create();
    store.put(plan('b', 2));
    store.put(plan('a', 1));
    store.put({ ...plan('b', 2), movedAt: 7 });
    expect(store.plans()).toEqual([plan('a', 1), { ...plan('b', 2), movedAt: 7 }]);
  });

  test('a newer list of followers takes the place of the older one and keeps what is known of who stays', () => {
    const store = create();
    store.put(plan('p'));
    store.addFollowers('p', 1, [follower('ann'), follower('ben')]);
    store.setClass('p', [follower('ann').uri], 'came');
    store.addFollowers('p', 2, [{ ...follower('ann'), handle: 'anna@a.example' }, follower('cy')]);
    expect(handles(store, 'p')).toEqual(['anna@a.example', 'ben@a.example', 'cy@a.example']);
    store.dropOlder('p', 2);
    expect(store.followers('p', everybody)).toMatchObject([{ handle: 'anna@a.example', class: 'came' }, { handle: 'cy@a.example', class: 'stillOld' }]);
  });

  test('finds people by class and by server, page by page', () => {
    const store = create();
    store.put(plan('p'));
    store.addFollowers('p', 1, ['ann', 'ben', 'cy'].map((name) => follower(name)));
    store.addFollowers('p', 1, [follower('dan', 'b.example')]);
    store.setClass('p', [follower('ben').uri, 'https://nobody.example/'], 'pending');
    const [first] = store.followers('p', { ...everybody, class: 'stillOld', limit: 1 });
    expect(first).toEqual({ ...follower('ann'), class: 'stillOld' });
    expect(store.followers('p', { ...everybody, class: 'stillOld', after: first?.uri ?? '' }).map(({ handle }) => handle)).toEqual(['cy@a.example', 'dan@b.example']);
    expect(store.followers('p', { ...everybody, host: 'b.example' })).toHaveLength(1);
    expect([...store.known('p', [follower('ben').uri, 'https://nobody.example/'])]).toEqual([[follower('ben').uri, 'pending']]);
    expect(store.hostCounts('p').toSorted((one, other) => `${one.host}${one.class}`.localeCompare(`${other.host}${other.class}`))).toEqual([
      { host: 'a.example', class: 'pending', count: 1 },
      { host: 'a.example', class: 'stillOld', count: 2 },
      { host: 'b.example', class: 'stillOld', count: 1 },
    ]);
  });

  test('a verdict over a server leaves alone who has come, waits or is gone', () => {
    const store = create();
    store.put(plan('p'));
    store.addFollowers('p', 1, ['ann', 'ben', 'cy', 'dan'].map((name) => follower(name)));
    store.setClass('p', [follower('ann').uri], 'came');
    store.setClass('p', [follower('ben').uri], 'pending');
    store.setClass('p', [follower('cy').uri], 'gone');
    store.setHostClass('p', 'a.example', 'unreachable');
    store.setHostClass('p', 'a.example', 'cannot');
    expect(store.followers('p', everybody).map((each) => each.class)).toEqual(['came', 'pending', 'gone', 'cannot']);
  });

  test('plans do not mix, and one that is removed takes everything with it', () => {
    const store = create();
    for (const id of ['p', 'q']) {
      store.put(plan(id));
      store.addFollowers(id, 1, [follower('ann')]);
      store.putHost(id, 'a.example', { software: id, checkedAt: 1, silentSince: null });
    }
    store.setClass('p', [follower('ann').uri], 'came');
    store.remove('p');
    expect([handles(store, 'p'), [...store.hosts('p')]]).toEqual([[], []]);
    expect(store.followers('q', everybody)).toMatchObject([{ class: 'stillOld' }]);
    expect(store.hosts('q').get('a.example')).toEqual({ software: 'q', checkedAt: 1, silentSince: null });
  });
});

test('ten thousand followers are looked up in one go', () => {
  const store = sqliteStore();
  store.put(plan('p'));
  const crowd = Array.from({ length: 10_000 }, (_, index) => follower(`p${index}`, `h${index % 50}.example`));
  store.addFollowers('p', 1, crowd);
  expect(store.known('p', crowd.map(({ uri }) => uri)).size).toBe(10_000);
  expect(store.hostCounts('p')).toHaveLength(50);
});

test('everything is there after the next start', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'skein-plans-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const open = () => {
    const opened = createStores(dir, { log });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    return opened.value;
  };
  const before = open();
  before.plans.put({ ...plan('p'), movedAt: 5 });
  before.plans.addFollowers('p', 1, [follower('ann')]);
  before.plans.putHost('p', 'a.example', { software: null, checkedAt: 1, silentSince: 1 });
  before.close();
  const after = open();
  onTestFinished(() => after.close());
  expect(after.plans.plans()).toMatchObject([{ id: 'p', movedAt: 5 }]);
  expect(handles(after.plans, 'p')).toEqual(['ann@a.example']);
  expect(after.plans.hosts('p').get('a.example')?.silentSince).toBe(1);
});
