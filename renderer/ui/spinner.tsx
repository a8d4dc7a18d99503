import css from './spinner.module.css';

/** A running ring. Say in words what runs: the ring itself is not read aloud. */
export function Spinner({ size = 16 }: { readonly size?: number }) {
  return (
    <svg className={css.ring} viewBox="0 0 16 16" width={size} height={size} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
      <circle cx="8" cy="8" r="6" opacity=".25" />
      <path d="M8 2a6 6 0 0 1 6 6" />
    </svg>
  );
}
