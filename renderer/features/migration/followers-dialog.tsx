import { Copy, PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AppError } from '../../../electron/contract/index.ts';
import type { FollowerClass, PlanFollower, PlanView } from '../../../electron/contract/moving.ts';
import { errorText } from '../../text/errors.ts';
import { movingText } from '../../text/moving.ts';
import { compact } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon, type WorkState } from '../../ui/state-icon.tsx';
import { useStores } from '../stores/index.tsx';
import css from './dialogs.module.css';
import { useTold } from './use-told.ts';
import { useWrite } from './use-write.ts';

export interface FollowersDialogProps {
  readonly plan: PlanView;
  readonly start: FollowerClass | null;
  readonly host: string | null;
  readonly onClose: () => void;
}

const classes: readonly FollowerClass[] = ['came', 'pending', 'stillOld', 'cannot', 'unreachable', 'gone'];
const iconOf: Readonly<Record<FollowerClass, WorkState>> = { came: 'done', pending: 'needs', stillOld: 'running', cannot: 'blocked', unreachable: 'waiting', gone: 'waiting' };

/** Who followed the old account, how each stands, and what to say to those who cannot be moved. */
export function FollowersDialog({ plan, start, host: startHost, onClose }: FollowersDialogProps) {
  const told = useTold();
  const [kind, setKind] = useState(start);
  const [host, setHost] = useState(startHost);
  const list = useFollowers(plan, kind, host);
  const hosts = plan.arrivals?.hosts ?? [];
  const { items, next, loading, error } = list;
  return (
    <Dialog
      title={movingText.followersTitle}
      width="l"
      onClose={onClose}
      footer={
        <>
          {items.length > 0 && (
            <Button onClick={() => void told.copy(items.map(({ handle }) => `@${handle}`).join('\n'))}>
              <Copy aria-hidden="true" />
              {movingText.copyAll}
            </Button>
          )}
          <Button look="ink" onClick={onClose}>{movingText.close}</Button>
        </>
      }
    >
      <p className={css.lead}>{kind === null ? movingText.followersHint : movingText.classHint(kind)}</p>
      <div className={css.bar}>
        <label className={css.field}>
          {movingText.how}
          <select value={kind ?? ''} onChange={(event) => setKind(classes.find((each) => each === event.target.value) ?? null)}>
            <option value="">{movingText.everybody}</option>
            {classes.map((each) => (
              <option key={each} value={each}>
                {movingText.className(each)} ({compact(hosts.reduce((sum, { counts }) => sum + counts[each], 0))})
              </option>
            ))}
          </select>
        </label>
        <label className={css.field}>
          {movingText.server}
          <select value={host ?? ''} onChange={(event) => setHost(event.target.value === '' ? null : event.target.value)}>
            <option value="">{movingText.allServers}</option>
            {hosts.map((each) => (
              <option key={each.host} value={each.host}>
                {each.host} ({compact(each.total)})
              </option>
            ))}
          </select>
        </label>
      </div>
      {/* Scrolls by the keys: no row takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={css.rows} tabIndex={0} aria-label={movingText.followersTitle} aria-busy={loading}>
        {items.map((each) => (
          <li key={each.uri} className={css.row}>
            <div className={css.label}>@{each.handle}</div>
            <span className={css.state}>
              <StateIcon state={iconOf[each.class]} size={14} />
              {movingText.className(each.class)}
            </span>
          </li>
        ))}
        {next !== null && !loading && (
          <li className={css.empty}>
            <Button onClick={() => void list.loadMore()}>{movingText.more}</Button>
          </li>
        )}
        {loading && (
          <li className={css.empty}>
            <Spinner />
          </li>
        )}
        {error !== null && <li className={css.empty} role="alert">{errorText(error)}</li>}
        {items.length === 0 && !loading && error === null && <li className={css.empty}>{movingText.nobody}</li>}
      </ul>
      {kind !== 'came' && <ReadyWords plan={plan} onClose={onClose} />}
    </Dialog>
  );
}

function ReadyWords({ plan, onClose }: { readonly plan: PlanView; readonly onClose: () => void }) {
  const told = useTold();
  const write = useWrite();
  const words = movingText.readyText(plan.fromHandle, plan.toHandle);
  return (
    <section className={css.words} aria-label={movingText.readyWords}>
      <b>{movingText.readyWords}</b>
      <p className={css.sub}>{movingText.readyWordsHint}</p>
      <blockquote>{words}</blockquote>
      <div>
        <Button size="s" onClick={() => void told.copy(words)}>
          <Copy aria-hidden="true" />
          {movingText.copyWords}
        </Button>
        <Button
          size="s"
          onClick={() => {
            onClose();
            void write(words, plan.to);
          }}
        >
          <PenLine aria-hidden="true" />
          {movingText.writeIt}
        </Button>
      </div>
    </section>
  );
}

interface FollowersState {
  /** What these are the followers of. */
  readonly of: string;
  readonly items: readonly PlanFollower[];
  readonly next: string | null;
  readonly loading: boolean;
  readonly error: AppError | null;
}
const nothingYet: FollowersState = { of: '', items: [], next: null, loading: true, error: null };

function useFollowers(plan: PlanView, kind: FollowerClass | null, host: string | null) {
  const { moving } = useStores();
  const [kept, setList] = useState<FollowersState>(nothingYet);
  // A new count may have moved people from one class to another.
  const of = `${kind} ${host} `;
  const version = `${of}${plan.arrivals?.series.at(-1)?.at ?? 0}`;
  useEffect(() => {
    let current = true;
    void moving
      .getState()
      .followers(plan.id, { class: kind, host, after: null })
      .then((answer) => current && setList(answer.ok ? { of: version, items: answer.value.followers, next: answer.value.next, loading: false, error: null } : { ...nothingYet, of: version, loading: false, error: answer.error }));
    return () => {
      current = false;
    };
  }, [moving, plan.id, kind, host, version]);
  const list = kept.of.startsWith(of) ? kept : nothingYet;
  return {
    ...list,
    async loadMore() {
      setList((before) => ({ ...before, loading: true }));
      const answer = await moving.getState().followers(plan.id, { class: kind, host, after: list.next });
      setList((before) => (answer.ok ? { of: before.of, items: [...before.items, ...answer.value.followers], next: answer.value.next, loading: false, error: null } : { ...before, loading: false, error: answer.error }));
    },
  };
}
