import { useState } from 'react';
import type { ArchiveInfo } from '../../../electron/contract/archives.ts';
import type { AccountKey, AppError, CallInput } from '../../../electron/contract/index.ts';
import { archiveText } from '../../text/archives.ts';
import { copyText } from '../../text/carry-over.ts';
import { errorText } from '../../text/errors.ts';
import { movingText } from '../../text/moving.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './archives.module.css';

type Open = 'remove' | 'carry' | 'carryLikes' | null;

export function ArchiveCard({ archive, onRead }: { readonly archive: ArchiveInfo; readonly onRead: () => void }) {
  const { archives, toasts } = useStores();
  const [open, setOpen] = useState<Open>(null);
  const whose = archiveText.whose(archive);
  const failed = (error: AppError): void => toasts.getState().show({ text: errorText(error), tone: 'blocked' });
  async function save(what: CallInput<'archives.file'>['what']): Promise<void> {
    const file = await archives.getState().file(archive.id, what);
    if (file.ok) download(file.value);
    else failed(file.error);
  }
  async function remove(): Promise<void> {
    const error = await archives.getState().remove(archive.id);
    if (error !== null) failed(error);
  }
  return (
    <li className={css.card}>
      <header className={css.head}>
        <Avatar path={archive.avatar} name={archive.displayName === '' ? whose : archive.displayName} size={34} round />
        <div className={css.who}>
          <h3 dir="auto">{archive.displayName === '' ? whose : archive.displayName}</h3>
          <small>{whose}</small>
        </div>
      </header>
      <p className={css.fact}>{archiveText.holds(archive)}</p>
      {archive.oldest !== null && archive.newest !== null && <p className={css.small}>{archiveText.span(archive.oldest, archive.newest)}</p>}
      {archive.unreadable > 0 && <p className={css.small}>{archiveText.unreadable(archive.unreadable)}</p>}
      <div className={css.buttons}>
        <Button size="s" look="ink" aria-label={archiveText.readOf(whose)} onClick={onRead}>
          {archiveText.read}
        </Button>
        {archive.posts > 0 && (
          <Button size="s" onClick={() => void save('posts')}>
            {archiveText.savePosts}
          </Button>
        )}
        {archive.likes > 0 && (
          <>
            <Button size="s" onClick={() => void save('likes')}>
              {archiveText.saveLikes(archive.likes)}
            </Button>
            <Button size="s" aria-expanded={open === 'carryLikes'} onClick={() => setOpen(open === 'carryLikes' ? null : 'carryLikes')}>
              {archiveText.carryLikes(archive.likes)}
            </Button>
          </>
        )}
        {archive.bookmarks > 0 && (
          <>
            <Button size="s" onClick={() => void save('bookmarks')}>
              {archiveText.saveBookmarks(archive.bookmarks)}
            </Button>
            <Button size="s" aria-expanded={open === 'carry'} onClick={() => setOpen(open === 'carry' ? null : 'carry')}>
              {archiveText.carry(archive.bookmarks)}
            </Button>
          </>
        )}
        <Button size="s" aria-expanded={open === 'remove'} aria-label={archiveText.removeOf(whose)} onClick={() => setOpen(open === 'remove' ? null : 'remove')}>
          {archiveText.remove}
        </Button>
      </div>
      {open === 'carry' && <Carry archive={archive} kind="bookmarks" />}
      {open === 'carryLikes' && <Carry archive={archive} kind="likes" />}
      {open === 'remove' && (
        <div className={css.box}>
          <p>{archiveText.removeSure}</p>
          <div className={css.buttons}>
            <Button size="s" look="danger" onClick={() => void remove()}>
              {archiveText.remove}
            </Button>
            <Button size="s" onClick={() => setOpen(null)}>
              {archiveText.keep}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}

/** Begins a plan that copies the archive's bookmarks, or its likes as bookmarks, of which nobody is told; it asks before anything changes on a server. */
function Carry({ archive, kind }: { readonly archive: ArchiveInfo; readonly kind: 'bookmarks' | 'likes' }) {
  const { accounts, archives, moving, navigation, toasts } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const [busy, setBusy] = useState(false);
  async function begin(to: AccountKey): Promise<AppError | null> {
    const file = await archives.getState().file(archive.id, kind);
    if (!file.ok) return file.error;
    const plan = await moving.getState().create({ kind: 'files' }, to);
    if (!plan.ok) return plan.error;
    const read = await moving.getState().addFile(plan.value.id, file.value.name, file.value.text);
    if (!read.ok) return read.error;
    toasts.getState().show({ text: movingText.fileRead(copyText.kind(read.value.kind), read.value.rows, read.value.bad), tone: 'done' });
    navigation.getState().open({ kind: 'moving', plan: plan.value.id, from: null });
    return null;
  }
  async function start(to: AccountKey): Promise<void> {
    setBusy(true);
    const error = await begin(to);
    if (error !== null) toasts.getState().show({ text: errorText(error), tone: 'blocked' });
    setBusy(false);
  }
  if (all.length === 0) return <p className={css.box}>{archiveText.noAccount}</p>;
  return (
    <div className={css.box} role="group" aria-label={kind === 'likes' ? archiveText.carryLikes(archive.likes) : archiveText.carry(archive.bookmarks)}>
      <div className={css.buttons}>
        {all.map(({ key, nickname }) => (
          <Button key={key} size="s" held={busy} onClick={() => void start(key)}>
            {archiveText.carryTo(nickname)}
          </Button>
        ))}
      </div>
    </div>
  );
}
