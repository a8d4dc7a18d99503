import type { catchUpCalls } from '../../contract/catch-up.ts';
import type { Handlers } from '../../contract/index.ts';
import type { CatchUp } from './catch-up.ts';

export { createCatchUp, type CatchUp, type CatchUpDeps } from './catch-up.ts';

/** This feature's part of the table of handlers. */
export function catchUpHandlers(catchUp: CatchUp): Pick<Handlers, keyof typeof catchUpCalls> {
  return { 'catchUp.digest': (input) => catchUp.digest(input) };
}
