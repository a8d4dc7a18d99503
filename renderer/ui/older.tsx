import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import css from './older.module.css';

/** Asks for older ones as the reader comes near; a button for those who come by key. */
export function Older({ label, onReach }: { readonly label: string; readonly onReach: () => void }) {
  const box = useRef<HTMLParagraphElement>(null);
  const reach = useRef(onReach);
  useEffect(() => {
    reach.current = onReach;
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && reach.current(), { root: element.closest('[data-scroller]'), rootMargin: '600px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <p ref={box} className={css.older}>
      <Button size="s" onClick={onReach}>
        {label}
      </Button>
    </p>
  );
}
