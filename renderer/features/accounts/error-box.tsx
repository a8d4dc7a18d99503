import { RotateCcw } from 'lucide-react';
import type { ErrorWords } from '../../text/errors.ts';
import { welcomeText } from '../../text/welcome.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import css from './error-box.module.css';

/** What happened, and what to do next. */
export function ErrorBox({ words, onRetry }: { readonly words: ErrorWords; readonly onRetry?: () => void }) {
  return (
    <div className={css.box}>
      <StateIcon state="blocked" />
      <div className={css.words}>
        <p>
          <b>{words.title}</b>
        </p>
        {words.detail !== '' && <p className={css.detail}>{words.detail}</p>}
      </div>
      {onRetry !== undefined && (
        <Button size="s" onClick={onRetry}>
          <RotateCcw />
          {welcomeText.again}
        </Button>
      )}
    </div>
  );
}
