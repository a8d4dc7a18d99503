import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import type { DraftMedia } from '../../../electron/contract/attachments.ts';
import { movedMedia, withoutMedia } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { IconButton } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AttachmentView } from '../attachments/index.tsx';
import { MediaDialog } from './media-dialog.tsx';
import css from './media-tray.module.css';
import { UndescribedNote } from './undescribed-note.tsx';
import { usePart } from './use-writing.ts';

/** Kind of drag: a tile of this tray, not a file from outside. */
const tileType = 'application/x-skein-tile';

export interface MediaTrayProps {
  /** The file whose missing description the person is asked about before sending. */
  readonly undescribed: string | null;
  readonly onSendWithout: () => void;
}

/** The media of the post in their order; each can be described, moved and taken out. */
export function MediaTray({ undescribed, onSendWithout }: MediaTrayProps) {
  const { at, body, change } = usePart();
  const { compose, toasts } = useStores();
  const attaching = useStoreValue(compose, (state) => state.attaching.get(at) ?? 0);
  const [open, setOpen] = useState<string | null>(null);
  const [spoken, setSpoken] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const { media } = body;
  if (media.length === 0 && attaching === 0) return null;

  const move = (id: string, to: number): void => {
    change((before) => movedMedia(before, id, to));
    setSpoken(partsText.moved(to + 1, media.length));
  };
  const remove = (id: string): void => {
    const before = body;
    change((now) => withoutMedia(now, id));
    toasts.getState().show({ text: partsText.removed, action: { label: partsText.undo, run: () => change((now) => ({ ...now, media: before.media, targets: before.targets })) } });
    requestAnimationFrame(() => list.current?.querySelector('button')?.focus());
  };
  const opened = media.find(({ file }) => file.id === open);
  const asked = media.find(({ file }) => file.id === undescribed);
  return (
    <div className={css.tray}>
      <ul ref={list} className={css.tiles} aria-label={partsText.media}>
        {media.map((each, place) => (
          <Tile key={each.file.id} media={each} at={place} of={media.length} asked={each === asked} onOpen={() => setOpen(each.file.id)} onMove={move} onRemove={() => remove(each.file.id)} />
        ))}
        {attaching > 0 && (
          <li className={css.coming}>
            <Spinner />
            {partsText.preparing(attaching)}
          </li>
        )}
      </ul>
      {asked !== undefined && <UndescribedNote key={asked.file.id} media={asked} place={media.indexOf(asked) + 1} of={media.length} onSendWithout={onSendWithout} />}
      {opened !== undefined && <MediaDialog media={opened} onClose={() => setOpen(null)} />}
      <div className="spoken" aria-live="polite">
        {spoken}
      </div>
    </div>
  );
}

interface TileProps {
  readonly media: DraftMedia;
  readonly at: number;
  readonly of: number;
  readonly asked: boolean;
  readonly onOpen: () => void;
  readonly onMove: (id: string, at: number) => void;
  readonly onRemove: () => void;
}

function Tile({ media, at, of, asked, onOpen, onMove, onRemove }: TileProps) {
  const { file, description } = media;
  const [isOver, setIsOver] = useState(false);
  const isDescribed = description.trim() !== '';
  const isTile = (event: DragEvent): boolean => event.dataTransfer.types.includes(tileType);
  return (
    // Dragging only shortens what its buttons do.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={css.tile}
      data-asked={asked || undefined}
      data-over={isOver || undefined}
      aria-label={partsText.item(at + 1, of, media.name)}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(tileType, file.id)}
      onDragOver={(event) => {
        if (!isTile(event)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false);
        if (!isTile(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onMove(event.dataTransfer.getData(tileType), at);
      }}
    >
      <AttachmentView media={media} className={css.picture} cropped />
      <button type="button" className={css.alt} data-missing={!isDescribed || undefined} aria-label={isDescribed ? partsText.described(at + 1, description) : partsText.describe(at + 1)} onClick={onOpen}>
        {isDescribed ? 'ALT' : '+ ALT'}
      </button>
      <span className={css.buttons}>
        {at > 0 && (
          <IconButton size="s" label={partsText.earlier(at + 1)} onClick={() => onMove(file.id, at - 1)}>
            <ArrowLeft />
          </IconButton>
        )}
        {at < of - 1 && (
          <IconButton size="s" label={partsText.later(at + 1)} onClick={() => onMove(file.id, at + 1)}>
            <ArrowRight />
          </IconButton>
        )}
        <IconButton size="s" label={partsText.remove(at + 1)} onClick={onRemove}>
          <X />
        </IconButton>
      </span>
    </li>
  );
}
