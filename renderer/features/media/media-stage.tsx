import { useRef, type PointerEvent, type WheelEvent } from 'react';
import type { MediaAttachment } from '../../../electron/contract/statuses.ts';
import { mediaText } from '../../text/media.ts';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { moveLens, zoomLens, type Lens } from './lens.ts';
import css from './media-viewer.module.css';

export interface MediaStageProps {
  readonly item: MediaAttachment;
  readonly lens: Lens;
  readonly onLens: (next: (lens: Lens) => Lens) => void;
  readonly onClose: () => void;
}

/** The one file that is looked at. Nothing plays before it is asked to, and nothing but its head is loaded until then. */
export function MediaStage({ item, lens, onLens, onClose }: MediaStageProps) {
  const mediaUrl = useMediaUrl();
  const label = item.description === null ? mediaText.kind[item.kind] : cleanText(item.description, 1_500);
  if (item.path === null) return <p className={css.none}>{mediaText.absent}</p>;
  const source = mediaUrl(item.path);
  const poster = item.previewPath === null ? undefined : mediaUrl(item.previewPath);
  switch (item.kind) {
    case 'image':
      return <ZoomedImage source={source} label={label} item={item} lens={lens} onLens={onLens} onClose={onClose} />;
    case 'video':
      // Films on the fediverse come without caption files; the description stands beside it.
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      return <video className={css.film} src={source} poster={poster} controls playsInline preload="metadata" aria-label={label} />;
    case 'gifv':
      return <video className={css.film} src={source} poster={poster} controls muted loop playsInline preload="metadata" aria-label={label} />;
    case 'audio':
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      return <audio className={css.sound} src={source} controls preload="metadata" aria-label={label} />;
    case 'unknown':
      return <p className={css.none}>{mediaText.unknown}</p>;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface ZoomedImageProps extends MediaStageProps {
  readonly source: string;
  readonly label: string;
}

function ZoomedImage({ source, label, item, lens, onLens, onClose }: ZoomedImageProps) {
  const fingers = useRef(new Map<number, Point>());
  const handleWheel = (event: WheelEvent): void => onLens((before) => zoomLens(before, event.deltaY < 0 ? 1.15 : 1 / 1.15));
  const handleDown = (event: PointerEvent): void => {
    if (!(event.target instanceof HTMLImageElement)) return;
    event.target.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const handleMove = (event: PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    fingers.current.set(event.pointerId, now);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) onLens((shown) => moveLens(shown, now.x - before.x, now.y - before.y));
    else onLens((shown) => zoomLens(shown, distance(now, other) / Math.max(1, distance(before, other))));
  };
  const handleUp = (event: PointerEvent): void => void fingers.current.delete(event.pointerId);
  return (
    // A press beside the picture closes, as Esc does; the picture itself zooms by wheel, keys, fingers, buttons and double press.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className={css.pan} onWheel={handleWheel} onClick={(event) => event.target === event.currentTarget && onClose()}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <img
        className={css.picture}
        data-shown=""
        src={source}
        alt={label}
        draggable={false}
        width={item.width ?? undefined}
        height={item.height ?? undefined}
        style={{ transform: `translate(${lens.x}px, ${lens.y}px) scale(${lens.zoom})`, cursor: lens.zoom === 1 ? 'zoom-in' : 'grab' }}
        onDoubleClick={() => onLens((before) => zoomLens(before, before.zoom === 1 ? 2.5 : 1 / before.zoom))}
        onPointerDown={handleDown}
        onPointerMove={handleMove}
        onPointerUp={handleUp}
        onPointerCancel={handleUp}
      />
    </div>
  );
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
