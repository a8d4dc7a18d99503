import type { Account } from '../../../electron/contract/accounts.ts';
import type { Workspaces } from '../../../electron/contract/columns.ts';
import { feedName, nameOfFeed } from '../../../electron/contract/feed-keys.ts';
import type { FeedGroup, ListName } from '../../../electron/contract/feeds.ts';
import type { AccountKey, FeedKey } from '../../../electron/contract/index.ts';
import { catchUpText } from '../../text/catch-up.ts';
import { cleanLine } from '../../ui/plain-text.ts';

/** Something a catch-up can look through: the home of an account, or a list that stands in a column. */
export interface CatchUpSource {
  readonly id: string;
  readonly label: string;
  /** Of the account, 1 to 8. */
  readonly colour: number;
  readonly group: FeedGroup;
}

/** One name however it came to be chosen. */
const idOf = ({ source, accounts }: FeedGroup): string => `${feedName(source)} ${accounts === 'all' ? 'all' : accounts.join(' ')}`;

function sourceOf(group: FeedGroup, accounts: readonly Account[]): CatchUpSource | null {
  const own = accounts.filter(({ key }) => group.accounts === 'all' || group.accounts.includes(key));
  const [first] = own;
  if (first === undefined) return null;
  const label = group.source.kind === 'list' ? catchUpText.list(cleanLine(group.source.title), own.map(({ nickname }) => cleanLine(nickname))) : catchUpText.home(cleanLine(first.nickname));
  return { id: idOf(group), label, colour: first.colour, group };
}

/** Homes, lists that stand in columns, the other lists of the accounts, and what was chosen before. */
export function sourcesOf(accounts: readonly Account[], workspaces: Workspaces, lists: ReadonlyMap<AccountKey, readonly ListName[]>, chosen: readonly FeedGroup[] | null): readonly CatchUpSource[] {
  const homes = accounts.map(({ key }): FeedGroup => ({ source: { kind: 'home' }, accounts: [key] }));
  const inColumns = workspaces.list.flatMap(({ columns }) => columns.flatMap((column) => (column.kind === 'feeds' ? column.feeds.filter(({ source }) => source.kind === 'list') : [])));
  const others = [...lists].flatMap(([account, own]) => own.map(({ id, title }): FeedGroup => ({ source: { kind: 'list', id, title }, accounts: [account] })));
  const all = [...homes, ...inColumns, ...others, ...(chosen ?? [])].flatMap((group) => sourceOf(group, accounts) ?? []);
  // The first of a name: its title is the newest that is known.
  return [...new Map(all.toReversed().map((source) => [source.id, source])).values()].toReversed();
}

export function chosenOf(sources: readonly CatchUpSource[], chosen: readonly FeedGroup[] | null): readonly CatchUpSource[] {
  const ids = chosen === null ? null : new Set(chosen.map(idOf));
  return sources.filter(({ id, group }) => ids?.has(id) ?? group.source.kind === 'home');
}

/** What a list is called among the sources. */
export function nameOf(sources: readonly CatchUpSource[], feed: FeedKey, account: AccountKey): string {
  const found = sources.find(({ group }) => feedName(group.source) === nameOfFeed(feed) && (group.accounts === 'all' || group.accounts.includes(account)));
  return found?.label ?? account;
}
