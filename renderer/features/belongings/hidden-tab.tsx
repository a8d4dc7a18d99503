import { useEffect } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Hidden } from '../../../electron/contract/shield.ts';
import { belongingsText } from '../../text/belongings.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { useShownAccounts, useTellFailure } from './account-section.tsx';
import css from './belongings.module.css';
import { ShieldRules } from './shield-rules.tsx';

/** Whom each account mutes and blocks, with the way back, and over what else that holds. */
export function HiddenTab() {
  const accounts = useShownAccounts();
  return accounts.map((account) => <HiddenSection key={account.key} account={account} />);
}

function HiddenSection({ account }: { readonly account: Account }) {
  const { shield } = useStores();
  const list = useStoreValue(shield, (state) => state.lists.get(account.key));
  const readAt = list?.readAt ?? null;
  const error = list?.error ?? null;
  const hidden = list?.hidden ?? [];
  useEffect(() => void shield.getState().load(account.key), [shield, account.key]);
  return (
    <section className={css.account} aria-label={account.nickname}>
      <h3>
        <AccountChip colour={account.colour} nickname={account.nickname} handle={account.handle} />
        {readAt !== null && (
          <small className={css.hint}>
            {belongingsText.hiddenCount(hidden.length)}, {belongingsText.readAt(readAt)}
          </small>
        )}
      </h3>
      <ShieldRules account={account} />
      {list?.reading === true && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {belongingsText.loading}
        </p>
      )}
      {error !== null && <p className={css.note}>{errorText(error)}</p>}
      {readAt !== null && hidden.length === 0 && <p className={css.note}>{belongingsText.noHidden}</p>}
      <ul className={css.rows}>
        {hidden.map((each) => (
          <HiddenRow key={`${each.kind} ${each.subject}`} account={account} hidden={each} />
        ))}
      </ul>
    </section>
  );
}

function HiddenRow({ account, hidden }: { readonly account: Account; readonly hidden: Hidden }) {
  const { shield, toasts, navigation } = useStores();
  const tell = useTellFailure();
  const { kind, subject, person, endsAt } = hidden;
  const takeBack = async (): Promise<void> => {
    const failed = await shield.getState().undo(account.key, hidden);
    if (failed === null) toasts.getState().show({ text: belongingsText.takenBack(kind, subject, account.nickname), tone: 'done' });
    else tell(failed);
  };
  const name = person === null ? '' : cleanLine(person.displayName);
  return (
    <li className={css.row}>
      <span className={css.words}>
        {name !== '' && <b dir="auto">{name} </b>}
        {kind === 'domain' ? (
          subject
        ) : (
          <Button look="link" size="s" onClick={() => navigation.getState().open({ kind: 'person', handle: subject, account: account.key })}>
            @{subject}
          </Button>
        )}
        <small>
          {belongingsText.hiddenKinds[kind]}
          {endsAt !== null && ` ${belongingsText.endsAt(endsAt)}`}
        </small>
      </span>
      <Button size="s" aria-label={belongingsText.takeBackOf(kind, subject)} onClick={() => void takeBack()}>
        {belongingsText.takeBack[kind]}
      </Button>
    </li>
  );
}
