import type { columnCalls } from '../../contract/columns.ts';
import type { Handlers } from '../../contract/index.ts';
import { ok } from '../../contract/result.ts';
import type { Columns } from './columns.ts';

export { createColumns, type Columns } from './columns.ts';

/** This feature's part of the table of handlers. */
export function columnHandlers(columns: Columns): Pick<Handlers, keyof typeof columnCalls> {
  return {
    'columns.get': () => ok(columns.get()),
    'columns.set': (input) => columns.set(input),
  };
}
