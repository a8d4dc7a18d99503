import { ListOrdered, Plus } from 'lucide-react';
import { composerText } from '../../text/composer.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useStores } from '../stores/index.tsx';
import css from './editor.module.css';
import { useAddPart } from './use-parts.ts';
import { useWriting } from './use-writing.ts';

/** One more post, and whether each carries its number. */
export function ThreadTools() {
  const { body } = useWriting();
  const { compose } = useStores();
  const addPart = useAddPart();
  const isThread = body.thread.length > 0 || body.targets.some(({ overrides }) => overrides.split === true);
  return (
    <div className={css.threadTools} data-thread={body.thread.length > 0 || undefined}>
      <button type="button" className={css.addPart} onClick={() => addPart(body.thread.length)}>
        <Plus size={15} aria-hidden="true" />
        <span>{composerText.addPart}</span>
        <span className={css.addKeys}>
          <Kbd keys="$mod+Shift+Enter" />
        </span>
      </button>
      {isThread && (
        <Button look="quiet" aria-pressed={body.numbered} data-tip={composerText.numberedHint} onClick={() => compose.getState().change((before) => ({ ...before, numbered: !before.numbered }))}>
          <ListOrdered />
          {composerText.numbered}
        </Button>
      )}
    </div>
  );
}
