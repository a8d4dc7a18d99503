import { CalendarClock, ExternalLink, PenLine, RotateCw, Search, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CopyState, OutboxCopy, OutboxPost } from '../../../electron/contract/compose.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import { errorText, errorWords } from '../../text/errors.ts';
import { outboxText } from '../../text/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon, type WorkState } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './copy-row.module.css';
import { EditCopy } from './edit-copy.tsx';
import { SmallerFile, useRefusal } from './refused-file.tsx';
import { useNamedAccount } from './use-account.ts';
import { useTakeBack } from './use-undo.ts';

const icons: Readonly<Record<CopyState['state'], WorkState>> = { waiting: 'waiting', uploading: 'running', sending: 'running', sent: 'done', scheduled: 'waiting', late: 'needs', failed: 'blocked', needsDecision: 'needs', cancelled: 'waiting' };

/** One copy of a post: who, its state, why, and what can be done about it. */
export function CopyRow({ copy, post }: { readonly copy: OutboxCopy; readonly post: OutboxPost }) {
  const { account, nickname, colour } = useNamedAccount(copy.account);
  const [isEditing, setIsEditing] = useState(false);
  const { status, part, parts } = copy;
  const waitsFor = waitsForPart(copy, post);
  return (
    <li className={css.copy} data-colour={colour}>
      <div className={css.row}>
        <i className={css.knot} aria-hidden="true" />
        <b className={css.name}>
          <bdi>{nickname}</bdi>
        </b>
        <span className={css.state} data-state={status.state}>
          <StateIcon state={icons[status.state]} size={14} />
          <b>{outboxText.state(status.state)}</b>
        </span>
        {parts > 1 && <span className={css.place}>{outboxText.part(part, parts)}</span>}
        <span className={css.note}>{status.state === 'uploading' ? <Progress copy={copy.id} stored={status} /> : waitsFor ? outboxText.afterPart(part) : noteOf(status, account?.server.domain ?? null)}</span>
        {!waitsFor && <Actions copy={copy} nickname={nickname} onEdit={() => setIsEditing(true)} />}
      </div>
      {isEditing && <EditCopy copy={copy} nickname={nickname} onDone={() => setIsEditing(false)} />}
      {!isEditing && copy.text !== post.body.text && copy.text !== '' && (
        <p className={css.own} dir="auto">
          {copy.text}
        </p>
      )}
      {!isEditing && <Reason copy={copy} nickname={nickname} onEdit={() => setIsEditing(true)} />}
    </li>
  );
}

/** A post of a thread whose turn comes when the one before it is there. */
function waitsForPart({ account, part, status }: OutboxCopy, { copies }: OutboxPost): boolean {
  const before = copies.find((copy) => copy.account === account && copy.part === part - 1);
  return status.state === 'waiting' && before !== undefined && before.status.state !== 'sent';
}

/** Bytes that have left, as told between two states of the outbox. */
function Progress({ copy, stored }: { readonly copy: string; readonly stored: Extract<CopyState, { state: 'uploading' }> }) {
  const { outbox } = useStores();
  const told = useStoreValue(outbox, (state) => state.progress.get(copy));
  const done = Math.max(stored.done, told?.done ?? 0);
  return (
    <>
      {done < stored.total && <progress className={css.bar} value={done} max={stored.total} aria-label={outboxText.state('uploading')} />} {outboxText.uploaded(done, stored.total)}
    </>
  );
}

function noteOf(status: Exclude<CopyState, { state: 'uploading' }>, host: string | null): string {
  switch (status.state) {
    case 'waiting':
      return status.lastError === null ? outboxText.heldUntil(status.sendAt) : '';
    case 'sending':
      return outboxText.since(status.since);
    case 'sent':
      return [
        status.id === null ? outboxText.byWord : outboxText.at(status.at),
        ...(status.quote === undefined ? [] : [outboxText.quote(status.quote)]),
        ...(status.earlier === 'removing' ? [outboxText.earlierRemoving] : []),
      ].join(' · ');
    case 'scheduled':
      return outboxText.scheduledAt(status.at, status.by === 'server' ? (host ?? '') : null);
    case 'late':
      return '';
    case 'failed':
    case 'cancelled':
      return outboxText.at(status.at);
    case 'needsDecision':
      return outboxText.at(status.sentAt);
  }
}

