import type { AccountKey } from '../../../electron/contract/index.ts';
import { newBody } from '../../stores/compose-body.ts';
import { useStores } from '../stores/index.tsx';

/** Opens the composer with these words, from this account alone. What was being written stays as a draft. */
export function useWrite(): (text: string, account: AccountKey | null) => Promise<void> {
  const { accounts, compose, navigation } = useStores();
  return async (text, account) => {
    await compose.getState().beginNew();
    const author = account === null ? undefined : accounts.getState().find(account);
    compose.getState().change((body) => ({ ...(author === undefined ? body : newBody(author)), text }));
    navigation.getState().open({ kind: 'write', replyTo: null, account });
  };
}
