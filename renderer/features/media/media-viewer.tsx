import { ChevronLeft, ChevronRight, ExternalLink, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type WheelEvent } from 'react';
import type { MediaAttachment, StatusView } from '../../../electron/contract/statuses.ts';
import { mediaText } from '../../text/media.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './media-viewer.module.css';

/** The open picture, film or sound of a post, over everything. Nothing plays before it is asked to. */
export function MediaViewer() {
  const { navigation, statuses } = useStores();
  const viewing = useStoreValue(navigation, (state) => state.viewing);
  const view = useStoreValue(statuses, (state) => (viewing === null ? undefined : state.views.get(viewing.uri)));
  if (viewing === null || view === undefined || view.status.media.length === 0) return null;
  const close = (): void => navigation.getState().view(null);
  return <Viewer key={viewing.uri} view={view} index={Math.min(viewing.index, view.status.media.length - 1)} onIndex={(index) => navigation.getState().view({ ...viewing, index })} onClose={close} />;
}

interface ViewerProps {
  readonly view: StatusView;
  readonly index: number;
  readonly onIndex: (index: number) => void;
  readonly onClose: () => void;
}

function Viewer({ view, index, onIndex, onClose }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [zoom, setZoom] = useState(1);
  const { settings } = useStores();
  const { media } = view.status;
  const item = media[index];
  useEffect(() => {
    const element = dialog.current;
    const cameFrom = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-start]')?.focus();
    return () => {
      element?.close();
      if (cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
    };
  }, []);
  if (item === undefined) return null;

  const go = (step: number): void => {
    const next = index + step;
    if (next < 0 || next >= media.length) return;
    setZoom(1);
    onIndex(next);
  };
  const zoomTo = (next: number): void => setZoom(Math.min(6, Math.max(1, next)));
  const handleKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    // Films and sounds use the arrow keys themselves.
    if (event.target instanceof HTMLMediaElement) return;
    if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'ArrowLeft') go(-1);
    else if (event.key === '+' || event.key === '=') zoomTo(zoom * 1.5);
    else if (event.key === '-') zoomTo(zoom / 1.5);
    else if (event.key === '0') zoomTo(1);
    else if (event.key === 'e') onClose();
  };
  const description = item.description === null ? '' : cleanText(item.description);
  const remote = item.remoteUrl;

  return (
    <dialog ref={dialog} className={css.viewer} aria-label={mediaText.viewer(index + 1, media.length)} closedby="closerequest" onClose={onClose} onKeyDown={handleKey}>
      <div className={css.stage}>
        <Stage key={item.id} item={item} zoom={zoom} onZoom={zoomTo} onClose={onClose} />
        {media.length > 1 && (
          <>
            <IconButton label={mediaText.previous} keys="ArrowLeft" size="l" className={css.previous} aria-disabled={index === 0 || undefined} onClick={() => go(-1)}>
              <ChevronLeft />
            </IconButton>
            <IconButton label={mediaText.next} keys="ArrowRight" size="l" className={css.next} aria-disabled={index === media.length - 1 || undefined} onClick={() => go(1)}>
              <ChevronRight />
            </IconButton>
          </>
        )}
      </div>
      <aside className={css.side}>
        <div className={css.tools}>
          <span className={css.count}>{media.length > 1 ? `${index + 1} of ${media.length}` : ''}</span>
          {item.kind === 'image' && (
            <>
              <IconButton label={mediaText.zoomOut} keys="-" onClick={() => zoomTo(zoom / 1.5)}>
                <ZoomOut />
              </IconButton>
              <IconButton label={mediaText.zoomIn} keys="+" onClick={() => zoomTo(zoom * 1.5)}>
                <ZoomIn />
              </IconButton>
            </>
          )}
          <IconButton label={mediaText.close} data-start="" keys="Escape" onClick={onClose}>
            <X />
          </IconButton>
        </div>
        <div className={css.words}>
          <h2 className={css.title}>{mediaText.description}</h2>
          {description === '' ? <p className={css.none}>{mediaText.noDescription}</p> : <p dir="auto">{description}</p>}
        </div>
        {remote !== null && (
          <Button look="quiet" onClick={() => void settings.getState().openLink(remote)}>
            <ExternalLink aria-hidden="true" />
            {mediaText.openOriginal}
          </Button>
        )}
      </aside>
    </dialog>
  );
}

interface StageProps {
  readonly item: MediaAttachment;
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
  readonly onClose: () => void;
}

function Stage({ item, zoom, onZoom, onClose }: StageProps) {
  const mediaUrl = useMediaUrl();
  const label = item.description === null ? mediaText.kind[item.kind] : cleanText(item.description, 1_500);
  if (item.path === null) return <p className={css.none}>{mediaText.absent}</p>;
  const source = mediaUrl(item.path);
  const poster = item.previewPath === null ? undefined : mediaUrl(item.previewPath);
  switch (item.kind) {
    case 'image':
      return <ZoomedImage source={source} label={label} item={item} zoom={zoom} onZoom={onZoom} onClose={onClose} />;
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

interface ZoomedImageProps extends StageProps {
  readonly source: string;
  readonly label: string;
}

function ZoomedImage({ source, label, item, zoom, onZoom, onClose }: ZoomedImageProps) {
  const [shift, setShift] = useState({ x: 0, y: 0 });
  const drag = useRef<{ x: number; y: number } | null>(null);
  const at = zoom === 1 ? { x: 0, y: 0 } : shift;
  const handleWheel = (event: WheelEvent): void => onZoom(zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
  const handleDown = (event: PointerEvent): void => {
    if (zoom === 1 || !(event.target instanceof HTMLImageElement)) return;
    event.target.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX - at.x, y: event.clientY - at.y };
  };
  const handleMove = (event: PointerEvent): void => {
    if (drag.current !== null) setShift({ x: event.clientX - drag.current.x, y: event.clientY - drag.current.y });
  };
  return (
    // A press beside the picture closes, as Esc does; the picture itself zooms by wheel, keys, buttons and double press.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className={css.pan} onWheel={handleWheel} onClick={(event) => event.target === event.currentTarget && onClose()}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <img
        className={css.picture}
        src={source}
        alt={label}
        draggable={false}
        width={item.width ?? undefined}
        height={item.height ?? undefined}
        style={{ transform: `translate(${at.x}px, ${at.y}px) scale(${zoom})`, cursor: zoom === 1 ? 'zoom-in' : 'grab' }}
        onDoubleClick={() => onZoom(zoom === 1 ? 2.5 : 1)}
        onPointerDown={handleDown}
        onPointerMove={handleMove}
        onPointerUp={() => {
          drag.current = null;
        }}
      />
    </div>
  );
}
