import { ChevronLeft, ChevronRight, Copy, Download, ExternalLink, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import { mediaText } from '../../text/media.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { useModal } from '../../ui/use-modal.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { moveLens, wholePicture, zoomLens } from './lens.ts';
import { MediaStage } from './media-stage.tsx';
import css from './media-viewer.module.css';
import { copyPicture, fileNameOf } from './save-media.ts';

/** CSS pixels that an arrow key moves an enlarged picture by. */
const panStep = 60;

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
  const [lens, setLens] = useState(wholePicture);
  const [said, setSaid] = useState('');
  const { settings } = useStores();
  const mediaUrl = useMediaUrl();
  const { media } = view.status;
  const item = media[index];
  useModal(dialog);
  useEffect(() => dialog.current?.querySelector<HTMLElement>('[data-start]')?.focus(), []);
  if (item === undefined) return null;

  const go = (step: number): void => {
    const next = index + step;
    if (next < 0 || next >= media.length) return;
    setLens(wholePicture);
    setSaid('');
    onIndex(next);
  };
  const zoomBy = (factor: number): void => setLens((before) => zoomLens(before, factor));
  const copy = async (): Promise<void> => {
    const picture = dialog.current?.querySelector<HTMLImageElement>('img[data-shown]') ?? null;
    setSaid(picture !== null && (await copyPicture(picture)) ? mediaText.copied : mediaText.copyFailed);
  };
  const handleKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    // Films and sounds use the arrow keys themselves.
    if (event.target instanceof HTMLMediaElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows.get(event.key);
    if (arrow !== undefined && lens.zoom > 1) setLens(moveLens(lens, -arrow.x * panStep, -arrow.y * panStep));
    else if (arrow !== undefined && arrow.x !== 0) go(arrow.x);
    else if (event.key === '+' || event.key === '=') zoomBy(1.5);
    else if (event.key === '-') zoomBy(1 / 1.5);
    else if (event.key === '0') setLens(wholePicture);
    else if (event.key === 'c' && item.kind === 'image') void copy();
    else if (event.key === 's') dialog.current?.querySelector<HTMLElement>('a[download]')?.click();
    else if (event.key === 'e') onClose();
  };
  const description = item.description === null ? '' : cleanText(item.description);
  const remote = item.remoteUrl;

  return (
    <dialog ref={dialog} className={css.viewer} aria-label={mediaText.viewer(index + 1, media.length)} closedby="closerequest" onClose={onClose} onKeyDown={handleKey}>
      <div className={css.stage}>
        <MediaStage key={item.id} item={item} lens={lens} onLens={setLens} onClose={onClose} />
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
              <IconButton label={mediaText.zoomOut} keys="-" onClick={() => zoomBy(1 / 1.5)}>
                <ZoomOut />
              </IconButton>
              <IconButton label={mediaText.zoomIn} keys="+" onClick={() => zoomBy(1.5)}>
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
        <p className={css.said} role="status">
          {said}
        </p>
        {item.path !== null && item.kind !== 'unknown' && (
          <a className={css.save} href={mediaUrl(item.path)} download={fileNameOf(item)} aria-keyshortcuts="s">
            <Download aria-hidden="true" />
            {mediaText.save}
          </a>
        )}
        {item.kind === 'image' && item.path !== null && (
          <Button look="quiet" aria-keyshortcuts="c" onClick={() => void copy()}>
            <Copy aria-hidden="true" />
            {mediaText.copy}
          </Button>
        )}
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

const arrows: ReadonlyMap<string, { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 }> = new Map([
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowDown', { x: 0, y: 1 }],
  ['ArrowUp', { x: 0, y: -1 }],
]);
