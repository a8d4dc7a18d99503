import { useEffect, useState } from 'react';
import type { ReadCopy } from '../../../electron/contract/copies.ts';
import type { AppError, StatusUri } from '../../../electron/contract/index.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import { AccountRow } from './account-row.tsx';
import { isChanged, toEdits, toWordings, type Wording } from './copy-wordings.ts';
import { JobRow } from './job-row.tsx';
import css from './post-dialogs.module.css';
import { useBatch, useOwnCopies } from './use-own-copies.ts';
import { WordingFields, useMeasures } from './wording-fields.tsx';

type Reading = { readonly state: 'reading' } | { readonly state: 'failed'; readonly error: AppError } | { readonly state: 'read'; readonly copies: readonly ReadCopy[] };

/** Edits the words and alt texts of all copies or the ticked ones. */
export function EditDialog({ uri, onClose }: { readonly uri: StatusUri; readonly onClose: () => void }) {
  const { copies: store } = useStores();
  const own = useOwnCopies(uri);
  const [reading, setReading] = useState<Reading>({ state: 'reading' });
  const [wordings, setWordings] = useState<readonly Wording[]>([]);
  const [unticked, setUnticked] = useState<ReadonlySet<StatusUri>>(new Set());
  const [batch, setBatch] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const measures = useMeasures(wordings);
  const jobs = useBatch(batch, onClose);
  useEffect(() => {
    let isOpen = true;
    void store.getState().read(own.map((copy) => copy.uri)).then((answer) => {
      if (!isOpen) return;
      setReading(answer.ok ? { state: 'read', copies: answer.value } : { state: 'failed', error: answer.error });
      if (answer.ok) setWordings(toWordings(answer.value.flatMap(({ result }) => (result.ok ? [result.value] : []))));
    });
    return () => {
      isOpen = false;
    };
    // The copies are those of the moment the dialog opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [store]);

  const ticked = (copy: StatusUri): boolean => !unticked.has(copy);
  const edits = toEdits(wordings, ticked);
  const hindrance = hindranceOf(wordings, edits.length, measures.some(({ left }) => left < 0));
  const save = async (): Promise<void> => {
    const answer = await store.getState().edit(edits);
    if (answer.ok) setBatch(answer.value[0]?.batch ?? null);
    else setError(answer.error);
  };
  const isWriting = reading.state === 'read' && batch === null && wordings.length > 0;
  return (
    <Dialog
      width="l"
      title={copiesText.editTitle(Math.max(1, wordings.flatMap(({ copies }) => copies).filter((copy) => ticked(copy.uri)).length))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{batch === null ? copiesText.cancel : copiesText.close}</Button>
          {isWriting && (
            <Button look="ink" held={hindrance !== null} data-tip={hindrance ?? undefined} onClick={() => void save()}>
              {copiesText.save(Math.max(1, edits.length))}
            </Button>
          )}
        </>
      }
    >
      {reading.state === 'reading' && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {copiesText.reading}
        </p>
      )}
      {reading.state === 'failed' && <Failure error={reading.error} />}
      {reading.state === 'read' && batch === null && (
        <>
          <Unreadable copies={reading.copies} />
          {own.length > 1 && wordings.length > 0 && <Ticks own={own.filter((copy) => wordings.some(({ copies }) => copies.some((each) => each.uri === copy.uri)))} unticked={unticked} onChange={setUnticked} />}
          {wordings.length > 1 && <p className={css.about}>{copiesText.differ}</p>}
          {wordings.map((wording, index) => (
            <WordingFields key={wording.copies[0]?.uri} wording={wording} isOnly={wordings.length === 1} measures={measures} onChange={(next) => setWordings(wordings.map((each, at) => (at === index ? { ...each, ...next } : each)))} />
          ))}
          {error !== null && <Failure error={error} />}
        </>
      )}
      {batch !== null && (
        <div className={css.list} aria-live="polite">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </div>
      )}
    </Dialog>
  );
}

function hindranceOf(wordings: readonly Wording[], edits: number, isTooLong: boolean): string | null {
  if (!wordings.some(isChanged)) return copiesText.nothingChanged;
  if (edits === 0) return copiesText.noneTicked;
  if (wordings.some(({ text, descriptions }) => text.trim() === '' && descriptions.length === 0)) return copiesText.empty;
  return isTooLong ? copiesText.tooLong : null;
}

function Failure({ error }: { readonly error: AppError }) {
  return (
    <p className={css.error} role="alert">
      {errorText(error)}
    </p>
  );
}

interface TicksProps {
  readonly own: ReturnType<typeof useOwnCopies>;
  readonly unticked: ReadonlySet<StatusUri>;
  readonly onChange: (unticked: ReadonlySet<StatusUri>) => void;
}

function Ticks({ own, unticked, onChange }: TicksProps) {
  return (
    <div className={css.list} role="group" aria-label={copiesText.which}>
      {own.map(({ uri, account }) => (
        <AccountRow key={uri} account={account} ticked={!unticked.has(uri)} onTick={(ticked) => onChange(new Set(ticked ? [...unticked].filter((other) => other !== uri) : [...unticked, uri]))} />
      ))}
    </div>
  );
}

/** Copies whose words cannot be had: they stay as they are, and why. */
function Unreadable({ copies }: { readonly copies: readonly ReadCopy[] }) {
  const accounts = useAccounts();
  const { postMenus } = useStores();
  return copies.map(({ uri, account: key, result }) =>
    result.ok ? null : (
      <div key={uri} className={css.error} role="alert">
        <p>{copiesText.cannotRead(cleanLine(accounts.find((account) => account.key === key)?.nickname ?? copiesText.goneAccount), whyOf(result.error))}</p>
        {result.error.kind === 'unsupported' && <Button onClick={() => postMenus.getState().ask({ kind: 'change', deed: 'redraft', uri, alone: true })}>{copiesText.redraft}</Button>}
      </div>
    ),
  );
}

function whyOf(error: AppError): string {
  if (error.kind !== 'unsupported') return errorText(error);
  return error.capability === 'editEndedPoll' ? copiesText.endedPoll : copiesText.noEdits;
}
