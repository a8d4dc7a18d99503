import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { InboxEntry } from '../../../electron/contract/notifications.ts';
import { errorText } from '../../text/errors.ts';
import { inboxText } from '../../text/notifications.ts';
import { Button } from '../../ui/button.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { cleanLine, cleanText } from '../../ui/plain-text.ts';
import { useStores } from '../stores/index.tsx';
import css from './entry-detail.module.css';

/** What only some kinds carry: in words, never as an id. */
export function EntryDetail({ entry }: { readonly entry: InboxEntry }): ReactNode {
  const { detail, people, received } = entry;
  const [person] = people;
  switch (detail?.kind) {
    case 'followRequest':
      return person === undefined || received[0] === undefined ? null : <FollowAnswer account={received[0].account} id={detail.requester} entry={entry} />;
    case 'severed':
      return <p className={css.text}>{inboxText.severed(detail.event, cleanLine(detail.target), detail.followers, detail.following)}</p>;
    case 'warning':
      return (
        <p className={css.text}>
          {inboxText.warning(detail.action)} {cleanText(detail.text)}
        </p>
      );
    case 'report':
      return (
        <p className={css.text}>
          {inboxText.report(detail.target?.handle ?? null)} {cleanText(detail.comment)}
        </p>
      );
    case 'reaction':
      return <Reaction emoji={detail.emoji} path={detail.path} />;
    case 'move':
      return person === undefined || detail.to === null ? null : (
        <p className={css.moved}>
          <bdi>{person.handle}</bdi>
          <ArrowRight aria-hidden="true" />
          <bdi>{detail.to.handle}</bdi>
        </p>
      );
    case 'unknown':
      return <p className={css.text}>{detail.title === '' ? inboxText.unknownWord(cleanLine(detail.word)) : cleanText(detail.title)}</p>;
    case undefined:
      return null;
  }
}

function Reaction({ emoji, path }: { readonly emoji: string; readonly path: Parameters<ReturnType<typeof useMediaUrl>>[0] | null }) {
  const mediaUrl = useMediaUrl();
  if (path === null) return <p className={css.emoji}>{cleanLine(emoji, 40)}</p>;
  return (
    <p className={css.emoji}>
      <img src={mediaUrl(path)} alt={cleanLine(emoji, 40)} height={20} loading="lazy" />
    </p>
  );
}

function FollowAnswer({ account, id, entry }: { readonly account: AccountKey; readonly id: string; readonly entry: InboxEntry }) {
  const { notifications, accounts, toasts } = useStores();
  const [person] = entry.people;
  if (person === undefined) return null;
  const nickname = accounts.getState().accounts.find(({ key }) => key === account)?.nickname ?? '';
  const who = cleanLine(person.displayName, 80) || person.handle;
  const answer = async (accept: boolean): Promise<void> => {
    const error = await notifications.getState().answer({ kind: 'follow', account, id, person }, accept);
    if (error !== null) toasts.getState().show({ text: inboxText.failed(errorText(error)), tone: 'blocked' });
  };
  return (
    <>
      <p className={css.handle}>
        <bdi>@{cleanLine(person.handle)}</bdi>
      </p>
      <div className={css.actions}>
        <Button size="s" aria-label={inboxText.acceptAs(who, nickname)} onClick={() => void answer(true)}>
          {inboxText.accept}
        </Button>
        <Button size="s" look="quiet" aria-label={inboxText.rejectAs(who, nickname)} onClick={() => void answer(false)}>
          {inboxText.reject}
        </Button>
      </div>
    </>
  );
}
