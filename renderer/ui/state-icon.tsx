import type { ReactNode } from 'react';
import css from './state-icon.module.css';

export type WorkState = 'waiting' | 'running' | 'needs' | 'blocked' | 'done';

const shapes: Readonly<Record<WorkState, ReactNode>> = {
  waiting: <circle cx="8" cy="8" r="6" strokeDasharray="2.6 2.1" />,
  running: (
    <>
      <circle cx="8" cy="8" r="6" opacity=".25" />
      <path d="M8 2a6 6 0 0 1 6 6" />
    </>
  ),
  needs: <path d="M5.2 8.6V4.1a.9.9 0 0 1 1.8 0V7m0-.6V2.9a.9.9 0 0 1 1.8 0v3.6m0-2.700a.9.9 0 0 1 1.800 0v3.400m0-1.700a.9.9 0 0 1 1.800 0v3.700c0 2.900-1.700 4.800-4.400 4.800-1.900 0-3-.8-3.900-2.400L2.600 9.100c-.5-.9.700-1.700 1.400-.9l1.200 1.300" />,
  blocked: (
    <>
      <path d="M5.3 1.700h5.400l3.600 3.600v5.400l-3.600 3.600H5.300l-3.600-3.600V5.300z" fill="currentColor" />
      <path d="M5 8h6" className={css.cut} strokeWidth="2" />
    </>
  ),
  done: (
    <>
      <circle cx="8" cy="8" r="6.500" fill="currentColor" />
      <path d="m5 8.200 2.100 2.100L11 6.200" className={css.cut} />
    </>
  ),
};

/** Each state has its own shape and colour; the word beside it says it too. */
export function StateIcon({ state, size = 16 }: { readonly state: WorkState; readonly size?: number }) {
  return (
    <svg className={`${css.icon} ${css[state]}`} viewBox="0 0 16 16" width={size} height={size} fill="none" stroke="currentColor" strokeWidth="1.600" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {shapes[state]}
    </svg>
  );
}
