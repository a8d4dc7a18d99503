import { useEffect, useRef, useState } from 'react';
import type { CarryOverView } from '../../../electron/contract/carry-over.ts';
import type { PlanView } from '../../../electron/contract/moving.ts';
import { copyText } from '../../text/carry-over.ts';
import { movingText } from '../../text/moving.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ArrivalsPane } from './arrivals-pane.tsx';
import { ChecksPane } from './checks-pane.tsx';
import { CockpitHead, Phases } from './cockpit-head.tsx';
import { CopyPane } from './copy-pane.tsx';
import css from './moving.module.css';
import { PreviewDialog } from './preview-dialog.tsx';

/** From here on the three panes stand side by side. */
const roomForAll = '(min-width: 1200px)';
type Pane = 'checks' | 'copy' | 'arrivals';

/** One move, whole: both ends, the phases, and the three things that go on at the same time. */
export function Cockpit({ plan }: { readonly plan: PlanView }) {
  const { moving } = useStores();
  const copy = useStoreValue(moving, (state) => state.copies.get(plan.id));
  const [previewing, setPreviewing] = useState(false);
  const name = movingText.planName(plan.fromHandle, plan.toHandle);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void moving.getState().openPlan(plan.id);
    heading.current?.focus({ preventScroll: true });
  }, [moving, plan.id]);
  return (
    <section className={css.screen} aria-labelledby="moving-plan">
      <h2 id="moving-plan" className="spoken" tabIndex={-1} ref={heading}>
        {name}
      </h2>
      <CockpitHead plan={plan} copy={copy} onPreview={() => setPreviewing(true)} />
      <Phases plan={plan} />
      <Panes plan={plan} copy={copy} onPreview={() => setPreviewing(true)} />
      {previewing && copy !== undefined && <PreviewDialog plan={plan} copy={copy} onClose={() => setPreviewing(false)} />}
    </section>
  );
}

function Panes({ plan, copy, onPreview }: { readonly plan: PlanView; readonly copy: CarryOverView | undefined; readonly onPreview: () => void }) {
  const hasRoom = useMediaQuery(roomForAll);
  const [pane, setPane] = useState<Pane>('checks');
  if (hasRoom) {
    return (
      <div className={css.panes}>
        <ChecksPane plan={plan} />
        <CopyPane plan={plan} copy={copy} onPreview={onPreview} />
        <ArrivalsPane plan={plan} />
      </div>
    );
  }
  const options = [
    { value: 'checks', label: movingText.checks },
    { value: 'copy', label: copyText.title },
    { value: 'arrivals', label: movingText.followers },
  ] as const;
  return (
    <div className={css.one}>
      <div className={css.tabs}>
        <Segmented label={movingText.paneTabs} value={pane} options={options} onChange={setPane} />
      </div>
      {pane === 'checks' && <ChecksPane plan={plan} />}
      {pane === 'copy' && <CopyPane plan={plan} copy={copy} onPreview={onPreview} />}
      {pane === 'arrivals' && <ArrivalsPane plan={plan} />}
    </div>
  );
}
