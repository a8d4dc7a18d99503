import { useEffect, useRef } from 'react';
import type { StatusUri } from '../../../electron/contract/index.ts';
import { errorText } from '../../text/errors.ts';
import { threadText } from '../../text/thread.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ExternalLink } from 'lucide-react';
import { Post, usePostActions } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { FocusedPost } from './focused-post.tsx';
import { Replies } from './replies.tsx';
import css from './thread.module.css';
import { useLiveThread } from './use-live-thread.ts';

export interface ThreadProps {
  readonly uri: StatusUri;
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
}

/** A post with what it answers above and what answers it below, over all accounts that know it. */
export function Thread({ uri, onBack, onClose }: ThreadProps) {
  const { statuses } = useStores();
  const actions = usePostActions();
  const state = useStoreValue(statuses, (each) => each.threads.get(uri));
  const stored = useStoreValue(statuses, (each) => each.views.get(uri));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void statuses.getState().load(uri);
    void statuses.getState().loadThread(uri);
  }, [statuses, uri]);
  const isFetching = useLiveThread(uri);
  useKeepFocusInView(box, state?.state === 'ready' ? state.thread.ancestors.length : 0);
  useThreadCommands(box);

  const focus = stored ?? (state?.state === 'ready' ? state.thread.focus : undefined);
  const url = focus?.status.url ?? null;
  const thread = state?.state === 'ready' ? state.thread : null;
  return (
    <section className={css.thread} aria-label={threadText.title} data-thread="">
      <PaneHeader
        title={threadText.title}
        sub={thread === null ? '' : threadText.size(thread.ancestors.length + 1 + thread.descendants.length)}
        onBack={onBack}
        onClose={onClose}
        actions={
          url !== null && (
            <IconButton label={threadText.openInBrowser} onClick={() => void actions.openLink(url)}>
              <ExternalLink />
            </IconButton>
          )
        }
      />
      <div ref={box} className={css.scroller} data-scroller="">
        {thread?.ancestors.map((view) => (
          <div key={view.status.uri} className={css.ancestor}>
            <Post view={view} reached={view.marks.map(({ account }) => account)} />
          </div>
        ))}
        {focus !== undefined && <FocusedPost view={focus} hasAncestors={(thread?.ancestors.length ?? 0) > 0} />}
        {state?.state === 'loading' && (
          <p className={css.note} role="status">
            <Spinner size={14} /> {threadText.loading}
          </p>
        )}
        {state?.state === 'failed' && (
          <div className={css.note} role="alert">
            <span>{errorText(state.error)}</span>
            <Button size="s" onClick={() => void statuses.getState().loadThread(uri)}>
              {threadText.tryAgain}
            </Button>
          </div>
        )}
        {thread !== null && <Replies key={uri} thread={thread} />}
        {thread !== null && isFetching && (
          <p className={css.note} role="status">
            <Spinner size={14} /> {threadText.fetching}
          </p>
        )}
      </div>
    </section>
  );
}

/** The opened post stays where it is when what it answers comes in above it. */
function useKeepFocusInView(box: { readonly current: HTMLDivElement | null }, ancestors: number): void {
  useEffect(() => {
    const scroller = box.current;
    const post = scroller?.querySelector<HTMLElement>('[data-focused-post]');
    if (!scroller || !post) return;
    scroller.scrollTo(0, ancestors === 0 ? 0 : post.offsetTop - Math.min(120, scroller.clientHeight / 4));
  }, [box, ancestors]);
}

/** j and k inside a thread. */
function useThreadCommands(box: { readonly current: HTMLDivElement | null }): void {
  const { commands } = useStores();
  useEffect(() => {
    const isHere = (): boolean => (document.activeElement?.closest('[data-thread]') ?? null) !== null;
    const step = (by: 1 | -1): void => {
      const posts = [...(box.current?.querySelectorAll<HTMLElement>('[data-post-uri]') ?? [])];
      const current = posts.findIndex((post) => post.contains(document.activeElement));
      const next = current < 0 ? Math.max(0, posts.findIndex((post) => post.hasAttribute('data-focused-post'))) : current + by;
      posts[next]?.focus();
    };
    const { register } = commands.getState();
    const stops = [
      register({ id: 'thread.next', keys: ['j'], label: 'Next post of the thread', group: 'move', when: isHere, run: () => step(1) }),
      register({ id: 'thread.previous', keys: ['k'], label: 'Previous post of the thread', group: 'move', when: isHere, run: () => step(-1) }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, box]);
}
