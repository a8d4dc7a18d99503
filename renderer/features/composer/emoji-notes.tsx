import { useEffect } from 'react';
import { effective } from '../../stores/compose-body.ts';
import { lackingEmojis } from '../../stores/completion.ts';
import { shortcodesIn } from '../../stores/completion-word.ts';
import { completionText } from '../../text/completion.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './part-notes.module.css';
import { usePart, useTargets } from './use-writing.ts';

/** Custom emojis that some of the accounts' servers do not have: nothing is wrong with the post, it only looks different. */
export function EmojiNotes() {
  const { body } = usePart();
  const { completion } = useStores();
  const targets = useTargets();
  const emojis = useStoreValue(completion, (state) => state.emojis);
  const named = targets.map((target) => ({ target, codes: shortcodesIn(effective(body, target.key).text) }));
  const hasAny = named.some(({ codes }) => codes.length > 0);
  const keys = targets.map(({ key }) => key).join(' ');
  useEffect(() => {
    if (hasAny) void completion.getState().loadEmojis(targets.map(({ key }) => key));
    // The keys stand for the accounts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [completion, hasAny, keys]);
  return named.map(({ target, codes }) => {
    const lacking = lackingEmojis(codes, target.key, emojis);
    if (lacking.length === 0) return null;
    return (
      <div key={target.key} className={css.note} data-colour={target.account?.colour ?? 0}>
        <StateIcon state="needs" />
        <span className={css.words}>{completionText.lacksEmojis(target.nickname, lacking)}</span>
      </div>
    );
  });
}
