import { ChevronLeft, Download, ListChecks, Pause, Play, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { CarryOverView } from '../../../electron/contract/carry-over.ts';
import { phases } from '../../../electron/contract/vocabulary.ts';
import type { Phase, PlanView } from '../../../electron/contract/moving.ts';
import { busyKey } from '../../stores/moving.ts';
import { copyText } from '../../text/carry-over.ts';
import { movingText } from '../../text/moving.ts';
import { clockTime } from '../../text/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './cockpit-head.module.css';
import { End } from './end.tsx';
import { carriedSum } from './plan-facts.ts';
import { RemovePlan } from './remove-plan.tsx';
import { Strands } from './strands.tsx';
import { useTold } from './use-told.ts';

export interface CockpitHeadProps {
  readonly plan: PlanView;
  readonly copy: CarryOverView | undefined;
  readonly onPreview: () => void;
}

export function CockpitHead({ plan, copy, onPreview }: CockpitHeadProps) {
  const { accounts, navigation } = useStores();
  const now = useMinute();
  const fromKey = plan.from.kind === 'files' ? null : plan.from.account;
  const from = useStoreValue(accounts, (state) => state.accounts.find(({ key }) => key === fromKey));
  const to = useStoreValue(accounts, (state) => state.accounts.find(({ key }) => key === plan.to));
  const latest = plan.arrivals?.series.at(-1);
  const copied = copy === undefined ? null : carriedSum(copy);
  const share = latest !== undefined && plan.arrivals !== null && plan.movedAt !== null ? latest.came / Math.max(1, plan.arrivals.total) : copied === null || copied.total === 0 ? 0 : copied.done / copied.total;
  const side = plan.from.kind === 'files' ? movingText.filesSide : plan.from.kind === 'snapshot' ? movingText.snapshotSide(plan.from.takenAt, now) : movingText.fromSide(plan.movedAt !== null);
  return (
    <header className={css.head}>
      <IconButton className={css.back} label={movingText.back} onClick={() => navigation.getState().open({ kind: 'moving', plan: null, from: null })}>
        <ChevronLeft />
      </IconButton>
      <End side={side} name={from?.nickname ?? plan.fromHandle?.split('@')[0] ?? movingText.source(plan.from)} handle={plan.fromHandle} colour={from?.colour ?? 0} avatar={from?.avatar ?? null} />
      <Strands share={share} fromColour={from?.colour ?? 0} toColour={to?.colour ?? 0} />
      <End side={movingText.to} name={to?.nickname ?? plan.toHandle.split('@')[0] ?? plan.toHandle} handle={plan.toHandle} colour={to?.colour ?? 0} avatar={to?.avatar ?? null} />
      <BigNumber plan={plan} copy={copy} now={now} />
      <Acts plan={plan} copy={copy} onPreview={onPreview} />
    </header>
  );
}

function BigNumber({ plan, copy, now }: { readonly plan: PlanView; readonly copy: CarryOverView | undefined; readonly now: number }) {
  const copied = copy === undefined ? null : carriedSum(copy);
  const latest = plan.arrivals?.series.at(-1);
  const moved = plan.movedAt !== null && plan.arrivals !== null;
  if (!moved && (copied === null || copied.total === 0)) return null;
  const isWaiting = !moved && copy?.state === 'ready';
  const [many, ofAll] = moved ? movingText.arrived(latest?.came ?? 0, plan.arrivals.total) : isWaiting ? movingText.toCarry(copied?.left ?? 0) : movingText.arrived(copied?.done ?? 0, copied?.total ?? 0);
  return (
    <div className={css.big}>
      <p className={css.number}>
        {many}
        <span>{ofAll}</span>
      </p>
      <p className={css.about}>{moved && plan.movedAt !== null ? movingText.arrivedSince(plan.movedAt, now) : isWaiting ? movingText.readNumber : movingText.copiedNumber}</p>
    </div>
  );
}

function Acts({ plan, copy, onPreview }: CockpitHeadProps) {
  const { moving, navigation } = useStores();
  const told = useTold();
  const [removing, setRemoving] = useState(false);
  const busy = useStoreValue(moving, (state) => state.busy.has(busyKey(plan.id, 'copy')));
  const { startCopy, pauseCopy, report } = moving.getState();
  const runs = copy?.state === 'running' || copy?.state === 'waiting';
  return (
    <div className={css.acts}>
      {runs && (
        <Button held={busy} onClick={() => void told.failure(pauseCopy(plan.id))}>
          <Pause aria-hidden="true" />
          {copyText.pause}
        </Button>
      )}
      {copy?.state === 'paused' && (
        <Button look="ink" held={busy} onClick={() => void told.failure(startCopy(plan.id))}>
          <Play aria-hidden="true" />
          {copyText.goOn}
        </Button>
      )}
      {copy?.state === 'ready' && (
        <Button look="ink" onClick={onPreview}>
          <ListChecks aria-hidden="true" />
          {copyText.preview}
        </Button>
      )}
      <div className={css.row}>
        <Button look="quiet" onClick={() => void told.save(report(plan.id))}>
          <Download aria-hidden="true" />
          {movingText.saveReport}
        </Button>
        <IconButton label={movingText.remove} onClick={() => setRemoving(true)}>
          <Trash2 />
        </IconButton>
        <IconButton label={movingText.close} keys="Escape" onClick={() => navigation.getState().closeDetail()}>
          <X />
        </IconButton>
      </div>
      {removing && <RemovePlan plan={plan} running={runs} onClose={() => setRemoving(false)} />}
    </div>
  );
}

const phaseIcon = { waiting: 'waiting', running: 'running', done: 'done' } as const;

export function Phases({ plan }: { readonly plan: PlanView }) {
  const now = useMinute();
  return (
    <ol className={css.phases} aria-label={movingText.phases}>
      {phases.map((phase) => {
        const { state, done, total } = plan.phases[phase];
        return (
          <li key={phase} className={css.phase} data-state={state} aria-current={state === 'running' ? 'step' : undefined}>
            <StateIcon state={phaseIcon[state]} size={20} />
            <div>
              <b>{movingText.phase(phase)}</b>
              <small>{phaseNote(plan, phase, now)}</small>
            </div>
            <span className={css.line} aria-hidden="true">
              <i style={{ width: `${total === 0 ? (state === 'done' ? 100 : 0) : (100 * done) / total}%` }} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function phaseNote(plan: PlanView, phase: Phase, now: number): string {
  const { state, done, total } = plan.phases[phase];
  if (phase === 'move' && plan.movedAt !== null) return now - plan.movedAt < 20 * 3_600_000 ? movingText.movedAt(clockTime(plan.movedAt)) : movingText.movedOn(plan.movedAt, now);
  if (state === 'done' && done < total) return movingText.phaseOver(total - done);
  return state === 'waiting' && done === 0 ? movingText.phaseWaiting : movingText.phaseCount(done, total);
}
