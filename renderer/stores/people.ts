import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, AppError, Result, StatusUri } from '../../electron/contract/index.ts';
import type { AccountLists, AccountRelation, ChangeOutcome, FamiliarFollower, PersonChange, Profile, ProfileLine, ProfileTab, ReportReasons, ServerRule } from '../../electron/contract/people.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { StatusesStore } from './statuses.ts';

export type ProfileState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly account: AccountKey; readonly profile: Profile }
  | { readonly state: 'failed'; readonly error: AppError };

export interface ProfileLines {
  readonly lines: readonly ProfileLine[];
  readonly cursor: string | null;
  readonly loading: boolean;
  readonly error: AppError | null;
}

/** All that is known of one person. Relations come in one by one. */
export interface PersonState {
  readonly profile: ProfileState;
  readonly relations: ReadonlyMap<AccountKey, AccountRelation>;
  /** Accounts as which something is being done right now. */
  readonly busy: ReadonlySet<AccountKey>;
  /** Why the last change did not work, until the next one. */
  readonly refusals: ReadonlyMap<AccountKey, AppError>;
  readonly lists: Readonly<Partial<Record<ProfileTab, ProfileLines>>>;
  /** Followers whom own accounts follow; empty until they are told. */
  readonly familiar: readonly FamiliarFollower[];
}

export interface PeopleState {
  /** By handle in lower case. */
  readonly people: ReadonlyMap<string, PersonState>;
  find(handle: string): PersonState | undefined;
  /** For a person's page: asks again for everything but shows what is known meanwhile. `account`: who met the person. */
  open(handle: string, account: AccountKey | null): Promise<void>;
  /** For a look in passing: asks only what the servers know already, and only once. */
  glance(handle: string, account: AccountKey | null): Promise<void>;
  /** The first page of a list, or the one below what is there. */
  loadLines(handle: string, tab: ProfileTab): Promise<void>;
  change(handle: string, accounts: readonly AccountKey[], change: PersonChange): Promise<readonly ChangeOutcome[]>;
  saveNote(handle: string, account: AccountKey, note: string): Promise<AppError | null>;
  lists(handle: string): Promise<Result<readonly AccountLists[]>>;
  setListed(handle: string, account: AccountKey, list: string, listed: boolean): Promise<AppError | null>;
  rules(account: AccountKey): Promise<Result<readonly ServerRule[]>>;
  report(handle: string, account: AccountKey, statuses: readonly StatusUri[], reasons: ReportReasons): Promise<AppError | null>;
}
export type PeopleStore = StoreApi<PeopleState>;

/** People kept; the ones added longest ago go first. */
const mostPeople = 200;

const nobodyYet: PersonState = { profile: { state: 'loading' }, relations: new Map(), busy: new Set(), refusals: new Map(), lists: {}, familiar: [] };
const noLines: ProfileLines = { lines: [], cursor: null, loading: false, error: null };

