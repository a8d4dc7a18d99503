import type { AccountKey } from '../contract/ids.ts';
import { fail, type Result } from '../contract/result.ts';
import { hostOf, type AccountDirectory, type SignedInAccount } from './account-directory.ts';

/** The account, or why it cannot be asked. */
export function signedInAs(accounts: AccountDirectory, key: AccountKey): Result<SignedInAccount> {
  const account = accounts.signedIn(key);
  if (account !== null) return { ok: true, value: account };
  return accounts.keys().includes(key) ? fail({ kind: 'unauthorized', host: hostOf(key), message: '' }) : fail({ kind: 'notFound', what: 'account' });
}

/** Asks each of these accounts at the same time; one that fails does not stop the others. */
export function askEach<T>(accounts: AccountDirectory, keys: readonly AccountKey[], ask: (account: SignedInAccount) => Promise<Result<T>>): Promise<readonly { readonly account: AccountKey; readonly result: Result<T> }[]> {
  return Promise.all(
    [...new Set(keys)].map(async (key) => {
      const account = signedInAs(accounts, key);
      return { account: key, result: account.ok ? await ask(account.value) : account };
    }),
  );
}

/** Whether the server may have done what it gave no clear answer to. */
export function isUnclear(result: Result<unknown>): boolean {
  return !result.ok && 'mayHaveArrived' in result.error && result.error.mayHaveArrived;
}
