import type { catchUpCalls } from '../../contract/catch-up.ts';
import { ok, type Handlers } from '../../contract/index.ts';
import type { CatchUp } from './catch-up.ts';
import type { Choices } from './choices.ts';

export { createCatchUp, type CatchUp, type CatchUpDeps } from './catch-up.ts';
export { createChoices, type Choices } from './choices.ts';
export { createCollector, type Collector } from './collector.ts';

/** This feature's part of the table of handlers. */
export function catchUpHandlers(catchUp: CatchUp, choices: Choices): Pick<Handlers, keyof typeof catchUpCalls> {
  return {
    'catchUp.choices': () => ok(choices.get()),
    'catchUp.choose': (input) => choices.set(input),
    'catchUp.digest': (input) => catchUp.digest(input),
  };
}
