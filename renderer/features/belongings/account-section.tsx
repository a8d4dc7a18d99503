import type { ReactNode } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey, AppError, Result } from '../../../electron/contract/index.ts';
import type { AccountAnswer } from '../../../electron/contract/lists.ts';
import type { Asked } from '../../stores/belongings.ts';
import { belongingsText } from '../../text/belongings.ts';
import { errorText } from '../../text/errors.ts';
import { AccountChip } from '../../ui/chip.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './belongings.module.css';

/** The accounts whose things are shown, in rail order. */
export function useShownAccounts(): readonly Account[] {
  const { belongings } = useStores();
  const accounts = useAccounts();
  const of = useStoreValue(belongings, (state) => state.of);
  return accounts.some(({ key }) => key === of) ? accounts.filter(({ key }) => key === of) : accounts;
}

/** Tells what went wrong with a change, and nothing where it worked. */
export function useTellFailure(): (error: AppError | null) => void {
  const { toasts } = useStores();
  return (error) => (error === null ? undefined : toasts.getState().show({ text: belongingsText.failed(errorText(error)), tone: 'blocked' }));
}

/** The accounts something did not work for, and why it did not for the first of them. */
export function useTellFailures(): (answers: readonly AccountAnswer<null>[]) => void {
  const { toasts } = useStores();
  const accounts = useAccounts();
  return (answers) => {
    const failed = answers.flatMap(({ account, result }) => (result.ok ? [] : [{ name: nicknameOf(accounts, account), error: result.error }]));
    const [first] = failed;
    if (first !== undefined) toasts.getState().show({ text: belongingsText.failedFor(failed.map(({ name }) => name), errorText(first.error)), tone: 'blocked' });
  };
}

export function nicknameOf(accounts: readonly Account[], key: AccountKey): string {
  return accounts.find((account) => account.key === key)?.nickname ?? key;
}

export function AskedNote({ asked: { answers, loading, error } }: { readonly asked: Asked<unknown> }) {
  if (error !== null)
    return (
      <p className={css.error} role="alert">
        {errorText(error)}
      </p>
    );
  if (answers !== null || !loading) return null;
  return (
    <p className={css.note} role="status">
      <Spinner size={14} /> {belongingsText.loading}
    </p>
  );
}

export interface AccountSectionProps<T> {
  readonly account: Account;
  readonly result: Result<readonly T[]>;
  /** What is said where there is nothing. */
  readonly none: string;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** What one account has, or why it could not be asked. */
export function AccountSection<T>({ account, result, none, children }: AccountSectionProps<T>) {
  return (
    <section className={css.account} aria-label={account.nickname}>
      <h3>
        <AccountChip colour={account.colour} nickname={account.nickname} handle={account.handle} />
      </h3>
      {!result.ok ? <p className={css.note}>{errorText(result.error)}</p> : result.value.length === 0 ? <p className={css.note}>{none}</p> : <ul className={css.rows}>{children(result.value)}</ul>}
    </section>
  );
}
