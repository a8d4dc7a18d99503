import { ok } from '../../contract/result.ts';
import type { Handlers } from '../../contract/index.ts';
import type { accountCalls } from '../../contract/accounts.ts';
import type { Accounts } from './accounts.ts';

export { createAccounts, type Accounts, type AccountsDeps } from './accounts.ts';
export type { AccountWatcher } from './sessions.ts';

/** This feature's part of the table of handlers. */
export function accountHandlers(accounts: Accounts): Pick<Handlers, keyof typeof accountCalls> {
  return {
    'accounts.list': () => ok(accounts.list()),
    'accounts.beginSignIn': (input) => accounts.beginSignIn(input),
    'accounts.submitCode': (input) => accounts.submitCode(input),
    'accounts.cancelSignIn': (input) => accounts.cancelSignIn(input),
    'accounts.remove': (input) => accounts.remove(input),
    'accounts.update': (input) => accounts.update(input),
    'accounts.reorder': (input) => accounts.reorder(input),
    'accounts.reconnect': (input) => accounts.reconnect(input),
  };
}
