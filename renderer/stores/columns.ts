import { createStore, type StoreApi } from 'zustand/vanilla';
import { firstWorkspaces } from '../../electron/contract/defaults.ts';
import type { ColumnSpec, Workspace, Workspaces, Writers } from '../../electron/contract/columns.ts';
import type { Bridge } from '../bridge/bridge.ts';

/** A change of a column; `kind` and `id` stay. */
export type ColumnChange = Partial<Omit<Exclude<ColumnSpec, { kind: 'inbox' }>, 'id' | 'kind'>> & { readonly feeds?: Extract<ColumnSpec, { kind: 'feeds' }>['feeds'] };

export interface ColumnsState {
  readonly workspaces: Workspaces;
  /** The column the keys speak to: the one last used. */
  readonly active: string | null;
  start(): Promise<void>;
  activate(id: string): void;
  choose(workspace: string): void;
  addWorkspace(name: string): void;
  renameWorkspace(id: string, name: string): void;
  /** Whom the next new post of this workspace goes out from. */
  rememberWriters(id: string, writers: Writers): void;
  /** The last one stays. */
  removeWorkspace(id: string): void;
  addColumn(column: ColumnSpec): void;
  changeColumn(id: string, change: ColumnChange): void;
  /** Answers how to put it back where it was. */
  removeColumn(id: string): () => void;
  /** Puts a column where another stands. */
  moveColumn(id: string, index: number): void;
}
export type ColumnsStore = StoreApi<ColumnsState>;

export function currentWorkspace({ workspaces: { current, list } }: Pick<ColumnsState, 'workspaces'>): Workspace {
  return list.find(({ id }) => id === current) ?? list[0] ?? { id: current, name: '', columns: [] };
}

export const mostWorkspaces = 9;

/** `newId`: an id no column or workspace has. */
export function createColumnsStore(bridge: Bridge, newId: () => string): ColumnsStore {
  return createStore<ColumnsState>((set, get) => {
    /** Shown at once and saved; one save after the other, the last one wins. */
    function save(workspaces: Workspaces): void {
      set({ workspaces });
      void bridge.call('columns.set', workspaces);
    }
    function changeCurrent(next: (columns: readonly ColumnSpec[]) => readonly ColumnSpec[]): void {
      const { workspaces } = get();
      save({ ...workspaces, list: workspaces.list.map((one) => (one.id === workspaces.current ? { ...one, columns: [...next(one.columns)] } : one)) });
    }
    return {
      workspaces: firstWorkspaces,
      active: null,
      async start() {
        const answer = await bridge.call('columns.get', {});
        if (answer.ok) set({ workspaces: answer.value });
      },
      activate: (active) => set({ active }),
      choose(current) {
        const { workspaces } = get();
        if (workspaces.current !== current && workspaces.list.some(({ id }) => id === current)) save({ ...workspaces, current });
      },
      addWorkspace(name) {
        const { list } = get().workspaces;
        if (list.length >= mostWorkspaces) return;
        const id = newId();
        const columns = firstWorkspaces.list[0]?.columns.map((column) => ({ ...column, id: newId() })) ?? [];
        const { writers } = currentWorkspace(get());
        save({ current: id, list: [...list, { id, name, columns, ...(writers === undefined ? {} : { writers }) }] });
      },
      renameWorkspace(id, name) {
        const { workspaces } = get();
        save({ ...workspaces, list: workspaces.list.map((one) => (one.id === id ? { ...one, name } : one)) });
      },
      rememberWriters(id, writers) {
        const { workspaces } = get();
        if (workspaces.list.some((one) => one.id === id)) save({ ...workspaces, list: workspaces.list.map((one) => (one.id === id ? { ...one, writers } : one)) });
      },
      removeWorkspace(id) {
        const { current, list } = get().workspaces;
        const left = list.filter((one) => one.id !== id);
        const [first] = left;
        if (first !== undefined) save({ current: current === id ? first.id : current, list: left });
      },
      addColumn(column) {
        // Before the inbox where it stands last: what is read stays together.
        changeCurrent((columns) => (columns.at(-1)?.kind === 'inbox' && column.kind !== 'inbox' ? columns.toSpliced(-1, 0, column) : [...columns, column]));
        set({ active: column.id });
      },
      changeColumn: (id, change) => changeCurrent((columns) => columns.map((column) => (column.id === id ? { ...column, ...change } : column))),
      removeColumn(id) {
        const before = currentWorkspace(get()).columns;
        const index = before.findIndex((column) => column.id === id);
        const removed = before[index];
        changeCurrent((columns) => columns.filter((column) => column.id !== id));
        return () => {
          if (removed !== undefined) changeCurrent((columns) => columns.toSpliced(index, 0, removed));
        };
      },
      moveColumn: (id, index) =>
        changeCurrent((columns) => {
          const moved = columns.find((column) => column.id === id);
          return moved === undefined ? columns : columns.filter((column) => column.id !== id).toSpliced(Math.max(0, index), 0, moved);
        }),
    };
  });
}
