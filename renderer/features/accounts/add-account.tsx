import { welcomeText } from '../../text/welcome.ts';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './add-account.module.css';
import { Practice } from './practice.tsx';
import { SignIn } from './sign-in.tsx';

/** The sign-in flow as a pane, for further accounts: also a second one on the same server, and an old one again. */
export function AddAccount() {
  const { navigation, signIn } = useStores();
  const attempt = useStoreValue(signIn, (state) => state.attempt);
  const depth = useStoreValue(navigation, (state) => state.stack.length);
  const leave = (go: () => void) => () => {
    void signIn.getState().cancel();
    signIn.getState().reset();
    go();
  };
  return (
    <section className={css.pane} aria-label={welcomeText.addTitle}>
      <PaneHeader title={welcomeText.addTitle} onBack={depth > 1 ? leave(() => navigation.getState().back()) : undefined} onClose={leave(() => navigation.getState().closeDetail())} />
      <div className={css.body}>
        <SignIn />
        {attempt === null && <Practice />}
      </div>
    </section>
  );
}
