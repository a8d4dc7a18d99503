import type { copyCalls } from '../../contract/copies.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Copies } from './types.ts';

export { createCopies, type CopiesFeature } from './copies.ts';
export { linkSent } from './link-sent.ts';
export type { Copies, CopyDeps } from './types.ts';

/** This feature's part of the table of handlers. */
export function copyHandlers(copies: Copies): Pick<Handlers, keyof typeof copyCalls> {
  return {
    'copies.linked': () => copies.linked(),
    'copies.read': (input) => copies.read(input),
    'copies.measure': (input) => copies.measure(input),
    'copies.edit': (input) => copies.edit(input),
    'copies.change': (input) => copies.change(input),
    'copies.redraft': (input) => copies.redraft(input),
    'copies.boostFromRest': (input) => copies.boostFromRest(input),
    'copies.jobs': () => copies.jobs(),
    'copies.retry': (input) => copies.retry(input),
    'copies.dismiss': (input) => copies.dismiss(input),
  };
}
