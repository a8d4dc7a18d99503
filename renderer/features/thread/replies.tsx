import { useState } from 'react';
import type { StatusUri } from '../../../electron/contract/index.ts';
import type { Thread, ThreadReply } from '../../../electron/contract/statuses.ts';
import { threadText } from '../../text/thread.ts';
import { listed } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { accountsOf, Post, useAccounts } from '../post/index.tsx';
import { repliesBelow, withoutClosed } from './closed-replies.ts';
import css from './thread.module.css';

/** Replies drawn at once; a conversation may have thousands. */
const repliesPerStep = 80;
/** Replies to replies move in this far; deeper ones stay in line, or phones would show a letter per row. */
const deepest = 4;

/** What answers the opened post and its copies, nested; what answers a reply can be closed. */
export function Replies({ thread }: { readonly thread: Thread }) {
  const accounts = useAccounts();
  const [shown, setShown] = useState(repliesPerStep);
  const [closed, setClosed] = useState<ReadonlySet<StatusUri>>(new Set());
  const absent = accountsOf(accounts, thread.unavailable);
  const open = withoutClosed(thread.descendants, closed);
  const below = repliesBelow(thread.descendants);
  const toggle = (uri: StatusUri): void => setClosed(new Set(closed.has(uri) ? [...closed].filter((other) => other !== uri) : [...closed, uri]));
  return (
    <>
      {thread.descendants.length === 0 && thread.refreshAt === null && <p className={css.note}>{threadText.noReplies}</p>}
      {open.slice(0, shown).map((reply) => (
        <div key={reply.status.uri} className={css.reply} data-depth={Math.min(reply.depth, deepest)}>
          <CopyMark reply={reply} />
          <Post view={reply} reached={reply.marks.map(({ account }) => account)} />
          {(below.get(reply.status.uri) ?? 0) > 0 && (
            <button type="button" className={css.fold} aria-expanded={!closed.has(reply.status.uri)} onClick={() => toggle(reply.status.uri)}>
              {(closed.has(reply.status.uri) ? threadText.expand : threadText.collapse)(below.get(reply.status.uri) ?? 0)}
            </button>
          )}
        </div>
      ))}
      {open.length > shown && (
        <p className={css.note}>
          <Button size="s" onClick={() => setShown(shown + repliesPerStep)}>
            {threadText.more(open.length - shown)}
          </Button>
        </p>
      )}
      {absent.length > 0 && <p className={css.note}>{threadText.unavailable(listed(absent.map(({ nickname }) => nickname)))}</p>}
    </>
  );
}

/** Above a reply to another copy of the opened post: to whose. */
function CopyMark({ reply }: { readonly reply: ThreadReply }) {
  const account = useAccounts().find(({ key }) => key === reply.copyOf);
  if (account === undefined || reply.depth > 1) return null;
  return (
    <p className={css.copyMark}>
      {threadText.toCopy} <AccountChip size="s" colour={account.colour} nickname={account.nickname} handle={account.handle} />
    </p>
  );
}
