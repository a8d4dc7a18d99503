import { CalendarClock, PenLine, SendHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import type { ScheduledPost } from '../../../electron/contract/compose.ts';
import { errorText } from '../../text/errors.ts';
import { beginning } from '../../text/outbox.ts';
import { scheduleText } from '../../text/schedule.ts';
import { clockTime } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './scheduled.module.css';
import { TimeDialog } from './time-dialog.tsx';

/** One post that waits: whose, when, who sends it, and what can be done about it. */
export function ScheduledRow({ post }: { readonly post: ScheduledPost }) {
  const { accounts } = useStores();
  const account = useStoreValue(accounts, (state) => state.accounts.find(({ key }) => key === post.account));
  const { at, by, late, text, spoilerText, media, poll, parts, replacing } = post;
  return (
    <li className={css.row} data-colour={account?.colour ?? 0} data-late={late || undefined}>
      <p className={css.head}>
        <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
        <AccountChip colour={account?.colour ?? 0} nickname={account?.nickname ?? post.account} handle={account?.handle ?? post.account} />
        <span className={css.by}>{by === 'server' ? scheduleText.keptBy(account?.server.domain ?? '') : scheduleText.keptHere}</span>
      </p>
      {late && (
        <p className={css.late}>
          <StateIcon state="needs" /> {scheduleText.late}
        </p>
      )}
      <p className={css.text} dir="auto">
        {spoilerText !== '' && <b>{spoilerText} · </b>}
        {text.trim() === '' ? scheduleText.noWords : text.trim()}
      </p>
      {(media > 0 || poll || parts > 1) && <p className={css.parts}>{[...(parts > 1 ? [scheduleText.parts(parts)] : []), ...(media > 0 ? [scheduleText.files(media)] : []), ...(poll ? [scheduleText.poll] : [])].join(' · ')}</p>}
      {replacing ? <p className={css.parts}>{scheduleText.replacing}</p> : <Actions post={post} name={beginning(text) || scheduleText.noWords} />}
    </li>
  );
}

function Actions({ post, name }: { readonly post: ScheduledPost; readonly name: string }) {
  const { schedule, compose, outbox, navigation, toasts } = useStores();
  const [isMoving, setIsMoving] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const failed = (action: string, why: string): void => toasts.getState().show({ text: scheduleText.failed(action, why), tone: 'blocked' });

  const move = async (at: number): Promise<void> => {
    setIsMoving(false);
    const error = await schedule.getState().move(post.ref, at);
    if (error === null) toasts.getState().show({ text: scheduleText.moved(at) });
    else failed(scheduleText.move, errorText(error));
  };
  const openDraft = async (draft: string): Promise<void> => {
    await compose.getState().start();
    await compose.getState().openDraft(draft);
    navigation.getState().open({ kind: 'write', replyTo: compose.getState().writing?.body.inReplyTo ?? null, account: null });
  };
  const edit = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await schedule.getState().edit(post.ref);
    setIsBusy(false);
    if (answer.ok) await openDraft(answer.value.draft);
    else failed(scheduleText.edit, errorText(answer.error));
  };
  const remove = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await schedule.getState().cancel(post.ref);
    setIsBusy(false);
    if (!answer.ok) return failed(scheduleText.remove, errorText(answer.error));
    const { draft } = answer.value;
    toasts.getState().show({ text: scheduleText.removed, action: { label: scheduleText.openDraft, run: () => void openDraft(draft) } });
  };
  const sendNow = async (copy: string): Promise<void> => {
    const error = await outbox.getState().retry(copy);
    if (error !== null) failed(scheduleText.sendNow, errorText(error));
  };
  return (
    <div className={css.buttons}>
      {post.late && post.ref.in === 'outbox' && <SendNow copy={post.ref.copy} name={name} onSend={sendNow} />}
      <Button size="s" look="quiet" aria-label={scheduleText.moveOf(name)} onClick={() => setIsMoving(true)}>
        <CalendarClock />
        {scheduleText.move}
      </Button>
      <Button size="s" look="quiet" held={isBusy} aria-label={scheduleText.editOf(name)} onClick={() => void edit()}>
        <PenLine />
        {scheduleText.edit}
      </Button>
      <Button size="s" look="quiet" held={isBusy} aria-label={scheduleText.removeOf(name)} onClick={() => void remove()}>
        <X />
        {scheduleText.remove}
      </Button>
      {isMoving && <TimeDialog at={post.late ? null : post.at} onPick={(at) => void move(at)} onClose={() => setIsMoving(false)} />}
    </div>
  );
}

function SendNow({ copy, name, onSend }: { readonly copy: string; readonly name: string; readonly onSend: (copy: string) => Promise<void> }) {
  return (
    <Button size="s" aria-label={scheduleText.sendNowOf(name)} onClick={() => void onSend(copy)}>
      <SendHorizontal />
      {scheduleText.sendNow}
    </Button>
  );
}
