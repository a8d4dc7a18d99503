import { useEffect, useId, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey, AppError } from '../../../electron/contract/index.ts';
import type { ReportReasons, ServerRule } from '../../../electron/contract/people.ts';
import type { PostDialog } from '../../stores/post-menus.ts';
import { actingText } from '../../text/acting.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './post-dialogs.module.css';

const categories = ['spam', 'legal', 'violation', 'other'] as const;
/** What Mastodon takes (report.rb COMMENT_SIZE_LIMIT). */
const longestComment = 1_000;

/** Tells the moderators of one account's server about a person and, where it began there, a post. */
export function ReportDialog({ dialog, onClose }: { readonly dialog: Extract<PostDialog, { kind: 'report' }>; readonly onClose: () => void }) {
  const { handle, target } = dialog;
  const { people, toasts } = useStores();
  const id = useId();
  const able = useAccounts().filter((account) => account.health.state !== 'signedOut' && account.handle.toLowerCase() !== handle.toLowerCase());
  const [chosen, setChosen] = useState<AccountKey | null>(() => able.find(({ key }) => target?.reached.includes(key))?.key ?? able[0]?.key ?? null);
  const [reasons, setReasons] = useState<ReportReasons>({ category: 'other', ruleIds: [], comment: '', forward: false });
  const [withPost, setWithPost] = useState(true);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const account = able.find(({ key }) => key === chosen);
  const domain = handle.slice(handle.lastIndexOf('@') + 1);
  const isElsewhere = account !== undefined && account.server.domain.toLowerCase() !== domain.toLowerCase();
  const change = (next: Partial<ReportReasons>): void => setReasons({ ...reasons, ...next });
  const needsRule = reasons.category === 'violation' && reasons.ruleIds.length === 0;

  const send = async (): Promise<void> => {
    if (busy || account === undefined) return;
    setBusy(true);
    const failed = await people.getState().report(handle, account.key, target !== null && withPost ? [target.uri] : [], { ...reasons, forward: reasons.forward && isElsewhere, ruleIds: reasons.category === 'violation' ? reasons.ruleIds : [] });
    setBusy(false);
    if (failed !== null) return setError(failed);
    toasts.getState().show({ text: actingText.reported(account.server.domain), tone: 'done' });
    onClose();
  };

  return (
    <Dialog
      title={actingText.reportTitle(cleanLine(handle))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{copiesText.cancel}</Button>
          <Button look="danger" held={needsRule || account === undefined} data-tip={needsRule ? actingText.pickRule : undefined} aria-busy={busy} onClick={() => void send()}>
            {busy && <Spinner size={14} />} {actingText.reportDo}
          </Button>
        </>
      }
    >
      <label className={css.label} htmlFor={`${id}-to`}>
        {actingText.reportTo}
      </label>
      <select id={`${id}-to`} className={css.select} value={chosen ?? ''} onChange={(event) => setChosen(able.find(({ key }) => key === event.target.value)?.key ?? null)}>
        {able.map((each) => (
          <option key={each.key} value={each.key}>
            {`${each.server.domain} (${cleanLine(each.nickname)})`}
          </option>
        ))}
      </select>
      <fieldset className={css.fieldset}>
        <legend>{actingText.reportWhy}</legend>
        {categories.map((category) => (
          <label key={category} className={css.choice}>
            <input type="radio" name={`${id}-category`} checked={reasons.category === category} onChange={() => change({ category })} />
            {actingText.categories[category]}
          </label>
        ))}
      </fieldset>
      {reasons.category === 'violation' && account !== undefined && <Rules key={account.key} account={account} chosen={reasons.ruleIds} onChange={(ruleIds) => change({ ruleIds })} />}
      <label className={css.label} htmlFor={`${id}-comment`}>
        {actingText.reportComment}
      </label>
      <textarea id={`${id}-comment`} className={`${css.text} ${css.short}`} maxLength={longestComment} value={reasons.comment} onChange={(event) => change({ comment: event.target.value })} />
      {target !== null && (
        <label className={css.choice}>
          <input type="checkbox" checked={withPost} onChange={(event) => setWithPost(event.target.checked)} />
          {actingText.withPost}
        </label>
      )}
      {isElsewhere && (
        <label className={css.choice}>
          <input type="checkbox" checked={reasons.forward} onChange={(event) => change({ forward: event.target.checked })} />
          <span>
            {actingText.forward(domain)}
            <small>{actingText.forwardHint}</small>
          </span>
        </label>
      )}
      {error !== null && (
        <p className={css.error} role="alert">
          {errorText(error)}
        </p>
      )}
    </Dialog>
  );
}

type Rulebook = { readonly state: 'loading' } | { readonly state: 'ready'; readonly rules: readonly ServerRule[] } | { readonly state: 'failed'; readonly error: AppError };

function Rules({ account, chosen, onChange }: { readonly account: Account; readonly chosen: readonly string[]; readonly onChange: (ids: readonly string[]) => void }) {
  const { people } = useStores();
  const [book, setBook] = useState<Rulebook>({ state: 'loading' });
  useEffect(() => {
    let isOpen = true;
    void people.getState().rules(account.key).then((answer) => {
      if (isOpen) setBook(answer.ok ? { state: 'ready', rules: answer.value } : { state: 'failed', error: answer.error });
    });
    return () => {
      isOpen = false;
    };
  }, [people, account.key]);
  return (
    <fieldset className={css.fieldset}>
      <legend>{actingText.rules}</legend>
      {book.state === 'loading' && <Spinner size={14} />}
      {book.state === 'failed' && <p className={css.error}>{errorText(book.error)}</p>}
      {book.state === 'ready' && book.rules.length === 0 && <p className={css.about}>{actingText.noRules}</p>}
      {book.state === 'ready' &&
        book.rules.map((rule) => (
          <label key={rule.id} className={css.choice}>
            <input type="checkbox" checked={chosen.includes(rule.id)} onChange={(event) => onChange(event.target.checked ? [...chosen, rule.id] : chosen.filter((other) => other !== rule.id))} />
            <span>
              {rule.text}
              {rule.hint !== '' && <small>{rule.hint}</small>}
            </span>
          </label>
        ))}
    </fieldset>
  );
}
