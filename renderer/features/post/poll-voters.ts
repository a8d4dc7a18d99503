import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import { actAsOrder, actingAccount, hindranceOf } from './acting-account.ts';

export interface PollVoters {
  /** Accounts that voted, and for what; in rail order. */
  readonly voted: readonly { readonly account: Account; readonly choices: readonly number[] }[];
  /** Accounts that still may, those the post reached first: neither voted nor wrote it. */
  readonly able: readonly Account[];
  /** The one that votes unless the person picks another; null where none may. */
  readonly first: Account | null;
  /** Voting is not what comes first here: somebody of the own accounts has voted, or asked. */
  readonly showsResults: boolean;
}

export function pollVoters(view: StatusView, reached: readonly AccountKey[], accounts: readonly Account[], lastUsed: ReadonlyMap<string, AccountKey>): PollVoters {
  const voted = accounts.flatMap((account) => {
    const choices = view.marks.find((mark) => mark.account === account.key)?.ownVotes ?? [];
    return choices.length === 0 ? [] : [{ account, choices }];
  });
  const isAuthor = ({ handle }: Account): boolean => handle.toLowerCase() === view.status.author.handle.toLowerCase();
  const able = actAsOrder(accounts, reached).filter((account) => !isAuthor(account) && !voted.some((each) => each.account.key === account.key) && hindranceOf(account, view, 'favourite') === null);
  const usual = actingAccount(view, reached, accounts, lastUsed);
  return { voted, able, first: able.find(({ key }) => key === usual?.key) ?? able[0] ?? null, showsResults: voted.length > 0 || accounts.some(isAuthor) };
}
