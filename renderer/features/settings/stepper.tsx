import { Minus, Plus } from 'lucide-react';
import css from './stepper.module.css';

export interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly words: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** A number between two ends: a slider with the arrow keys that come with it, and a button at each end for small steps. */
export function Stepper({ label, value, min, max, step, words, onChange }: StepperProps) {
  const set = (next: number): void => onChange(Math.max(min, Math.min(max, next)));
  return (
    <div className={css.stepper}>
      <button type="button" className={css.end} tabIndex={-1} aria-hidden="true" disabled={value <= min} onClick={() => set(value - step)}>
        <Minus size={14} />
      </button>
      <input type="range" className={css.range} aria-label={label} aria-valuetext={words(value)} min={min} max={max} step={step} value={value} onChange={(event) => set(Number(event.target.value))} />
      <button type="button" className={css.end} tabIndex={-1} aria-hidden="true" disabled={value >= max} onClick={() => set(value + step)}>
        <Plus size={14} />
      </button>
      <output className={css.value}>{words(value)}</output>
    </div>
  );
}
