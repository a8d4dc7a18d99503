import type { CallInput, CallOutput } from '../../contract/index.ts';
import type { ListDraft, OwnList } from '../../contract/lists.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import { askEach, isUnclear, signedInAs } from '../each-account.ts';
import { createTags, type Tags } from './tags.ts';

/** The calls `lists.*` and `tags.*` of the contract. */
export interface Lists extends Tags {
  all(): Promise<Result<CallOutput<'lists.all'>>>;
  create(input: CallInput<'lists.create'>): Promise<Result<OwnList>>;
  update(input: CallInput<'lists.update'>): Promise<Result<OwnList>>;
  remove(input: CallInput<'lists.remove'>): Promise<Result<null>>;
  members(input: CallInput<'lists.members'>): Promise<Result<CallOutput<'lists.members'>>>;
  close(): void;
}

/** The lists people sort whom they follow into, and the tags they follow, over all accounts. */
export function createLists({ accounts }: { readonly accounts: AccountDirectory }): Lists {
  const closing = new AbortController();
  const { signal } = closing;

  /** Titles may repeat, so a second try could make a second list: an unclear answer is read back instead. */
  async function create({ connection: { belongings } }: SignedInAccount, draft: ListDraft): Promise<Result<OwnList>> {
    const before = await belongings.lists({ signal });
    if (!before.ok) return before;
    const made = await belongings.createList(draft, { signal });
    if (!isUnclear(made)) return made;
    const known = new Set(before.value.map(({ id }) => id));
    const now = await belongings.lists({ signal });
    const found = now.ok ? now.value.find(({ id, title }) => !known.has(id) && title === draft.title) : undefined;
    return found === undefined ? made : ok(found);
  }

  return {
    ...createTags(accounts, signal),
    all: async () => ok(await askEach(accounts, accounts.keys(), ({ connection }) => connection.belongings.lists({ signal }))),
    async create({ account: key, draft }) {
      const account = signedInAs(accounts, key);
      return account.ok ? create(account.value, draft) : account;
    },
    async update({ account: key, list, draft }) {
      const account = signedInAs(accounts, key);
      return account.ok ? account.value.connection.belongings.updateList(list, draft, { signal }) : account;
    },
    async remove({ account: key, list }) {
      const account = signedInAs(accounts, key);
      if (!account.ok) return account;
      const removed = await account.value.connection.belongings.removeList(list, { signal });
      return !removed.ok && removed.error.kind === 'notFound' ? ok(null) : removed;
    },
    async members({ account: key, list, cursor }) {
      const account = signedInAs(accounts, key);
      if (!account.ok) return account;
      const page = await account.value.connection.belongings.listMembers(list, cursor, { signal });
      return page.ok ? ok({ people: page.value.items.map(({ person }) => person), cursor: page.value.next }) : page;
    },
    close: () => closing.abort(),
  };
}
