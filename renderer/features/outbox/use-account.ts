import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { outboxText } from '../../text/outbox.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

export interface NamedAccount {
  readonly account: Account | undefined;
  readonly nickname: string;
  readonly colour: number;
}

export function useNamedAccount(key: AccountKey): NamedAccount {
  const { accounts } = useStores();
  const account = useStoreValue(accounts, (state) => state.accounts.find((each) => each.key === key));
  return { account, nickname: account?.nickname ?? outboxText.goneAccount, colour: account?.colour ?? 0 };
}
