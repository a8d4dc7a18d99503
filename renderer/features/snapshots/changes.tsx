import { useEffect, useId, useState } from 'react';
import type { AccountKey, Result } from '../../../electron/contract/index.ts';
import type { KindDifference, SnapshotInfo } from '../../../electron/contract/snapshots.ts';
import { errorText } from '../../text/errors.ts';
import { snapshotText } from '../../text/snapshots.ts';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
import css from './snapshots.module.css';

/** What came and went since an older copy. */
export function Changes({ account, snapshots: kept }: { readonly account: AccountKey; readonly snapshots: readonly SnapshotInfo[] }) {
  const { snapshots } = useStores();
  const now = useMinute();
  const id = useId();
  const newer = kept[0]?.takenAt ?? 0;
  const [chosen, setChosen] = useState<number | null>(null);
  // The chosen copy may have been thinned out meanwhile.
  const older = kept.some(({ takenAt }) => takenAt === chosen) && chosen !== newer ? chosen : (kept[1]?.takenAt ?? null);
  const [told, setTold] = useState<{ readonly older: number; readonly newer: number; readonly answer: Result<readonly KindDifference[]> } | null>(null);
  const answer = told?.older === older && told.newer === newer ? told.answer : null;
  useEffect(() => {
    if (older === null) return;
    let isOver = false;
    void snapshots
      .getState()
      .difference(account, older, newer)
      .then((difference) => (isOver ? undefined : setTold({ older, newer, answer: difference })));
    return () => {
      isOver = true;
    };
  }, [snapshots, account, older, newer]);
  return (
    <div className={css.box}>
      <label htmlFor={id} className={css.since}>
        {snapshotText.since}
        <select id={id} value={older ?? ''} onChange={(event) => setChosen(Number(event.target.value))}>
          {kept.slice(1).map(({ takenAt }) => (
            <option key={takenAt} value={takenAt}>
              {snapshotText.time(takenAt, now)}
            </option>
          ))}
        </select>
      </label>
      <div aria-live="polite">{answer === null ? <p className={css.small}>{snapshotText.comparing}</p> : answer.ok ? <Differences differences={answer.value} /> : <p className={css.small}>{errorText(answer.error)}</p>}</div>
    </div>
  );
}

function Differences({ differences }: { readonly differences: readonly KindDifference[] }) {
  if (differences.length === 0) return <p className={css.small}>{snapshotText.nothingChanged}</p>;
  return (
    <dl className={css.differences}>
      {differences.map(({ kind, gained, lost, gainedLabels, lostLabels }) => (
        <div key={kind}>
          <dt>{snapshotText.kind(kind)}</dt>
          {gained > 0 && <Labels sign="gained" words={snapshotText.gained(gained)} labels={gainedLabels} rest={gained - gainedLabels.length} />}
          {lost > 0 && <Labels sign="lost" words={snapshotText.lost(lost)} labels={lostLabels} rest={lost - lostLabels.length} />}
        </div>
      ))}
    </dl>
  );
}

function Labels({ sign, words, labels, rest }: { readonly sign: 'gained' | 'lost'; readonly words: string; readonly labels: readonly string[]; readonly rest: number }) {
  return (
    <dd>
      <details>
        <summary data-sign={sign}>{words}</summary>
        <ul dir="auto">
          {labels.map((label, index) => (
            // Two settings or filters may have one name.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>{label}</li>
          ))}
          {rest > 0 && <li>{snapshotText.more(rest)}</li>}
        </ul>
      </details>
    </dd>
  );
}
