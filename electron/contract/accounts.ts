import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, type AccountKey, type MediaPath } from './ids.ts';
import type { AppError } from './result.ts';
import type { ServerLimits, ServerSummary } from './servers.ts';
import type { Visibility, CustomEmoji } from './statuses.ts';

/** Colours 1 to 8 are the eight yarns of the design tokens. */
export const accountColour = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8));

/**
 * How an account gets its news, for the dot in the rail:
 * `live` stream open and caught up; `catchingUp` filling what was missed; `reconnecting` stream lost, next try at
 * `retryAt`; `polling` the server has no stream, asked every minute; `offline` nothing answers; `signedOut` the token
 * is dead and a new sign-in is needed.
 */
export type AccountHealth = {
  readonly state: 'starting' | 'live' | 'catchingUp' | 'reconnecting' | 'polling' | 'offline' | 'signedOut';
  readonly since: number;
  readonly retryAt: number | null;
  readonly error: AppError | null;
};

export interface Account {
  readonly key: AccountKey;
  /** Full handle without the first `@`. */
  readonly handle: string;
  readonly displayName: string;
  readonly emojis: readonly CustomEmoji[];
  /** What the person calls it; the display name until they choose. */
  readonly nickname: string;
  readonly avatar: MediaPath | null;
  readonly url: string | null;
  readonly colour: number;
  readonly locked: boolean;
  /** Handle this account redirects to, where it has moved. */
  readonly movedTo: string | null;
  readonly server: ServerSummary;
  readonly limits: ServerLimits;
  readonly defaults: { readonly visibility: Visibility; readonly language: string | null; readonly sensitive: boolean };
  readonly health: AccountHealth;
  /** Epoch ms at which the server ends this sign-in by itself (Mitra: 30 days); null where it does not end. */
  readonly signInEndsAt: number | null;
}

export type SignInState =
  | { readonly state: 'waiting'; readonly attemptId: string; readonly authorizeUrl: string; readonly mode: 'browser' | 'paste' }
  | { readonly state: 'finishing'; readonly attemptId: string }
  | { readonly state: 'done'; readonly attemptId: string; readonly account: AccountKey }
  | { readonly state: 'failed'; readonly attemptId: string; readonly error: AppError };

export const accountCalls = {
  'accounts.list': call({ input: nothing, output: returns<readonly Account[]>() }),
  /**
   * Registers the app where needed and opens the server's page in the system browser. `browser` waits on a loopback
   * address; `paste` asks the server to show a code that the person brings back.
   */
  'accounts.beginSignIn': call({
    input: v.strictObject({ address: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)), mode: v.picklist(['browser', 'paste']) }),
    output: returns<SignInState>(),
  }),
  'accounts.submitCode': call({
    input: v.strictObject({ attemptId: v.pipe(v.string(), v.maxLength(128)), code: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2048)) }),
    output: returns<SignInState>(),
  }),
  'accounts.cancelSignIn': call({ input: v.strictObject({ attemptId: v.pipe(v.string(), v.maxLength(128)) }), output: returns<null>() }),
  /** Revokes the token on the server (best effort), then wipes the token and everything stored for the account. */
  'accounts.remove': call({ input: v.strictObject({ account: accountKey }), output: returns<{ readonly revoked: boolean }>() }),
  'accounts.update': call({
    input: v.strictObject({ account: accountKey, nickname: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60))), colour: v.optional(accountColour) }),
    output: returns<null>(),
  }),
  /** The whole order of the rail; lanes follow it. */
  'accounts.reorder': call({ input: v.strictObject({ accounts: v.pipe(v.array(accountKey), v.maxLength(200)) }), output: returns<null>() }),
  /** Try now instead of at `health.retryAt`. */
  'accounts.reconnect': call({ input: v.strictObject({ account: accountKey }), output: returns<null>() }),
};

export interface AccountEvents {
  'accounts.changed': { readonly accounts: readonly Account[] };
  'accounts.signIn': SignInState;
}
