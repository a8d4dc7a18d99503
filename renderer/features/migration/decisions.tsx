import type { CarryOverView, CopyAnswer, CopyDecision } from '../../../electron/contract/carry-over.ts';
import type { PlanView } from '../../../electron/contract/moving.ts';
import { busyKey } from '../../stores/moving.ts';
import { copyText, decisionWords } from '../../text/carry-over.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon, type WorkState } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './panes.module.css';
import { useTold } from './use-told.ts';

export interface DecisionsProps {
  readonly plan: PlanView;
  readonly copy: CarryOverView;
  readonly onItems: (() => void) | null;
}

export function Decisions({ plan, copy, onItems }: DecisionsProps) {
  const items = copy.decisions.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <header className={`${css.head} ${css.second}`}>
        <h3>{copyText.needs}</h3>
        <span className={css.faint}>{copy.decisions.length === 0 ? copyText.nothingNeeds : copyText.needsCount(items, copy.decisions.length)}</span>
        <span className={css.grow} />
        {onItems !== null && (
          <Button look="link" size="s" onClick={onItems}>
            {copyText.allItems}
          </Button>
        )}
      </header>
      <ul>
        {copy.decisions.map((decision) => (
          <DecisionRow key={`${decision.kind} ${decision.state} ${decision.message}`} plan={plan} decision={decision} />
        ))}
      </ul>
    </>
  );
}

const iconOf: Readonly<Record<CopyDecision['state'], WorkState>> = { movedOn: 'needs', unreadable: 'needs', notAllowed: 'blocked', gone: 'waiting', rejected: 'blocked', overLimit: 'needs', failed: 'blocked', unclear: 'needs' };

function DecisionRow({ plan, decision }: { readonly plan: PlanView; readonly decision: CopyDecision }) {
  const { moving } = useStores();
  const told = useTold();
  const busy = useStoreValue(moving, (state) => state.busy.has(busyKey(plan.id, decision.kind, decision.state)));
  const { title, detail } = decisionWords(decision);
  const answer = async (chosen: CopyAnswer): Promise<void> => {
    if (chosen === 'file') await told.save(moving.getState().file(plan.id, decision.kind, 'missing'));
    await told.failure(moving.getState().decide(plan.id, decision.kind, decision.state, chosen));
  };
  return (
    <li className={css.check} data-decision={decision.state}>
      <StateIcon state={iconOf[decision.state]} size={17} />
      <div className={css.grow}>
        <p className={css.title}>{title}</p>
        {detail !== '' && <p className={css.detail}>{detail}</p>}
      </div>
      <div className={`${css.acts} ${css.answers}`}>
        {decision.answers.map((each) => (
          <Button key={each} size="s" held={busy} onClick={() => void answer(each)}>
            {copyText.answer(each, decision.count)}
          </Button>
        ))}
      </div>
    </li>
  );
}
