import { useEffect, useEffectEvent } from 'react';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import { currentWorkspace } from '../../stores/columns.ts';
import type { Command } from '../../stores/commands.ts';
import { columnsText } from '../../text/columns.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

const mostColumnKeys = 9;

/** Into the post the reader left, else into the head of the column. */
function focusColumn(box: Element | null | undefined): void {
  const target = box?.querySelector<HTMLElement>('article[tabindex="0"], [data-inbox] [tabindex="0"]') ?? box?.querySelector<HTMLElement>('button');
  target?.focus({ preventScroll: true });
}

/** Keys that go from column to column, and from workspace to workspace. */
export function useColumnKeys(strip: { readonly current: HTMLElement | null }, columns: readonly ColumnSpec[], add: () => void): void {
  const { columns: store, commands } = useStores();
  const list = useStoreValue(store, (state) => state.workspaces.list);
  const handleAdd = useEffectEvent(add);
  useEffect(() => {
    const go = (id: string | undefined): void => {
      if (id === undefined) return;
      store.getState().activate(id);
      // Where one column is shown at a time it is drawn first.
      requestAnimationFrame(() => focusColumn(strip.current?.querySelector(`[data-column="${CSS.escape(id)}"]`)));
    };
    const indexNow = (): number => Math.max(0, columns.findIndex(({ id }) => id === store.getState().active));
    const move = (by: 1 | -1): void => {
      const { active } = store.getState();
      const index = currentWorkspace(store.getState()).columns.findIndex(({ id }) => id === active);
      if (active !== null && index >= 0) store.getState().moveColumn(active, index + by);
    };
    const commandsHere: readonly Command[] = [
      { id: 'column.left', keys: ['['], label: columnsText.neighbourLeft, group: 'move', run: () => go(columns[Math.max(0, indexNow() - 1)]?.id) },
      { id: 'column.right', keys: [']'], label: columnsText.neighbourRight, group: 'move', run: () => go(columns[indexNow() + 1]?.id) },
      { id: 'column.moveLeft', keys: ['{'], label: columnsText.moveLeft, group: 'view', run: () => move(-1) },
      { id: 'column.moveRight', keys: ['}'], label: columnsText.moveRight, group: 'view', run: () => move(1) },
      { id: 'column.add', keys: [], label: columnsText.add, group: 'view', run: () => handleAdd() },
      ...columns.slice(0, mostColumnKeys).map(({ id }, index): Command => ({ id: `column.${index + 1}`, keys: [String(index + 1)], label: columnsText.columnKey(index + 1), group: 'move', run: () => go(id) })),
      ...list.map(({ id, name }, index): Command => ({ id: `workspace.${index + 1}`, keys: [`$mod+Alt+${index + 1}`], label: columnsText.goTo(name), group: 'view', inText: true, run: () => store.getState().choose(id) })),
    ];
    const stops = commandsHere.map((command) => commands.getState().register(command));
    return () => stops.forEach((stop) => stop());
  }, [store, commands, strip, columns, list]);
}
