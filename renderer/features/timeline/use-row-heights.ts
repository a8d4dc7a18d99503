import { startTransition, useCallback, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type RefCallback } from 'react';
import type { EntryId } from '../../../electron/contract/index.ts';
import { createGuess } from './estimate-height.ts';
import { createRowHeights, type MeasuredRow, type RowHeights } from './row-layout.ts';

/**
 * Heights of the rows of a list that is `width` px wide. `onMeasured` hears of every drawn row whose height is new, after
 * it was laid out and before it is painted, and answers whether one of them is another than was thought.
 */
export function useRowHeights(width: number, onMeasured: (rows: readonly MeasuredRow[], heights: RowHeights) => boolean): { readonly heights: RowHeights; readonly measure: RefCallback<HTMLElement> } {
  const [known, setKnown] = useState(() => ({ heights: new Map<EntryId, number>() }));
  const guess = useMemo(() => createGuess(width), [width]);
  const heights = useMemo(() => createRowHeights(known.heights, guess), [known, guess]);
  const rows = useRef(new Set<HTMLElement>());
  const observer = useRef<ResizeObserver | null>(null);
  const tell = useEffectEvent((records: readonly ResizeObserverEntry[]) => {
    const measured = records.flatMap(({ target, borderBoxSize }) => (target instanceof HTMLElement && target.isConnected ? { id: target.dataset['entry'] ?? '', height: Math.round(borderBoxSize[0]?.blockSize ?? 0) } : []));
    // The rows push each other to where they belong by themselves: only the length of the list waits for this.
    if (onMeasured(measured, heights)) startTransition(() => setKnown(({ heights: same }) => ({ heights: same })));
  });
  useLayoutEffect(() => {
    const made = new ResizeObserver((records) => tell(records));
    observer.current = made;
    for (const row of rows.current) made.observe(row, { box: 'border-box' });
    return () => {
      made.disconnect();
      observer.current = null;
    };
  }, []);
  const measure = useCallback((row: HTMLElement | null) => {
    if (row === null) return undefined;
    const all = rows.current;
    all.add(row);
    observer.current?.observe(row, { box: 'border-box' });
    return () => {
      all.delete(row);
      observer.current?.unobserve(row);
    };
  }, []);
  return { heights, measure };
}
