const dayMs = 86_400_000;

/** Steps of age: within `untilMs`, one for each `everyMs`. */
const steps = [
  { untilMs: 7 * dayMs, everyMs: dayMs },
  { untilMs: 35 * dayMs, everyMs: 7 * dayMs },
  { untilMs: 365 * dayMs, everyMs: 30 * dayMs },
] as const;

/** Which snapshots have had their time. Of each step's span the oldest stays, so that what stays is not always the newest; the newest of all never goes. */
export function outdated(times: readonly number[], now: number): readonly number[] {
  const spans = new Map<string, number>();
  const newest = Math.max(...times);
  for (const time of times) {
    const step = steps.findIndex(({ untilMs }) => now - time < untilMs);
    const everyMs = steps[step]?.everyMs;
    if (everyMs === undefined) continue;
    const span = `${step} ${Math.floor(time / everyMs)}`;
    spans.set(span, Math.min(spans.get(span) ?? time, time));
  }
  const kept = new Set([...spans.values(), newest]);
  return times.filter((time) => !kept.has(time));
}
