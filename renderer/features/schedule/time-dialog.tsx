import { useId, useState, type ComponentType } from 'react';
import { scheduleText } from '../../text/schedule.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useMinute } from '../../ui/use-now.ts';
import css from './time-dialog.module.css';

const hourMs = 60 * 60_000;

export interface TimeDialogProps {
  /** Epoch ms; null where there was none yet. */
  readonly at: number | null;
  readonly onPick: (at: number) => void;
  readonly onClose: () => void;
  /** Offered beside the buttons where there is a time that can be taken away. */
  readonly onClear?: () => void;
  /** Draws what the time that is shown means. */
  readonly note?: ComponentType<{ readonly at: number }>;
}

/** Asks for a moment to come: four that are often meant, and any. */
export function TimeDialog({ at, onPick, onClose, onClear, note: Note }: TimeDialogProps) {
  const now = useMinute();
  const [text, setText] = useState(() => toLocal(at ?? nextMorning(now)));
  const noteId = useId();
  const picked = new Date(text).getTime();
  const isPast = Number.isNaN(picked) || picked <= now;
  return (
    <Dialog
      title={scheduleText.title}
      onClose={onClose}
      footer={
        <>
          {onClear !== undefined && (
            <Button look="quiet" onClick={onClear}>
              {scheduleText.clear}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>
            {scheduleText.cancel}
          </Button>
          <Button look="ink" held={isPast} aria-describedby={noteId} onClick={() => onPick(picked)}>
            {scheduleText.set}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <div role="group" aria-label={scheduleText.quick} className={css.quick}>
          {[1, 3].map((hours) => (
            <Button key={hours} size="s" onClick={() => setText(toLocal(now + hours * hourMs))}>
              {scheduleText.inHours(hours)}
            </Button>
          ))}
          <Button size="s" onClick={() => setText(toLocal(nextMorning(now)))}>
            {scheduleText.tomorrow}
          </Button>
          <Button size="s" onClick={() => setText(toLocal(nextMonday(now)))}>
            {scheduleText.monday}
          </Button>
        </div>
        <label className={css.field}>
          <span>{scheduleText.at}</span>
          <input type="datetime-local" className={css.input} value={text} min={toLocal(now)} aria-describedby={noteId} aria-invalid={isPast || undefined} onChange={(event) => setText(event.target.value)} />
        </label>
        <div id={noteId} className={css.note} aria-live="polite">
          {isPast ? scheduleText.past : Note !== undefined && <Note at={picked} />}
        </div>
      </div>
    </Dialog>
  );
}

/** As the field writes it, in the time zone of the computer. */
function toLocal(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

function nextMorning(now: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + 1);
  return date.setHours(9, 0, 0, 0);
}

function nextMonday(now: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + (((8 - date.getDay()) % 7) || 7));
  return date.setHours(9, 0, 0, 0);
}
