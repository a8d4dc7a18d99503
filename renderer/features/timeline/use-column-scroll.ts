import { observeElementRect, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { SavedPlace, TimelineEntry } from '../../../electron/contract/timelines.ts';
import { comparePlaces } from '../../stores/timeline-column.ts';
import { estimateHeight } from './estimate-height.ts';

export interface ColumnScroll {
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  readonly toTop: () => void;
  readonly isAtTop: () => boolean;
  /** False while the list is being put where reading stopped. */
  readonly settled: boolean;
}

export interface ColumnScrollOptions {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** In the order they are drawn. */
  readonly entries: readonly TimelineEntry[];
  readonly order: 'newest' | 'oldest';
  /** Where reading stopped, read once when the first entries are there. */
  readonly restore: SavedPlace | undefined;
  readonly onPlace: (topEntry: TimelineEntry | null, offset: number) => void;
}

/**
 * The list moves only when the reader moves it: what comes in above, or grows when its real height is known, leaves
 * what is on the screen where it is. The three settings (`anchorTo`, the hook, no native anchoring in the CSS) are
 * measured to give 0 px of movement together.
 */
export function useColumnScroll({ scroller, entries, order, restore, onPlace }: ColumnScrollOptions): ColumnScroll {
  // All heights are estimated anew with every arrival: asking the element for its width each time would lay the page out.
  const width = useRef(500);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => entries[index]?.id ?? index, [entries]),
    estimateSize: (index) => estimateHeight(entries[index], width.current),
    observeElementRect: (instance, report) =>
      observeElementRect(instance, (rect) => {
        width.current = rect.width;
        report(rect);
      }),
    overscan: 4,
    // The bar of new posts lies over the first lines: the focus is never moved under it.
    scrollPaddingStart: barHeight,
    anchorTo: 'end',
    // A short list has its end in sight from the start: growing to its real heights, it would roll to that end.
    scrollEndThreshold: Number.NEGATIVE_INFINITY,
  });
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, instance) => item.start < (instance.scrollOffset ?? 0);

  const settled = useRestoredPlace(virtualizer, scroller, entries, order, restore);
  useReportedPlace(virtualizer, scroller, entries, onPlace);

  const isAtTop = useCallback(() => (scroller.current?.scrollTop ?? 0) <= 2, [scroller]);
  const toTop = useCallback(() => {
    virtualizer.scrollToIndex(0, { align: 'start' });
    scroller.current?.scrollTo({ top: 0 });
  }, [virtualizer, scroller]);
  return { virtualizer, toTop, isAtTop, settled };
}

/** Height of the new-posts bar, px. */
const barHeight = 34;

/** Frames spent on putting the saved entry where it was: heights around it become known one after the other. */
const restoreFrames = 12;

/** Answers whether the list stands where it will stay. */
function useRestoredPlace(virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>, scroller: RefObject<HTMLDivElement | null>, entries: readonly TimelineEntry[], order: 'newest' | 'oldest', restore: SavedPlace | undefined): boolean {
  const done = useRef(false);
  const [settled, setSettled] = useState(!restore?.place);
  useLayoutEffect(() => {
    const place = restore?.place;
    if (done.current || entries.length === 0 || !place) return;
    done.current = true;
    // The entry itself may be gone: then the next older one takes its place.
    const index = entries.findIndex((entry) => (order === 'newest' ? comparePlaces(entry, place) <= 0 : comparePlaces(entry, place) >= 0));
    const wanted = entries[index];
    const box = scroller.current;
    if (box === null) return;
    let frame = 0;
    const settle = (left: number): void => {
      const row = wanted === undefined ? null : box.querySelector(`[data-entry="${CSS.escape(wanted.id)}"]`);
      if (row !== null) {
        const off = row.getBoundingClientRect().top - box.getBoundingClientRect().top - restore.offset;
        if (Math.abs(off) >= 1) box.scrollBy(0, off);
      }
      if (left > 0 && wanted !== undefined) frame = requestAnimationFrame(() => settle(left - 1));
      else setSettled(true);
    };
    box.scrollTo(0, (virtualizer.getOffsetForIndex(Math.max(0, index), 'start')?.[0] ?? 0) - restore.offset);
    frame = requestAnimationFrame(() => settle(restoreFrames));
    // A reader who starts to scroll meanwhile goes first.
    const stop = (): void => {
      cancelAnimationFrame(frame);
      setSettled(true);
    };
    box.addEventListener('wheel', stop, { once: true, passive: true });
  }, [virtualizer, scroller, entries, order, restore]);
  return settled;
}

/** Tells which entry stands at the top of the view, once per frame of scrolling. */
function useReportedPlace(virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>, scroller: RefObject<HTMLDivElement | null>, entries: readonly TimelineEntry[], onPlace: ColumnScrollOptions['onPlace']): void {
  const report = useEffectEvent((box: HTMLDivElement) => {
    const item = virtualizer.getVirtualItemForOffset(box.scrollTop);
    const entry = item === undefined ? undefined : entries[item.index];
    onPlace(entry ?? null, item === undefined ? 0 : Math.round(item.start - box.scrollTop));
  });
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let frame = 0;
    const handleFrame = (): void => {
      frame = 0;
      report(box);
    };
    const handleScroll = (): void => {
      if (frame === 0) frame = requestAnimationFrame(handleFrame);
    };
    box.addEventListener('scroll', handleScroll, { passive: true });
    return () => {
      box.removeEventListener('scroll', handleScroll);
      cancelAnimationFrame(frame);
    };
  }, [scroller]);
}
