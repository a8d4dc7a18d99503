import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { NotificationPolicy, PolicyValue } from '../../../electron/contract/notifications.ts';
import { errorText } from '../../text/errors.ts';
import { inboxText } from '../../text/notifications.ts';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './policy-settings.module.css';

const strangers = Object.keys(inboxText.strangers) as (keyof NotificationPolicy)[];
const values = Object.keys(inboxText.policyValues) as PolicyValue[];

/** What each account's server does with notifications of strangers; asked when its row is opened. */
export function PolicySettings() {
  const accounts = useAccounts().filter(({ health }) => health.state !== 'signedOut');
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={css.group}>
      <p id={id} className={css.title}>
        {inboxText.policy}
      </p>
      <p className={css.hint}>{inboxText.policyHint}</p>
      {accounts.map((account) => (
        <AccountPolicy key={account.key} account={account} />
      ))}
    </div>
  );
}

function AccountPolicy({ account }: { readonly account: Account }) {
  const { notifications } = useStores();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const toggle = (): void => {
    if (!isOpen) void notifications.getState().loadPolicy(account.key);
    setOpen(!isOpen);
  };
  return (
    <div className={css.account}>
      <button type="button" className={css.toggle} aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <ChevronRight aria-hidden="true" />
        <i className={css.dot} data-colour={account.colour} aria-hidden="true" />
        {inboxText.policyOf(cleanLine(account.nickname, 60))}
      </button>
      <div id={id}>{isOpen && <Rules account={account} />}</div>
    </div>
  );
}

function Rules({ account }: { readonly account: Account }) {
  const { notifications, toasts } = useStores();
  const policy = useStoreValue(notifications, (state) => state.policies.get(account.key));
  if (policy === undefined) return <Spinner size={14} />;
  if (!policy.ok) return <p className={css.hint}>{policy.error.kind === 'unsupported' ? inboxText.noPolicy : errorText(policy.error)}</p>;
  const change = async (part: Partial<NotificationPolicy>): Promise<void> => {
    const error = await notifications.getState().changePolicy(account.key, part);
    if (error !== null) toasts.getState().show({ text: inboxText.failed(errorText(error)), tone: 'blocked' });
  };
  return strangers.map((name) => (
    <label key={name} className={css.rule}>
      <span>{inboxText.strangers[name]}</span>
      <select
        value={policy.value[name]}
        onChange={(event) => {
          const chosen = values.find((value) => value === event.target.value);
          if (chosen !== undefined) void change({ [name]: chosen });
        }}
      >
        {values.map((value) => (
          <option key={value} value={value}>
            {inboxText.policyValues[value]}
          </option>
        ))}
      </select>
    </label>
  ));
}
