import { LogIn } from 'lucide-react';
import { accountsText } from '../../text/accounts.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './signed-out-banner.module.css';
import { useSignInDone } from './use-sign-in-done.ts';

/** Says once, and until it is put away, which accounts need a new sign-in. */
export function SignedOutBanner() {
  const { accounts, navigation, signIn } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const quieted = useStoreValue(accounts, (state) => state.quieted);
  useSignInDone();
  const shown = all.filter(({ key, health }) => health.state === 'signedOut' && !quieted.has(key));
  return (
    <div role="status" className={css.stack}>
      {shown.map((account) => (
        <div key={account.key} className={css.banner} data-colour={account.colour}>
          <span className={css.icon}>
            <StateIcon state="needs" />
          </span>
          <p className={css.words}>
            <b>{accountsText.signedOutTitle(account.nickname)}.</b> {accountsText.signedOutBody(account.handle)}
          </p>
          <Button
            size="s"
            onClick={() => {
              signIn.getState().reset();
              void signIn.getState().choose(account.server.apiHost);
              navigation.getState().open({ kind: 'addAccount' });
            }}
          >
            <LogIn />
            {accountsText.signIn}
          </Button>
          <Button size="s" look="quiet" onClick={() => accounts.getState().quiet(account.key)}>
            {accountsText.later}
          </Button>
        </div>
      ))}
    </div>
  );
}
