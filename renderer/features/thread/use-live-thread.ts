import { useEffect, useState } from 'react';
import type { StatusUri } from '../../../electron/contract/index.ts';
import { hasNewReply } from '../../stores/thread-news.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** Replies by strangers are streamed to nobody: an open thread is asked for them this often, while it is in sight. */
const lookEveryMs = 45_000;
/** What comes in together is asked for together. */
const settleMs = 1_500;
/** How often a server that is still fetching replies is asked again. */
const mostRefreshes = 6;

/**
 * Brings new replies into the open thread: as they are streamed, when a server says that it is fetching some, and now and
 * then. True while a server is fetching.
 */
export function useLiveThread(uri: StatusUri): boolean {
  const { statuses } = useStores();
  const refreshAt = useStoreValue(statuses, (state) => {
    const thread = state.threads.get(uri);
    return thread?.state === 'ready' ? thread.thread.refreshAt : null;
  });
  useEffect(() => {
    let soon = 0;
    const reload = (): void => {
      if (document.visibilityState === 'visible') void statuses.getState().loadThread(uri);
    };
    const stop = statuses.subscribe(({ views, threads }, before) => {
      const thread = threads.get(uri);
      if (views === before.views || thread?.state !== 'ready' || thread.reloading || !hasNewReply(thread.thread, before.views, views)) return;
      window.clearTimeout(soon);
      soon = window.setTimeout(reload, settleMs);
    });
    const timer = window.setInterval(reload, lookEveryMs);
    return () => {
      stop();
      window.clearTimeout(soon);
      window.clearInterval(timer);
    };
  }, [statuses, uri]);
  return useRefreshes(uri, refreshAt);
}

/** Whether a server is still fetching replies and will be asked again. */
function useRefreshes(uri: StatusUri, refreshAt: number | null): boolean {
  const { statuses } = useStores();
  const [asked, setAsked] = useState({ uri, times: 0 });
  const times = asked.uri === uri ? asked.times : 0;
  const isFetching = refreshAt !== null && times < mostRefreshes;
  useEffect(() => {
    if (!isFetching || refreshAt === null) return;
    const timer = window.setTimeout(() => {
      setAsked({ uri, times: times + 1 });
      void statuses.getState().loadThread(uri);
    }, Math.max(1_000, refreshAt - Date.now()));
    return () => window.clearTimeout(timer);
  }, [statuses, uri, refreshAt, isFetching, times]);
  return isFetching;
}
