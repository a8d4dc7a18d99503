import { ListTree } from 'lucide-react';
import { withOverride, withSplit } from '../../stores/compose-body.ts';
import { composerText } from '../../text/composer.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores } from '../stores/index.tsx';
import css from './editor.module.css';
import { usePart, useTargets, useWriting, type Target } from './use-writing.ts';

/** What one account can do about a post that is too long for its server. */
export function TooLong({ target }: { readonly target: Target }) {
  const { at, body, change } = usePart();
  const { measures } = useWriting();
  const { compose } = useStores();
  const targets = useTargets();
  const measure = measures.get(target.key);
  const used = measure?.parts[at]?.used ?? 0;
  const hasOwn = body.targets.some(({ account, overrides }) => account === target.key && overrides.text !== undefined);
  if (measure === undefined || used <= measure.limit) return null;
  return (
    <div className={css.over} data-colour={target.account?.colour ?? 0}>
      <StateIcon state="needs" />
      <span className={css.overWords}>
        <b>{composerText.allows(target.nickname, measure.limit)}</b> {targets.length > 1 && composerText.othersStay}
      </span>
      <Button size="s" aria-label={composerText.splitFor(target.nickname)} onClick={() => compose.getState().change((before) => withSplit(before, target.key, true))}>
        <ListTree />
        {composerText.split}
      </Button>
      {targets.length > 1 && !hasOwn && (
        <Button size="s" onClick={() => change((before) => withOverride(before, target.key, 'text', before.text))}>
          {composerText.shorten(target.nickname)}
        </Button>
      )}
    </div>
  );
}

/** The posts one account gets of a text that is too long for it, as they will be. */
export function SplitPreview({ target }: { readonly target: Target }) {
  const { at } = usePart();
  const { measures } = useWriting();
  const { compose } = useStores();
  const split = measures.get(target.key)?.parts[at]?.split ?? [];
  if (split.length === 0) return null;
  return (
    <section className={css.split} data-colour={target.account?.colour ?? 0} aria-label={composerText.goesAs(target.nickname, split.length)}>
      <header className={css.ownHead}>
        <b>{composerText.goesAs(target.nickname, split.length)}</b>
        <Button size="s" look="quiet" aria-label={composerText.splitEndFor(target.nickname)} onClick={() => compose.getState().change((before) => withSplit(before, target.key, false))}>
          {composerText.splitEnd}
        </Button>
      </header>
      <ol className={css.pieces}>
        {split.map((text, place) => (
          // Two pieces may have the same words; nothing of a piece is kept between drawings.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={place} dir="auto">
            {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
