import type { Account } from '../../../electron/contract/accounts.ts';
import type { Workspaces } from '../../../electron/contract/columns.ts';
import { feedName, nameOfFeed, type FeedGroup } from '../../../electron/contract/feeds.ts';
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

export function sourcesOf(accounts: readonly Account[], workspaces: Workspaces): readonly CatchUpSource[] {
  const homes = accounts.map(({ key, nickname, colour }): CatchUpSource => ({ id: key, label: catchUpText.home(cleanLine(nickname)), colour, group: { source: { kind: 'home' }, accounts: [key] } }));
  const columns = workspaces.list.flatMap((workspace) => workspace.columns.flatMap((column) => (column.kind === 'feeds' ? column.feeds : [])));
  const lists = columns.flatMap((group): CatchUpSource[] => {
    if (group.source.kind !== 'list') return [];
    const own = accounts.filter(({ key }) => group.accounts === 'all' || group.accounts.includes(key));
    return [{ id: `${feedName(group.source)} ${own.map(({ key }) => key).join(' ')}`, label: catchUpText.list(cleanLine(group.source.title), own.map(({ nickname }) => cleanLine(nickname))), colour: own[0]?.colour ?? 1, group }];
  });
  return [...new Map([...homes, ...lists].map((source) => [source.id, source])).values()];
}

export function chosenOf(sources: readonly CatchUpSource[], chosen: ReadonlySet<string> | null): readonly CatchUpSource[] {
  return sources.filter(({ id, group }) => chosen?.has(id) ?? group.source.kind === 'home');
}

/** What a list is called among the sources. */
export function nameOf(sources: readonly CatchUpSource[], feed: FeedKey, account: AccountKey): string {
  const found = sources.find(({ group }) => feedName(group.source) === nameOfFeed(feed) && (group.accounts === 'all' || group.accounts.includes(account)));
  return found?.label ?? account;
}
