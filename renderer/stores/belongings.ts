import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountFilters, FilterDraft, FilterStep, FilterStepsDone } from '../../electron/contract/filters.ts';
import type { AccountKey, AppError, CallOutput, Result, StatusUri } from '../../electron/contract/index.ts';
import type { AccountAnswer, ListDraft, OwnList } from '../../electron/contract/lists.ts';
import type { Person } from '../../electron/contract/statuses.ts';
import type { Bridge } from '../bridge/bridge.ts';

export type BelongingsTab = 'lists' | 'tags' | 'filters' | 'hidden';

/** What was asked of all accounts. What was known stays in sight while it is asked again. */
export interface Asked<T> {
  /** Null until the first answer. */
  readonly answers: readonly T[] | null;
  readonly loading: boolean;
  readonly error: AppError | null;
}

export interface BelongingsState {
  readonly tab: BelongingsTab;
  /** Whose things are shown. */
  readonly of: 'all' | AccountKey;
  readonly lists: Asked<AccountAnswer<readonly OwnList[]>>;
  readonly tags: Asked<AccountAnswer<readonly string[]>>;
  readonly filters: Asked<AccountFilters>;
  show(tab: BelongingsTab, of?: 'all' | AccountKey): void;
  loadLists(): Promise<void>;
  createList(account: AccountKey, draft: ListDraft): Promise<AppError | null>;
  updateList(account: AccountKey, list: string, draft: ListDraft): Promise<AppError | null>;
  removeList(account: AccountKey, list: string): Promise<AppError | null>;
  /** Everybody in a list, all pages of it. */
  members(account: AccountKey, list: string): Promise<Result<readonly Person[]>>;
  setMember(account: AccountKey, list: string, handle: string, listed: boolean): Promise<AppError | null>;
  /** Whom the account's server finds, those it follows first. */
  findPeople(account: AccountKey, text: string): Promise<readonly Person[]>;
  loadTags(): Promise<void>;
  /** Answers whom it did not work for. */
  setTagFollowed(name: string, accounts: readonly AccountKey[], followed: boolean): Promise<readonly AccountAnswer<null>[]>;
  loadFilters(): Promise<void>;
  createFilter(accounts: readonly AccountKey[], draft: FilterDraft): Promise<readonly AccountAnswer<null>[]>;
  updateFilter(account: AccountKey, filter: string, draft: FilterDraft): Promise<AppError | null>;
  removeFilter(account: AccountKey, filter: string): Promise<AppError | null>;
  filterStatuses(account: AccountKey, filter: string): Promise<Result<CallOutput<'filters.statuses'>>>;
  addFilterStatus(account: AccountKey, filter: string, uri: StatusUri): Promise<AppError | null>;
  /** `uri`: of the post, where it is on the screen. */
  removeFilterStatus(account: AccountKey, entry: string, uri?: StatusUri): Promise<AppError | null>;
  compareFilters(from: AccountKey, to: readonly AccountKey[]): Promise<Result<readonly AccountAnswer<readonly FilterStep[]>[]>>;
  applyFilters(steps: readonly { readonly account: AccountKey; readonly steps: readonly FilterStep[] }[]): Promise<Result<readonly FilterStepsDone[]>>;
}
export type BelongingsStore = StoreApi<BelongingsState>;

const notAsked = { answers: null, loading: false, error: null };
const errorOf = (answer: Result<unknown>): AppError | null => (answer.ok ? null : answer.error);
const mostMemberPages = 25;

export function createBelongingsStore(bridge: Bridge): BelongingsStore {
  return createStore<BelongingsState>((set, get) => {
    async function load<Part extends 'lists' | 'tags' | 'filters'>(part: Part, ask: () => Promise<Result<NonNullable<BelongingsState[Part]['answers']>>>): Promise<void> {
      set((state) => ({ ...state, [part]: { ...state[part], loading: true } }));
      const answer = await ask();
      set((state) => ({ ...state, [part]: answer.ok ? { answers: answer.value, loading: false, error: null } : { ...state[part], loading: false, error: answer.error } }));
    }
    const loadLists = (): Promise<void> => load('lists', () => bridge.call('lists.all', {}));
    const loadTags = (): Promise<void> => load('tags', () => bridge.call('tags.followed', {}));
    const loadFilters = (): Promise<void> => load('filters', () => bridge.call('filters.all', {}));
    /** What the servers hold after a change is asked, never guessed. */
    async function then<T>(work: Promise<Result<T>>, reload: () => Promise<void>): Promise<Result<T>> {
      const answer = await work;
      await reload();
      return answer;
    }
    /** A call that failed as a whole failed for each. */
    const each = (answer: Result<readonly AccountAnswer<null>[]>, accounts: readonly AccountKey[]): readonly AccountAnswer<null>[] => (answer.ok ? answer.value : accounts.map((account) => ({ account, result: answer })));

    return {
      tab: 'lists',
      of: 'all',
      lists: notAsked,
      tags: notAsked,
      filters: notAsked,
      show: (tab, of) => set({ tab, of: of ?? get().of }),
      loadLists,
      createList: async (account, draft) => errorOf(await then(bridge.call('lists.create', { account, draft }), loadLists)),
      updateList: async (account, list, draft) => errorOf(await then(bridge.call('lists.update', { account, list, draft }), loadLists)),
      removeList: async (account, list) => errorOf(await then(bridge.call('lists.remove', { account, list }), loadLists)),
      async members(account, list) {
        const people: Person[] = [];
        let cursor: string | null = null;
        for (let page = 0; page < mostMemberPages; page += 1) {
          const answer: Result<CallOutput<'lists.members'>> = await bridge.call('lists.members', { account, list, cursor });
          if (!answer.ok) return answer;
          people.push(...answer.value.people);
          cursor = answer.value.cursor;
          if (cursor === null) break;
        }
        return { ok: true, value: people };
      },
      setMember: async (account, list, handle, listed) => errorOf(await bridge.call('people.setListed', { handle, account, list, listed })),
      async findPeople(account, text) {
        const answer = await bridge.call('compose.people', { text, accounts: [account], from: 'servers' });
        return answer.ok ? answer.value : [];
      },
      loadTags,
      setTagFollowed: async (name, accounts, followed) => each(await then(bridge.call('tags.setFollowed', { name, accounts: [...accounts], followed }), loadTags), accounts),
      loadFilters,
      createFilter: async (accounts, draft) => each(await then(bridge.call('filters.create', { accounts: [...accounts], draft }), loadFilters), accounts),
      updateFilter: async (account, filter, draft) => errorOf(await then(bridge.call('filters.update', { account, filter, draft }), loadFilters)),
      removeFilter: async (account, filter) => errorOf(await then(bridge.call('filters.remove', { account, filter }), loadFilters)),
      filterStatuses: (account, filter) => bridge.call('filters.statuses', { account, filter }),
      addFilterStatus: async (account, filter, uri) => errorOf(await then(bridge.call('filters.addStatus', { account, filter, uri }), loadFilters)),
      removeFilterStatus: async (account, entry, uri) => errorOf(await then(bridge.call('filters.removeStatus', { account, entry, uri: uri ?? null }), loadFilters)),
      compareFilters: (from, to) => bridge.call('filters.compare', { from, to: [...to] }),
      applyFilters: (steps) => then(bridge.call('filters.apply', { steps: steps.map(({ account, steps: own }) => ({ account, steps: [...own] })) }), loadFilters),
    };
  });
}