/** Runs one thing for a copy, and says where it did not work. */
function useCopyAction(): (label: string, work: Promise<AppError | null>) => void {
  const { toasts } = useStores();
  return (label, work) =>
    void work.then((error) => {
      if (error !== null) toasts.getState().show({ text: outboxText.failed(label, errorText(error)), tone: 'blocked' });
    });
}

interface CopyProps {
  readonly copy: OutboxCopy;
  readonly nickname: string;
  readonly onEdit: () => void;
}

function Actions({ copy, nickname, onEdit }: CopyProps) {
  const takeBack = useTakeBack();
  const { outbox, settings, navigation } = useStores();
  const act = useCopyAction();
  const { status } = copy;
  if (status.state === 'waiting') {
    return (
      <>
        <RowButton label={outboxText.sendNow} copy={copy} nickname={nickname} icon={<RotateCw />} onPress={() => act(outboxText.sendNow, outbox.getState().retry(copy.id))} />
        <RowButton label={outboxText.edit} copy={copy} nickname={nickname} icon={<PenLine />} onPress={onEdit} />
        <RowButton label={outboxText.cancel} copy={copy} nickname={nickname} icon={<Undo2 />} onPress={() => void takeBack(copy.id, outboxText.cancel)} />
      </>
    );
  }
  if (status.state === 'scheduled') {
    return (
      <>
        {status.by === 'skein' && <RowButton quiet label={outboxText.edit} copy={copy} nickname={nickname} icon={<PenLine />} onPress={onEdit} />}
        <RowButton quiet label={outboxText.seeScheduled} copy={copy} nickname={nickname} icon={<CalendarClock />} onPress={() => navigation.getState().open({ kind: 'scheduled' })} />
        <RowButton quiet label={outboxText.cancel} copy={copy} nickname={nickname} icon={<Undo2 />} onPress={() => void takeBack(copy.id, outboxText.cancel)} />
      </>
    );
  }
  if (status.state === 'uploading') return <RowButton quiet label={outboxText.cancel} copy={copy} nickname={nickname} icon={<Undo2 />} onPress={() => void takeBack(copy.id, outboxText.cancel)} />;
  if (status.state !== 'sent' || status.url === null) return null;
  const { url } = status;
  return <RowButton label={outboxText.open} copy={copy} nickname={nickname} icon={<ExternalLink />} onPress={() => act(outboxText.open, settings.getState().openLink(url))} />;
}

function FailedReason({ copy, nickname, onEdit, status }: CopyProps & { readonly status: Extract<CopyState, { state: 'failed' }> }) {
  const takeBack = useTakeBack();
  const { outbox } = useStores();
  const act = useCopyAction();
  const { title, detail } = useRefusal(copy, status);
  const joining = status.error.kind === 'rejected' ? (status.error.unexpected ?? []) : [];
  if (joining.length > 0) {
    return (
      <ReasonBox tone="needs" title={outboxText.joinTitle(joining.map(({ handle }) => handle))} detail={outboxText.joinDetail}>
        <RowButton label={outboxText.letJoin(joining.length)} copy={copy} nickname={nickname} onPress={() => act(outboxText.letJoin(joining.length), outbox.getState().letJoin(copy.id))} />
        <RowButton label={outboxText.editCopy} copy={copy} nickname={nickname} icon={<PenLine />} onPress={onEdit} />
        <RowButton label={outboxText.drop} copy={copy} nickname={nickname} icon={<Undo2 />} onPress={() => void takeBack(copy.id, outboxText.drop)} />
      </ReasonBox>
    );
  }
  const buttons = (
    <>
      <RowButton label={outboxText.retry} copy={copy} nickname={nickname} icon={<RotateCw />} onPress={() => act(outboxText.retry, outbox.getState().retry(copy.id))} />
      <RowButton label={outboxText.editCopy} copy={copy} nickname={nickname} icon={<PenLine />} onPress={onEdit} />
      <RowButton label={outboxText.drop} copy={copy} nickname={nickname} icon={<Undo2 />} onPress={() => void takeBack(copy.id, outboxText.drop)} />
    </>
  );
  return (
    <ReasonBox tone="blocked" title={title} detail={detail}>
      {status.refused === undefined ? (
        buttons
      ) : (
        <SmallerFile copy={copy} refused={status.refused}>
          {buttons}
        </SmallerFile>
      )}
    </ReasonBox>
  );
}

