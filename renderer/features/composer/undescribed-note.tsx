import { Eye } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { DraftMedia } from '../../../electron/contract/attachments.ts';
import { describedMedia } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { Button } from '../../ui/button.tsx';
import { usePart } from './use-writing.ts';
import css from './media-tray.module.css';

export interface UndescribedNoteProps {
  readonly media: DraftMedia;
  readonly place: number;
  readonly of: number;
  readonly onSendWithout: () => void;
}

/** Asked once, at the send button: a file would go out that some people get nothing of. */
export function UndescribedNote({ media, place, of, onSendWithout }: UndescribedNoteProps) {
  const { change } = usePart();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { id, mimeType } = media.file;
  const kind = mimeType.startsWith('image/') ? 'image' : mimeType.startsWith('video/') ? 'video' : 'sound';
  useEffect(() => field.current?.focus(), []);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') change((before) => describedMedia(before, id, { description: text.trim() }));
  };
  return (
    <form className={css.note} aria-label={partsText.noDescription(place, of, kind)} onSubmit={save}>
      <p className={css.noteTitle} role="alert">
        <Eye size={16} aria-hidden="true" />
        <b>{partsText.noDescription(place, of, kind)}</b>
      </p>
      <p className={css.noteHint}>{partsText.noDescriptionHint(kind)}</p>
      <input ref={field} className={css.noteField} aria-label={partsText.description} placeholder={partsText.descriptionPlaceholder} value={text} maxLength={10_000} dir="auto" onChange={(event) => setText(event.target.value)} />
      <div className={css.noteButtons}>
        <Button type="submit" look="ink" size="s" held={text.trim() === ''}>
          {partsText.saveDescription}
        </Button>
        <Button look="quiet" size="s" onClick={onSendWithout}>
          {partsText.sendWithout}
        </Button>
      </div>
    </form>
  );
}
