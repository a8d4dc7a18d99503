import * as v from 'valibot';
import type { Call, InputOf, OutputOf } from '../contract/call.ts';
import { fail, type Result } from '../contract/result.ts';
import type { Log, Random } from './ports.ts';
import { toAppError } from './thrown.ts';

type CallTable = Readonly<Record<string, Call<unknown, unknown>>>;

/** One handler per call of the table, no more and no fewer: a call without a handler does not compile, nor a handler without a call. */
export type HandlersOf<Table> = {
  readonly [N in keyof Table]: (input: InputOf<Table[N]>) => Result<OutputOf<Table[N]>> | Promise<Result<OutputOf<Table[N]>>>;
};

export type Dispatch = (name: string, raw: unknown) => Promise<Result<unknown>>;

type Answer = Result<unknown> | Promise<Result<unknown>>;

const messageLimit = 300;

/**
 * The one door into the app: looks up an own key of the table, parses the input, runs the handler. Whatever comes in,
 * it answers a `Result`; a store that cannot write answers `storage`, and any other throw is logged once and answered
 * as `bug` with the id under which it was logged.
 */
export function createDispatch<Table extends CallTable>(calls: Table, handlers: HandlersOf<Table>, deps: { readonly log: Log; readonly random: Random }): Dispatch {
  // `HandlersOf` has paired them by type already; at run time a name is only a string.
  const handlerOf = handlers as Readonly<Record<string, (input: unknown) => Answer>>;
  const runs = new Map(Object.entries(calls).map(([name, call]) => [name, (raw: unknown) => run(call, handlerOf[name], raw)]));
  return async (name, raw) => {
    try {
      const answer = runs.get(name)?.(raw);
      return answer === undefined ? fail({ kind: 'invalidInput', field: 'name', message: 'There is no such call' }) : await answer;
    } catch (error) {
      return fail(toAppError(error, `call ${name}`, deps));
    }
  };
}

function run(call: Call<unknown, unknown>, handler: ((input: unknown) => Answer) | undefined, raw: unknown): Answer | undefined {
  const parsed = v.safeParse(call.input, raw);
  if (parsed.success) return handler?.(parsed.output);
  const [issue] = parsed.issues;
  return fail({ kind: 'invalidInput', field: v.getDotPath(issue) ?? '', message: issue.message.slice(0, messageLimit) });
}
