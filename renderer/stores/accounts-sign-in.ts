import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SignInState } from '../../electron/contract/accounts.ts';
import type { AppError } from '../../electron/contract/index.ts';
import type { ServerSummary } from '../../electron/contract/servers.ts';
import type { Bridge } from '../bridge/bridge.ts';

/** What is known of the address in the field. `idle`: nothing typed, or not yet a whole address. */
export type ServerCheck =
  | { readonly state: 'idle' }
  | { readonly state: 'checking'; readonly address: string }
  | { readonly state: 'found'; readonly address: string; readonly server: ServerSummary }
  | { readonly state: 'failed'; readonly address: string; readonly error: AppError };

export interface SignInFlow {
  readonly address: string;
  readonly check: ServerCheck;
  readonly attempt: SignInState | null;
  /** A call that changes the attempt is under way. */
  readonly busy: boolean;
  /** Why the last step did not work while there is no attempt to carry the reason. */
  readonly error: AppError | null;
  readonly practice: 'idle' | 'starting' | AppError;
  readonly suggestions: readonly { readonly host: string; readonly about: string }[];
  start(): Promise<void>;
  /** Checks the server once typing pauses. */
  type(address: string): void;
  /** Checks at once. */
  choose(address: string): Promise<void>;
  begin(mode: 'browser' | 'paste'): Promise<void>;
  submitCode(code: string): Promise<void>;
  cancel(): Promise<void>;
  /** Back to an empty field, for the next account. */
  reset(): void;
  startPractice(): Promise<void>;
}
export type SignInStore = StoreApi<SignInFlow>;

const typingPauseMs = 450;

/** Whether what was typed could be a whole address: checking `masto` on the way to `mastodon.social` only shows errors. */
export function looksComplete(address: string): boolean {
  const host = address.trim().replace(/^[a-z]+:\/\//i, '').replace(/^.*@/, '').replace(/\/.*$/, '');
  return /^[^\s.:]+(?:\.[^\s.:]+)*\.[^\s.:]{2,}(?::\d+)?$/u.test(host) || /^[^\s:]+:\d{2,5}$/u.test(host);
}

const fresh = { address: '', check: { state: 'idle' }, attempt: null, busy: false, error: null, practice: 'idle' } as const;

export function createSignInStore(bridge: Bridge): SignInStore {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const store = createStore<SignInFlow>((set, get) => ({
    ...fresh,
    suggestions: [],
    async start() {
      const answer = await bridge.call('servers.suggestions', {});
      if (answer.ok) set({ suggestions: answer.value });
    },
    type(address) {
      clearTimeout(pause);
      const complete = looksComplete(address);
      set({ address, error: null, check: complete ? { state: 'checking', address } : { state: 'idle' } });
      if (complete) pause = setTimeout(() => void check(address), typingPauseMs);
    },
    async choose(address) {
      clearTimeout(pause);
      set({ address, error: null, check: { state: 'checking', address } });
      await check(address);
    },
    async begin(mode) {
      const { address, attempt } = get();
      if (address.trim() === '' || get().busy) return;
      set({ busy: true, error: null });
      if (attempt?.state === 'waiting') await bridge.call('accounts.cancelSignIn', { attemptId: attempt.attemptId });
      const answer = await bridge.call('accounts.beginSignIn', { address, mode });
      set(answer.ok ? { attempt: answer.value, busy: false } : { error: answer.error, attempt: null, busy: false });
    },
    async submitCode(code) {
      const { attempt } = get();
      if (attempt === null || get().busy) return;
      set({ busy: true, error: null });
      const answer = await bridge.call('accounts.submitCode', { attemptId: attempt.attemptId, code });
      set(answer.ok ? { attempt: answer.value, busy: false } : { error: answer.error, busy: false });
    },
    async cancel() {
      const { attempt } = get();
      set({ attempt: null, error: null, busy: false });
      if (attempt !== null && attempt.state !== 'done') await bridge.call('accounts.cancelSignIn', { attemptId: attempt.attemptId });
    },
    reset() {
      clearTimeout(pause);
      set(fresh);
    },
    async startPractice() {
      if (get().practice === 'starting') return;
      set({ practice: 'starting' });
      const answer = await bridge.call('servers.startPractice', {});
      set({ practice: answer.ok ? 'idle' : answer.error });
    },
  }));

  async function check(address: string): Promise<void> {
    const answer = await bridge.call('servers.check', { address });
    // Another address was typed meanwhile: this answer is about nothing on the screen.
    const now = store.getState();
    if (now.address !== address || now.check.state === 'idle') return;
    store.setState({ check: answer.ok ? { state: 'found', address, server: answer.value } : { state: 'failed', address, error: answer.error } });
  }

  bridge.on('accounts.signIn', (attempt) => {
    if (store.getState().attempt?.attemptId === attempt.attemptId) store.setState({ attempt });
  });
  return store;
}
