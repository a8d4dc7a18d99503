import { Plus } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import { columnsText } from '../../text/columns.ts';
import { IconButton } from '../../ui/button.tsx';
import { useStores } from '../stores/index.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import css from './columns.module.css';

/** One column at a time: which one. */
export function ColumnTabs({ columns, current }: { readonly columns: readonly ColumnSpec[]; readonly current: string | null }) {
  const { columns: store } = useStores();
  const [isAdding, setIsAdding] = useState(false);
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = columns[(columns.findIndex(({ id }) => id === current) + by + columns.length) % columns.length];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    store.getState().activate(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div className={css.tabs}>
      {/* The keys move between the tabs, which hold the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div role="tablist" aria-label={columnsText.tabs} style={{ display: 'contents' }} onKeyDown={handleKey}>
        {columns.map((column) => (
          <button key={column.id} type="button" role="tab" data-tab={column.id} className={css.tab} aria-selected={column.id === current} tabIndex={column.id === current ? 0 : -1} onClick={() => store.getState().activate(column.id)}>
            {columnsText.nameOfColumn(column)}
          </button>
        ))}
      </div>
      <IconButton label={columnsText.add} onClick={() => setIsAdding(true)}>
        <Plus />
      </IconButton>
      {isAdding && <ColumnDialog column={null} onClose={() => setIsAdding(false)} />}
    </div>
  );
}
