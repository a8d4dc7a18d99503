import { Reply, Trash2 } from 'lucide-react';
import type { Draft } from '../../../electron/contract/compose.ts';
import { composerText } from '../../text/composer.ts';
import { errorText } from '../../text/errors.ts';
import { fullTime } from '../../text/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './draft-list.module.css';

function firstLine({ body }: Draft): string {
  const text = body.text.trim() === '' ? (body.targets.find(({ overrides }) => overrides.text !== undefined)?.overrides.text ?? body.spoilerText) : body.text;
  return text.trim().split('\n')[0]?.slice(0, 120) || composerText.draftEmpty;
}

export function DraftList({ drafts, onDone }: { readonly drafts: readonly Draft[]; readonly onDone: () => void }) {
  const { compose, toasts } = useStores();
  const now = useMinute();
  const remove = async (draft: Draft): Promise<void> => {
    const failed = await compose.getState().discard(draft.id);
    if (failed !== null) toasts.getState().show({ text: errorText(failed), tone: 'blocked' });
    else toasts.getState().show({ text: composerText.discarded, action: { label: composerText.undo, run: () => void compose.getState().restore(draft) } });
  };
  if (drafts.length === 0) return <p className={css.none}>{composerText.noDrafts}</p>;
  return (
    <ul className={css.list} aria-label={composerText.draftsTitle}>
      {drafts.map((draft) => (
        <li key={draft.id} className={css.row}>
          <button
            type="button"
            className={css.open}
            aria-label={composerText.draftOpen(firstLine(draft))}
            onClick={() => {
              void compose.getState().openDraft(draft.id);
              onDone();
            }}
          >
            <span className={css.line} dir="auto">
              {draft.body.inReplyTo !== null && <Reply size={13} aria-label={composerText.draftReply} />}
              {firstLine(draft)}
            </span>
            <small>
              <Dots draft={draft} /> {fullTime(draft.savedAt, now)}
            </small>
          </button>
          <IconButton size="s" label={composerText.draftDelete(firstLine(draft))} onClick={() => void remove(draft)}>
            <Trash2 />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Dots({ draft }: { readonly draft: Draft }) {
  const { accounts } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  return (
    <span className={css.dots} aria-hidden="true">
      {draft.body.targets.map(({ account }) => (
        <i key={account} data-colour={all.find(({ key }) => key === account)?.colour ?? 0} />
      ))}
    </span>
  );
}
