import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { AccountChip } from '../../ui/chip.tsx';
import css from './belongings.module.css';

export interface AccountTicksProps {
  readonly label: string;
  readonly accounts: readonly Account[];
  readonly chosen: ReadonlySet<AccountKey>;
  readonly onChange: (chosen: ReadonlySet<AccountKey>) => void;
}

export function AccountTicks({ label, accounts, chosen, onChange }: AccountTicksProps) {
  return (
    <fieldset className={css.ticks}>
      <legend className={css.label}>{label}</legend>
      {accounts.map(({ key, nickname, handle, colour }) => (
        <label key={key} className={css.tick}>
          <input type="checkbox" checked={chosen.has(key)} onChange={(event) => onChange(new Set(accounts.map((each) => each.key).filter((each) => (each === key ? event.target.checked : chosen.has(each)))))} />
          <AccountChip size="s" colour={colour} nickname={nickname} handle={handle} />
        </label>
      ))}
    </fieldset>
  );
}
