import { Anchor, ArrowRight, Check, X } from 'lucide-react';
import { useId, useRef, useState, type ChangeEvent } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { copyText } from '../../text/carry-over.ts';
import { errorText } from '../../text/errors.ts';
import { movingText } from '../../text/moving.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './moving.module.css';

type Source = 'account' | 'files';
const sources = [
  { value: 'account', label: movingText.sourceAccount },
  { value: 'files', label: movingText.sourceFiles },
] as const;
/** As the contract bounds a file. */
const mostBytes = 20_000_000;

/** Two ends of a move that begins, with what will come along and what will not. */
export function NewPlan({ from: wanted }: { readonly from: AccountKey | null }) {
  const { accounts, navigation } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const [source, setSource] = useState<Source>('account');
  const [from, setFrom] = useState<AccountKey | null>(wanted);
  const [to, setTo] = useState<AccountKey | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const { begin, busy, problem } = useBegin();
  const isReady = to !== null && (source === 'files' ? files.length > 0 : from !== null && from !== to);
  const isFiles = source === 'files';
  return (
    <section aria-label={movingText.newPlan}>
      <p className={css.lead}>{movingText.lead}</p>
      <div className={css.begin} style={{ marginTop: 16 }}>
        <Segmented label={movingText.sourceLabel} value={source} options={sources} onChange={setSource} />
        <div className={css.ends}>
          {isFiles ? <FilePicker files={files} onChange={setFiles} /> : <Picker legend={movingText.fromAccount} accounts={all} value={from} other={to} onChange={setFrom} />}
          <ArrowRight aria-hidden="true" />
          <Picker legend={movingText.toAccount} accounts={all} value={to} other={isFiles ? null : from} onChange={setTo} />
        </div>
        {!isFiles && all.length < 2 && (
          <p className={css.end}>
            <span className={css.hint}>{movingText.noSecond}</span>
            <Button onClick={() => navigation.getState().open({ kind: 'addAccount' })}>{movingText.addAccount}</Button>
          </p>
        )}
        {problem !== null && (
          <p role="alert">
            <StateIcon state="blocked" /> {problem}
          </p>
        )}
        <div className={css.end}>
          <Button look="ink" size="l" held={!isReady || busy} aria-describedby="moving-begin-hint" onClick={() => to !== null && void begin(isFiles ? { files } : { from }, to)}>
            {isFiles ? movingText.beginFiles : movingText.begin}
          </Button>
          <p id="moving-begin-hint" className={css.hint}>
            {isReady ? movingText.beginHint : isFiles ? movingText.pickFiles : movingText.pickTwo}
          </p>
        </div>
      </div>
      <div className={css.what} style={{ marginTop: 22 }}>
        <What title={movingText.moves} lines={isFiles ? movingText.movesFilesList : movingText.movesList} moves />
        <What title={movingText.stays} lines={isFiles ? movingText.staysFilesList : movingText.staysList} />
      </div>
    </section>
  );
}

function useBegin() {
  const { moving, navigation, toasts } = useStores();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function begin(source: { readonly from: AccountKey | null } | { readonly files: readonly File[] }, to: AccountKey): Promise<void> {
    setBusy(true);
    setProblem(null);
    const made = 'files' in source ? await moving.getState().create({ kind: 'files' }, to) : source.from === null ? null : await moving.getState().create({ kind: 'account', account: source.from }, to);
    if (made !== null && !made.ok) setProblem(errorText(made.error));
    if (made?.ok === true) {
      if ('files' in source) await addFiles(made.value.id, source.files);
      navigation.getState().open({ kind: 'moving', plan: made.value.id, from: null });
    }
    setBusy(false);
  }
  async function addFiles(plan: string, files: readonly File[]): Promise<void> {
    for (const file of files) {
      // One after the other: two files of a kind are put together in this order.
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await moving.getState().addFile(plan, file.name, await file.text());
      toasts.getState().show(outcome.ok ? { text: movingText.fileRead(copyText.kind(outcome.value.kind), outcome.value.rows, outcome.value.bad), tone: 'done' } : { text: movingText.fileFailed(file.name, errorText(outcome.error)), tone: 'blocked' });
    }
  }
  return { begin, busy, problem };
}

interface PickerProps {
  readonly legend: string;
  readonly accounts: readonly Account[];
  readonly value: AccountKey | null;
  /** Chosen on the other side, so not here. */
  readonly other: AccountKey | null;
  readonly onChange: (account: AccountKey) => void;
}

function Picker({ legend, accounts, value, other, onChange }: PickerProps) {
  const name = useId();
  return (
    <fieldset className={css.picker}>
      <legend>{legend}</legend>
      {accounts.map((account) => (
        <label key={account.key} className={css.option} data-colour={account.colour}>
          <input type="radio" className="spoken" name={name} checked={account.key === value} disabled={account.key === other} onChange={() => onChange(account.key)} />
          <Avatar path={account.avatar} name={account.nickname} size={30} round />
          <span>
            <b>{account.nickname}</b>
            <small>@{account.handle}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function FilePicker({ files, onChange }: { readonly files: readonly File[]; readonly onChange: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const add = (event: ChangeEvent<HTMLInputElement>): void => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = '';
    setRefused(chosen.filter(({ size }) => size > mostBytes).map(({ name }) => name));
    const fit = chosen.filter(({ size }) => size <= mostBytes);
    onChange([...files.filter((file) => !fit.some(({ name }) => name === file.name)), ...fit]);
  };
  return (
    <fieldset className={css.picker}>
      <legend>{movingText.fromFiles}</legend>
      <p className={css.hint}>{movingText.filesHint}</p>
      {files.length > 0 && (
        <ul className={css.files}>
          {files.map((file) => (
            <li key={file.name}>
              <span>{file.name}</span>
              <IconButton size="s" label={movingText.dropFile(file.name)} onClick={() => onChange(files.filter((each) => each !== file))}>
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {refused.map((name) => (
        <p key={name} className={css.hint} role="alert">
          <StateIcon state="blocked" size={14} /> {movingText.fileTooLarge(name)}
        </p>
      ))}
      <input ref={input} type="file" className="spoken" tabIndex={-1} aria-label={movingText.fromFiles} multiple accept=".csv,.json,.txt,text/csv,application/json,text/plain" onChange={add} />
      <div>
        <Button onClick={() => input.current?.click()}>{files.length === 0 ? movingText.chooseFiles : movingText.moreFiles}</Button>
      </div>
    </fieldset>
  );
}

function What({ title, lines, moves = false }: { readonly title: string; readonly lines: readonly string[]; readonly moves?: boolean }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            {moves ? <Check aria-hidden="true" /> : <Anchor aria-hidden="true" />}
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
