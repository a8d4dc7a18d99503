import { RotateCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { byDay, keyOf } from '../../stores/schedule.ts';
import { errorText } from '../../text/errors.ts';
import { scheduleText } from '../../text/schedule.ts';
import { dayName } from '../../text/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { Month } from './month.tsx';
import css from './scheduled.module.css';
import { ScheduledRow } from './scheduled-row.tsx';

/** Everything that waits for its time, over all accounts and whatever program put it there. */
export function Scheduled() {
  const { schedule, outbox, navigation, accounts } = useStores();
  const { list, loading, error } = useStoreValue(schedule, (state) => state);
  const all = useStoreValue(accounts, (state) => state.accounts);
  const depth = useStoreValue(navigation, (state) => state.stack.length);
  const now = useMinute();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const load = (): void => void schedule.getState().load();
    load();
    // What Skein itself does to a post shows without asking.
    return outbox.subscribe(({ posts }, before) => {
      if (posts !== before.posts) load();
    });
  }, [schedule, outbox]);
  const days = byDay(list?.posts ?? []);
  const missing = all.filter(({ key }) => list?.unavailable.includes(key) === true).map(({ nickname }) => nickname);
  const goTo = (day: number): void => {
    const head = box.current?.querySelector<HTMLElement>(`[data-day="${day}"]`);
    head?.scrollIntoView({ block: 'start' });
    head?.focus({ preventScroll: true });
  };
  return (
    <section className={css.pane} aria-label={scheduleText.pane}>
      <PaneHeader
        title={scheduleText.pane}
        sub={list === null ? undefined : scheduleText.count(list.posts.length)}
        onBack={depth > 1 ? () => navigation.getState().back() : undefined}
        onClose={() => navigation.getState().closeDetail()}
        actions={
          <IconButton label={scheduleText.refresh} aria-busy={loading} onClick={() => void schedule.getState().load()}>
            <RotateCw />
          </IconButton>
        }
      />
      <div ref={box} className={css.scroll}>
        {days.length > 0 && <Month days={days} now={now} onPick={goTo} />}
        {error !== null && (
          <p className={css.note} role="alert">
            <StateIcon state="blocked" /> {errorText(error)}
          </p>
        )}
        {missing.length > 0 && (
          <p className={css.note}>
            <StateIcon state="needs" /> {scheduleText.unavailable(missing)}
          </p>
        )}
        {days.map(({ day, posts: own }) => (
          <section key={day} className={css.day} aria-label={dayName(day)}>
            <h3 data-day={day} tabIndex={-1}>
              {dayName(day)}
            </h3>
            <ul className={css.list}>
              {own.map((post) => (
                <ScheduledRow key={keyOf(post)} post={post} />
              ))}
            </ul>
          </section>
        ))}
        {list === null && loading && <p className={css.note}>{scheduleText.loading}</p>}
        {list !== null && days.length === 0 && (
          <div className={css.empty}>
            <p>
              <b>{scheduleText.none}</b>
            </p>
            <p>{scheduleText.noneHint}</p>
          </div>
        )}
      </div>
    </section>
  );
}
