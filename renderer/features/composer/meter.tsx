import { composerText } from '../../text/composer.ts';
import css from './meter.module.css';
import { usePart, useWriting, type Target } from './use-writing.ts';

/** How much of an account's length is used, as a ring and in words. */
export function Meter({ target }: { readonly target: Target }) {
  const { measures } = useWriting();
  const { at } = usePart();
  const measure = measures.get(target.key);
  const part = measure?.parts[at];
  if (measure === undefined || part === undefined) return null;
  const { limit } = measure;
  const { used, split } = part;
  const isOver = used > limit;
  const share = Math.min(100, Math.round((used / Math.max(1, limit)) * 100));
  return (
    <span className={css.meter} data-colour={target.account?.colour ?? 0} data-over={isOver || undefined} data-tip={composerText.meter(target.nickname, used, limit)}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" />
        {share > 0 && <circle className={css.value} cx="10" cy="10" r="7.5" pathLength="100" strokeDasharray={`${share} 100`} />}
      </svg>
      <b>
        <bdi>{target.nickname}</bdi>
      </b>
      <span className={css.number}>{isOver ? composerText.over(used - limit) : split.length > 0 ? composerText.posts(split.length) : composerText.left(limit - used)}</span>
    </span>
  );
}
