import type { ArrivalCount } from '../../../electron/contract/moving.ts';

/** From the ground up; what stands above is added on top. */
export const layers = ['came', 'pending', 'stillOld', 'unreachable', 'gone'] as const;
export type Layer = (typeof layers)[number];

export interface Shape {
  /** One closed path per layer. */
  readonly areas: Readonly<Record<Layer, string>>;
  /** The upper edge of a layer, as an open path. */
  readonly edges: Readonly<Record<Layer, string>>;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** The first step that leaves room for its words is taken. */
const steps: readonly (readonly [number, string])[] = [[minuteMs, 'min'], [5 * minuteMs, 'min'], [15 * minuteMs, 'min'], [hourMs, 'h'], [6 * hourMs, 'h'], [dayMs, 'd'], [7 * dayMs, 'd'], [30 * dayMs, 'd']];
const units: Readonly<Record<string, number>> = { min: minuteMs, h: hourMs, d: dayMs };
const mostTicks = 5;

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Followers before the move: the whole height. */
  readonly total: number;
}

const round = (n: number): number => Math.round(n * 10) / 10;

/** A chart of seconds would say nothing. */
const shortestMs = 2 * minuteMs;

/** Stacked areas of the counts over time. */
export function shapeOf(series: readonly ArrivalCount[], { width, height, total }: Frame): Shape | null {
  const first = series[0];
  const last = series.at(-1);
  if (first === undefined || last === undefined || total <= 0) return null;
  const span = Math.max(last.at - first.at, shortestMs);
  const x = (at: number): number => round(((at - first.at) / span) * width);
  const y = (people: number): number => round(height - (Math.min(people, total) / total) * height);
  // What was counted last holds to the edge: an area without a width would not be seen.
  const counts = last.at - first.at < span ? [...series, { ...last, at: first.at + span }] : series;
  const tops = counts.map((each) => {
    let sum = 0;
    return { at: each.at, sums: layers.map((layer) => (sum += each[layer])) };
  });
  const line = (index: number): string[] => tops.map(({ at, sums }) => `${x(at)} ${y(index < 0 ? 0 : (sums[index] ?? 0))}`);
  const areas = Object.fromEntries(layers.map((layer, index) => [layer, `M${line(index).join('L')}L${line(index - 1).toReversed().join('L')}z`])) as Record<Layer, string>;
  const edges = Object.fromEntries(layers.map((layer, index) => [layer, `M${line(index).join('L')}`])) as Record<Layer, string>;
  return { areas, edges, ticks: ticksOf(span, width) };
}

function ticksOf(span: number, width: number): Shape['ticks'] {
  const [step, unit] = steps.find(([each]) => span / each <= mostTicks) ?? [30 * dayMs, 'd'];
  const unitMs = units[unit] ?? dayMs;
  // The last one needs room for its words before the scale.
  return Array.from({ length: Math.floor(span / step) }, (_, index) => (index + 1) * step)
    .filter((at) => at / span <= 0.97)
    .map((at) => ({ x: round((at / span) * width), label: `+${at / unitMs} ${unit}` }));
}
