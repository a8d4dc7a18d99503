import { ErrorBoundary } from 'react-error-boundary';
import { useEffect, useRef, useState, type ComponentType } from 'react';
import type { FallbackProps } from 'react-error-boundary';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { PlanView } from '../../../electron/contract/moving.ts';
import { errorText } from '../../text/errors.ts';
import { movingText } from '../../text/moving.ts';
import { Button } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { Cockpit } from './cockpit.tsx';
import css from './moving.module.css';
import { NewPlan } from './new-plan.tsx';
import { countNeeds } from './plan-facts.ts';

/** Fills the window below the title bar while it is what was opened last. `Broken`: what to show where it cannot be drawn. */
export function Moving({ Broken }: { readonly Broken: ComponentType<FallbackProps> }) {
  const { navigation } = useStores();
  const detail = useStoreValue(navigation, (state) => state.stack.at(-1));
  useReturnedFocus(detail?.kind === 'moving');
  if (detail?.kind !== 'moving') return null;
  return (
    <div className={css.full}>
      <ErrorBoundary FallbackComponent={Broken} resetKeys={[detail]}>
        <Shown plan={detail.plan} from={detail.from} />
      </ErrorBoundary>
    </div>
  );
}

/** Closing gives the focus back to where it came from. */
function useReturnedFocus(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const element = document.activeElement;
    return () => {
      if (element instanceof HTMLElement && element.isConnected) element.focus({ preventScroll: true });
    };
  }, [isOpen]);
}

function Shown({ plan: id, from }: { readonly plan: string | null; readonly from: AccountKey | null }) {
  const { moving } = useStores();
  const plan = useStoreValue(moving, (state) => state.plans.find((each) => each.id === id));
  return plan === undefined ? <Overview from={from} /> : <Cockpit key={plan.id} plan={plan} />;
}

function Overview({ from }: { readonly from: AccountKey | null }) {
  const { moving, navigation } = useStores();
  const loaded = useStoreValue(moving, (state) => state.loaded);
  const stacked = useStoreValue(navigation, (state) => state.stack.length > 1);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { back, closeDetail } = navigation.getState();
  return (
    <>
      <PaneHeader
        title={movingText.title}
        headingRef={heading}
        onBack={stacked ? back : undefined}
        onClose={closeDetail}
        actions={<Button onClick={() => navigation.getState().open({ kind: 'snapshots' })}>{movingText.safeCopies}</Button>}
      />
      {loaded ? <Plans from={from} /> : <Loading />}
    </>
  );
}

function Loading() {
  return (
    <div className={css.wait} role="status" aria-label={movingText.loading}>
      <Spinner size={24} />
    </div>
  );
}

function Plans({ from }: { readonly from: AccountKey | null }) {
  const { moving } = useStores();
  const plans = useStoreValue(moving, (state) => state.plans);
  const error = useStoreValue(moving, (state) => state.error);
  const [beginning, setBeginning] = useState(from !== null);
  const shown = beginning || plans.length === 0;
  return (
    <div className={css.list}>
      <div className={css.inner}>
        {error !== null && (
          <div className={css.problem} role="alert">
            <p>
              <StateIcon state="blocked" /> {movingText.loadFailed} {errorText(error)}
            </p>
            <Button onClick={() => void moving.getState().start()}>{movingText.tryAgain}</Button>
          </div>
        )}
        {plans.length > 0 && (
          <section aria-label={movingText.plans}>
            <h3>{movingText.plans}</h3>
            <ul className={css.plans}>
              {plans.map((plan) => (
                <li key={plan.id}>
                  <PlanButton plan={plan} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {error === null && (shown ? <NewPlan from={from} /> : <div><Button onClick={() => setBeginning(true)}>{movingText.newPlan}</Button></div>)}
      </div>
    </div>
  );
}

function PlanButton({ plan }: { readonly plan: PlanView }) {
  const { accounts, navigation } = useStores();
  const now = useMinute();
  const colours = useStoreValue(accounts, (state) => state.accounts);
  const colourOf = (key: AccountKey | null): number => colours.find((account) => account.key === key)?.colour ?? 0;
  const needs = countNeeds(plan);
  return (
    <button type="button" className={css.plan} onClick={() => navigation.getState().open({ kind: 'moving', plan: plan.id, from: null })}>
      <span className={css.dots} aria-hidden="true">
        <i data-colour={colourOf(plan.from.kind === 'files' ? null : plan.from.account)} />
        <i data-colour={colourOf(plan.to)} />
      </span>
      <div>
        <b>{movingText.planName(plan.fromHandle, plan.toHandle)}</b>
        <small>
          {plan.movedAt === null ? movingText.planBegun(plan.createdAt, now) : movingText.planMoved(plan.movedAt, now)} · {movingText.planNeeds(needs)}
        </small>
      </div>
      <StateIcon state={needs > 0 ? 'needs' : plan.phases.followUp.state === 'done' ? 'done' : 'running'} size={18} />
    </button>
  );
}
