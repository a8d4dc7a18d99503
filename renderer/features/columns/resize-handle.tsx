import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import { columnsText } from '../../text/columns.ts';
import { useStores } from '../stores/index.tsx';
import css from './columns.module.css';

const narrowest = 280;
const widest = 1200;
const step = 20;

const within = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)));

export interface ResizeHandleProps {
  readonly column: ColumnSpec;
  /** What the column measures, px. */
  readonly widthNow: () => number;
  /** While the edge is dragged; null when it is let go. */
  readonly onDrag: (width: number | null) => void;
}

/** The right edge of a column: dragged, or moved with the arrow keys. Enter gives it back the width of the design. */
export function ResizeHandle({ column, widthNow, onDrag }: ResizeHandleProps) {
  const { columns } = useStores();
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const save = (width: number | null): void => columns.getState().changeColumn(column.id, { width });
  const now = (): number => within(widthNow());

  const handleMove = ({ clientX }: PointerEvent): void => {
    // The store is told once, at the end: a drag is hundreds of moves.
    if (from !== null) onDrag(within(from.width + clientX - from.x));
  };
  const handleKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0;
    if (by === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    save(by === 0 ? null : within(now() + by));
  };
  return (
    // A separator that can be moved is a control (ARIA, "separator").
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={columnsText.resize(columnsText.nameOfColumn(column))}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={column.width ?? 360}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={css.handle}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom({ x: event.clientX, width: now() });
      }}
      onPointerMove={handleMove}
      onPointerUp={() => {
        if (from !== null) save(now());
        setFrom(null);
        onDrag(null);
      }}
      onKeyDown={handleKey}
      onDoubleClick={() => save(null)}
    />
  );
}
