import type { ComposeStore, Transactions } from '../ports.ts';
import type { SentCopy } from './store.ts';

type StoredCopy = NonNullable<ReturnType<ComposeStore['copy']>>;

export interface LinkSentDeps {
  readonly transactions: Transactions;
  readonly sent: (copy: SentCopy) => void;
  /** A post is there, by the person's word; nobody knows its address yet. */
  readonly sentUnseen: (post: string) => void;
  /** The post left the outbox, or was taken back. Boosts that still wait for it wait in vain. */
  readonly unsent: (post: string) => void;
  readonly linked: () => void;
}

/**
 * The outbox's store, with every copy that is written as sent also written down as one of the copies of its post: in the
 * same transaction, so that neither is there without the other. A further post of a thread is a post of its own.
 */
export function linkSent(store: ComposeStore, deps: LinkSentDeps): ComposeStore {
  return {
    ...store,
    removePost(id) {
      store.removePost(id);
      deps.unsent(id);
    },
    putCopy(copy) {
      const sent = toSent(copy);
      deps.transactions.run(() => {
        store.putCopy(copy);
        if (sent !== null) deps.sent(sent);
        else if (copy.status.state === 'sent' && copy.part === 0) deps.sentUnseen(copy.post);
        else if (copy.status.state === 'cancelled' && isTakenBack(copy.post)) deps.unsent(copy.post);
      });
      if (sent !== null) deps.linked();
    },
  };

  function isTakenBack(post: string): boolean {
    return store.post(post)?.copies.every(({ status }) => status.state === 'cancelled') === true;
  }
}

function toSent({ post, account, part, status }: StoredCopy): SentCopy | null {
  if (status.state !== 'sent' || status.id === null || status.uri === null) return null;
  return { post: part === 0 ? post : `${post}#${part}`, account, id: status.id, uri: status.uri, url: status.url, at: status.at };
}

