import { useRef, useState, type ReactNode } from 'react';
import { composerText } from '../../text/composer.ts';
import { useStores } from '../stores/index.tsx';
import css from './editor.module.css';
import { PartEditor } from './part-editor.tsx';
import { ThreadTools } from './thread-tools.tsx';
import { Tools } from './tools.tsx';
import { textFieldOf } from './use-parts.ts';
import { PartProvider, useWriting } from './use-writing.ts';

export interface EditorProps {
  /** The file whose missing description the person is asked about before sending. */
  readonly undescribed: string | null;
  readonly onSendWithout: () => void;
  /** Shown below the text of the first post. */
  readonly children?: ReactNode;
}

/** What holds for the whole thread, and its posts one below the other. */
export function Editor({ undescribed, onSendWithout, children }: EditorProps) {
  const { body } = useWriting();
  const { compose } = useStores();
  const warningField = useRef<HTMLInputElement>(null);
  const [hasWarning, setHasWarning] = useState(body.spoilerText !== '');
  // A warning that was switched off comes back as it was.
  const lastWarning = useRef('');

  const setWarning = (spoilerText: string): void => compose.getState().change((before) => ({ ...before, spoilerText, sensitive: spoilerText !== '' }));
  const toggleWarning = (): void => {
    if (hasWarning) lastWarning.current = body.spoilerText;
    setWarning(hasWarning ? '' : lastWarning.current);
    setHasWarning(!hasWarning);
    requestAnimationFrame(() => (hasWarning ? textFieldOf(0) : warningField.current)?.focus());
  };
  const parts = [{ id: 'first' }, ...body.thread];
  return (
    <div className={css.editor}>
      <Tools hasWarning={hasWarning} onWarning={toggleWarning} />
      {hasWarning && (
        <input ref={warningField} className={css.warning} aria-label={composerText.warning} placeholder={composerText.warningPlaceholder} value={body.spoilerText} maxLength={10_000} dir="auto" onChange={(event) => setWarning(event.target.value)} />
      )}
      <div className={css.parts}>
        {parts.map(({ id }, at) => (
          <PartProvider key={id} value={at}>
            <PartEditor of={parts.length} undescribed={undescribed} onSendWithout={onSendWithout}>
              {at === 0 && children}
            </PartEditor>
          </PartProvider>
        ))}
      </div>
      <ThreadTools />
    </div>
  );
}
