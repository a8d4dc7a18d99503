import { ArrowLeft, ArrowRight, EyeOff, Plus, SlidersHorizontal, Settings2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import { currentWorkspace } from '../../stores/columns.ts';
import { columnName } from '../../stores/timelines.ts';
import { columnsText } from '../../text/columns.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { boxOf } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import { LeftOutDialog } from './left-out-dialog.tsx';

/** What can be done with one column. */
export function ColumnActions({ column }: { readonly column: ColumnSpec }) {
  const { columns, navigation, toasts } = useStores();
  const order = useStoreValue(columns, (state) => currentWorkspace(state).columns);
  const [anchor, setAnchor] = useState<ReturnType<typeof boxOf> | null>(null);
  const [dialog, setDialog] = useState<'edit' | 'add' | 'leftOut' | null>(null);
  const scope = useStoreValue(navigation, (state) => state.scope);
  const name = columnsText.nameOfColumn(column);
  const index = order.findIndex(({ id }) => id === column.id);
  const then = (run: () => void) => () => {
    setAnchor(null);
    run();
  };
  const remove = (): void => {
    const putBack = columns.getState().removeColumn(column.id);
    toasts.getState().show({ text: columnsText.removed(name), action: { label: columnsText.undo, run: putBack } });
  };
  return (
    <>
      <IconButton label={columnsText.menu(name)} aria-haspopup="menu" onClick={(event) => setAnchor(boxOf(event.currentTarget))}>
        <SlidersHorizontal />
      </IconButton>
      {anchor !== null && (
        <Menu label={columnsText.menu(name)} anchor={anchor} align="end" onClose={() => setAnchor(null)}>
          <MenuItem icon={<Settings2 />} onSelect={then(() => setDialog('edit'))}>
            {columnsText.settings}
          </MenuItem>
          {column.kind !== 'inbox' && (
            <MenuItem icon={<EyeOff />} onSelect={then(() => setDialog('leftOut'))}>
              {columnsText.leftOut}
            </MenuItem>
          )}
          <MenuItem icon={<ArrowLeft />} held={index <= 0} onSelect={then(() => columns.getState().moveColumn(column.id, index - 1))}>
            {columnsText.moveLeft}
          </MenuItem>
          <MenuItem icon={<ArrowRight />} held={index >= order.length - 1} onSelect={then(() => columns.getState().moveColumn(column.id, index + 1))}>
            {columnsText.moveRight}
          </MenuItem>
          <MenuItem icon={<Plus />} onSelect={then(() => setDialog('add'))}>
            {columnsText.add}
          </MenuItem>
          <MenuItem icon={<Trash2 />} onSelect={then(remove)}>
            {columnsText.remove}
          </MenuItem>
        </Menu>
      )}
      {dialog === 'leftOut' && <LeftOutDialog name={column.kind === 'home' ? columnName(scope) : column.id} title={name} onClose={() => setDialog(null)} />}
      {(dialog === 'edit' || dialog === 'add') && <ColumnDialog column={dialog === 'edit' ? column : null} onClose={() => setDialog(null)} />}
    </>
  );
}
