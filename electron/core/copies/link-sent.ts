import type { ComposeStore, Transactions } from '../ports.ts';
import type { SentCopy } from './store.ts';

type StoredCopy = NonNullable<ReturnType<ComposeStore['copy']>>;

export interface LinkSentDeps {
  readonly transactions: Transactions;
  readonly sent: (copy: SentCopy) => void;
  /** The post left the outbox. Boosts that still wait for it wait in vain. */
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
      if (sent === null) return store.putCopy(copy);
      deps.transactions.run(() => {
        store.putCopy(copy);
        deps.sent(sent);
      });
      deps.linked();
    },
  };
}

function toSent({ post, account, part, status }: StoredCopy): SentCopy | null {
  if (status.state !== 'sent' || status.id === null || status.uri === null) return null;
  return { post: part === 0 ? post : `${post}#${part}`, account, id: status.id, uri: status.uri, url: status.url, at: status.at };
}

