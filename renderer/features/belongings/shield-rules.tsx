import type { Account } from '../../../electron/contract/accounts.ts';
import type { ShieldRule } from '../../../electron/contract/shield.ts';
import { belongingsText } from '../../text/belongings.ts';
import { Switch } from '../../ui/switch.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { useTellFailure } from './account-section.tsx';
import css from './belongings.module.css';

/** Over which other accounts, and over what is read without one, the mutes and blocks of this account hold. */
export function ShieldRules({ account }: { readonly account: Account }) {
  const { shield } = useStores();
  const rules = useStoreValue(shield, (state) => state.rules);
  const others = useAccounts().filter(({ key }) => key !== account.key);
  const tell = useTellFailure();
  const row = (over: ShieldRule['over'], label: string) => {
    const isOn = rules.some((rule) => rule.from === account.key && rule.over === over);
    return <Switch key={over} label={label} checked={isOn} onChange={(on) => void shield.getState().setRule({ from: account.key, over }, on).then(tell)} />;
  };
  return (
    <div className={css.shield} role="group" aria-label={`${belongingsText.shield}: ${account.nickname}`}>
      <h4>{belongingsText.shield}</h4>
      <p className={css.hint}>{belongingsText.shieldHint(account.nickname)}</p>
      {others.map(({ key, nickname }) => row(key, belongingsText.shieldOver(nickname)))}
      {row('foreign', belongingsText.shieldForeign)}
    </div>
  );
}
