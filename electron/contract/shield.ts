import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, type AccountKey } from './ids.ts';
import type { AppError } from './result.ts';
import type { Person } from './statuses.ts';

export const hiddenKind = v.picklist(['mute', 'block', 'domain']);
export type HiddenKind = v.InferOutput<typeof hiddenKind>;

/** Somebody an account does not want to hear of. `subject`: full handle without the first `@`, or the domain; lower case. */
export interface Hidden {
  readonly kind: HiddenKind;
  readonly subject: string;
  /** Null for a domain, and where only the handle is known. */
  readonly person: Person | null;
  /** Of a mute, epoch ms; null where it stays or its server does not say. */
  readonly endsAt: number | null;
}

/** Whom one account hides, as read last. */
export interface HiddenList {
  readonly account: AccountKey;
  readonly hidden: readonly Hidden[];
  /** Epoch ms of the last whole reading; null: never. */
  readonly readAt: number | null;
  readonly reading: boolean;
  /** Why the last reading did not come to its end. What was known stays. */
  readonly error: AppError | null;
}

/**
 * Whom `from` hides is hidden, too, in what `over` shows: an account, or `foreign`, which is what is read without any.
 * The same account needs no rule: its own server sees to it.
 */
export const shieldRule = v.strictObject({ from: accountKey, over: v.union([v.literal('foreign'), accountKey]) });
export type ShieldRule = v.InferOutput<typeof shieldRule>;

/** The rules, and whom the accounts they speak of hide. */
export interface Shield {
  readonly rules: readonly ShieldRule[];
  readonly sets: readonly Pick<HiddenList, 'account' | 'hidden'>[];
}

export const shieldCalls = {
  'shield.get': call({ input: nothing, output: returns<Shield>() }),
  'shield.set': call({ input: v.strictObject({ rules: v.pipe(v.array(shieldRule), v.maxLength(2_500)) }), output: returns<null>() }),
  /** What is known, at once; `hidden.changed` follows where it has to be read first. */
  'hidden.of': call({ input: v.strictObject({ account: accountKey }), output: returns<HiddenList>() }),
  /** Reads all of it from the account's server, now. */
  'hidden.read': call({ input: v.strictObject({ account: accountKey }), output: returns<HiddenList>() }),
  /** Unmutes, unblocks, or opens the domain again. */
  'hidden.undo': call({ input: v.strictObject({ account: accountKey, kind: hiddenKind, subject: v.pipe(v.string(), v.minLength(1), v.maxLength(600)) }), output: returns<null>() }),
};

export interface ShieldEvents {
  'shield.changed': Shield;
  'hidden.changed': HiddenList;
}
