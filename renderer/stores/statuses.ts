import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, AppError, Result, StatusUri } from '../../electron/contract/index.ts';
import type { BoostVisibility } from '../../electron/contract/copies.ts';
import type { Status, StatusAction, StatusMarks, StatusVersion, StatusView, Thread, TranslatedStatus } from '../../electron/contract/statuses.ts';
import type { Bridge } from '../bridge/bridge.ts';

/** A conversation on the screen; its posts are looked up in `views`, so that marks and edits show at once. */
export type ThreadState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly thread: Thread; readonly reloading: boolean }
  | { readonly state: 'failed'; readonly error: AppError };

export interface StatusesState {
  readonly views: ReadonlyMap<StatusUri, StatusView>;
  readonly threads: ReadonlyMap<StatusUri, ThreadState>;
  /** Posts no account serves any more; a list shows them as gone. */
  readonly removed: ReadonlySet<StatusUri>;
  /** The account last used with a person (by handle): the default for the next action when several saw a post. */
  readonly lastUsed: ReadonlyMap<string, AccountKey>;
  put(views: readonly StatusView[]): void;
  act(account: AccountKey, uri: StatusUri, action: StatusAction, visibility?: BoostVisibility): Promise<AppError | null>;
  /** Stops looking for a post on an account's server; the act that waits for it ends as `cancelled`. */
  stopResolving(account: AccountKey, uri: StatusUri): void;
  /** What is shown in another language, by address. */
  readonly translations: ReadonlyMap<StatusUri, TranslationState>;
  /** Accounts whose server translates; null until asked. */
  readonly translators: readonly AccountKey[] | null;
  translate(uri: StatusUri, language: string): Promise<void>;
  showOriginal(uri: StatusUri): void;
  loadTranslators(): Promise<void>;
  history(uri: StatusUri): Promise<Result<readonly StatusVersion[]>>;
  vote(account: AccountKey, uri: StatusUri, choices: readonly number[]): Promise<AppError | null>;
  load(uri: StatusUri): Promise<Result<StatusView>>;
  loadThread(uri: StatusUri): Promise<void>;
}
export type TranslationState = { readonly state: 'loading' } | { readonly state: 'ready'; readonly translated: TranslatedStatus } | { readonly state: 'failed'; readonly error: AppError };
export type StatusesStore = StoreApi<StatusesState>;

/** Views kept for posts that left the screen; beyond it the ones stored longest go, their timeline entries still carry one. */
const mostViews = 6_000;

type Mark = 'favourited' | 'reblogged' | 'bookmarked' | 'muted' | 'pinned';
const effects: Readonly<Record<StatusAction, { readonly mark: Mark; readonly on: boolean; readonly count: 'favourites' | 'reblogs' | null }>> = {
  favourite: { mark: 'favourited', on: true, count: 'favourites' },
  unfavourite: { mark: 'favourited', on: false, count: 'favourites' },
  reblog: { mark: 'reblogged', on: true, count: 'reblogs' },
  unreblog: { mark: 'reblogged', on: false, count: 'reblogs' },
  bookmark: { mark: 'bookmarked', on: true, count: null },
  unbookmark: { mark: 'bookmarked', on: false, count: null },
  mute: { mark: 'muted', on: true, count: null },
  unmute: { mark: 'muted', on: false, count: null },
  pin: { mark: 'pinned', on: true, count: null },
  unpin: { mark: 'pinned', on: false, count: null },
};

/** The view as it will be once the server agrees. Unchanged where the account does not know the post yet: that takes a look-up first. */
export function withAction(view: StatusView, account: AccountKey, action: StatusAction): StatusView {
  const { mark, on, count } = effects[action];
  const before = view.marks.find((each) => each.account === account);
  if (before === undefined || before[mark] === on) return view;
  const marks = view.marks.map((each): StatusMarks => (each.account === account ? { ...each, [mark]: on } : each));
  if (count === null) return { ...view, marks };
  const counts = { ...view.status.counts, [count]: Math.max(0, view.status.counts[count] + (on ? 1 : -1)) };
  const status: Status = { ...view.status, counts };
  return { status, marks };
}

function withViews(views: ReadonlyMap<StatusUri, StatusView>, changed: readonly StatusView[]): Map<StatusUri, StatusView> {
  const next = new Map(views);
  for (const view of changed) next.set(view.status.uri, view);
  for (const uri of next.keys()) {
    if (next.size <= mostViews) break;
    next.delete(uri);
  }
  return next;
}

export function createStatusesStore(bridge: Bridge): StatusesStore {
  const store = createStore<StatusesState>((set, get) => {
    const put = (changed: readonly StatusView[]): void => set(({ views }) => ({ views: withViews(views, changed) }));
    const setThread = (uri: StatusUri, thread: ThreadState): void => set(({ threads }) => ({ threads: new Map(threads).set(uri, thread) }));
    return {
      views: new Map(),
      threads: new Map(),
      removed: new Set(),
      lastUsed: new Map(),
      translations: new Map(),
      translators: null,
      put,
      async act(account, uri, action, visibility) {
        const before = get().views.get(uri);
        if (before !== undefined) {
          put([withAction(before, account, action)]);
          set(({ lastUsed }) => ({ lastUsed: new Map(lastUsed).set(before.status.author.handle, account) }));
        }
        const answer = await bridge.call('statuses.act', { account, uri, action, ...(visibility === undefined ? {} : { visibility }) });
        if (answer.ok) put([answer.value]);
        else if (before !== undefined) put([before]);
        return answer.ok ? null : answer.error;
      },
      stopResolving: (account, uri) => void bridge.call('statuses.stopResolving', { account, uri }),
      async translate(uri, language) {
        const show = (state: TranslationState): void => set(({ translations }) => ({ translations: new Map(translations).set(uri, state) }));
        show({ state: 'loading' });
        const answer = await bridge.call('statuses.translate', { uri, language });
        if (get().translations.has(uri)) show(answer.ok ? { state: 'ready', translated: answer.value } : { state: 'failed', error: answer.error });
      },
      showOriginal: (uri) => set(({ translations }) => ({ translations: new Map([...translations].filter(([key]) => key !== uri)) })),
      async loadTranslators() {
        const answer = await bridge.call('statuses.translators', {});
        if (answer.ok) set({ translators: answer.value });
      },
      history: (uri) => bridge.call('statuses.history', { uri }),
      async vote(account, uri, choices) {
        const answer = await bridge.call('statuses.vote', { account, uri, choices: [...choices] });
        if (answer.ok) put([answer.value]);
        return answer.ok ? null : answer.error;
      },
      async load(uri) {
        const known = get().views.get(uri);
        if (known !== undefined) return { ok: true, value: known };
        const answer = await bridge.call('statuses.cached', { uri });
        if (answer.ok) put([answer.value]);
        return answer;
      },
      async loadThread(uri) {
        const known = get().threads.get(uri);
        setThread(uri, known?.state === 'ready' ? { ...known, reloading: true } : { state: 'loading' });
        const answer = await bridge.call('statuses.thread', { uri });
        if (!answer.ok) return setThread(uri, { state: 'failed', error: answer.error });
        const { ancestors, focus, copies, descendants } = answer.value;
        put([...ancestors, focus, ...copies, ...descendants.map(({ status, marks }) => ({ status, marks }))]);
        setThread(uri, { state: 'ready', thread: answer.value, reloading: false });
      },
    };
  });
  bridge.on('statuses.changed', ({ statuses }) => store.getState().put(statuses));
  bridge.on('statuses.removed', ({ uris }) => store.setState(({ removed }) => ({ removed: new Set([...removed, ...uris]) })));
  return store;
}
