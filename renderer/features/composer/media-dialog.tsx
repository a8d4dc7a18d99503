import { useEffect, useId, useRef, useState } from 'react';
import type { DraftMedia } from '../../../electron/contract/attachments.ts';
import { describedMedia, isPicture } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AttachmentView } from '../attachments/index.tsx';
import { FocusPicker } from './focus-picker.tsx';
import css from './media-dialog.module.css';
import { usePart, useTargets } from './use-writing.ts';

/** Mastodon's, where no server says more. */
const usualLimit = 1500;

/** The words for people who cannot see a file, and the point of a picture that must not be cut off. */
export function MediaDialog({ media, onClose }: { readonly media: DraftMedia; readonly onClose: () => void }) {
  const { change } = usePart();
  const targets = useTargets();
  const [description, setDescription] = useState(media.description);
  const [focus, setFocus] = useState(media.focus);
  const hintId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  // The dialog gives the focus to its first button when it opens, which was just before.
  useEffect(() => field.current?.focus(), []);
  const limits = targets.flatMap(({ account }) => account?.limits.maxDescription ?? []);
  const limit = limits.length === 0 ? usualLimit : Math.min(...limits);
  const save = (): void => {
    change((before) => describedMedia(before, media.file.id, { description: description.trim(), focus }));
    onClose();
  };
  return (
    <Dialog
      title={partsText.descriptionTitle}
      width="l"
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {partsText.cancel}
          </Button>
          <Button look="ink" onClick={save}>
            {partsText.done}
          </Button>
        </>
      }
    >
      <div className={css.columns}>
        {isPicture(media.file) ? <FocusPicker media={media} focus={focus} onPick={setFocus} /> : <AttachmentView media={media} className={css.film} />}
        <label className={css.words}>
          <span className={css.label}>{partsText.description}</span>
          <textarea ref={field} className={css.text} value={description} maxLength={10_000} rows={6} dir="auto" placeholder={partsText.descriptionPlaceholder} aria-describedby={hintId} onChange={(event) => setDescription(event.target.value)} />
          <span id={hintId} className={css.hint} data-over={[...description].length > limit || undefined}>
            {partsText.descriptionHint([...description].length, limit)}
          </span>
        </label>
      </div>
    </Dialog>
  );
}
