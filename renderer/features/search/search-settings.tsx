import { useEffect, useState } from 'react';
import type { Settings } from '../../../electron/contract/settings.ts';
import type { Backfill } from '../../../electron/contract/search.ts';
import { errorText } from '../../text/errors.ts';
import { searchText } from '../../text/search.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './search-settings.module.css';

const days: readonly Settings['searchDays'][] = [7, 30, 90, 365, 0];
const megabytes: readonly Settings['searchMegabytes'][] = [250, 500, 1000, 2000, 5000];

interface SearchSettingsProps {
  readonly settings: Settings;
  readonly onChange: (part: Partial<Settings>) => void;
}

/** How long and how much is remembered, how much it is now, and how to read more into it or to forget it all. */
export function SearchSettings({ settings, onChange }: SearchSettingsProps) {
  const { search } = useStores();
  const size = useStoreValue(search, (state) => state.size);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => void search.getState().loadSize(), [search]);
  return (
    <>
      <Choice label={searchText.days} hint={searchText.daysHint} value={settings.searchDays} options={days} words={(value) => searchText.dayWords[value] ?? ''} onChange={(searchDays) => onChange({ searchDays })} />
      <Choice label={searchText.megabytes} hint={searchText.megabytesHint} value={settings.searchMegabytes} options={megabytes} words={searchText.megabyteWords} onChange={(searchMegabytes) => onChange({ searchMegabytes })} />
      {size !== null && (
        <p className={css.size} data-search-size="">
          {searchText.kept(size.posts)} {searchText.sizes(size.indexBytes, size.cacheBytes)} {size.waiting > 0 && searchText.waiting(size.waiting)}
        </p>
      )}
      <Backfills backfills={size?.backfills ?? []} />
      <div>
        <Button look="danger" onClick={() => setAsking(true)}>
          {searchText.forget}
        </Button>
      </div>
      {isAsking && <Forget onClose={() => setAsking(false)} />}
    </>
  );
}

interface ChoiceProps<Value extends number> {
  readonly label: string;
  readonly hint: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly words: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends number>({ label, hint, value, options, words, onChange }: ChoiceProps<Value>) {
  const choose = (text: string): void => {
    const chosen = options.find((option) => String(option) === text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <label className={css.choice}>
      <span className={css.words}>
        {label}
        <small className={css.hint}>{hint}</small>
      </span>
      <select className={css.select} value={String(value)} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option} value={String(option)}>
            {words(option)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Backfills({ backfills }: { readonly backfills: readonly Backfill[] }) {
  const { search, toasts } = useStores();
  const accounts = useAccounts();
  const run = async (account: Backfill['account'], isOn: boolean): Promise<void> => {
    const error = await search.getState().backfill(account, isOn);
    if (error !== null) toasts.getState().show({ text: errorText(error), tone: 'blocked' });
  };
  return (
    <div className={css.backfills}>
      <p>
        {searchText.backfill}
        <small className={css.hint}>{searchText.backfillHint}</small>
      </p>
      <ul>
        {accounts.map(({ key, nickname, colour, health }) => {
          const state = backfills.find(({ account }) => account === key);
          const name = cleanLine(nickname);
          const isRunning = state?.state === 'running';
          return (
            <li key={key} className={css.backfill} data-colour={colour}>
              <span className={css.words}>
                <b>
                  <i className={css.knot} aria-hidden="true" />
                  <bdi>{name}</bdi>
                </b>
                <small className={css.hint} role="status">
                  {isRunning && <Spinner size={12} />}
                  {stateWords(state)}
                </small>
              </span>
              <Button size="s" held={health.state === 'signedOut'} aria-label={isRunning ? searchText.backfillStop(name) : searchText.backfillDo(name)} onClick={() => void run(key, !isRunning)}>
                {isRunning ? searchText.stop : wordsFor(state)}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function stateWords(state: Backfill | undefined): string {
  if (state === undefined) return searchText.notBegun;
  return [searchText.backfillState(state), state.error === null ? '' : errorText(state.error)].join(' ').trim();
}

function wordsFor(state: Backfill | undefined): string {
  if (state === undefined) return searchText.backfillShort;
  return state.state === 'done' ? searchText.backfillAgain : searchText.backfillOn;
}

function Forget({ onClose }: { readonly onClose: () => void }) {
  const { search, toasts } = useStores();
  const forget = async (): Promise<void> => {
    onClose();
    const error = await search.getState().forget();
    toasts.getState().show(error === null ? { text: searchText.forgotten, tone: 'done' } : { text: errorText(error), tone: 'blocked' });
  };
  return (
    <Dialog
      title={searchText.forgetTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{searchText.cancel}</Button>
          <Button look="danger" onClick={() => void forget()}>
            {searchText.forgetDo}
          </Button>
        </>
      }
    >
      <p>{searchText.forgetAbout}</p>
    </Dialog>
  );
}
