import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { monthFrom, startOfDay, weeksOf, type ScheduledDay } from '../../stores/schedule.ts';
import { scheduleText } from '../../text/schedule.ts';
import { dayName, monthName, weekdayNames } from '../../text/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './month.module.css';

export interface MonthProps {
  readonly days: readonly ScheduledDay[];
  readonly now: number;
  readonly onPick: (day: number) => void;
}

/** A month at a glance: a dot in the account's colour for each post; a day with posts leads to them. */
export function Month({ days, now, onPick }: MonthProps) {
  const [shown, setShown] = useState(() => days[0]?.day ?? now);
  const month = new Date(shown).getMonth();
  const today = startOfDay(now);
  return (
    <section className={css.month} aria-label={scheduleText.month}>
      <header className={css.head}>
        <IconButton size="s" label={scheduleText.earlier} onClick={() => setShown(monthFrom(shown, -1))}>
          <ChevronLeft />
        </IconButton>
        <b aria-live="polite">{monthName(shown)}</b>
        <IconButton size="s" label={scheduleText.later} onClick={() => setShown(monthFrom(shown, 1))}>
          <ChevronRight />
        </IconButton>
      </header>
      <div className={css.grid}>
        {weekdayNames.map((name) => (
          <span key={name} className={css.weekday} aria-hidden="true">
            {name}
          </span>
        ))}
        {weeksOf(shown)
          .flat()
          .map((day) => (
            <Day key={day} day={day} isOther={new Date(day).getMonth() !== month} isToday={day === today} has={days.find((each) => each.day === day)} onPick={onPick} />
          ))}
      </div>
    </section>
  );
}

interface DayProps {
  readonly day: number;
  readonly isOther: boolean;
  readonly isToday: boolean;
  readonly has: ScheduledDay | undefined;
  readonly onPick: (day: number) => void;
}

const mostDots = 4;

function Day({ day, isOther, isToday, has, onPick }: DayProps) {
  const { accounts } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const number = new Date(day).getDate();
  const look = { className: css.day, 'data-other': isOther || undefined, 'data-today': isToday || undefined };
  if (has === undefined) return <span {...look}>{number}</span>;
  return (
    <button type="button" {...look} data-has="" aria-label={scheduleText.dayWith(dayName(day), has.posts.length)} onClick={() => onPick(day)}>
      {number}
      <span className={css.dots} aria-hidden="true">
        {has.posts.slice(0, mostDots).map(({ account, at }, place) => (
          // Several posts of a day may have one account and one time.
          // oxlint-disable-next-line react/no-array-index-key
          <i key={`${account} ${at} ${place}`} data-colour={all.find(({ key }) => key === account)?.colour ?? 0} />
        ))}
      </span>
    </button>
  );
}
