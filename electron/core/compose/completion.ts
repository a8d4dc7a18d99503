import type { AccountEmojis, ServerEmoji } from '../../contract/completion.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Person } from '../../contract/statuses.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { Clock, KnownPeople } from '../ports.ts';

const most = 10;
/** New emojis of a server show after this. */
const emojiLifeMs = 60 * 60_000;
/** A server that could not be asked is asked again after this. */
const emojiRetryMs = 60_000;

export interface CompletionDeps {
  readonly clock: Clock;
  readonly accounts: AccountDirectory;
  readonly knownPeople: KnownPeople;
}

/** The ends of words that are begun, from this computer and from the servers of the accounts that write. */
export interface Completion {
  people(input: { readonly text: string; readonly accounts: readonly AccountKey[]; readonly from: 'here' | 'servers' }): Promise<Result<readonly Person[]>>;
  tags(input: { readonly text: string; readonly accounts: readonly AccountKey[] }): Promise<Result<readonly string[]>>;
  emojis(input: { readonly accounts: readonly AccountKey[] }): Promise<Result<readonly AccountEmojis[]>>;
}

export function createCompletion({ clock, accounts, knownPeople }: CompletionDeps): Completion {
  const emojis = new Map<AccountKey, { readonly until: number; readonly answer: Promise<readonly ServerEmoji[] | null> }>();

  /** Those signed in, one for each server: two accounts of one server know the same. */
  function asked(keys: readonly AccountKey[]): readonly SignedInAccount[] {
    const signedIn = keys.flatMap((key) => accounts.signedIn(key) ?? []);
    return [...new Map(signedIn.map((account) => [account.profile.apiBase, account])).values()];
  }

  async function askEmojis(account: SignedInAccount): Promise<readonly ServerEmoji[] | null> {
    const answer = await account.connection.writing.emojis({ priority: 'background' });
    if (!answer.ok) emojis.set(account.key, { until: clock.now() + emojiRetryMs, answer: Promise.resolve(null) });
    return answer.ok ? answer.value : null;
  }

  function emojisOf(key: AccountKey): Promise<readonly ServerEmoji[] | null> {
    const known = emojis.get(key);
    if (known !== undefined && known.until > clock.now()) return known.answer;
    const account = accounts.signedIn(key);
    if (account === null) return Promise.resolve(null);
    const answer = askEmojis(account);
    emojis.set(key, { until: clock.now() + emojiLifeMs, answer });
    return answer;
  }

  return {
    async people({ text, accounts: keys, from }) {
      const words = text.replace(/^@/, '');
      if (from === 'here') return ok(knownPeople.beginningWith(words, most));
      const answers = await Promise.all(asked(keys).map(({ connection }) => connection.writing.findPeople(words, most)));
      return ok(alternating(answers.map((answer) => (answer.ok ? answer.value : [])), ({ handle }) => handle.toLowerCase()));
    },
    async tags({ text, accounts: keys }) {
      const begin = text.replace(/^#/, '').toLowerCase();
      const answers = await Promise.all(asked(keys).map(({ connection }) => connection.search.find(begin, 'tags')));
      const found = answers.map((answer) => (answer.ok ? answer.value.tags.map(({ name }) => name).filter((name) => name.toLowerCase().startsWith(begin)) : []));
      return ok(alternating(found, (name) => name.toLowerCase()));
    },
    emojis: async ({ accounts: keys }) => ok(await Promise.all(keys.map(async (account) => ({ account, emojis: await emojisOf(account) })))),
  };
}

/** The first of each list, then the second of each: every server's order counts. Each thing once. */
function alternating<T>(lists: readonly (readonly T[])[], keyOf: (item: T) => string): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const mixed = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  const seen = new Set<string>();
  const isNew = (item: T): boolean => !seen.has(keyOf(item)) && seen.add(keyOf(item)).size > 0;
  return mixed.filter(isNew).slice(0, most);
}
