import { warningsOf, type WritingWarning } from '../../stores/compose-warnings.ts';
import { composerText } from '../../text/composer.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './writing-notes.module.css';
import { useTargets, useWriting } from './use-writing.ts';

/** What the person may not have meant. */
export function WritingNotes() {
  const { body, replyTo } = useWriting();
  const { statuses } = useStores();
  const targets = useTargets();
  const views = useStoreValue(statuses, (state) => state.views);
  const now = useMinute();
  const own = new Map(targets.flatMap(({ key, account }) => (account === null ? [] : [[key, account.handle] as const])));
  const warnings = warningsOf({ body, replyTo, own, views, now });
  return (
    <div className={css.notes} role="status">
      {warnings.map((warning) => (
        <p key={warning.warning} className={css.note}>
          <StateIcon state="needs" /> {wordsOf(warning)}
        </p>
      ))}
    </div>
  );
}

function wordsOf(warning: WritingWarning): string {
  switch (warning.warning) {
    case 'old':
      return composerText.oldPost(warning.months);
    case 'wider':
      return composerText.wider;
    case 'joins':
      return composerText.joins(warning.handles);
    case 'privateLink':
      return composerText.privateLink;
  }
}
