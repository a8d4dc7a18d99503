import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttachedFile } from '../../electron/contract/attachments.ts';
import type { CopyState, OutboxCopy, OutboxPost } from '../../electron/contract/compose.ts';
import type { AppError } from '../../electron/contract/index.ts';
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
  cancel(copy: string): Promise<AppError | null>;
  decide(copy: string, answer: Decision): Promise<AppError | null>;
  dismiss(post: string): Promise<AppError | null>;
  /** Takes back every copy that has not left. `taken` tells how many; what left meanwhile stays sent. */
  undo(post: string): Promise<{ readonly taken: number; readonly error: AppError | null }>;
  /** Sends the held copies of a post now. */
  sendNow(post: string): Promise<AppError | null>;
}
export type OutboxStore = StoreApi<OutboxState>;

/** Held for the undo time: nothing of it has left, and nothing went wrong with it. */
export function isHeld(copy: OutboxCopy): copy is OutboxCopy & { readonly status: Extract<CopyState, { state: 'waiting' }> } {
  return copy.status.state === 'waiting' && copy.status.lastError === null;
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
  return status.state === 'failed' || status.state === 'needsDecision';
}

export function countNeeds(posts: readonly OutboxPost[]): number {
  return posts.reduce((count, post) => count + post.copies.filter(needsPerson).length, 0);
}

export function isFinished(post: OutboxPost): boolean {
  return post.copies.every(({ status }) => status.state === 'sent' || status.state === 'cancelled');
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
    const during = async (copy: string, run: () => Promise<AppError | null>): Promise<AppError | null> => {
      set(({ busy }) => ({ busy: new Set(busy).add(copy) }));
      const error = await run();
      set(({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== copy)) }));
      return error;
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
      cancel: (copy) => during(copy, async () => errorOf(await bridge.call('outbox.cancel', { copy }))),
      decide: (copy, answer) => during(copy, async () => errorOf(await bridge.call('outbox.decide', { copy, answer }))),
      dismiss: async (post) => errorOf(await bridge.call('outbox.dismiss', { post })),
      async undo(post) {
        const errors = await Promise.all(held(post).map((copy) => get().cancel(copy.id)));
        return { taken: errors.filter((error) => error === null).length, error: errors.find((error) => error !== null) ?? null };
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