export function createPeopleStore(bridge: Bridge, { statuses }: { readonly statuses: StatusesStore }): PeopleStore {
  const store = createStore<PeopleState>((set, get) => {
    const find = (handle: string): PersonState | undefined => get().people.get(handle.toLowerCase());
    const update = (handle: string, next: (person: PersonState) => Partial<PersonState>): void =>
      set(({ people }) => {
        const person = people.get(handle.toLowerCase()) ?? nobodyYet;
        return { people: bounded(new Map(people).set(handle.toLowerCase(), { ...person, ...next(person) })) };
      });
    const setLines = (handle: string, tab: ProfileTab, lines: ProfileLines): void => update(handle, ({ lists }) => ({ lists: { ...lists, [tab]: lines } }));

    async function loadProfile(handle: string, account: AccountKey | null, search: boolean): Promise<void> {
      const answer = await bridge.call('people.profile', { handle, account, search });
      if (answer.ok) update(handle, () => ({ profile: { state: 'ready', ...answer.value } }));
      else if (find(handle)?.profile.state !== 'ready') update(handle, () => ({ profile: { state: 'failed', error: answer.error } }));
    }

    /** Each row is told by an event as well, as soon as it is known. */
    async function loadRelations(handle: string): Promise<void> {
      const answer = await bridge.call('people.relations', { handle });
      if (answer.ok) update(handle, () => ({ relations: new Map(answer.value.map((relation) => [relation.account, relation])) }));
    }

    async function loadFamiliar(handle: string): Promise<void> {
      const answer = await bridge.call('people.familiar', { handle });
      if (answer.ok) update(handle, () => ({ familiar: answer.value }));
    }

    return {
      people: new Map(),
      find,
      async open(handle, account) {
        update(handle, ({ profile }) => ({ profile: profile.state === 'ready' ? profile : { state: 'loading' }, refusals: new Map(), lists: {} }));
        await Promise.all([loadProfile(handle, account, true), loadRelations(handle)]);
        // By now every server that was made to look the person up knows them.
        await loadFamiliar(handle);
      },
      async glance(handle, account) {
        const known = find(handle)?.profile.state;
        if (known === 'ready' || known === 'loading') return;
        update(handle, () => ({ profile: { state: 'loading' } }));
        await Promise.all([loadProfile(handle, account, false), loadRelations(handle)]);
      },
      async loadLines(handle, tab) {
        const person = find(handle);
        if (person?.profile.state !== 'ready') return;
        const before = person.lists[tab];
        if (before?.loading === true || (before !== undefined && before.error === null && before.cursor === null)) return;
        const shown = before ?? noLines;
        setLines(handle, tab, { ...shown, loading: true, error: null });
        const answer = await bridge.call('people.statuses', { handle, account: person.profile.account, tab, cursor: shown.cursor });
        // The page was opened anew meanwhile, and its lists with it.
        if (find(handle)?.lists[tab]?.loading !== true) return;
        if (!answer.ok) return setLines(handle, tab, { ...shown, loading: false, error: answer.error });
        const { lines, cursor } = answer.value;
        statuses.getState().put(lines.map(({ view }) => view));
        const known = new Set(shown.lines.map(({ id }) => id));
        setLines(handle, tab, { lines: [...shown.lines, ...lines.filter(({ id }) => !known.has(id))], cursor, loading: false, error: null });
      },
      async change(handle, accounts, change) {
        update(handle, ({ busy, refusals }) => ({ busy: new Set([...busy, ...accounts]), refusals: new Map([...refusals].filter(([key]) => !accounts.includes(key))) }));
        const answer = await bridge.call('people.change', { handle, accounts: [...accounts], change });
        const outcomes = answer.ok ? answer.value : accounts.map((account): ChangeOutcome => ({ account, result: answer }));
        const refused = outcomes.flatMap(({ account, result }) => (result.ok ? [] : [[account, result.error] as const]));
        update(handle, ({ busy, refusals }) => ({ busy: new Set([...busy].filter((key) => !accounts.includes(key))), refusals: new Map([...refusals, ...refused]) }));
        return outcomes;
      },
      lists: (handle) => bridge.call('people.lists', { handle }),
      async setListed(handle, account, list, listed) {
        const answer = await bridge.call('people.setListed', { handle, account, list, listed });
        return answer.ok ? null : answer.error;
      },
      rules: (account) => bridge.call('people.rules', { account }),
      async report(handle, account, uris, reasons) {
        const answer = await bridge.call('people.report', { handle, account, statuses: uris, reasons });
        return answer.ok ? null : answer.error;
      },
      async saveNote(handle, account, note) {
        const answer = await bridge.call('people.saveNote', { handle, account, note });
        return answer.ok ? null : answer.error;
      },
    };
  });
  bridge.on('people.relation', ({ handle, relation }) => {
    const person = store.getState().find(handle);
    if (person === undefined) return;
    const relations = new Map(person.relations).set(relation.account, relation);
    store.setState(({ people }) => ({ people: new Map(people).set(handle.toLowerCase(), { ...person, relations }) }));
  });
  return store;
}

function bounded(people: Map<string, PersonState>): Map<string, PersonState> {
  const oldest = people.keys().next().value;
  if (people.size > mostPeople && oldest !== undefined) people.delete(oldest);
  return people;
}
