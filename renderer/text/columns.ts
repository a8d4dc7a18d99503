import type { ColumnRules, ColumnSpec } from '../../electron/contract/columns.ts';
import type { FeedKind, FeedSource } from '../../electron/contract/feeds.ts';
import { count, listed } from './time.ts';

const kinds: Readonly<Record<FeedKind, string>> = {
  home: 'Home',
  local: 'Local',
  federated: 'Federated',
  list: 'List',
  hashtag: 'Hashtags',
  person: 'Somebody’s posts',
  favourites: 'Favourites',
  bookmarks: 'Bookmarks',
  conversations: 'Private mentions',
  trends: 'Trending',
  instance: 'Another server',
  search: 'Saved search',
};

function nameOfSource(source: FeedSource): string {
  switch (source.kind) {
    case 'list':
      return source.title === '' ? kinds.list : source.title;
    case 'hashtag':
      return [...source.any, ...source.all].map((tag) => `#${tag}`).join(' ');
    case 'person':
      return `@${source.handle}`;
    case 'instance':
      return source.host;
    case 'search':
      return source.query;
    default:
      return kinds[source.kind];
  }
}

/** The person's own name for it, else what it shows. */
function nameOfColumn(column: ColumnSpec): string {
  if (column.name !== null) return column.name;
  if (column.kind === 'inbox') return 'Inbox';
  return column.kind === 'home' ? kinds.home : [...new Set(column.feeds.map(({ source }) => nameOfSource(source)))].join(' + ');
}

