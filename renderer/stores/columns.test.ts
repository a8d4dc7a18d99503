import { beforeEach, describe, expect, it } from 'vitest';
import { firstWorkspaces, noRules } from '../../electron/contract/defaults.ts';
import type { ColumnSpec, Workspaces } from '../../electron/contract/columns.ts';
import { ok } from '../../electron/contract/index.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { createColumnsStore, currentWorkspace } from './columns.ts';

const local = (id: string): ColumnSpec => ({ kind: 'feeds', id, name: null, width: null, feeds: [{ source: { kind: 'local' }, accounts: 'all' }], rules: noRules, repeats: 'once', order: 'newest' });

describe('createColumnsStore', () => {
  let saved: Workspaces[] = [];
  beforeEach(() => {
    saved = [];
  });
  function make(stored: Workspaces = firstWorkspaces) {
    let last = 0;
    const bridge: Bridge = {
      async call(name, input) {
        if (name === 'columns.set') saved.push(input as Workspaces);
        return (name === 'columns.get' ? ok(stored) : ok(null)) as never;
      },
      on: () => () => undefined,
      onResync: () => () => undefined,
      linkState: () => ({ state: 'ready' }),
      onLinkState: () => () => undefined,
      mediaBase: () => '',
      retryLink: () => undefined,
    };
    const store = createColumnsStore(bridge, () => `new${(last += 1)}`);
    const ids = (): string[] => currentWorkspace(store.getState()).columns.map(({ id }) => id);
    return { store, ids, does: store.getState() };
  }

  it('begins with what the app keeps', async () => {
    const { does, store } = make({ current: 'b', list: [{ id: 'a', name: 'A', columns: [] }, { id: 'b', name: 'B', columns: [local('x')] }] });
    await does.start();
    expect(currentWorkspace(store.getState())).toMatchObject({ name: 'B', columns: [{ id: 'x' }] });
    expect(saved).toEqual([]);
  });

  it('puts a new column before the inbox, makes it the active one, and saves', () => {
    const { does, ids, store } = make();
    does.addColumn(local('x'));
    expect([ids(), store.getState().active]).toEqual([['home', 'x', 'inbox'], 'x']);
    expect(saved.at(-1)?.list[0]?.columns.map(({ id }) => id)).toEqual(['home', 'x', 'inbox']);
  });

  it('moves columns to a place, not beyond the ends', () => {
    const { does, ids } = make();
    does.addColumn(local('x'));
    does.moveColumn('inbox', 0);
    expect(ids()).toEqual(['inbox', 'home', 'x']);
    does.moveColumn('inbox', 99);
    does.moveColumn('home', -5);
    expect(ids()).toEqual(['home', 'x', 'inbox']);
    does.moveColumn('nobody', 0);
    expect(ids()).toEqual(['home', 'x', 'inbox']);
  });

  it('changes and takes out one column, and puts it back where it was', () => {
    const { does, ids, store } = make();
    does.addColumn(local('x'));
    does.changeColumn('x', { name: 'Neighbours', width: 420 });
    expect(currentWorkspace(store.getState()).columns[1]).toMatchObject({ kind: 'feeds', name: 'Neighbours', width: 420 });
    const putBack = does.removeColumn('x');
    expect(ids()).toEqual(['home', 'inbox']);
    putBack();
    expect(ids()).toEqual(['home', 'x', 'inbox']);
  });

  it('keeps workspaces apart, up to nine, and never none', () => {
    const { does, ids, store } = make();
    does.addWorkspace('Birds');
    expect(currentWorkspace(store.getState()).name).toBe('Birds');
    does.addColumn(local('x'));
    does.choose('first');
    expect(ids()).toEqual(['home', 'inbox']);
    for (let n = 0; n < 12; n += 1) does.addWorkspace(`W${n}`);
    expect(store.getState().workspaces.list).toHaveLength(9);
    does.renameWorkspace('first', 'All of it');
    for (const { id } of store.getState().workspaces.list) does.removeWorkspace(id);
    expect(store.getState().workspaces.list).toHaveLength(1);
    expect(store.getState().workspaces.current).toBe(store.getState().workspaces.list[0]?.id);
  });
});
