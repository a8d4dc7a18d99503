import { useEffect, useRef, useState } from 'react';
import { Kbd } from './kbd.tsx';
import { placeBeside } from './place-beside.ts';
import css from './tooltips.module.css';

interface Tip {
  readonly anchor: HTMLElement;
  readonly text: string;
  readonly keys: string | null;
}

const openAfterMs = 600;

/**
 * The one tooltip of the page: shows the `data-tip` (and `data-tip-keys`) of what the pointer rests on or the keyboard
 * has reached. It never holds the only copy of anything: what has a tip has an accessible name.
 */
export function Tooltips() {
  const [tip, setTip] = useState<Tip | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer = 0;
    const close = (): void => {
      window.clearTimeout(timer);
      setTip(null);
    };
    const openFor = (target: EventTarget | null, afterMs: number): void => {
      close();
      const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
      const text = anchor?.dataset['tip'];
      // People have a card of their own, unless it is switched off.
      const hasCard = anchor?.dataset['person'] !== undefined && document.querySelector('[data-person-card]') !== null;
      if (!anchor || !text || hasCard) return;
      timer = window.setTimeout(() => setTip({ anchor, text, keys: anchor.dataset['tipKeys'] ?? null }), afterMs);
    };
    const handleOver = (event: PointerEvent): void => {
      if (event.pointerType !== 'touch') openFor(event.target, openAfterMs);
    };
    const handleFocus = (event: FocusEvent): void => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) openFor(event.target, openAfterMs);
    };
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener('pointerover', handleOver, { signal });
    document.addEventListener('focusin', handleFocus, { signal });
    for (const name of ['pointerdown', 'keydown', 'scroll', 'focusout', 'blur']) window.addEventListener(name, close, { signal, capture: true, passive: true });
    return () => {
      stop.abort();
      window.clearTimeout(timer);
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    if (tip === null || element === null) return;
    element.showPopover();
    placeBeside(element, tip.anchor.getBoundingClientRect(), { gap: 6, align: 'centre' });
    return () => element.hidePopover();
  }, [tip]);

  return (
    <div ref={box} popover="manual" className={css.tip} aria-hidden="true">
      {tip?.text}
      {tip?.keys && <Kbd keys={tip.keys} />}
    </div>
  );
}
