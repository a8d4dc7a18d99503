import type { Backfill, QueryProblem } from '../../electron/contract/search.ts';
import { count, listed } from './time.ts';

const megabyte = 2 ** 20;

/** Bytes as people read them. */
function size(bytes: number): string {
  const megabytes = bytes / megabyte;
  if (megabytes < 0.95) return `${Math.ceil(bytes / 1024)} kB`;
  if (megabytes >= 1024) return `${(megabytes / 1024).toFixed(1)} GB`;
  return megabytes >= 10 ? `${Math.round(megabytes)} MB` : `${megabytes.toFixed(1)} MB`;
}

const problems: Readonly<Record<QueryProblem['kind'], (part: string) => string>> = {
  unknownOperator: (part) => `There is no “${part}”.`,
  missingValue: (part) => `“${part}” needs a word right after it.`,
  badValue: (part) => `“${part}” is not something to search for.`,
  badDate: (part) => `“${part}” is no date. Write a day, a month or a year (2026-03-09, 2026-03, 2026), today, yesterday, or how long ago (7d, 3w, 2m, 1y).`,
  unknownAccount: (part) => `“${part}” is none of your accounts.`,
  emptyRange: () => 'No day is both after the one and before the other.',
  tooLong: (part) => `That is a lot to ask for. “${part}” and what follows was left out.`,
};

const backfills: Readonly<Record<Backfill['state'], (posts: string) => string>> = {
  running: (posts) => `Reading, ${posts} so far`,
  done: (posts) => `Read, ${posts}`,
  stopped: (posts) => `Stopped after ${posts}`,
  failed: (posts) => `Not all could be read, ${posts} so far.`,
};

export const searchText = {
  title: 'Search',
  open: 'Search',
  field: 'Search for',
  placeholder: 'Words, people, #tags, or an address',
  clear: 'Empty the field',
  tabsLabel: 'Where to search',
  tabs: { memory: 'Memory', people: 'People', posts: 'Posts', tags: 'Tags' },
  hints: {
    memory: 'Everything Skein has seen, on this computer. No server is asked.',
    people: 'Asks the servers of all your accounts.',
    posts: 'Asks the servers of all your accounts. Many find only some posts, or none at all.',
    tags: 'Asks the servers of all your accounts.',
  },
  searching: 'Searching',
  older: 'Older posts',
  end: 'This is all Skein remembers.',
  waiting: (posts: number): string => `${count(posts, 'post')} more will be searchable in a moment.`,
  nothing: (text: string): string => `Nothing in the memory fits “${text}”.`,
  nothingHint: 'The tabs People, Posts and Tags ask your servers.',
  nothingFound: (text: string): string => `None of your servers found anything for “${text}”.`,
  found: (posts: number, hasMore: boolean): string => (hasMore ? `The newest ${posts} posts` : count(posts, 'post')),
  problems: (problem: QueryProblem): string => problems[problem.kind](problem.part),
  remove: 'Leave it out',

  asking: (nickname: string): string => `${nickname}: asking`,
  answered: (nickname: string, n: number): string => `${nickname}: ${n === 0 ? 'nothing' : `${n} found`}`,
  failed: (nickname: string, why: string): string => `${nickname}: ${why}`,
  foundBy: (names: readonly string[]): string => `Found by ${listed(names)}`,
  tagUses: (uses: number): string => `${count(uses, 'post')} lately`,
  tagPosts: (name: string): string => `Posts with #${name}`,
  tagColumn: (name: string): string => `Add a column for #${name}`,
  tagColumnAdded: (name: string): string => `#${name} has a column now.`,
  followers: (n: number): string => count(n, 'follower'),

  openAddress: (address: string): string => `Open ${address}`,
  openHandle: (handle: string): string => `Go to @${handle}`,
  resolving: 'Looking it up on your servers. This can take a while.',
  notResolved: (why: string): string => `It could not be opened. ${why}`,
  notThere: 'None of your servers finds anything there. It may be gone, private, or on a server that does not talk to yours.',
  inBrowser: 'Open in browser',

  helpTitle: 'How to search',
  help: [
    { example: 'lapwing field', does: 'posts with both words, in any order' },
    { example: '"low tide"', does: 'exactly these words in a row' },
    { example: '-rain', does: 'not with this word' },
    { example: '#birds', does: 'with this hashtag' },
    { example: 'from:ines', does: 'written by her; from:me for your own' },
    { example: 'to:me', does: 'replies to you; mentions:me for mentions' },
    { example: 'has:media', does: 'also has:image, has:video, has:poll, has:link' },
    { example: 'is:reply', does: 'also is:boost and is:mine' },
    { example: 'in:bookmarks', does: 'also in:favourites' },
    { example: 'account:', does: 'seen by one account: its name or its handle', isOpen: true },
    { example: 'lang:de', does: 'in a language' },
    { example: 'after:7d', does: 'of the last week; also after:2026-03 before:2026-04-15' },
  ] as readonly { readonly example: string; readonly does: string; readonly isOpen?: boolean }[],
  helpMinus: 'A minus before any of them turns it round: -is:reply, -from:me.',
  next: 'Next search result',
  previous: 'Previous search result',

  palette: { inMemory: (text: string): string => `Search my memory for “${text}”`, onServers: (text: string): string => `Ask my servers for “${text}”`, posts: 'Posts', tags: 'Tags' },

  settings: 'Search memory',
  settingsHint: 'Skein remembers the posts it has seen, so that you can find them again. The memory is on this computer only.',
  kept: (posts: number): string => `${count(posts, 'post')} can be found.`,
  sizes: (index: number, cache: number): string => `The index takes ${size(index)}. With the posts, pictures not counted, it is ${size(cache)}.`,
  days: 'Remember posts',
  daysHint: 'Your own posts, bookmarks and favourites stay. Posts in your columns and your inbox stay as long as they are there.',
  dayWords: { 7: 'A week', 30: 'A month', 90: '3 months', 365: 'A year', 0: 'For good' } as Readonly<Record<number, string>>,
  megabytes: 'At most',
  megabytesHint: 'Above it, what was seen longest ago is forgotten first.',
  megabyteWords: (n: number): string => (n >= 1000 ? `${n / 1000} GB` : `${n} MB`),
  backfill: 'Earlier posts',
  backfillHint: 'Reads an account’s own posts, bookmarks and favourites from its server, so that they can be found too.',
  backfillDo: (nickname: string): string => `Read the earlier posts of ${nickname}`,
  backfillStop: (nickname: string): string => `Stop reading for ${nickname}`,
  backfillShort: 'Read',
  backfillAgain: 'Read again',
  backfillOn: 'Go on',
  stop: 'Stop',
  backfillState: ({ state, posts }: Backfill): string => backfills[state](count(posts, 'post')),
  notBegun: 'Not read yet',
  forget: 'Delete my search memory',
  forgetTitle: 'Delete your search memory?',
  forgetAbout: 'Every post that is not in a column or in the inbox is deleted from this computer, and nothing that was seen before can be found any more. Nothing is deleted on the servers. What you see from now on is remembered again.',
  forgetDo: 'Delete',
  cancel: 'Cancel',
  forgotten: 'Your search memory is empty.',
} as const;
