import { useEffect, useId, useRef } from 'react';
import { mediaText } from '../../text/media.ts';
import { cleanText } from '../../ui/plain-text.ts';
import { placeBeside } from '../../ui/place-beside.ts';
import css from './alt-badge.module.css';

/** Opens the description of a picture, for those who see the picture and want the words too. */
export function AltBadge({ description }: { readonly description: string }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = note.current;
    const place = (event: Event): void => {
      if (event instanceof ToggleEvent && event.newState === 'open' && element && button.current) placeBeside(element, button.current.getBoundingClientRect(), { gap: 6, align: 'start' });
    };
    element?.addEventListener('toggle', place);
    return () => element?.removeEventListener('toggle', place);
  }, []);
  return (
    <>
      <button ref={button} type="button" className={css.badge} popoverTarget={id} aria-label={mediaText.readDescription}>
        ALT
      </button>
      <div ref={note} id={id} popover="auto" className={css.note} dir="auto">
        {cleanText(description, 1_500)}
      </div>
    </>
  );
}
