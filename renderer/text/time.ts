const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const fullThisYear = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Times are epoch milliseconds; all texts are in the computer's own time zone. */
export function clockTime(at: number): string {
  return clock.format(at);
}

export function fullTime(at: number, now: number): string {
  return (isSameYear(at, now) ? fullThisYear : full).format(at);
}

/** A moment to come, whatever year it is. */
export function dayAndTime(at: number): string {
  return full.format(at);
}

const dayLong = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const monthLong = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
/** A week that begins on a Monday: 5 January 1970. */
const someMondayMs = 4 * dayMs;
const weekdayOfUtc = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });
export const weekdayNames: readonly string[] = [0, 1, 2, 3, 4, 5, 6].map((day) => weekdayOfUtc.format(someMondayMs + day * dayMs));

export function dayName(at: number): string {
  return dayLong.format(at);
}

export function monthName(at: number): string {
  return monthLong.format(at);
}

/** Short age for a line of a post: `now`, `9 min`, `3 h`, `yesterday`, `Fri`, `12 Nov`, `12 Nov 2024`. */
export function age(at: number, now: number): string {
  const passed = now - at;
  if (passed < minuteMs) return 'now';
  if (passed < hourMs) return `${Math.floor(passed / minuteMs)} min`;
  if (passed < dayMs) return `${Math.floor(passed / hourMs)} h`;
  const days = calendarDays(at, now);
  if (days <= 1) return 'yesterday';
  if (days < 7) return weekday.format(at);
  return (isSameYear(at, now) ? dayAndMonth : dayMonthYear).format(at);
}

/** The same, to be read aloud. */
export function spokenAge(at: number, now: number): string {
  const passed = now - at;
  if (passed < minuteMs) return 'just now';
  if (passed < hourMs) return `${count(Math.floor(passed / minuteMs), 'minute')} ago`;
  if (passed < dayMs) return `${count(Math.floor(passed / hourMs), 'hour')} ago`;
  return calendarDays(at, now) <= 1 ? `yesterday at ${clockTime(at)}` : fullTime(at, now);
}

/** Time that is left: `5 hours left`, `12 minutes left`. */
export function timeLeft(until: number, now: number): string {
  const left = Math.max(0, until - now);
  if (left < minuteMs) return 'less than a minute left';
  if (left < hourMs) return `${count(Math.round(left / minuteMs), 'minute')} left`;
  if (left < 2 * dayMs) return `${count(Math.round(left / hourMs), 'hour')} left`;
  return `${count(Math.round(left / dayMs), 'day')} left`;
}

export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${compact(n)} ${n === 1 ? noun : plural}`;
}

const plainNumber = new Intl.NumberFormat('en-GB');
const compactNumber = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });
/** `987`, `12.3k`: room for a number beside an icon. */
export function compact(n: number): string {
  return (n < 10_000 ? plainNumber : compactNumber).format(n);
}

const list = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });
/** `Home`, `Home and Work`, `Home, Work and Knitting`. */
export function listed(names: readonly string[]): string {
  return list.format(names);
}

function isSameYear(one: number, other: number): boolean {
  return new Date(one).getFullYear() === new Date(other).getFullYear();
}

function calendarDays(from: number, to: number): number {
  const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((startOfDay(to) - startOfDay(from)) / dayMs);
}
