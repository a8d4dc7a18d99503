import * as v from 'valibot';
import { call, returns } from './call.ts';
import { accountKey, type AccountKey } from './ids.ts';
import type { CustomEmoji, Person } from './statuses.ts';

/** One custom emoji of a server, as its own people may write it. */
export interface ServerEmoji extends CustomEmoji {
  readonly category: string;
}

/** `emojis` null where the server could not be asked. */
export interface AccountEmojis {
  readonly account: AccountKey;
  readonly emojis: readonly ServerEmoji[] | null;
}

const accounts = v.pipe(v.array(accountKey), v.maxLength(50));
const begin = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

export const completionCalls = {
  /**
   * People whose handle or name begins with `text`, the likeliest first, at most ten. `here`: those met before, at once
   * and without a request; `servers`: whom the servers of these accounts know.
   */
  'compose.people': call({ input: v.strictObject({ text: begin, accounts, from: v.picklist(['here', 'servers']) }), output: returns<readonly Person[]>() }),
  /** Tags that begin with `text`, as the servers of these accounts know them, without the `#`, at most ten. */
  'compose.tags': call({ input: v.strictObject({ text: begin, accounts }), output: returns<readonly string[]>() }),
  /** The custom emojis of each account's server. Asked once an hour at most. */
  'compose.emojis': call({ input: v.strictObject({ accounts }), output: returns<readonly AccountEmojis[]>() }),
};
