import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { FilterStep } from '../../../electron/contract/filters.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { AccountAnswer } from '../../../electron/contract/lists.ts';
import { belongingsText } from '../../text/belongings.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useStores } from '../stores/index.tsx';
import { nicknameOf } from './account-section.tsx';
import { AccountTicks } from './account-ticks.tsx';
import css from './belongings.module.css';

type Answers = readonly AccountAnswer<readonly FilterStep[]>[];

const nameOf = (account: AccountKey, index: number): string => `${account} ${index}`;

/** Filters are added and changed unless unticked; what only the other account has goes only when ticked. */
function firstChoice(answers: Answers): ReadonlySet<string> {
  return new Set(answers.flatMap(({ account, result }) => (result.ok ? result.value.flatMap((step, index) => (step.kind === 'remove' ? [] : [nameOf(account, index)])) : [])));
}

/** Makes the filters of some accounts like those of another: shows what would change, does what is ticked, tells what came of it. */
export function SyncDialog({ accounts, from: first, onClose }: { readonly accounts: readonly Account[]; readonly from: AccountKey | undefined; readonly onClose: () => void }) {
  const { belongings } = useStores();
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState<ReadonlySet<AccountKey>>(() => new Set(accounts.map(({ key }) => key).filter((key) => key !== first)));
  const [answers, setAnswers] = useState<Answers | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const others = accounts.filter(({ key }) => key !== from);
  const targets = others.map(({ key }) => key).filter((key) => to.has(key));
  const begin = (): void => {
    setAnswers(null);
    setTold([]);
  };
  const compare = async (): Promise<void> => {
    if (from === undefined || targets.length === 0) return;
    setBusy(true);
    const answer = await belongings.getState().compareFilters(from, targets);
    setBusy(false);
    if (!answer.ok) return setTold([errorText(answer.error)]);
    setTold([]);
    setAnswers(answer.value);
    setChosen(firstChoice(answer.value));
  };
  const apply = async (): Promise<void> => {
    const steps = (answers ?? []).flatMap(({ account, result }) => {
      const own = result.ok ? result.value.filter((_, index) => chosen.has(nameOf(account, index))) : [];
      return own.length === 0 ? [] : [{ account, steps: own }];
    });
    setBusy(true);
    const answer = await belongings.getState().applyFilters(steps);
    setBusy(false);
    setAnswers(null);
    if (!answer.ok) return setTold([errorText(answer.error)]);
    setTold(answer.value.flatMap(({ account, done, failed }) => [belongingsText.syncDone(nicknameOf(accounts, account), done), ...failed.map(({ title, error }) => belongingsText.syncFailed(nicknameOf(accounts, account), cleanLine(title), errorText(error)))]));
  };
  return (
    <Dialog
      title={belongingsText.syncTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{belongingsText.close}</Button>
          {answers === null ? (
            <Button look="ink" held={busy || targets.length === 0} aria-busy={busy} onClick={() => void compare()}>
              {belongingsText.compare}
            </Button>
          ) : (
            <Button look="ink" held={busy || chosen.size === 0} aria-busy={busy} onClick={() => void apply()}>
              {chosen.size === 0 ? belongingsText.applyNone : belongingsText.apply(chosen.size)}
            </Button>
          )}
        </>
      }
    >
      <div className={css.form}>
        <p className={css.hint}>{belongingsText.syncHint}</p>
        <label>
          <span className={css.label}>{belongingsText.syncFrom}</span>
          <select
            className={css.select}
            value={from}
            onChange={(event) => {
              setFrom(accounts.find(({ key }) => key === event.target.value)?.key);
              setTo(new Set(accounts.map(({ key }) => key)));
              begin();
            }}
          >
            {accounts.map(({ key, nickname, handle }) => (
              <option key={key} value={key}>
                {cleanLine(nickname)} (@{cleanLine(handle)})
              </option>
            ))}
          </select>
        </label>
        <AccountTicks
          label={belongingsText.syncTo}
          accounts={others}
          chosen={to}
          onChange={(next) => {
            setTo(next);
            begin();
          }}
        />
        {answers?.map((answer) => (
          <Steps key={answer.account} answer={answer} nickname={nicknameOf(accounts, answer.account)} chosen={chosen} onChange={setChosen} />
        ))}
        <div role="status">
          {told.map((words) => (
            <p key={words} className={css.note}>
              {words}
            </p>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

function Steps({ answer: { account, result }, nickname, chosen, onChange }: { readonly answer: Answers[number]; readonly nickname: string; readonly chosen: ReadonlySet<string>; readonly onChange: (chosen: ReadonlySet<string>) => void }) {
  const toggle = (name: string): void => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <fieldset className={css.ticks}>
      <legend className={css.label}>{nickname}</legend>
      {!result.ok && <p className={css.error}>{errorText(result.error)}</p>}
      {result.ok && result.value.length === 0 && <p className={css.hint}>{belongingsText.same}</p>}
      {result.ok &&
        result.value.map((step, index) => (
          <label key={nameOf(account, index)} className={css.tick}>
            <input type="checkbox" checked={chosen.has(nameOf(account, index))} onChange={() => toggle(nameOf(account, index))} />
            {belongingsText.step(step)}
          </label>
        ))}
    </fieldset>
  );
}
