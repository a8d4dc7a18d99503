import { useId, type KeyboardEvent, type MouseEvent } from 'react';
import type { DraftMedia } from '../../../electron/contract/attachments.ts';
import type { Focus } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { AttachmentView } from '../attachments/index.tsx';
import css from './media-dialog.module.css';

const middle: Focus = { x: 0, y: 0 };
/** Of the way from edge to edge, for one arrow key. */
const step = 0.1;
const within = (share: number): number => Math.max(-1, Math.min(1, Math.round(share * 100) / 100));

const arrows: Readonly<Record<string, Focus>> = { ArrowLeft: { x: -step, y: 0 }, ArrowRight: { x: step, y: 0 }, ArrowUp: { x: 0, y: step }, ArrowDown: { x: 0, y: -step } };

/** The whole picture with the point that stays in sight; a press or the arrow keys move it. */
export function FocusPicker({ media, focus, onPick }: { readonly media: DraftMedia; readonly focus: Focus | null; readonly onPick: (focus: Focus) => void }) {
  const hintId = useId();
  const at = focus ?? middle;
  const press = (event: MouseEvent): void => {
    // A press of a key comes as a click without a place.
    if (event.detail === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    onPick({ x: within(((event.clientX - box.left) / box.width) * 2 - 1), y: within(1 - ((event.clientY - box.top) / box.height) * 2) });
  };
  const handleKey = (event: KeyboardEvent): void => {
    const by = arrows[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onPick({ x: within(at.x + by.x), y: within(at.y + by.y) });
  };
  return (
    <div className={css.focus}>
      <button type="button" className={css.stage} aria-label={partsText.focus} aria-describedby={hintId} onClick={press} onKeyDown={handleKey}>
        <AttachmentView media={media} className={css.image} />
        <span className={css.point} style={{ left: `${((at.x + 1) / 2) * 100}%`, top: `${((1 - at.y) / 2) * 100}%` }} />
      </button>
      <p className={css.hint}>{partsText.focusHint}</p>
      <p id={hintId} className={css.hint} aria-live="polite">
        {partsText.focusAt(at.x, at.y)}
      </p>
    </div>
  );
}
