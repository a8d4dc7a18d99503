import { useId } from 'react';
import type { Arrivals } from '../../../electron/contract/moving.ts';
import { duration, movingText } from '../../text/moving.ts';
import { clockTime, compact } from '../../text/time.ts';
import { shapeOf, type Layer } from './arrivals-shape.ts';
import css from './panes.module.css';

const width = 358;
const height = 150;

/** Followers over time, stacked: who came at the bottom, who is still away on top. The counts stand below it in words. */
export function ArrivalsChart({ arrivals }: { readonly arrivals: Arrivals }) {
  const id = useId();
  const { series, total } = arrivals;
  const first = series[0];
  const last = series.at(-1);
  const shape = shapeOf(series, { width, height, total });
  if (first === undefined || last === undefined || shape === null) return null;
  const parts = ([['came', 'came'], ['pending', 'pending'], ['stillOld', 'stillOld'], ['unreachable', 'unreachable'], ['gone', 'gone']] as const).map(([key, name]) => `${compact(last[key])} ${movingText.className(name).toLowerCase()}`);
  const hatch = `${id}-hatch`;
  const dots = `${id}-dots`;
  const fills: Readonly<Record<Layer, { readonly className?: string | undefined; readonly fill?: string }>> = {
    came: { className: css.came },
    pending: { fill: `url(#${hatch})` },
    stillOld: { className: css.stillOld },
    unreachable: { fill: `url(#${dots})` },
    gone: { fill: 'none' },
  };
  return (
    <svg className={css.chart} viewBox="0 0 396 180" role="img" aria-label={movingText.chartLabel(duration(Math.max(60_000, last.at - first.at)), parts.join(', '))}>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="5" fill="var(--to)" />
        </pattern>
        <pattern id={dots} width="4" height="4" patternUnits="userSpaceOnUse">
          <circle cx="1" cy="1" r=".9" fill="var(--st-waiting)" />
        </pattern>
      </defs>
      <g transform="translate(0 8)">
        {(['came', 'pending', 'stillOld', 'unreachable'] as const).map((layer) => (
          <path key={layer} d={shape.areas[layer]} {...fills[layer]} />
        ))}
        <path className={css.edgeFrom} d={shape.edges.stillOld} />
        <path className={css.edgeTo} d={shape.edges.came} />
        <path className={css.grid} d={`M0 ${height * 0.75}H${width}M0 ${height / 2}H${width}M0 ${height / 4}H${width}`} />
        <path className={css.axis} d={`M0 ${height}H${width}`} />
        <path className={css.axis} d={`M0 ${height}v4${shape.ticks.map(({ x }) => `M${x} ${height}v4`).join('')}`} />
        <g className={css.labels}>
          <text x="0" y="167">
            {clockTime(first.at)}
          </text>
          {shape.ticks.map(({ x, label }) => (
            <text key={label} x={x} y="167" textAnchor="middle">
              {label}
            </text>
          ))}
          <text x="396" y="150" textAnchor="end">
            0
          </text>
          {total > 1 && (
            <text x="396" y="79" textAnchor="end">
              {compact(Math.round(total / 2))}
            </text>
          )}
          <text x="396" y="7" textAnchor="end">
            {compact(total)}
          </text>
        </g>
      </g>
    </svg>
  );
}
