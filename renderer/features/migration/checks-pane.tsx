import { RefreshCw } from 'lucide-react';
import type { ChecklistRow, PlanView } from '../../../electron/contract/moving.ts';
import { busyKey } from '../../stores/moving.ts';
import { movingText, rowWords } from '../../text/moving.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AliasCard } from './alias-card.tsx';
import css from './panes.module.css';
import { aliasRow, iconOfRow, listedRows } from './plan-facts.ts';
import { LookAgain, RowActions } from './row-actions.tsx';
import { useTold } from './use-told.ts';

export function ChecksPane({ plan }: { readonly plan: PlanView }) {
  const { moving } = useStores();
  const told = useTold();
  const busy = useStoreValue(moving, (state) => state.busy.has(busyKey(plan.id, 'check')));
  const checking = busy || plan.rows.some(({ state, finding }) => state === 'checking' && finding === null);
  const alias = aliasRow(plan);
  return (
    // Scrolls by the keys where nothing inside takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={css.pane} aria-label={movingText.checks} tabIndex={0}>
      <header className={css.head}>
        <h3>{movingText.checks}</h3>
        <span className={css.faint}>{movingText.checksHint}</span>
        <span className={css.grow} />
        <Button look="quiet" size="s" held={checking} onClick={() => void told.failure(moving.getState().check(plan.id))}>
          <RefreshCw aria-hidden="true" />
          {checking ? movingText.checking : movingText.checkNow}
        </Button>
      </header>
      {alias !== undefined && <AliasCard plan={plan} row={alias} />}
      <ul>
        {listedRows(plan).map((row) => (
          <CheckRow key={row.id} plan={plan} row={row} />
        ))}
      </ul>
    </section>
  );
}

function CheckRow({ plan, row }: { readonly plan: PlanView; readonly row: ChecklistRow }) {
  const now = useMinute();
  const { title, detail } = rowWords(row, now);
  return (
    <li className={css.check} data-row={row.id}>
      <StateIcon state={iconOfRow[row.state]} size={17} />
      <div className={css.grow}>
        <p className={css.title}>
          <span className="spoken">{movingText.state(row.state)}: </span>
          {title}
        </p>
        {detail !== '' && <p className={css.detail}>{detail}</p>}
      </div>
      <div className={css.acts}>
        <RowActions plan={plan} row={row} />
      </div>
      <LookAgain plan={plan} row={row} />
    </li>
  );
}
