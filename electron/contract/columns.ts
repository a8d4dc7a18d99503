import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey } from './ids.ts';
import { feedGroup } from './feeds.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const words = v.pipe(v.string(), v.maxLength(200));

/** What a column leaves out, beyond the filters of the accounts. Own rules of this app: no server knows them. */
export const columnRules = v.strictObject({
  boosts: v.boolean(),
  replies: v.boolean(),
  bots: v.boolean(),
  mediaOnly: v.boolean(),
  /** Two or three letters each (ISO 639); empty: all. Posts that do not say their language are shown. */
  languages: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/))), v.maxLength(20)),
  /** Posts with one of these are left out, whatever the case. */
  words: v.pipe(v.array(v.pipe(words, v.minLength(1))), v.maxLength(50)),
  /** A regular expression for the same; null: none. Only such as cannot run for long are obeyed (`column-rules.ts`). */
  pattern: v.nullable(words),
  minReblogs: count,
  minFavourites: count,
});
export type ColumnRules = v.InferOutput<typeof columnRules>;

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

const common = {
  id,
  /** Null: named after what it shows. */
  name: v.nullable(name),
  /** Pixels; null: as the design has it. */
  width: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(280), v.maxValue(1200))),
};
const reading = {
  ...common,
  rules: columnRules,
  /** A post that came several ways: once, naming the other ways, or each time. */
  repeats: v.picklist(['once', 'each']),
  order: v.picklist(['newest', 'oldest']),
};

/** `home` follows the account chosen in the rail. */
export const column = v.variant('kind', [
  v.strictObject({ kind: v.literal('home'), ...reading }),
  v.strictObject({ kind: v.literal('feeds'), feeds: v.pipe(v.array(feedGroup), v.minLength(1), v.maxLength(20)), ...reading }),
  v.strictObject({ kind: v.literal('inbox'), ...common }),
]);
export type ColumnSpec = v.InferOutput<typeof column>;
export type ReadingColumn = Exclude<ColumnSpec, { kind: 'inbox' }>;

/** Whom a new post goes out from, as the person left them last: the first that does not boost writes. */
export const writers = v.pipe(v.array(v.strictObject({ account: accountKey, boosts: v.boolean() })), v.maxLength(50));
export type Writers = v.InferOutput<typeof writers>;

/** `writers`: absent until the person chose some here. */
export const workspace = v.strictObject({ id, name, columns: v.pipe(v.array(column), v.maxLength(30)), writers: v.optional(writers) });
export type Workspace = v.InferOutput<typeof workspace>;

/** Sets of columns. `current` is the id of one of them. */
export const workspaces = v.pipe(
  v.strictObject({ current: id, list: v.pipe(v.array(workspace), v.minLength(1), v.maxLength(9)) }),
  v.check(({ current, list }) => list.some((one) => one.id === current), 'No such workspace'),
);
export type Workspaces = v.InferOutput<typeof workspaces>;

export const columnCalls = {
  'columns.get': call({ input: nothing, output: returns<Workspaces>() }),
  'columns.set': call({ input: workspaces, output: returns<null>() }),
};
