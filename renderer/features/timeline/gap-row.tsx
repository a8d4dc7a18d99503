import { ArrowUpFromLine } from 'lucide-react';
import type { GapEntry } from '../../../electron/contract/timelines.ts';
import { timelineText } from '../../text/timeline.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './gap-row.module.css';
import { Lanes } from './lanes.tsx';
import type { Lane } from './lanes-of.ts';

/** A hole nobody can overlook: whose, from when to when, and a way to fill it. It opens downwards. */
export function GapRow({ gap, lanes }: { readonly gap: GapEntry; readonly lanes: readonly Lane[] }) {
  const { timelines } = useStores();
  const account = useAccounts().find(({ key }) => key === gap.account);
  const name = account?.nickname ?? (gap.account === null ? gap.feed.slice(gap.feed.indexOf(':') + 1) : timelineText.anAccount);
  const words = timelineText.loadBetween(gap.newerAt, gap.olderAt);
  return (
    <article className={css.gap} data-gutter={lanes.length > 0 || undefined} aria-label={timelineText.gapName(name)}>
      {lanes.length > 0 && <Lanes lanes={lanes} cut={gap.account} />}
      <span className={css.words}>
        <b>{timelineText.missing}</b>, {gap.state === 'open' ? timelineText.gapFrom(name) : timelineText.gapSpan(name, gap.newerAt, gap.olderAt)}
        {gap.state === 'unfillable' && <> · {timelineText.unfillable(gap.reason)}</>}
      </span>
      {gap.state === 'loading' && (
        <span className={css.loading} role="status">
          <Spinner size={14} /> {timelineText.loading}
        </span>
      )}
      {gap.state === 'open' && (
        <>
          <Button size="s" className={css.load} aria-label={timelineText.loadGap(words, name)} onClick={() => void timelines.getState().loadGap(gap.id, 'newer')}>
            {words}
          </Button>
          {gap.olderAt !== null && (
            <IconButton label={timelineText.loadGap(timelineText.loadFromBelow, name)} onClick={() => void timelines.getState().loadGap(gap.id, 'older')}>
              <ArrowUpFromLine />
            </IconButton>
          )}
        </>
      )}
    </article>
  );
}
