import type { ArrivalCount } from '../../../contract/moving.ts';

export const mostPoints = 200;
/** Two points stay apart by at least this share of their age: close together lately, ever further back in time. */
const shareOfAge = 0.06;

/** At most `mostPoints`, thinned with age; the first and the last always stay. */
export function thin(series: readonly ArrivalCount[], now: number): readonly ArrivalCount[] {
  const kept: ArrivalCount[] = [];
  for (const [index, point] of series.toReversed().entries()) {
    const newer = kept.at(-1);
    const isEnd = index === 0 || index === series.length - 1;
    if (isEnd || newer === undefined || newer.at - point.at >= (now - point.at) * shareOfAge) kept.push(point);
  }
  const ordered = kept.toReversed();
  const [first] = ordered;
  return ordered.length <= mostPoints || first === undefined ? ordered : [first, ...ordered.slice(1 - mostPoints)];
}
