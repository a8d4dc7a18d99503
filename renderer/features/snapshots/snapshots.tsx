import { useEffect } from 'react';
import { archiveText } from '../../text/archives.ts';
import { errorText } from '../../text/errors.ts';
import { snapshotText } from '../../text/snapshots.ts';
import { Button } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountCard } from './account-card.tsx';
import css from './snapshots.module.css';

/** What is kept of every account on this computer, how old it is, and what can be done with it. */
export function Snapshots({ onBack, onClose }: { readonly onBack: (() => void) | undefined; readonly onClose: () => void }) {
  const { accounts, navigation, snapshots } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const { loaded, accounts: kept, error } = useStoreValue(snapshots, (state) => state);
  useEffect(() => void snapshots.getState().start(), [snapshots]);
  return (
    <section className={css.pane} aria-label={snapshotText.title}>
      <PaneHeader title={snapshotText.title} onBack={onBack} onClose={onClose} />
      <div className={css.scroll}>
        <p className={css.lead}>{snapshotText.lead}</p>
        {error !== null && (
          <p className={css.warning} role="alert">
            <StateIcon state="blocked" /> {errorText(error)}
          </p>
        )}
        {!loaded && error === null && <Spinner />}
        <ul className={css.list}>
          {all.flatMap((account) => {
            const own = kept.find((each) => each.account === account.key);
            return own === undefined ? [] : [<AccountCard key={account.key} account={account} kept={own} others={all.filter(({ key }) => key !== account.key)} />];
          })}
        </ul>
        <div className={css.own}>
          <p className={css.small}>{snapshotText.ownPosts}</p>
          <Button size="s" onClick={() => navigation.getState().open({ kind: 'archive' })}>
            {archiveText.open}
          </Button>
        </div>
      </div>
    </section>
  );
}
