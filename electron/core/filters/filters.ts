import type { AccountFilters, FilterDraft, FilterStep, FilterStepsDone, OwnFilter } from '../../contract/filters.ts';
import type { AccountKey, CallInput, CallOutput, StatusId, StatusUri } from '../../contract/index.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import { askEach, isUnclear, signedInAs } from '../each-account.ts';
import type { Clock, StatusStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import { filterDifferences, type FilterAbilities } from './differences.ts';

export interface FiltersDeps {
  readonly clock: Clock;
  readonly accounts: AccountDirectory;
  readonly transactions: Transactions;
  readonly statuses: StatusStore;
  readonly publish: Publish;
  /** The id a status has on an account's server, resolving it there where it is not known and may be. */
  readonly localId: (account: AccountKey, uri: StatusUri) => Promise<Result<StatusId>>;
  /** What this account's server hides may be different now: not every server says so on its stream. */
  readonly changed: (account: AccountKey) => void;
}

/** The calls `filters.*` of the contract. */
export interface Filters {
  all(): Promise<Result<CallOutput<'filters.all'>>>;
  create(input: CallInput<'filters.create'>): Promise<Result<CallOutput<'filters.create'>>>;
  update(input: CallInput<'filters.update'>): Promise<Result<null>>;
  remove(input: CallInput<'filters.remove'>): Promise<Result<null>>;
  statuses(input: CallInput<'filters.statuses'>): Promise<Result<CallOutput<'filters.statuses'>>>;
  addStatus(input: CallInput<'filters.addStatus'>): Promise<Result<null>>;
  removeStatus(input: CallInput<'filters.removeStatus'>): Promise<Result<null>>;
  compare(input: CallInput<'filters.compare'>): Promise<Result<CallOutput<'filters.compare'>>>;
  apply(input: CallInput<'filters.apply'>): Promise<Result<readonly FilterStepsDone[]>>;
  close(): void;
}

type FilteredPost = CallOutput<'filters.statuses'>[number];

const gone = fail<AppError>({ kind: 'notFound', what: 'filter' });

/** The filters every account has on its server: read, written, and made alike on request. */
export function createFilters(deps: FiltersDeps): Filters {
  const { accounts, changed } = deps;
  const closing = new AbortController();
  const { signal } = closing;

  const read = ({ connection }: SignedInAccount): Promise<Result<readonly OwnFilter[]>> => connection.belongings.filters({ signal });

  async function find(account: SignedInAccount, id: string): Promise<Result<OwnFilter>> {
    const all = await read(account);
    if (!all.ok) return all;
    const found = all.value.find((filter) => filter.id === id);
    return found === undefined ? gone : ok(found);
  }

  /** A second try would make a second filter: an unclear answer is read back instead. */
  async function create(account: SignedInAccount, draft: FilterDraft): Promise<Result<null>> {
    const before = await read(account);
    if (!before.ok) return before;
    const made = await account.connection.belongings.createFilter(draft, { signal });
    if (made.ok) return ok(null);
    if (!isUnclear(made)) return made;
    const known = new Set(before.value.map(({ id }) => id));
    const now = await read(account);
    return now.ok && now.value.some(({ id, title }) => !known.has(id) && title === draft.title) ? ok(null) : made;
  }

  async function update(account: SignedInAccount, id: string, draft: FilterDraft): Promise<Result<null>> {
    const before = await find(account, id);
    if (!before.ok) return before;
    const saved = await account.connection.belongings.updateFilter(before.value, draft, { signal });
    return saved.ok ? ok(null) : saved;
  }

  async function remove(account: SignedInAccount, id: string): Promise<Result<null>> {
    const removed = await account.connection.belongings.removeFilter(id, { signal });
    return !removed.ok && removed.error.kind === 'notFound' ? ok(null) : removed;
  }

  function take(account: SignedInAccount, step: FilterStep): Promise<Result<null>> {
    switch (step.kind) {
      case 'add':
        return create(account, step.draft);
      case 'change':
        return update(account, step.filter, step.draft);
      case 'remove':
        return remove(account, step.filter);
    }
  }

  /** One after the other: servers count them. */
  async function takeAll(key: AccountKey, steps: readonly FilterStep[]): Promise<FilterStepsDone> {
    const account = signedInAs(accounts, key);
    const failed: { readonly title: string; readonly error: AppError }[] = [];
    for (const step of steps) {
      const result = account.ok ? await take(account.value, step) : account;
      if (!result.ok) failed.push({ title: step.kind === 'remove' ? step.title : step.draft.title, error: result.error });
    }
    if (failed.length < steps.length) changed(key);
    return { account: key, done: steps.length - failed.length, failed };
  }

  async function filteredPost(account: SignedInAccount, { id, statusId }: OwnFilter['statuses'][number]): Promise<FilteredPost> {
    const seen = await account.connection.status(statusId, { signal });
    if (!seen.ok) return { id, view: null };
    deps.transactions.run(() => deps.statuses.put(account.key, seen.value, deps.clock.now()));
    return { id, view: deps.statuses.get(seen.value.status.uri) };
  }

  /** The server says with each post which filters it meets. */
  async function readAgain(account: SignedInAccount, id: StatusId): Promise<void> {
    const seen = await account.connection.status(id, { signal });
    if (!seen.ok) return;
    deps.transactions.run(() => deps.statuses.put(account.key, seen.value, deps.clock.now()));
    const view = deps.statuses.get(seen.value.status.uri);
    if (view !== null) deps.publish('statuses.changed', { statuses: [view] });
  }

  async function addStatus(account: SignedInAccount, filter: string, uri: StatusUri): Promise<Result<null>> {
    if (abilitiesOf(account).onePhrase) return fail({ kind: 'unsupported', capability: 'filterStatuses' });
    const id = await deps.localId(account.key, uri);
    if (!id.ok) return id;
    const holds = async (): Promise<Result<boolean>> => {
      const found = await find(account, filter);
      return found.ok ? ok(found.value.statuses.some(({ statusId }) => statusId === id.value)) : found;
    };
    const before = await holds();
    if (!before.ok) return before;
    const added = before.value ? ok(null) : await account.connection.belongings.addFilterStatus(filter, id.value, { signal });
    if (!added.ok) {
      const now = isUnclear(added) ? await holds() : ok(false);
      if (!now.ok || !now.value) return added;
    }
    await readAgain(account, id.value);
    return ok(null);
  }

  async function removeStatus(account: SignedInAccount, entry: string, uri: StatusUri | null): Promise<Result<null>> {
    const removed = await account.connection.belongings.removeFilterStatus(entry, { signal });
    if (!removed.ok && removed.error.kind !== 'notFound') return removed;
    const id = uri === null ? null : await deps.localId(account.key, uri);
    if (id?.ok === true) await readAgain(account, id.value);
    return ok(null);
  }

  async function as<T>(key: AccountKey, work: (account: SignedInAccount) => Promise<Result<T>>): Promise<Result<T>> {
    const account = signedInAs(accounts, key);
    const result = account.ok ? await work(account.value) : account;
    if (result.ok) changed(key);
    return result;
  }

  return {
    async all() {
      const answers = await askEach(accounts, accounts.keys(), read);
      return ok(answers.map((answer): AccountFilters => ({ ...answer, ...abilitiesOf(accounts.signedIn(answer.account)) })));
    },
    create: async ({ accounts: keys, draft }) => ok(await Promise.all([...new Set(keys)].map(async (key) => ({ account: key, result: await as(key, (account) => create(account, draft)) })))),
    update: ({ account: key, filter, draft }) => as(key, (account) => update(account, filter, draft)),
    remove: ({ account: key, filter }) => as(key, (account) => remove(account, filter)),
    async statuses({ account: key, filter: id }) {
      const account = signedInAs(accounts, key);
      if (!account.ok) return account;
      const filter = await find(account.value, id);
      return filter.ok ? ok(await Promise.all(filter.value.statuses.map((entry) => filteredPost(account.value, entry)))) : filter;
    },
    addStatus: ({ account: key, filter, uri }) => as(key, (account) => addStatus(account, filter, uri)),
    removeStatus: ({ account: key, entry, uri }) => as(key, (account) => removeStatus(account, entry, uri)),
    async compare({ from, to }) {
      const source = signedInAs(accounts, from);
      const ours = source.ok ? await read(source.value) : source;
      if (!ours.ok) return ours;
      return ok(await askEach(accounts, to.filter((key) => key !== from), async (account) => {
        const theirs = await read(account);
        return theirs.ok ? ok(filterDifferences(ours.value, theirs.value, abilitiesOf(account), deps.clock.now())) : theirs;
      }));
    },
    apply: async ({ steps }) => ok(await Promise.all(steps.map(({ account, steps: own }) => takeAll(account, own)))),
    close: () => closing.abort(),
  };
}

function abilitiesOf(account: SignedInAccount | null): FilterAbilities {
  return { onePhrase: account?.profile.capabilities.filtersV2 === false };
}
