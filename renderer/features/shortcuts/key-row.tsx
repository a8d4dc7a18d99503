import { Pencil } from 'lucide-react';
import { Fragment, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { pressOf } from '../../stores/own-keys.ts';
import { shortcutsText } from '../../text/shortcuts.ts';
import { IconButton } from '../../ui/button.tsx';
import { isMac, Kbd } from '../../ui/kbd.tsx';
import css from './help-sheet.module.css';

/** A second press within this time makes a sequence, as it does when the keys are used (tinykeys waits as long). */
const sequenceMs = 1_000;

interface KeyRowProps {
  readonly label: string;
  readonly keys: readonly string[];
  /** Names of other commands with one of the keys. */
  readonly rivals: readonly string[];
  /** Absent: the key is fixed. */
  readonly onChange?: (keys: readonly string[]) => void;
}

export function KeyRow({ label, keys, rivals, onChange }: KeyRowProps) {
  const [isRecording, setIsRecording] = useState(false);
  const start = useRef<HTMLButtonElement>(null);
  const end = (chosen: readonly string[] | null): void => {
    setIsRecording(false);
    if (chosen !== null) onChange?.(chosen);
    start.current?.focus();
  };
  return (
    <div className={css.row}>
      <dt>
        {label}
        {rivals.length > 0 && <small className={css.taken}>{shortcutsText.taken(rivals.join(', '))}</small>}
      </dt>
      <dd>
        {isRecording ? <Recorder onEnd={end} /> : keys.length === 0 ? <span className={css.or}>{shortcutsText.noKey}</span> : <Keys keys={keys} />}
        {onChange !== undefined && (
          <IconButton ref={start} size="s" className={css.change} label={shortcutsText.change(label)} data-tip={shortcutsText.changeTip} hidden={isRecording} onClick={() => setIsRecording(true)}>
            <Pencil />
          </IconButton>
        )}
      </dd>
    </div>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((each, index) => (
    <Fragment key={each}>
      {index > 0 && <span className={css.or}>{shortcutsText.or}</span>}
      {each.split(' ').map((press, at) => (
        // The same key may come twice in a sequence; the order never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={at}>
          {at > 0 && <span className={css.or}>{shortcutsText.after}</span>}
          <Kbd keys={press} />
        </Fragment>
      ))}
    </Fragment>
  ));
}

/** Hears the next key, and one more where it comes soon. */
function Recorder({ onEnd }: { readonly onEnd: (keys: readonly string[] | null) => void }) {
  const [first, setFirst] = useState<string | null>(null);
  const field = useRef<HTMLButtonElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (first === null) return;
    const timer = window.setTimeout(() => onEnd([first]), sequenceMs);
    return () => window.clearTimeout(timer);
  }, [first, onEnd]);
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (first === null && event.key === 'Escape') return onEnd(null);
    if (first === null && event.key === 'Backspace') return onEnd([]);
    const press = pressOf(event, isMac);
    if (press === null) return;
    if (first === null) setFirst(press);
    else onEnd([`${first} ${press}`]);
  };
  return (
    <button ref={field} type="button" className={css.recorder} title={shortcutsText.recordingHint} onKeyDown={handleKey} onBlur={() => onEnd(null)}>
      {first === null ? shortcutsText.recording : <Kbd keys={first} />}
    </button>
  );
}