export const columnsText = {
  kinds,
  kindHints: {
    home: 'What the people you follow say.',
    local: 'What people on your own servers say in public.',
    federated: 'Everything public your servers know of.',
    list: 'One of your lists.',
    hashtag: 'Posts with the tags you choose.',
    person: 'What one person posts, as your account’s server has it.',
    favourites: 'What you marked as favourite.',
    bookmarks: 'What you kept for later.',
    conversations: 'The last post of each private conversation.',
    trends: 'What is shared most on your servers today.',
    instance: 'What people on a server say in public. You need no account there.',
    search: 'What Skein has seen that answers a search, and what comes to be seen. No server is asked.',
  } satisfies Record<FeedKind, string>,
  nameOfSource,
  nameOfColumn,
  tabs: 'Columns of this workspace',
  add: 'Add a column',
  addTitle: 'Add a column',
  addNow: 'Add column',
  editTitle: (name: string): string => `Column “${name}”`,
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  what: 'What to read',
  addSource: 'Add another source',
  removeSource: (kind: string): string => `Take out ${kind}`,
  accountOfList: 'Account',
  rules: 'What it leaves out, and the order',
  accounts: 'Accounts',
  allAccounts: 'All accounts, also those that come later',
  name: 'Name',
  nameHint: 'Empty: named after what it shows.',
  tagsAny: 'One of these tags',
  tagsAll: 'And all of these',
  tagsNone: 'And none of these',
  tagsHint: 'With spaces or commas between them.',
  badTags: 'Give at least one tag of letters, digits and _.',
  handle: 'Full handle',
  handleHint: 'name@server',
  badHandle: 'Write the name and the server, such as ana@kelp.example.',
  host: 'Server',
  hostHint: 'Such as mastodon.social',
  query: 'Search for',
  queryHint: 'As in the search: words, "phrases", #tags, from:ines, has:media, -is:boost.',
  noQuery: 'Write what to look for.',
  mayMean: (others: readonly string[]): string => `Did you mean ${others.join(' or ')}?`,
  saveSearch: 'Save as column',
  searchSaved: (query: string): string => `The search “${query}” has a column now.`,
  searchFails: 'This search needs a change',
  liveNow: 'Live',
  partlyLive: (live: number, all: number): string => `${live} of ${all} live, the others are asked every minute`,
  newsMenu: 'How news comes in',
  badHost: 'Write the name of a server, without https://.',
  list: 'List',
  listsLoading: 'Asking for the lists',
  noLists: 'This account has no lists.',
  pickList: 'Choose a list.',
  menu: (name: string): string => `Column ${name}`,
  settings: 'Column settings',
  moveLeft: 'Move left',
  moveRight: 'Move right',
  remove: 'Remove column',
  removed: (name: string): string => `The column “${name}” was removed.`,
  undo: 'Undo',
  resize: (name: string): string => `Width of ${name}`,
  drag: 'Drag to move the column',
  addInbox: 'Inbox',
  addInboxHint: 'Mentions, boosts, follows: all that concerns you.',
  empty: 'No column here yet',
  emptyHint: 'Choose what to read side by side.',
  boosts: 'Boosts',
  replies: 'Replies',
  bots: 'Posts of automated accounts',
  mediaOnly: 'Only posts with media',
  repeats: 'Each post once',
  repeatsHint: 'A post that came several ways stands where it came first and names the others.',
  order: 'Order',
  orders: { newest: 'Newest first', oldest: 'Oldest first' },
  languages: 'Only these languages',
  languagesHint: 'Codes such as en de pt. Empty: all.',
  badLanguages: 'Use codes of two or three letters.',
  words: 'Leave out posts with these words',
  wordsHint: 'With commas between them.',
  pattern: 'Leave out posts that match this pattern',
  patternHint: 'A regular expression.',
  patternProblem: { invalid: 'This is no valid expression.', slow: 'This expression could run for very long. Use fewer repeats, and none of groups.' },
  minReblogs: 'At least so many boosts',
  minFavourites: 'At least so many favourites',
  state: { idle: 'Not open', loading: 'Loading', live: 'Live', polling: 'Asks every minute', failed: 'Does not answer' },
  leftOut: 'What is left out',
  leftOutTitle: (name: string, n: number): string => `${n === 0 ? 'Nothing' : count(n, 'post')} left out of “${name}”`,
  leftOutHint: 'Of what is loaded in this column. Press one to open it.',
  leftOutNone: 'Every post that came in is shown.',
  leftOutMore: (n: number): string => `And ${count(n, 'older one', 'older ones')}.`,
  leftOutWhy: {
    boosts: 'This column shows no boosts.',
    replies: 'This column shows no replies.',
    bots: 'This column shows nothing of automated accounts.',
    mediaOnly: 'It has no media.',
    languages: 'It is in another language.',
    minReblogs: 'It has too few boosts.',
    minFavourites: 'It has too few favourites.',
    words: 'It has a word or matches the pattern that this column leaves out.',
  } satisfies Record<Exclude<keyof ColumnRules, 'pattern'>, string>,
  leftOutSeen: (at: string, booster: string | null): string => `Seen before: it stands here once, from ${at}${booster === null ? '' : `, boosted by ${booster}`}.`,
  leftOutFilter: (title: string): string => `Hidden by your filter “${title}”.`,
  boostedBy: (name: string): string => `boosted by ${name}`,
  allLeftOut: 'The settings of this column leave out everything there is.',
  failed: (names: readonly string[]): string => (names.length === 1 ? `${names[0] ?? ''} does not answer` : `${names.length} do not answer`),
  refused: (names: readonly string[]): string => (names.length === 1 ? `${names[0] ?? ''} does not show this` : `${names.length} do not show this`),
  failedMenu: 'Sources of this column',
  nobody: 'Without an account',
  everyAccount: (n: number): string => `${n} accounts`,
  alsoBoosted: (names: readonly string[]): string => `Also boosted by ${listed(names)}`,
  alsoDirect: 'Also came by itself',
  alsoIn: (names: readonly string[]): string => `also in ${listed(names)}`,
  done: 'You are done. New posts come here.',
  workspaces: 'Workspaces',
  newWorkspace: 'New workspace',
  workspaceName: 'Name of the workspace',
  workspaceMenu: (name: string): string => `Workspace ${name}`,
  renameWorkspace: 'Rename',
  removeWorkspace: 'Remove workspace',
  removeWorkspaceTitle: (name: string, columns: number): string => `Remove “${name}” and its ${columns === 1 ? 'column' : `${columns} columns`}?`,
  removeWorkspaceText: 'Nothing on your servers changes.',
  create: 'Create',
  goTo: (name: string): string => `Workspace ${name}`,
  columnKey: (n: number): string => `Column ${n}`,
  neighbourLeft: 'Column on the left',
  neighbourRight: 'Column on the right',
} as const;
