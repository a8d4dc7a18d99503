import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, AppError } from '../../electron/contract/index.ts';
import type { QueryProblem, QuickFindings, SearchKind, SearchMemory, SearchTarget } from '../../electron/contract/search.ts';
import type { StatusView } from '../../electron/contract/statuses.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { Detail, NavigationStore } from './navigation.ts';
import { beginFindings, withAnswer, withAsked, type Findings } from './search-findings.ts';
import type { StatusesStore } from './statuses.ts';

export type SearchTab = 'memory' | SearchKind;

/** What the memory answered to `text`. */
export interface MemoryFindings {
  readonly text: string;
  readonly views: readonly StatusView[];
  readonly cursor: number | null;
  readonly problems: readonly QueryProblem[];
  readonly isEmpty: boolean;
  readonly error: AppError | null;
}

/** An address or a handle on its way to being opened. */
export type Opening = { readonly state: 'none' | 'asking'; readonly text: string } | { readonly state: 'failed'; readonly text: string; readonly error: AppError };
const noOpening: Opening = { state: 'none', text: '' };

const toDetail = (target: SearchTarget): Detail => (target.kind === 'post' ? { kind: 'thread', uri: target.uri } : { kind: 'person', handle: target.handle, account: target.account });

export interface SearchState {
  readonly text: string;
  readonly tab: SearchTab;
  readonly memory: MemoryFindings | null;
  /** The memory is being asked; what it answered before is still shown. */
  readonly isRemembering: boolean;
  readonly findings: Findings | null;
  readonly size: SearchMemory | null;
  readonly opening: Opening;
  setText(text: string): void;
  setTab(tab: SearchTab): void;
  /** Asks the memory. */
  remember(text: string): Promise<void>;
  older(): Promise<void>;
  /** Asks the servers; ends the search before. A text that is too short only ends it. */
  ask(text: string, kind: SearchKind): Promise<void>;
  /** What of a query could not be used; nothing is shown of what it finds. */
  check(text: string): Promise<Pick<MemoryFindings, 'problems' | 'isEmpty'>>;
  quick(text: string): Promise<QuickFindings>;
  /** Opens what a pasted address or handle leads to; servers may take long to find it. */
  openPasted(text: string): Promise<void>;
  loadSize(): Promise<void>;
  backfill(account: AccountKey, run: boolean): Promise<AppError | null>;
  forget(): Promise<AppError | null>;
}
export type SearchStore = StoreApi<SearchState>;

const pageSize = 30;
/** One letter finds everybody; one character of a script that needs no more is a word. */
export const isWorthAsking = (text: string): boolean => text.trim().length > 1 || /\p{sc=Han}/u.test(text);

export function createSearchStore(bridge: Bridge, { statuses, navigation, uuid }: { readonly statuses: StatusesStore; readonly navigation: NavigationStore; readonly uuid: () => string }): SearchStore {
  /** The text asked for last; an answer to an earlier one is not shown any more. */
  let wanted = '';
  let isBusy = false;

  const store = createStore<SearchState>((set, get) => {
    /** One question at a time: who types faster than the answers come skips those in between. */
    async function rememberLatest(): Promise<void> {
      isBusy = true;
      set({ isRemembering: true });
      for (let asked: string | null = null; asked !== wanted; ) {
        asked = wanted;
        const answer = await bridge.call('search.memory', { text: asked, cursor: null, limit: pageSize });
        if (asked !== wanted) continue;
        if (answer.ok) statuses.getState().put(answer.value.views);
        set({ memory: answer.ok ? { text: asked, ...answer.value, error: null } : { text: asked, views: [], cursor: null, problems: [], isEmpty: false, error: answer.error } });
      }
      isBusy = false;
      set({ isRemembering: false });
    }

    return {
      text: '',
      tab: 'memory',
      memory: null,
      isRemembering: false,
      findings: null,
      size: null,
      opening: noOpening,
      setText: (text) => set({ text }),
      setTab: (tab) => set({ tab }),
      async remember(text) {
        wanted = text;
        if (!isBusy) await rememberLatest();
      },
      async older() {
        const { memory } = get();
        if (memory === null || memory.cursor === null || isBusy) return;
        isBusy = true;
        set({ isRemembering: true });
        const answer = await bridge.call('search.memory', { text: memory.text, cursor: memory.cursor, limit: pageSize });
        isBusy = false;
        set({ isRemembering: false });
        if (wanted !== memory.text) return rememberLatest();
        if (!answer.ok) return set({ memory: { ...memory, error: answer.error } });
        statuses.getState().put(answer.value.views);
        set({ memory: { ...memory, ...answer.value, views: [...memory.views, ...answer.value.views], error: null } });
      },
      async ask(text, kind) {
        const { findings } = get();
        const wantedText = text.trim();
        if (!isWorthAsking(wantedText)) {
          if (findings !== null) void bridge.call('search.stop', { id: findings.id });
          return set({ findings: null });
        }
        const id = uuid();
        set({ findings: beginFindings(id, wantedText, kind) });
        const asked = await bridge.call('search.servers', { id, text: wantedText, kind });
        set((state) => (asked.ok && state.findings?.id === id ? { findings: withAsked(state.findings, asked.value) } : {}));
      },
      async check(text) {
        const answer = await bridge.call('search.memory', { text, cursor: null, limit: 1 });
        return answer.ok ? answer.value : { problems: [], isEmpty: false };
      },
      async quick(text) {
        const answer = await bridge.call('search.quick', { text });
        return answer.ok ? answer.value : { people: [], tags: [], posts: [] };
      },
      async openPasted(text) {
        set({ opening: { state: 'asking', text } });
        const target = await bridge.call('search.resolve', { text });
        if (get().opening.state === 'asking' && get().opening.text !== text) return;
        set({ opening: target.ok ? noOpening : { state: 'failed', text, error: target.error } });
        if (target.ok) navigation.getState().open(toDetail(target.value));
      },
      async loadSize() {
        const answer = await bridge.call('search.status', {});
        if (answer.ok) set({ size: answer.value });
      },
      async backfill(account, run) {
        const answer = await bridge.call('search.backfill', { account, run });
        return answer.ok ? null : answer.error;
      },
      async forget() {
        const answer = await bridge.call('search.forget', {});
        if (answer.ok) set({ memory: null });
        return answer.ok ? null : answer.error;
      },
    };
  });
  bridge.on('search.answer', ({ id, account, findings: answer, error }) => {
    const { findings } = store.getState();
    if (findings?.id !== id) return;
    if (answer !== null) statuses.getState().put(answer.posts);
    const told = answer ?? error;
    if (told !== null) store.setState({ findings: withAnswer(findings, account, told) });
  });
  bridge.on('search.status', (size) => store.setState({ size }));
  return store;
}
