import type { FallbackProps } from 'react-error-boundary';
import { frameText } from '../text/frame.ts';
import { Button } from '../ui/button.tsx';
import css from './broken-part.module.css';

/** A part of the window made a mistake. The rest runs on; this part can be drawn again. */
export function BrokenPart({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <div role="alert" className={css.part}>
      <h2>{frameText.broken}</h2>
      <p className={css.detail}>{error instanceof Error ? error.message.slice(0, 300) : ''}</p>
      <Button onClick={resetErrorBoundary}>{frameText.drawAgain}</Button>
    </div>
  );
}
