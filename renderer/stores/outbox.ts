import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttachedFile } from '../../electron/contract/attachments.ts';
import type { CopyState, OutboxCopy, OutboxPost } from '../../electron/contract/compose.ts';
import type { AppError, Result } from '../../electron/contract/index.ts';
import type { Bridge } from '../bridge/bridge.ts';

export type Decision = 'isThere' | 'sendAgain' | 'lookAgain';

export interface OutboxState {
  /** Newest first. */
  readonly posts: readonly OutboxPost[];
  /** Copies whose button was pressed and whose answer is still out. */
  readonly busy: ReadonlySet<string>;
  /** Bytes of the files of copies that have left, while they are uploaded. */
  readonly progress: ReadonlyMap<string, { readonly done: number; readonly total: number }>;
  start(): Promise<void>;
  retry(copy: string): Promise<AppError | null>;
  /** Sends another file in the place of one that was refused. */
  replaceFile(copy: string, of: string, file: AttachedFile): Promise<AppError | null>;
  /** Takes a copy back, and the posts after it in its thread. Answers the draft its words are in. */
  cancel(copy: string): Promise<Result<{ readonly draft: string }>>;
  edit(copy: string, text: string): Promise<AppError | null>;
  decide(copy: string, answer: Decision): Promise<AppError | null>;
  /** Sends what failed because it would let others into a direct conversation. */
  letJoin(copy: string): Promise<AppError | null>;
  dismiss(post: string): Promise<AppError | null>;
  /** Takes back what has not left. `taken` tells of how many accounts; what left meanwhile stays sent. `draft`: where the words are. */
  undo(post: string): Promise<{ readonly taken: number; readonly draft: string | null; readonly error: AppError | null }>;
  /** Sends the held copies of a post now. */
  sendNow(post: string): Promise<AppError | null>;
}
export type OutboxStore = StoreApi<OutboxState>;

/** Held for the undo time: nothing of it has left, and nothing went wrong with it. */
export function isHeld(copy: OutboxCopy): copy is OutboxCopy & { readonly status: Extract<CopyState, { state: 'waiting' }> } {
  return copy.status.state === 'waiting' && copy.status.lastError === null;
}

/** One copy for each account: the first of what is held of its thread. */
export function heldThreads(held: readonly OutboxCopy[]): readonly OutboxCopy[] {
  return held.filter((copy, at) => held.findIndex(({ account }) => account === copy.account) === at);
}

/** The post whose Undo is offered: the newest with a copy that is held beyond `now`. */
export function heldPost(posts: readonly OutboxPost[], now: number): { readonly post: OutboxPost; readonly sendAt: number } | null {
  for (const post of posts) {
    const sendAt = Math.max(...post.copies.filter(isHeld).map(({ status }) => status.sendAt));
    if (sendAt > now) return { post, sendAt };
  }
  return null;
}

/** A copy that goes no further without the person. */
export function needsPerson({ status }: OutboxCopy): boolean {
  return status.state === 'failed' || status.state === 'needsDecision' || status.state === 'late' || (status.state === 'sent' && (status.earlier === 'posted' || status.earlier === 'unclear'));
}

export function countNeeds(posts: readonly OutboxPost[]): number {
  return posts.reduce((count, post) => count + post.copies.filter(needsPerson).length, 0);
}

export function isFinished(post: OutboxPost): boolean {
  return post.copies.every(({ status }) => (status.state === 'sent' && status.earlier !== 'removing') || status.state === 'cancelled');
}

export interface CopyChange {
  readonly post: OutboxPost;
  readonly copy: OutboxCopy;
  /** Null for a copy that was not there before. */
  readonly before: CopyState['state'] | null;
}

/** The copies that are in another state than before, for what is read aloud. */
export function changedCopies(before: readonly OutboxPost[], after: readonly OutboxPost[]): readonly CopyChange[] {
  const states = new Map(before.flatMap((post) => post.copies.map((copy) => [copy.id, copy.status.state] as const)));
  return after.flatMap((post) =>
    post.copies.flatMap((copy) => {
      const state = states.get(copy.id) ?? null;
      return state === copy.status.state ? [] : [{ post, copy, before: state }];
    }),
  );
}

export function createOutboxStore(bridge: Bridge): OutboxStore {
  const store = createStore<OutboxState>((set, get) => {
    const during = async <T>(copy: string, run: () => Promise<T>): Promise<T> => {
      set(({ busy }) => ({ busy: new Set(busy).add(copy) }));
      const answer = await run();
      set(({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== copy)) }));
      return answer;
    };
    const held = (id: string): readonly OutboxCopy[] => get().posts.find((post) => post.id === id)?.copies.filter(isHeld) ?? [];
    return {
      posts: [],
      busy: new Set(),
      progress: new Map(),
      async start() {
        const answer = await bridge.call('outbox.list', {});
        if (answer.ok) set({ posts: answer.value });
      },
      retry: (copy) => during(copy, async () => errorOf(await bridge.call('outbox.retry', { copy }))),
      replaceFile: (copy, of, file) => during(copy, async () => errorOf(await bridge.call('outbox.replaceFile', { copy, of, file }))),
      cancel: (copy) => during(copy, () => bridge.call('outbox.cancel', { copy })),
      edit: (copy, text) => during(copy, async () => errorOf(await bridge.call('outbox.edit', { copy, text }))),
      letJoin: (copy) => during(copy, async () => errorOf(await bridge.call('outbox.letJoin', { copy }))),
      decide: (copy, answer) => during(copy, async () => errorOf(await bridge.call('outbox.decide', { copy, answer }))),
      dismiss: async (post) => errorOf(await bridge.call('outbox.dismiss', { post })),
      async undo(post) {
        // The rest of a thread comes along with its first post.
        const answers = await Promise.all(heldThreads(held(post)).map((copy) => get().cancel(copy.id)));
        const taken = answers.filter((answer) => answer.ok);
        return { taken: taken.length, draft: taken.at(-1)?.value.draft ?? null, error: answers.map(errorOf).find((error) => error !== null) ?? null };
      },
      async sendNow(post) {
        const errors = await Promise.all(held(post).map((copy) => get().retry(copy.id)));
        return errors.find((error) => error !== null) ?? null;
      },
    };
  });
  bridge.on('outbox.changed', ({ posts }) => {
    const uploading = new Set(posts.flatMap(({ copies }) => copies.filter(({ status }) => status.state === 'uploading').map(({ id }) => id)));
    store.setState(({ progress }) => ({ posts, progress: new Map([...progress].filter(([copy]) => uploading.has(copy))) }));
  });
  bridge.on('outbox.uploading', ({ copy, done, total }) => store.setState(({ progress }) => ({ progress: new Map(progress).set(copy, { done, total }) })));
  return store;
}

function errorOf(answer: { readonly ok: true } | { readonly ok: false; readonly error: AppError }): AppError | null {
  return answer.ok ? null : answer.error;
}
