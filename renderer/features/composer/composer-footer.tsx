import { CalendarCheck, SendHorizontal } from 'lucide-react';
import { useId, type Ref } from 'react';
import type { DraftBody } from '../../../electron/contract/compose.ts';
import { boostingText } from '../../text/boosting.ts';
import { composerText } from '../../text/composer.ts';
import { errorText } from '../../text/errors.ts';
import { scheduleText } from '../../text/schedule.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './composer-footer.module.css';
import { ScheduleButton } from './schedule-button.tsx';
import { useBoosters, useTargets, useWriting } from './use-writing.ts';

export interface ComposerFooterProps {
  readonly ref: Ref<HTMLElement>;
  /** The one thing to fix first. */
  readonly hold: string | null;
  readonly names: string;
  readonly onSend: () => void;
}

/** The button that names who posts, and beside it why it cannot be pressed yet. */
export function ComposerFooter({ ref, hold, names, onSend }: ComposerFooterProps) {
  const { body, sending, error } = useWriting();
  const { settings } = useStores();
  const undoSeconds = useStoreValue(settings, (state) => state.settings.undoSeconds);
  const targets = useTargets();
  const boosters = useBoosters();
  const noteId = useId();
  const offline = targets.filter(({ account }) => account?.health.state === 'offline').map(({ nickname }) => nickname);
  const label = sendLabel(body, targets.map(({ nickname }) => nickname), names, boosters.length);
  return (
    <footer ref={ref} className={css.foot}>
      {error !== null && (
        <p className={css.error} role="alert">
          <StateIcon state="blocked" /> {composerText.notSent(errorText(error))}
        </p>
      )}
      <p id={noteId} className={css.note} data-held={hold !== null || undefined} aria-live="polite">
        {hold === null ? offline.length > 0 ? composerText.offline(offline) : composerText.holds(undoSeconds) : (
          <>
            <StateIcon state="needs" /> {hold}
          </>
        )}
      </p>
      <ScheduleButton />
      <span className={css.strip} aria-hidden="true">
        {[...targets, ...boosters].map(({ key, account }) => (
          <i key={key} data-colour={account?.colour ?? 0} />
        ))}
      </span>
      <Button data-send="" look="ink" size="l" className={css.send ?? ''} held={hold !== null || sending} aria-describedby={noteId} onClick={onSend}>
        {sending ? <Spinner /> : body.scheduledAt === null ? <SendHorizontal /> : <CalendarCheck />}
        <span className={css.label}>{sending ? composerText.sending : label}</span>
        <span className={css.keys}>
          <Kbd keys="$mod+Enter" />
        </span>
      </Button>
    </footer>
  );
}

function sendLabel({ inReplyTo, thread, scheduledAt }: DraftBody, nicknames: readonly string[], names: string, boosts: number): string {
  const posts = thread.length + 1;
  const words = scheduledAt === null ? composerText : scheduleText;
  if (inReplyTo !== null && scheduledAt === null) return composerText.sendReply(names);
  if (boosts > 0) return scheduledAt === null ? boostingText.send(names, boosts) : boostingText.schedule(names, boosts);
  return posts > 1 ? words.sendThread(posts, nicknames.length) : words.send(nicknames);
}
