import { describe, expect, it } from 'vitest';
import { firstWorkspaces } from '../../contract/defaults.ts';
import type { Workspaces } from '../../contract/columns.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { createColumns } from './columns.ts';

const two: Workspaces = {
  current: 'work',
  list: [
    { id: 'all', name: 'Everything', columns: [{ kind: 'inbox', id: 'inbox', name: null, width: 400 }] },
    { id: 'work', name: 'Work day', columns: [] },
  ],
};

describe('createColumns', () => {
  it('begins with the home and the inbox', () => {
    const { settings } = createMemoryStores();
    expect(createColumns({ settings }).get()).toEqual(firstWorkspaces);
    expect(firstWorkspaces.list[0]?.columns.map(({ kind }) => kind)).toEqual(['home', 'inbox']);
  });

  it('keeps what was set over a restart', () => {
    const { settings } = createMemoryStores();
    createColumns({ settings }).set(two);
    expect(createColumns({ settings }).get()).toEqual(two);
  });

  it.each([
    ['nothing', null, firstWorkspaces],
    ['something else', { list: 7 }, firstWorkspaces],
    ['a current one that is not there', { ...two, current: 'gone' }, { ...two, current: 'all' }],
    ['one that cannot be read', { current: 'work', list: [two.list[0], { id: 'work', name: '', columns: [{ kind: 'novel' }] }] }, { current: 'all', list: [two.list[0]] }],
  ])('makes the best of %s', (_name, stored, expected) => {
    const { settings } = createMemoryStores();
    settings.set('workspaces', stored);
    expect(createColumns({ settings }).get()).toEqual(expected);
  });
});
