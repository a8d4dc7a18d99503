import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, statusUri, type AccountKey, type StatusId } from './ids.ts';
import type { AccountAnswer } from './lists.ts';
import type { AppError } from './result.ts';
import type { StatusView } from './statuses.ts';
import { filterContexts } from './vocabulary.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const someAccounts = v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(50));
const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000));

export const filterDraft = v.strictObject({
  title: word,
  context: v.pipe(v.array(v.picklist(filterContexts)), v.minLength(1), v.readonly()),
  action: v.picklist(['warn', 'hide', 'blur']),
  /** Epoch ms; null = for ever. */
  expiresAt: v.nullable(v.number()),
  keywords: v.pipe(v.array(v.pipe(v.strictObject({ keyword: word, wholeWord: v.boolean() }), v.readonly())), v.maxLength(1_000), v.readonly()),
});
export type FilterDraft = Readonly<v.InferOutput<typeof filterDraft>>;

/**
 * A filter. On servers with filters v1 only (Akkoma, Sharkey) each is one keyword, which is its title, without posts and
 * without `blur`.
 */
export interface OwnFilter extends FilterDraft {
  readonly id: string;
  readonly keywords: readonly { readonly id: string; readonly keyword: string; readonly wholeWord: boolean }[];
  /** Single posts it hides: the id of the entry, and of the post on this server. */
  readonly statuses: readonly { readonly id: string; readonly statusId: StatusId }[];
}

/** `onePhrase`: the server has filters v1, see `OwnFilter`. */
export interface AccountFilters extends AccountAnswer<readonly OwnFilter[]> {
  readonly onePhrase: boolean;
}

export const filterField = v.picklist(['context', 'action', 'expiresAt', 'keywords']);
export type FilterField = v.InferOutput<typeof filterField>;

/** One step that makes the filters of an account more like those of another. `fields`: what differs now. */
export const filterStep = v.variant('kind', [
  v.strictObject({ kind: v.literal('add'), draft: filterDraft }),
  v.strictObject({ kind: v.literal('change'), filter: id, fields: v.pipe(v.array(filterField), v.readonly()), draft: filterDraft }),
  v.strictObject({ kind: v.literal('remove'), filter: id, title: v.string() }),
]);
export type FilterStep = Readonly<v.InferOutput<typeof filterStep>>;

/** How many of the chosen steps were done, and why the others were not. */
export interface FilterStepsDone {
  readonly account: AccountKey;
  readonly done: number;
  readonly failed: readonly { readonly title: string; readonly error: AppError }[];
}

export const filterCalls = {
  /** The filters of every account, in rail order. */
  'filters.all': call({ input: nothing, output: returns<readonly AccountFilters[]>() }),
  'filters.create': call({ input: v.strictObject({ accounts: someAccounts, draft: filterDraft }), output: returns<readonly AccountAnswer<null>[]>() }),
  'filters.update': call({ input: v.strictObject({ account: accountKey, filter: id, draft: filterDraft }), output: returns<null>() }),
  'filters.remove': call({ input: v.strictObject({ account: accountKey, filter: id }), output: returns<null>() }),
  /** The single posts a filter hides, as far as the server still shows them to the account. */
  'filters.statuses': call({
    input: v.strictObject({ account: accountKey, filter: id }),
    output: returns<readonly { readonly id: string; readonly view: StatusView | null }[]>(),
  }),
  /** Has a filter hide one post; where it does already, nothing happens. `unsupported` with filters v1. */
  'filters.addStatus': call({ input: v.strictObject({ account: accountKey, filter: id, uri: statusUri }), output: returns<null>() }),
  /** `uri`: the post that the entry is for, where it is known; it is read again then. */
  'filters.removeStatus': call({ input: v.strictObject({ account: accountKey, entry: id, uri: v.nullable(statusUri) }), output: returns<null>() }),
  /** What would make the filters of each of `to` like those of `from`. Nothing is changed. */
  'filters.compare': call({ input: v.strictObject({ from: accountKey, to: someAccounts }), output: returns<readonly AccountAnswer<readonly FilterStep[]>[]>() }),
  /** Does steps of `filters.compare`, each account by itself; one that fails does not stop the others. */
  'filters.apply': call({
    input: v.strictObject({ steps: v.pipe(v.array(v.strictObject({ account: accountKey, steps: v.pipe(v.array(filterStep), v.maxLength(1_000)) })), v.maxLength(50)) }),
    output: returns<readonly FilterStepsDone[]>(),
  }),
};
