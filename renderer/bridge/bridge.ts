import type { CallInput, CallName, CallOutput, EventMessage, EventName, Events, Result } from '../../electron/contract/index.ts';
import { createBrowserWorld } from './browser-world.ts';
import type { Link, LinkState } from './link.ts';
import { createPreloadLink } from './preload-link.ts';
import { createSocketLink } from './socket-link.ts';

export type { LinkState } from './link.ts';

/** The one way from the page to the app. */
export interface Bridge {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  on<N extends EventName>(name: N, listener: (data: Events[N]) => void): () => void;
  /** Called when events were lost: whatever was built from events has to be asked for again. */
  onResync(listener: () => void): () => void;
  linkState(): LinkState;
  onLinkState(listener: (state: LinkState) => void): () => void;
  mediaBase(): string;
  retryLink(): void;
}

/** Life of a status, hop 6/8, page side: checks each topic's numbers for holes and hands the messages to the stores. */
export function createBridge(link: Link): Bridge {
  const lastSeq = new Map<EventName, number>();
  const resyncListeners = new Set<() => void>();
  let resyncQueued = false;

  /** Several topics may show a hole at once, one round of asking is enough. */
  function queueResync(): void {
    if (resyncQueued) return;
    resyncQueued = true;
    queueMicrotask(() => {
      resyncQueued = false;
      for (const listener of resyncListeners) listener();
    });
  }

  const listeners = new Map<EventName, Set<(message: EventMessage) => void>>();
  link.onEvent((message) => {
    const last = lastSeq.get(message.topic);
    if (last !== undefined && message.seq <= last) return;
    lastSeq.set(message.topic, message.seq);
    for (const listener of listeners.get(message.topic) ?? []) listener(message);
    if (last !== undefined && message.seq > last + 1) queueResync();
  });

  return {
    async call<N extends CallName>(name: N, input: CallInput<N>) {
      // Answers come from our own main process and are typed by the contract's table, so they are not parsed again.
      return (await link.call(name, input)) as Result<CallOutput<N>>;
    },
    on<N extends EventName>(name: N, listener: (data: Events[N]) => void) {
      const receive = (message: EventMessage): void => {
        if (message.topic === name) listener(message.data as Events[N]);
      };
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(receive));
      return () => set.delete(receive);
    },
    onResync(listener) {
      resyncListeners.add(listener);
      return () => resyncListeners.delete(listener);
    },
    linkState: link.state,
    onLinkState: link.onState,
    mediaBase: link.mediaBase,
    retryLink: link.retry,
  };
}

/** The preload where there is one, else the loopback socket this page came from. */
export function openLink(page: Window): Link {
  return page.skein === undefined ? createSocketLink(createBrowserWorld(page)) : createPreloadLink(page.skein);
}
