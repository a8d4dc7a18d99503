import { useEffect, useState } from 'react';
import type { AppError, StatusUri } from '../../../electron/contract/index.ts';
import type { StatusVersion } from '../../../electron/contract/statuses.ts';
import { actingText } from '../../text/acting.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { fullTime } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { textOfHtml } from '../../ui/server-html.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
import css from './post-dialogs.module.css';
import { wordDiff } from './word-diff.ts';

type Loading = { readonly state: 'loading' } | { readonly state: 'failed'; readonly error: AppError } | { readonly state: 'ready'; readonly versions: readonly StatusVersion[] };

/** What a post said before, newest first; each version with what it changed. */
export function HistoryDialog({ uri, onClose }: { readonly uri: StatusUri; readonly onClose: () => void }) {
  const { statuses } = useStores();
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  useEffect(() => {
    let isOpen = true;
    void statuses.getState().history(uri).then((answer) => {
      if (isOpen) setLoading(answer.ok ? { state: 'ready', versions: answer.value } : { state: 'failed', error: answer.error });
    });
    return () => {
      isOpen = false;
    };
  }, [statuses, uri]);
  const versions = loading.state === 'ready' ? loading.versions : [];
  return (
    <Dialog title={actingText.history} width="l" onClose={onClose} footer={<Button onClick={onClose}>{copiesText.close}</Button>}>
      {loading.state === 'loading' && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {actingText.historyLoading}
        </p>
      )}
      {loading.state === 'failed' && (
        <p className={css.error} role="alert">
          {errorText(loading.error)}
        </p>
      )}
      {versions.map((version, index) => <Version key={version.at} version={version} before={versions[index - 1] ?? null} number={index} />).toReversed()}
    </Dialog>
  );
}

function Version({ version, before, number }: { readonly version: StatusVersion; readonly before: StatusVersion | null; readonly number: number }) {
  const now = useMinute();
  const text = textOfHtml(version.content);
  const sameWords = before !== null && textOfHtml(before.content) === text;
  return (
    <section className={css.version}>
      <h3>
        {before === null ? actingText.first : actingText.version(number)}
        <time dateTime={new Date(version.at).toISOString()}>{fullTime(version.at, now)}</time>
      </h3>
      <Field label={actingText.warningWas} before={before?.spoilerText ?? null} after={version.spoilerText} />
      <p className={css.words} dir="auto">
        {sameWords ? text : <Words before={before === null ? null : textOfHtml(before.content)} after={text} />}
      </p>
      {sameWords && <p className={css.about}>{actingText.sameWords}</p>}
      <Field label={actingText.mediaWas} before={before?.descriptions.join('\n') ?? null} after={version.descriptions.join('\n')} />
      <Field label={actingText.pollWas} before={before?.pollOptions.join('\n') ?? null} after={version.pollOptions.join('\n')} />
      {before !== null && before.sensitive !== version.sensitive && <p className={css.about}>{version.sensitive ? actingText.marked : actingText.unmarked}</p>}
    </section>
  );
}

/** Shown where it says something: at first, or because it changed. */
function Field({ label, before, after }: { readonly label: string; readonly before: string | null; readonly after: string }) {
  if (before === after || (before === null && after.trim() === '')) return null;
  return (
    <p className={css.words} dir="auto">
      <span className={css.label}>{label}</span>
      <Words before={before} after={after} />
    </p>
  );
}

function Words({ before, after }: { readonly before: string | null; readonly after: string }) {
  if (before === null) return cleanText(after);
  return wordDiff(cleanText(before), cleanText(after)).map(({ kind, text }, index) => {
    if (kind === 'same') return text;
    const Mark = kind === 'added' ? 'ins' : 'del';
    return (
      // Parts of a difference have no names of their own, and never move.
      // oxlint-disable-next-line react/no-array-index-key
      <Mark key={index}>
        <span className="spoken">{kind === 'added' ? actingText.added : actingText.removed} </span>
        {text}
      </Mark>
    );
  });
}
