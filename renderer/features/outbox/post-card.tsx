import { Repeat2, X } from 'lucide-react';
import type { OutboxPost } from '../../../electron/contract/compose.ts';
import { isFinished } from '../../stores/outbox.ts';
import { copiesText } from '../../text/copies.ts';
import { beginning, outboxText } from '../../text/outbox.ts';
import { fullTime } from '../../text/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { BoostRows } from './boost-rows.tsx';
import { CopyRow } from './copy-row.tsx';
import css from './post-card.module.css';

/** One press of the send button: its text once, and one row for each account it went to. */
export function PostCard({ post }: { readonly post: OutboxPost }) {
  const { outbox, accounts, postMenus } = useStores();
  const hasRest = useStoreValue(accounts, (state) => state.accounts.some(({ key }) => !post.copies.some((copy) => copy.account === key)));
  const now = useMinute();
  const states = post.copies.map(({ status }) => status.state);
  const tone = states.includes('needsDecision') ? 'needs' : states.includes('failed') ? 'blocked' : isFinished(post) ? 'done' : 'running';
  const canBoost = hasRest && (post.body.visibility === 'public' || post.body.visibility === 'unlisted') && !states.every((state) => state === 'cancelled');
  const text = post.body.text.trim() === '' ? (post.copies[0]?.text ?? '') : post.body.text;
  return (
    <article className={css.card} data-tone={tone} aria-label={beginning(text) || outboxText.media(post.body.media.length)}>
      <header className={css.head}>
        <p className={css.text} dir="auto" lang={post.body.language ?? undefined}>
          {post.body.spoilerText !== '' && <b>{post.body.spoilerText} · </b>}
          {text.trim()}
          {post.body.media.length > 0 && <span className={css.parts}> {outboxText.media(post.body.media.length)}</span>}
          {post.body.poll !== null && <span className={css.parts}> {outboxText.poll}</span>}
        </p>
        {canBoost && (
          <IconButton size="s" label={copiesText.boostRest} onClick={() => postMenus.getState().ask({ kind: 'boostRest', of: { kind: 'outbox', post: post.id } })}>
            <Repeat2 />
          </IconButton>
        )}
        {isFinished(post) && (
          <IconButton size="s" label={outboxText.dismiss} onClick={() => void outbox.getState().dismiss(post.id)}>
            <X />
          </IconButton>
        )}
      </header>
      <ul className={css.copies}>
        {post.copies.map((copy) => (
          <CopyRow key={copy.id} copy={copy} post={post} />
        ))}
      </ul>
      <BoostRows post={post.id} />
      <p className={css.when}>
        {post.body.inReplyTo !== null && `${outboxText.reply}, `}
        {fullTime(post.createdAt, now)}
      </p>
    </article>
  );
}
