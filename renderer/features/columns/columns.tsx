import { Plus } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import { currentWorkspace } from '../../stores/columns.ts';
import { columnsText } from '../../text/columns.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { FeedsColumn, HomeColumn } from '../timeline/index.tsx';
import { ColumnActions } from './column-actions.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import { ColumnTabs } from './column-tabs.tsx';
import css from './columns.module.css';
import { ResizeHandle } from './resize-handle.tsx';
import { useColumnKeys } from './use-column-keys.ts';
import { useDragOrder } from './use-drag-order.tsx';

/** From here on columns stand side by side; as in `columns.module.css`. */
const roomForSeveral = '(min-width: 960px)';

export interface ColumnsProps {
  /** Draws the inbox where a workspace has it; it brings its own frame. */
  readonly inbox: ReactNode;
  /** Keeps one column that cannot be drawn from taking the others with it. */
  readonly guard: (column: ReactNode) => ReactNode;
}

/** What is read side by side, or one at a time where there is no room. */
export function Columns({ inbox, guard }: ColumnsProps) {
  const { columns: store } = useStores();
  const columns = useStoreValue(store, (state) => currentWorkspace(state).columns);
  const active = useStoreValue(store, (state) => state.active);
  const hasRoom = useMediaQuery(roomForSeveral);
  const [isAdding, setIsAdding] = useState(false);
  const strip = useRef<HTMLDivElement>(null);
  const drag = useDragOrder();
  const reading = columns.filter(({ kind }) => kind !== 'inbox');
  const current = reading.find(({ id }) => id === active) ?? reading[0];
  const shown = hasRoom ? columns : columns.filter((column) => column === current);
  useColumnKeys(strip, columns, () => setIsAdding(true));
  useSavedPlaces();
  useInSight(strip, active);
  return (
    <div className={css.part}>
      {!hasRoom && reading.length > 1 && <ColumnTabs columns={reading} current={current?.id ?? null} />}
      <div ref={strip} className={css.strip} data-single={!hasRoom || undefined}>
        {shown.map((column) => (
          <Placed key={column.id} column={column} isActive={column.id === current?.id} drag={drag} canResize={hasRoom}>
            {column.kind === 'inbox' ? inbox : guard(<Reading column={column} isActive={column.id === current?.id} dragHandle={drag.handleOf(column.id)} />)}
          </Placed>
        ))}
        {columns.length === 0 ? (
          <div className={css.empty}>
            <p className={css.emptyTitle}>{columnsText.empty}</p>
            <p>{columnsText.emptyHint}</p>
            <Button look="ink" onClick={() => setIsAdding(true)}>
              {columnsText.add}
            </Button>
          </div>
        ) : (
          <div className={css.more}>
            <IconButton label={columnsText.add} onClick={() => setIsAdding(true)}>
              <Plus />
            </IconButton>
          </div>
        )}
      </div>
      {isAdding && <ColumnDialog column={null} onClose={() => setIsAdding(false)} />}
    </div>
  );
}

function Reading({ column, isActive, dragHandle }: { readonly column: ColumnSpec; readonly isActive: boolean; readonly dragHandle: ReactNode }) {
  const actions = (
    <>
      {dragHandle}
      <ColumnActions column={column} />
    </>
  );
  if (column.kind === 'home') return <HomeColumn spec={column} isActive={isActive} actions={actions} />;
  return column.kind === 'feeds' ? <FeedsColumn spec={column} isActive={isActive} actions={actions} /> : null;
}

interface PlacedProps {
  readonly column: ColumnSpec;
  readonly isActive: boolean;
  readonly canResize: boolean;
  readonly drag: ReturnType<typeof useDragOrder>;
  readonly children: ReactNode;
}

/** Where a column stands: its width, its edge, and what is dropped on it. */
function Placed({ column, isActive, canResize, drag, children }: PlacedProps) {
  const { columns } = useStores();
  const box = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const width = dragged ?? column.width;
  return (
    // Using a column in whatever way makes it the one the keys speak to.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      className={css.column}
      data-column={column.id}
      data-kind={column.kind}
      data-active={isActive || undefined}
      data-drop={drag.sideOf(column.id)}
      style={width === null || !canResize ? undefined : { width }}
      onFocus={() => columns.getState().activate(column.id)}
      onPointerDown={() => columns.getState().activate(column.id)}
      {...drag.targetOf(column.id)}
    >
      {children}
      {canResize && <ResizeHandle column={column} widthNow={() => box.current?.getBoundingClientRect().width ?? 0} onDrag={setDragged} />}
    </div>
  );
}

/** Reading places are written within a second, and at once when the window goes. */
function useSavedPlaces(): void {
  const { timelines } = useStores();
  useEffect(() => {
    const flush = (): void => timelines.getState().flushPlaces();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      flush();
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [timelines]);
}

/** The column that was added or gone to comes into sight. */
function useInSight(strip: { readonly current: HTMLElement | null }, active: string | null): void {
  useEffect(() => {
    if (active === null) return;
    strip.current?.querySelector(`[data-column="${CSS.escape(active)}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [strip, active]);
}
