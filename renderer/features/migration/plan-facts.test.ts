import { describe, expect, test } from 'vitest';
import type { CopyKind, ItemState, KindView } from '../../../electron/contract/carry-over.ts';
import { itemState } from '../../../electron/contract/carry-over.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { ChecklistRow, PlanView, RowId, RowState } from '../../../electron/contract/moving.ts';
import { aliasRow, carriedSum, countNeeds, followersOf, isSameHandle, listedRows, planPercent, sumOf } from './plan-facts.ts';

const row = (id: RowId, state: RowState, finding: ChecklistRow['finding'] = null): ChecklistRow => ({ id, phase: 'prepare', state, finding, checkedAt: null, nextCheckAt: null, actions: [] });

function plan(rows: readonly ChecklistRow[], more: Partial<PlanView> = {}): PlanView {
  const phase = { state: 'running', done: 1, total: 4 } as const;
  return {
    id: 'p', createdAt: 0, from: { kind: 'account', account: 'old.example/1' as AccountKey }, fromHandle: 'ann@old.example', to: 'new.example/1' as AccountKey, toHandle: 'ann@new.example',
    way: 'page', passwordOf: null, movedAt: null, phases: { prepare: phase, copy: phase, announce: phase, move: phase, followUp: phase }, rows, arrivals: null, ...more,
  };
}

const noCounts = Object.fromEntries(itemState.options.map((state) => [state, 0])) as Record<ItemState, number>;
function kind(name: CopyKind, counts: Partial<Record<ItemState, number>>, more: Partial<KindView> = {}): KindView {
  const all = { ...noCounts, ...counts };
  return { kind: name, chosen: true, unsupported: null, state: 'running', error: null, retryAt: null, readAt: null, counted: null, total: Object.values(all).reduce((sum, n) => sum + n, 0), counts: all, ...more };
}

describe('the list of checks', () => {
  test('what needs the person comes first, then what blocks; what is good later', () => {
    const rows = [row('signIns', 'ok'), row('reach', 'blocked'), row('locked', 'needsYou'), row('handles', 'checking'), row('cooldown', 'waiting')];
    expect(listedRows(plan(rows)).map(({ id }) => id)).toEqual(['locked', 'reach', 'handles', 'signIns', 'cooldown']);
  });

  test('what has a place of its own, or is not needed, is not listed', () => {
    const alias = row('alias', 'blocked', { code: 'alias.hidden', values: { host: 'new.example' } });
    const rows = [alias, row('copied', 'checking'), row('arrivals', 'waiting'), row('archive', 'waiting', { code: 'notApplicable', values: {} }), row('move', 'waiting')];
    expect(listedRows(plan(rows)).map(({ id }) => id)).toEqual(['move']);
    expect(aliasRow(plan(rows))).toBe(alias);
  });

  test('an alias nobody has looked at yet is one row among the others', () => {
    const rows = [row('alias', 'waiting')];
    expect(listedRows(plan(rows)).map(({ id }) => id)).toEqual(['alias']);
    expect(aliasRow(plan(rows))).toBeUndefined();
  });

  test('rows that need somebody are counted, blocked ones too', () => {
    expect(countNeeds(plan([row('signIns', 'needsYou'), row('reach', 'blocked'), row('handles', 'unknown')]))).toBe(2);
  });
});

test('the share of a plan is that of all its steps', () => {
  expect(planPercent(plan([]))).toBe(25);
});

describe('how far a kind is', () => {
  test('there, on their way, for the person to decide; what was left out is no part of it', () => {
    expect(sumOf(kind('follows', { already: 2, done: 3, requested: 1, queued: 4, sent: 1, movedOn: 2, gone: 1, skipped: 9 }))).toEqual({ done: 6, stuck: 3, total: 14, left: 5 });
  });

  test('all kinds together, without those not chosen or not possible', () => {
    const view = { plan: 'p', state: 'running', decisions: [], window: null, dailyFollows: null, favouritesAs: 'favourites', doneAt: null, kinds: [kind('follows', { done: 1, queued: 1 }), kind('favourites', { queued: 7 }, { chosen: false }), kind('filters', { queued: 5 }, { unsupported: 'to' }), kind('mutes', { done: 2 })] } as const;
    expect(carriedSum(view)).toEqual({ done: 3, stuck: 0, total: 4, left: 1 });
  });
});

test('the number of followers is that of the snapshot until the move has one of its own', () => {
  const saved = row('saved', 'ok', { code: 'saved.ok', values: { at: 0, followers: 40, follows: 3 } });
  expect(followersOf(plan([]))).toBeNull();
  expect(followersOf(plan([saved]))).toBe(40);
  expect(followersOf(plan([saved], { arrivals: { total: 39, series: [], hosts: [] } }))).toBe(39);
});

test.each([
  ['ann@new.example', true],
  [' @Ann@NEW.example ', true],
  ['ann@old.example', false],
  ['@@ann@new.example', false],
  ['', false],
])('%j typed for ann@new.example: %s', (typed, same) => {
  expect(isSameHandle(typed, 'ann@new.example')).toBe(same);
});
