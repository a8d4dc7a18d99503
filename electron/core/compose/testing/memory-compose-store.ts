import type { Draft, OutboxPost } from '../../../contract/compose.ts';
import type { ComposeStore, StoredCopy } from '../store.ts';

export interface MemoryComposeStore extends ComposeStore {
  /** All or nothing, as one transaction of the real store. */
  transaction<T>(work: () => T): T;
  /** Another store of the same file writes: as part of the open transaction, else as one of its own. */
  join(undo: () => void): void;
}

/** Keeps values as JSON, as the real store does: nothing is shared with whoever wrote it. `beforeCommit` may throw. */
export function createMemoryComposeStore(onCommit: (when: 'before' | 'after') => void = () => {}): MemoryComposeStore {
  const drafts = new Map<string, string>();
  const posts = new Map<string, string>();
  const copies = new Map<string, string>();
  const sentDrafts = new Map<string, string>();
  let undo: (() => void)[] | null = null;

  function set(table: Map<string, string>, id: string, value: unknown): void {
    const before = table.get(id);
    undo?.push(() => (before === undefined ? table.delete(id) : table.set(id, before)));
    if (value === undefined) table.delete(id);
    else table.set(id, JSON.stringify(value));
  }

  function transaction<T>(work: () => T): T {
    if (undo !== null) return work();
    undo = [];
    try {
      const answer = work();
      onCommit('before');
      undo = null;
      onCommit('after');
      return answer;
    } catch (error) {
      for (const step of (undo ?? []).toReversed()) step();
      undo = null;
      throw error;
    }
  }

  const allCopies = (): StoredCopy[] => [...copies.values()].map((text) => JSON.parse(text) as StoredCopy);
  const toPost = (text: string): OutboxPost => {
    const post = JSON.parse(text) as Omit<OutboxPost, 'copies'>;
    const own = allCopies().filter((copy) => copy.post === post.id);
    return { ...post, copies: own.map(({ id, account, payload, part, parts, status }) => ({ id, account, text: payload.text, part, parts, status })) };
  };

  return {
    transaction,
    join(step) {
      if (undo === null) onCommit('before');
      else undo.push(step);
    },
    putDraft: (draft) => transaction(() => set(drafts, draft.id, draft)),
    drafts: () => [...drafts.values()].map((text) => JSON.parse(text) as Draft).toSorted((a, b) => b.savedAt - a.savedAt),
    deleteDraft: (id) => transaction(() => set(drafts, id, undefined)),
    putPost: (post, added, draft) =>
      transaction(() => {
        set(sentDrafts, draft, post.id);
        set(posts, post.id, post);
        for (const copy of added) set(copies, copy.id, copy);
      }),
    postOfDraft: (draft) => {
      const text = sentDrafts.get(draft);
      return text === undefined ? null : (JSON.parse(text) as string);
    },
    putCopy: (copy) => transaction(() => set(copies, copy.id, copy)),
    copy: (id) => allCopies().find((copy) => copy.id === id) ?? null,
    unfinished: () => allCopies().filter(({ status }) => (status.state === 'sent' && status.earlier === 'removing') || ['waiting', 'uploading', 'sending', 'scheduled', 'late', 'needsDecision'].includes(status.state)),
    unsettled: () => allCopies().filter(({ status }) => status.state !== 'sent' && status.state !== 'cancelled'),
    posts: (limit) => [...posts.values()].map(toPost).toReversed().slice(0, limit),
    post: (id) => {
      const text = posts.get(id);
      return text === undefined ? null : toPost(text);
    },
    removePost: (id) =>
      transaction(() => {
        set(posts, id, undefined);
        for (const copy of allCopies()) if (copy.post === id) set(copies, copy.id, undefined);
      }),
  };
}
