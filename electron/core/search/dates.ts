/** A stretch of time, epoch ms: from inclusive, to exclusive. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const dayMs = 24 * 60 * 60_000;
const units: Readonly<Record<string, number>> = { h: dayMs / 24, d: dayMs, w: 7 * dayMs, m: 30 * dayMs, y: 365 * dayMs };

/**
 * The year, month or day that is named (`2026`, `2026-03`, `2026-03-09`, `today`, `yesterday`), in the time zone of this
 * computer; for `7d`, `3w`, `2m`, `1y`, `12h` the moment that long ago. Null for anything else.
 */
export function parsePeriod(text: string, now: number): Period | null {
  const word = text.toLowerCase();
  if (word === 'today' || word === 'yesterday') return dayOf(now, word === 'today' ? 0 : -1);
  const ago = /^(\d{1,4})([hdwmy])$/.exec(word);
  if (ago !== null) {
    const at = now - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0);
    return { from: at, to: at };
  }
  const named = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(word);
  return named === null ? null : calendar(Number(named[1]), toNumber(named[2]), toNumber(named[3]));
}

const toNumber = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits));

function dayOf(now: number, offset: number): Period {
  const date = new Date(now);
  const at = (days: number): number => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  return { from: at(offset), to: at(offset + 1) };
}

function calendar(year: number, month: number | null, day: number | null): Period | null {
  if (month === null) return { from: new Date(year, 0, 1).getTime(), to: new Date(year + 1, 0, 1).getTime() };
  if (month < 1 || month > 12) return null;
  if (day === null) return { from: new Date(year, month - 1, 1).getTime(), to: new Date(year, month, 1).getTime() };
  const from = new Date(year, month - 1, day);
  // The 31st of February is no day, and not the 3rd of March either.
  return from.getDate() === day && from.getMonth() === month - 1 ? { from: from.getTime(), to: new Date(year, month - 1, day + 1).getTime() } : null;
}
