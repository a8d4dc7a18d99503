import { CalendarClock, PenLine } from 'lucide-react';
import { countNeeds, isFinished } from '../../stores/outbox.ts';
import { outboxText } from '../../text/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './outbox.module.css';
import { PostCard } from './post-card.tsx';

/** Everything that was sent and is not yet done, and what became of each copy. */
export function Outbox() {
  const { outbox, navigation } = useStores();
  const posts = useStoreValue(outbox, (state) => state.posts);
  const depth = useStoreValue(navigation, (state) => state.stack.length);
  const finished = posts.filter(isFinished);
  return (
    <section className={css.pane} aria-label={outboxText.title}>
      <PaneHeader
        title={outboxText.title}
        sub={posts.length === 0 ? undefined : outboxText.needs(countNeeds(posts))}
        onBack={depth > 1 ? () => navigation.getState().back() : undefined}
        onClose={() => navigation.getState().closeDetail()}
        actions={
          <>
            <Button look="quiet" onClick={() => navigation.getState().open({ kind: 'scheduled' })}>
              <CalendarClock />
              {outboxText.seeScheduled}
            </Button>
            {finished.length > 1 && (
              <Button look="quiet" onClick={() => finished.forEach(({ id }) => void outbox.getState().dismiss(id))}>
                {outboxText.dismissAll}
              </Button>
            )}
          </>
        }
      />
      <div className={css.list}>
        {posts.map((post) => (
          <PostCard key={post.id} post={post} />
        ))}
        {posts.length === 0 && (
          <div className={css.empty}>
            <p>
              <b>{outboxText.empty}</b>
            </p>
            <p>{outboxText.emptyHint}</p>
            <Button onClick={() => navigation.getState().open({ kind: 'write', replyTo: null, account: null })}>
              <PenLine />
              {outboxText.write}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
