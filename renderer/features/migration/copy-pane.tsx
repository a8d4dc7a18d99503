import { useState } from 'react';
import type { CarryOverView, CopyKind, RateView } from '../../../electron/contract/carry-over.ts';
import type { PlanView } from '../../../electron/contract/moving.ts';
import { busyKey } from '../../stores/moving.ts';
import { copyText } from '../../text/carry-over.ts';
import { errorText } from '../../text/errors.ts';
import { inTime, movingText } from '../../text/moving.ts';
import { clockTime, fullTime } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { Decisions } from './decisions.tsx';
import { ItemsDialog } from './items-dialog.tsx';
import { KindRow } from './kind-row.tsx';
import css from './panes.module.css';
import { sumOf } from './plan-facts.ts';
import { useTold } from './use-told.ts';

export interface CopyPaneProps {
  readonly plan: PlanView;
  readonly copy: CarryOverView | undefined;
}

export function CopyPane({ plan, copy, onPreview }: CopyPaneProps & { readonly onPreview: () => void }) {
  const now = useMinute();
  const [items, setItems] = useState<CopyKind | null>(null);
  const active = copy?.state === 'running' || copy?.state === 'waiting';
  return (
    // Scrolls by the keys where nothing inside takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={css.pane} aria-label={copyText.title} tabIndex={0}>
      <header className={css.head}>
        <h3>{copyText.title}</h3>
        <span className={css.faint}>{active ? copyText.safe : copy?.state === 'paused' ? copyText.paused : copy?.state === 'done' ? copyText.allDone : ''}</span>
        <span className={css.grow} />
        {active && copy.doneAt !== null && copy.doneAt > now && (
          <span className={css.faint}>
            {copyText.doneAbout} <b>{copy.doneAt - now < 20 * 3_600_000 ? clockTime(copy.doneAt) : fullTime(copy.doneAt, now)}</b>
          </span>
        )}
        {copy?.state === 'done' && <ReadButton plan={plan} again />}
        {copy !== undefined && copy.state !== 'unread' && copy.state !== 'reading' && (
          <Button look="quiet" size="s" onClick={onPreview}>
            {copyText.choose}
          </Button>
        )}
      </header>
      <CopyBody plan={plan} copy={copy} onItems={setItems} />
      {items !== null && copy !== undefined && <ItemsDialog plan={plan} copy={copy} start={items} onClose={() => setItems(null)} />}
    </section>
  );
}

function ReadButton({ plan, again = false }: { readonly plan: PlanView; readonly again?: boolean }) {
  const { moving } = useStores();
  const told = useTold();
  const busy = useStoreValue(moving, (state) => state.busy.has(busyKey(plan.id, 'read')));
  return (
    <Button look={again ? 'quiet' : 'ink'} size={again ? 's' : 'm'} held={busy} onClick={() => void told.failure(moving.getState().read(plan.id))}>
      {again ? copyText.readAgain : copyText.readNow}
    </Button>
  );
}

function CopyBody({ plan, copy, onItems }: CopyPaneProps & { readonly onItems: (kind: CopyKind) => void }) {
  const { moving } = useStores();
  const failed = useStoreValue(moving, (state) => state.copyErrors.get(plan.id));
  if (copy === undefined && failed !== undefined) {
    return (
      <div className={css.box} role="alert">
        <p className={css.title}>
          <StateIcon state="blocked" /> {copyText.failed}
        </p>
        <p className={css.detail}>{errorText(failed)}</p>
        <Button onClick={() => void moving.getState().openPlan(plan.id)}>{movingText.tryAgain}</Button>
      </div>
    );
  }
  if (copy === undefined) return <p className={css.detail} role="status"><Spinner /> {copyText.reading}</p>;
  if (copy.state === 'unread') {
    return (
      <div className={css.box}>
        <p className={css.detail}>{copyText.notRead}</p>
        <ReadButton plan={plan} />
      </div>
    );
  }
  const shown = copy.kinds.filter((kind) => kind.chosen && kind.unsupported === null && (kind.total > 0 || kind.state === 'reading' || kind.state === 'failed'));
  const first = copy.kinds.find(({ total }) => total > 0)?.kind;
  return (
    <>
      {copy.state === 'reading' && <p className={css.detail} role="status"><Spinner /> {copyText.reading}</p>}
      <table className={css.kinds}>
        <tbody>
          {shown.map((kind) => (
            <KindRow key={kind.kind} plan={plan.id} view={kind} onOpen={() => onItems(kind.kind)} />
          ))}
        </tbody>
      </table>
      <Budgets copy={copy} />
      {copy.state !== 'reading' && copy.state !== 'ready' && <Decisions plan={plan} copy={copy} onItems={first === undefined ? null : () => onItems(copy.decisions[0]?.kind ?? first)} />}
    </>
  );
}

function Budgets({ copy }: { readonly copy: CarryOverView }) {
  const now = useMinute();
  const { window, dailyFollows } = copy;
  if (window === null && dailyFollows === null) return null;
  const follows = copy.kinds.filter(({ kind, chosen }) => chosen && (kind === 'follows' || kind === 'followedTags' || kind === 'requests'));
  const left = follows.reduce((sum, kind) => sum + sumOf(kind).left, 0);
  return (
    <div className={css.budget}>
      {window !== null && <Budget title={copyText.window} rate={window} note={copyText.fillsAt(window.resetsAt)} />}
      {dailyFollows !== null && <Budget title={copyText.dailyFollows} rate={dailyFollows} note={`${dailyFollows.remaining > 0 ? copyText.fills : copyText.opensIn} ${inTime(dailyFollows.resetsAt, now)}${left === 0 ? '' : `; ${copyText.toGo(left)}`}`} />}
    </div>
  );
}

function Budget({ title, rate, note }: { readonly title: string; readonly rate: RateView; readonly note: string }) {
  const empty = rate.remaining <= 0;
  return (
    <div>
      <p>
        <b>{title}</b>
        <span>{copyText.left(rate)}</span>
      </p>
      <span className={css.bar} aria-hidden="true">
        <i className={empty ? css.bNeeds : css.bInk} style={{ width: `${empty ? 100 : (100 * rate.remaining) / Math.max(1, rate.limit)}%` }} />
      </span>
      <p>{note}</p>
    </div>
  );
}
