import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OutboxPost } from '../../../electron/contract/compose.ts';
import { changedCopies, heldPost, isHeld } from '../../stores/outbox.ts';
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
  return held === null ? null : <HeldPost key={held.post.id} post={held.post} secondsLeft={Math.ceil((held.sendAt - now) / 1000)} />;
}

function HeldPost({ post, secondsLeft }: { readonly post: OutboxPost; readonly secondsLeft: number }) {
  const { accounts, outbox, commands } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const undo = useUndo();
  const [total] = useState(secondsLeft);
  useEffect(() => commands.getState().register({ id: 'outbox.undo', keys: ['$mod+z'], label: outboxText.undo, group: 'write', run: () => void undo(post) }), [commands, undo, post]);
  const held = post.copies.filter(isHeld);
  const isWhole = held.length === post.copies.length;
  return (
    <section className={css.toast} aria-label={outboxText.sending(beginning(post.body.text))}>
      <span className={css.clock}>
        <svg viewBox="0 0 36 36" aria-hidden="true">
          <circle cx="18" cy="18" r="15" />
          <circle className={css.value} cx="18" cy="18" r="15" pathLength="100" strokeDasharray={`${Math.max(0, (secondsLeft / Math.max(1, total)) * 100)} 100`} />
        </svg>
        <b aria-hidden="true">{Math.max(0, secondsLeft)}</b>
      </span>
      <div className={css.words}>
        <p className={css.title}>
          <b>{outboxText.sending(beginning(post.body.text))}</b>
          {held.map((copy) => {
            const account = all.find(({ key }) => key === copy.account);
            return <AccountChip key={copy.id} colour={account?.colour ?? 0} nickname={account?.nickname ?? outboxText.goneAccount} handle={account?.handle ?? copy.account} />;
          })}
        </p>
        {isWhole && <p className={css.note}>{outboxText.notLeft}</p>}
      </div>
      <div className={css.buttons}>
        <Button look="quiet" onClick={() => void outbox.getState().sendNow(post.id)}>
          {outboxText.sendNow}
        </Button>
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
