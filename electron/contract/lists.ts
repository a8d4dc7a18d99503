import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, type AccountKey } from './ids.ts';
import type { Result } from './result.ts';
import type { Person } from './statuses.ts';

const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(256));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const cursor = v.pipe(v.string(), v.maxLength(512));
/** Without `#`. */
const tagName = v.pipe(v.string(), v.regex(/^[\p{L}\p{M}\p{N}_·・‌]{1,100}$/u));

/** `repliesPolicy`: whose answers the list shows: of `followed` people, of people in the `list`, of `none`. */
export const listDraft = v.strictObject({
  title,
  repliesPolicy: v.picklist(['followed', 'list', 'none']),
  /** Its people are left out of the home. Always false where the server has no such thing. */
  exclusive: v.boolean(),
});
export type ListDraft = v.InferOutput<typeof listDraft>;
export type RepliesPolicy = ListDraft['repliesPolicy'];

export interface OwnList extends ListDraft {
  readonly id: string;
}

/** What one account answered. */
export interface AccountAnswer<T> {
  readonly account: AccountKey;
  readonly result: Result<T>;
}

export const listCalls = {
  /** The lists of every account, in rail order. */
  'lists.all': call({ input: nothing, output: returns<readonly AccountAnswer<readonly OwnList[]>[]>() }),
  'lists.create': call({ input: v.strictObject({ account: accountKey, draft: listDraft }), output: returns<OwnList>() }),
  'lists.update': call({ input: v.strictObject({ account: accountKey, list: id, draft: listDraft }), output: returns<OwnList>() }),
  'lists.remove': call({ input: v.strictObject({ account: accountKey, list: id }), output: returns<null>() }),
  /** A page of who is in it; `people.setListed` changes it. */
  'lists.members': call({
    input: v.strictObject({ account: accountKey, list: id, cursor: v.nullable(cursor) }),
    output: returns<{ readonly people: readonly Person[]; readonly cursor: string | null }>(),
  }),
  /** The tags every account follows, in rail order, without `#`. `unsupported` where a server knows no followed tags. */
  'tags.followed': call({ input: nothing, output: returns<readonly AccountAnswer<readonly string[]>[]>() }),
  'tags.setFollowed': call({
    input: v.strictObject({ name: tagName, accounts: v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(50)), followed: v.boolean() }),
    output: returns<readonly AccountAnswer<null>[]>(),
  }),
};