function Reason({ copy, nickname, onEdit }: CopyProps) {
  const takeBack = useTakeBack();
  const { outbox, settings, navigation } = useStores();
  const { account } = useNamedAccount(copy.account);
  const act = useCopyAction();
  const { status } = copy;
  switch (status.state) {
    case 'waiting':
      return status.lastError === null ? null : <p className={css.waits}>{outboxText.waitsAfter(errorWords(status.lastError).title, status.sendAt)}</p>;
    case 'failed':
      return <FailedReason copy={copy} nickname={nickname} status={status} onEdit={onEdit} />;
    case 'needsDecision': {
      const profile = account?.url ?? null;
      return (
        <ReasonBox tone="needs" title={outboxText.decideTitle(nickname)} detail={outboxText.decideDetail(status.sentAt, status.checkedAt, errorWords(status.error).title)}>
          <RowButton label={outboxText.isThere} copy={copy} nickname={nickname} onPress={() => act(outboxText.isThere, outbox.getState().decide(copy.id, 'isThere'))} />
          <RowButton label={outboxText.sendAgain} copy={copy} nickname={nickname} onPress={() => act(outboxText.sendAgain, outbox.getState().decide(copy.id, 'sendAgain'))} />
          <RowButton quiet label={outboxText.lookAgain} copy={copy} nickname={nickname} icon={<Search />} onPress={() => act(outboxText.lookAgain, outbox.getState().decide(copy.id, 'lookAgain'))} />
          {profile !== null && <RowButton quiet label={outboxText.profile} copy={copy} nickname={nickname} icon={<ExternalLink />} onPress={() => act(outboxText.profile, settings.getState().openLink(profile))} />}
        </ReasonBox>
      );
    }
    case 'late':
      return (
        <ReasonBox tone="needs" title={outboxText.lateTitle(status.at)} detail={outboxText.lateDetail}>
          <RowButton label={outboxText.postNow} copy={copy} nickname={nickname} onPress={() => act(outboxText.postNow, outbox.getState().retry(copy.id))} />
          <RowButton label={outboxText.otherTime} copy={copy} nickname={nickname} icon={<CalendarClock />} onPress={() => navigation.getState().open({ kind: 'scheduled' })} />
          <RowButton quiet label={outboxText.drop} copy={copy} nickname={nickname} icon={<Undo2 />} onPress={() => void takeBack(copy.id, outboxText.drop)} />
        </ReasonBox>
      );
    case 'sent': {
      if (status.earlier === undefined || status.earlier === 'removing') return null;
      const profile = account?.url ?? null;
      return (
        <ReasonBox tone="needs" title={outboxText.earlierTitle(status.earlier)} detail={outboxText.earlierDetail(status.earlier)}>
          {status.earlier === 'unclear' && <RowButton label={outboxText.seeScheduled} copy={copy} nickname={nickname} icon={<CalendarClock />} onPress={() => navigation.getState().open({ kind: 'scheduled' })} />}
          {profile !== null && <RowButton label={outboxText.profile} copy={copy} nickname={nickname} icon={<ExternalLink />} onPress={() => act(outboxText.profile, settings.getState().openLink(profile))} />}
        </ReasonBox>
      );
    }
    case 'scheduled':
    case 'uploading':
    case 'sending':
    case 'cancelled':
      return null;
  }
}

function ReasonBox({ tone, title, detail, children }: { readonly tone: 'needs' | 'blocked'; readonly title: string; readonly detail: string; readonly children: ReactNode }) {
  return (
    <div className={css.reason} data-tone={tone}>
      <p>
        <b>{title}</b>
      </p>
      <p className={css.detail}>{detail}</p>
      <div className={css.buttons}>{children}</div>
    </div>
  );
}

interface RowButtonProps extends Omit<CopyProps, 'onEdit'> {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly quiet?: boolean;
  readonly onPress: () => void;
}

function RowButton({ label, icon, copy, nickname, quiet = false, onPress }: RowButtonProps) {
  const { outbox } = useStores();
  const busy = useStoreValue(outbox, (state) => state.busy.has(copy.id));
  return (
    <Button size="s" look={quiet || copy.status.state === 'waiting' || copy.status.state === 'sent' ? 'quiet' : 'plain'} held={busy} aria-label={outboxText.actionFor(label, nickname)} onClick={onPress}>
      {icon}
      {label}
    </Button>
  );
}
