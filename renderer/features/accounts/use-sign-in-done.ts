import { useEffect } from 'react';
import { welcomeText } from '../../text/welcome.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** Ends a sign-in that worked, wherever the person is by then: they may have read on while the browser was open. */
export function useSignInDone(): void {
  const { accounts, navigation, signIn, toasts } = useStores();
  const attempt = useStoreValue(signIn, (state) => state.attempt);
  useEffect(() => {
    if (attempt?.state !== 'done') return;
    toasts.getState().show({ text: welcomeText.signedInAs(accounts.getState().find(attempt.account)?.handle ?? ''), tone: 'done' });
    signIn.getState().reset();
    if (navigation.getState().stack.at(-1)?.kind === 'addAccount') navigation.getState().back();
  }, [attempt, accounts, navigation, signIn, toasts]);
}
