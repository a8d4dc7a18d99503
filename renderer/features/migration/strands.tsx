import { useId } from 'react';
import css from './cockpit-head.module.css';

const lanes = 13;
/** Where a strand that came ends on the other side: the order is mixed, as in a skein. */
const landing = [0, 5, 10, 2, 7, 12, 4, 9, 1, 6, 11, 3, 8];

/** Decoration: as many strands lie through as followers came; the others hang loose. The number stands beside it. */
export function Strands({ share, fromColour, toColour }: { readonly share: number; readonly fromColour: number; readonly toColour: number }) {
  const id = useId();
  const through = share <= 0 ? 0 : Math.max(1, Math.round(share * lanes));
  const y = (lane: number): number => 8 + lane * 6;
  return (
    <svg className={css.strands} viewBox="0 0 420 88" preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <linearGradient id={id} gradientUnits="userSpaceOnUse" x1="60" x2="340">
          <stop offset="0" stopColor={`var(--acct-${fromColour || 8})`} />
          <stop offset="1" stopColor={`var(--acct-${toColour || 8})`} />
        </linearGradient>
      </defs>
      {landing.map((end, lane) => {
        const middle = 39.6 + (lane % 5) * 2.2;
        return lane < through ? (
          <path key={end} stroke={`url(#${id})`} d={`M0 ${y(lane)}C90 ${y(lane)} 120 ${middle} 200 ${middle}S330 ${y(end)} 420 ${y(end)}`} />
        ) : (
          <path key={end} className={css.loose} data-colour={fromColour} d={`M0 ${y(lane)}C80 ${y(lane)} 100 ${middle} ${160 + ((lane * 37) % 80)} ${middle - 5 + ((lane * 7) % 12)}`} />
        );
      })}
    </svg>
  );
}
