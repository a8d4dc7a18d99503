import { useEffect, useRef, useState } from 'react';
import type { ChecklistRow, PlanView } from '../../../electron/contract/moving.ts';
import { countdown, isFinding, movingText, rowWords } from '../../text/moving.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useSecond } from '../../ui/use-now.ts';
import css from './panes.module.css';
import { iconOfRow } from './plan-facts.ts';
import { LookAgain, RowActions } from './row-actions.tsx';

/** The step on which a move hangs: looked at from outside again and again, with the time to the next look. */
export function AliasCard({ plan, row }: { readonly plan: PlanView; readonly row: ChecklistRow }) {
  const now = useSecond();
  const { title, detail } = rowWords(row, now);
  const isPublic = row.state === 'ok' || row.state === 'done';
  const listed = isFinding(row.finding, 'alias.public') || isFinding(row.finding, 'alias.byServer') ? row.finding.values.uri : null;
  return (
    <section className={css.alias} data-state={row.state} aria-label={movingText.rowTitle('alias')}>
      {row.nextCheckAt === null || row.checkedAt === null ? <StateIcon state={iconOfRow[row.state]} size={20} /> : <Ring from={row.checkedAt} to={row.nextCheckAt} now={now} />}
      <div className={css.grow}>
        <p className={`${css.title} ${css.aliasTitle}`}>
          <span className={css.grow}>{title}</span>
          <span className={css.word}>
            <StateIcon state={row.state === 'blocked' ? 'waiting' : iconOfRow[row.state]} />
            {isPublic ? movingText.aliasPublic : row.state === 'blocked' ? movingText.aliasNotYet : movingText.state(row.state)}
          </span>
        </p>
        <p className={css.detail}>
          {detail} {row.nextCheckAt !== null && <span aria-hidden="true">{movingText.nextLook(row.nextCheckAt, now)}</span>}
        </p>
        {listed !== null && (
          <p className={css.code}>
            <span>{movingText.aliasAlso} </span>
            {listed.replace(/^https?:\/\//, '')}
          </p>
        )}
        {row.actions.length > 0 && (
          <div className={css.aliasActs}>
            <RowActions plan={plan} row={row} />
            <LookAgain plan={plan} row={row} />
          </div>
        )}
      </div>
      <Spoken isPublic={isPublic} />
    </section>
  );
}

const around = 2 * Math.PI * 15.5;

function Ring({ from, to, now }: { readonly from: number; readonly to: number; readonly now: number }) {
  const share = Math.min(1, Math.max(0, (to - now) / Math.max(1, to - from)));
  return (
    <span className={css.ring} aria-hidden="true">
      <svg viewBox="0 0 36 36">
        <circle cx="18" cy="18" r="15.5" />
        <circle className={css.value} cx="18" cy="18" r="15.5" strokeDasharray={`${share * around} ${around}`} />
      </svg>
      <span className={css.digits}>{countdown(to - now)}</span>
    </span>
  );
}

/** Says a change only: a countdown read aloud every second would drown everything. */
function Spoken({ isPublic }: { readonly isPublic: boolean }) {
  const before = useRef(isPublic);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (before.current === isPublic) return;
    before.current = isPublic;
    setWords(isPublic ? movingText.aliasSpoken : movingText.aliasHidden);
  }, [isPublic]);
  return (
    <p className="spoken" role="status">
      {words}
    </p>
  );
}
