import { Reply, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Draft } from '../../../electron/contract/compose.ts';
import { withTargets } from '../../stores/compose-body.ts';
import { composerText } from '../../text/composer.ts';
import { errorText } from '../../text/errors.ts';
import { fullTime } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { Box } from '../../ui/place-beside.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './draft-list.module.css';
import { useWriting } from './use-writing.ts';

function firstLine({ body }: Draft): string {
  const text = body.text.trim() === '' ? (body.targets.find(({ overrides }) => overrides.text !== undefined)?.overrides.text ?? body.spoilerText) : body.text;
  return text.trim().split('\n')[0]?.slice(0, 120) || composerText.draftEmpty;
}

/** Every word of a draft, for looking through them. */
function wordsOf({ body }: Draft): string {
  const own = body.targets.flatMap(({ overrides }) => [overrides.text ?? '', overrides.spoilerText ?? '']);
  const parts = body.thread.flatMap(({ text, own: versions }) => [text, ...versions.map((version) => version.text)]);
  return [body.text, body.spoilerText, ...own, ...parts, ...(body.poll?.options ?? [])].join('\n').toLowerCase();
}

/** A search field shows from this many drafts on. */
const manyDrafts = 4;

export function DraftList({ drafts: all, onDone }: { readonly drafts: readonly Draft[]; readonly onDone: () => void }) {
  const { compose, toasts } = useStores();
  const now = useMinute();
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const drafts = all.filter((draft) => words.every((word) => wordsOf(draft).includes(word)));
  const remove = async (draft: Draft): Promise<void> => {
    const failed = await compose.getState().discard(draft.id);
    if (failed !== null) toasts.getState().show({ text: errorText(failed), tone: 'blocked' });
    else toasts.getState().show({ text: composerText.discarded, action: { label: composerText.undo, run: () => void compose.getState().restore(draft) } });
  };
  if (all.length === 0) return <p className={css.none}>{composerText.noDrafts}</p>;
  return (
    <div className={css.box}>
      {all.length >= manyDrafts && <TextField className={css.search ?? ''} label={composerText.draftSearch} labelHidden placeholder={composerText.draftSearch} value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />}
      {drafts.length === 0 && <p className={css.none}>{composerText.draftsNone}</p>}
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
          {draft.body.inReplyTo === null && <MoveDraft draft={draft} line={firstLine(draft)} />}
          <IconButton size="s" label={composerText.draftDelete(firstLine(draft))} onClick={() => void remove(draft)}>
            <Trash2 />
          </IconButton>
        </li>
      ))}
      </ul>
    </div>
  );
}

/** Another account, or those of the open post, in the place of those a draft was written for. */
function MoveDraft({ draft, line }: { readonly draft: Draft; readonly line: string }) {
  const { accounts, compose, toasts } = useStores();
  const { body } = useWriting();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const [anchor, setAnchor] = useState<Box | null>(null);
  const move = async (to: readonly Account[]): Promise<void> => {
    setAnchor(null);
    await compose.getState().restore({ ...draft, body: withTargets(draft.body, to) });
    toasts.getState().show({ text: composerText.draftMoved(to.map(({ nickname }) => nickname)) });
  };
  const chosen = all.filter(({ key }) => body.targets.some((target) => target.account === key));
  return (
    <>
      <IconButton size="s" label={composerText.draftMove(line)} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}>
        <Users />
      </IconButton>
      {anchor !== null && (
        <Menu label={composerText.draftMoveMenu} anchor={anchor} align="end" head={composerText.draftMoveMenu} onClose={() => setAnchor(null)}>
          {all.map((account) => (
            <MenuItem key={account.key} icon={<Avatar path={account.avatar} name={account.nickname} size={18} round />} onSelect={() => void move([account])}>
              {account.nickname}
            </MenuItem>
          ))}
          {chosen.length > 1 && (
            <MenuItem icon={<Users />} onSelect={() => void move(chosen)}>
              {composerText.draftMoveAll}
            </MenuItem>
          )}
        </Menu>
      )}
    </>
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
