import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OutboxPost } from '../../../electron/contract/compose.ts';
import { changedCopies, heldPost, heldThreads, isHeld } from '../../stores/outbox.ts';
import { beginning, outboxText } from '../../text/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useSecond } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { announcementsOf, countdownWords, type Announcements } from './announcements.ts';
import css from './sending-toast.module.css';
import { useUndo } from './use-undo.ts';

/** The last moment to take a post back, and what is said aloud of the outbox. Mounted once, always. */
export function SendingToast() {
  const { outbox } = useStores();
  const posts = useStoreValue(outbox, (state) => state.posts);
  const waits = posts.some((post) => post.copies.some(isHeld));
  return (
    <>
      <Spoken />
      {waits && <Countdown posts={posts} />}
    </>
  );
}

const silence: Announcements = { polite: '', assertive: '' };

function Spoken() {
  const { outbox, accounts } = useStores();
  const [spoken, setSpoken] = useState(silence);
  useEffect(
    () =>
      outbox.subscribe(({ posts }, before) => {
        const next = announcementsOf(changedCopies(before.posts, posts), (key) => accounts.getState().find(key)?.nickname ?? outboxText.goneAccount);
        // The first list after a start is history, not news.
        if (before.posts.length > 0 && (next.polite !== '' || next.assertive !== '')) setSpoken(next);
      }),
    [outbox, accounts],
  );
  return (
    <>
      <div className="spoken" aria-live="polite">
        {spoken.polite}
      </div>
      <div className="spoken" aria-live="assertive">
        {spoken.assertive}
      </div>
    </>
  );
}

function Countdown({ posts }: { readonly posts: readonly OutboxPost[] }) {
  const now = useSecond();
  const held = heldPost(posts, now);
  if (held === null) return null;
  // The page's clock ticks once a second, so it may lag behind the moment the post was held.
  const total = Math.max(1, Math.round((held.sendAt - held.post.createdAt) / 1000));
  return <HeldPost key={held.post.id} post={held.post} total={total} secondsLeft={Math.min(total, Math.ceil((held.sendAt - now) / 1000))} />;
}

interface HeldPostProps {
  readonly post: OutboxPost;
  readonly total: number;
  readonly secondsLeft: number;
}

function HeldPost({ post, total, secondsLeft }: HeldPostProps) {
  const { accounts, outbox, commands } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const undo = useUndo();
  useEffect(() => commands.getState().register({ id: 'outbox.undo', keys: ['$mod+z'], label: outboxText.undo, group: 'write', run: () => void undo(post) }), [commands, undo, post]);
  const held = heldThreads(post.copies.filter(isHeld));
  const isWhole = post.copies.every(isHeld);
  const title = post.body.scheduledAt === null ? outboxText.sending(beginning(post.body.text)) : outboxText.scheduling(beginning(post.body.text), post.body.scheduledAt);
  return (
    <section className={css.toast} aria-label={title}>
      <span className={css.clock}>
        <svg viewBox="0 0 36 36" aria-hidden="true">
          <circle cx="18" cy="18" r="15" />
          <circle className={css.value} cx="18" cy="18" r="15" pathLength="100" strokeDasharray={`${Math.max(0, (secondsLeft / total) * 100)} 100`} />
        </svg>
        <b aria-hidden="true">{Math.max(0, secondsLeft)}</b>
      </span>
      <div className={css.words}>
        <p className={css.title}>
          <b>{title}</b>
          {held.map((copy) => {
            const account = all.find(({ key }) => key === copy.account);
            return <AccountChip key={copy.id} colour={account?.colour ?? 0} nickname={account?.nickname ?? outboxText.goneAccount} handle={account?.handle ?? copy.account} />;
          })}
        </p>
        {isWhole && <p className={css.note}>{outboxText.notLeft}</p>}
      </div>
      <div className={css.buttons}>
        {post.body.scheduledAt === null && (
          <Button look="quiet" onClick={() => void outbox.getState().sendNow(post.id)}>
            {outboxText.sendNow}
          </Button>
        )}
        <Button look="ink" onClick={() => void undo(post)}>
          <Undo2 />
          {outboxText.undo}
          <span className={css.keys}>
            <Kbd keys="$mod+z" />
          </span>
        </Button>
      </div>
      <span className="spoken" aria-live="polite">
        {countdownWords(secondsLeft, total)}
      </span>
    </section>
  );
}
