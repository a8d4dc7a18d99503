import { age, clockTime, count, listed } from './time.ts';

const dayMs = 24 * 60 * 60_000;
const isSameDay = (one: number, other: number): boolean => new Date(one).toDateString() === new Date(other).toDateString();

/** `09:10`, `yesterday 21:40`, `Sat 21:40`. */
function moment(at: number, now: number): string {
  if (isSameDay(at, now)) return clockTime(at);
  return now - at < dayMs ? `yesterday ${clockTime(at)}` : `${age(at, now)} ${clockTime(at)}`;
}

export const catchUpText = {
  title: 'Catch-up',
  open: 'Catch up on the last hours',
  refresh: 'Look again',
  count: (posts: number): string => count(posts, 'post'),
  period: (from: number, until: number): string => `${moment(from, until)} to ${isSameDay(from, until) ? '' : 'today '}${clockTime(until)}`,
  hours: (hours: number): string => (hours === 1 ? 'The last hour' : `The last ${hours} hours`),
  hoursLabel: 'How far back',
  sources: 'What to look through',
  home: (account: string): string => account,
  list: (title: string, accounts: readonly string[]): string => (accounts.length === 0 ? title : `${title}, ${listed(accounts)}`),
  viewLabel: 'Gathered by',
  views: { posts: 'Posts', authors: 'People', links: 'Links', threads: 'Threads' },
  sortLabel: 'Order',
  sorts: { time: 'Time', replies: 'Replies', reblogs: 'Boosts', favourites: 'Favourites' },
  density: { posts: 'How much they post', authors: 'How much they post', links: 'How often linked', threads: 'Number of posts' },
  reverse: 'Turn the order round',
  loading: 'Looking through what is stored',
  boosts: (posts: number): string => count(posts, 'boosted post'),
  earlier: 'Earlier boosts',
  later: 'Further boosts',
  more: 'More',
  end: 'That was all of it. You are caught up.',
  none: 'Nothing came in these hours',
  noneHint: 'Look further back, or take more accounts.',
  noSources: 'Choose what to look through.',
  shielded: (posts: number): string => `${count(posts, 'post')} left out: another account of yours mutes or blocks who wrote or boosted ${posts === 1 ? 'it' : 'them'}.`,
  noLinks: 'No post of these hours shows a link.',
  noThreads: 'No conversation of two or more posts in these hours.',
  others: (n: number): string => ` and ${count(n, 'other')}`,
  summary: (posts: number, boosted: number, people: number | null): string =>
    [count(posts, 'post'), boosted > 0 ? `${boosted} boosted` : '', people === null ? '' : count(people, 'person', 'people')].filter((part) => part !== '').join(', '),
  cut: (most: number, from: number, until: number): string => `There is more than can be shown: the newest ${most.toLocaleString('en-GB')} posts are here, from ${moment(from, until)} on.`,
  gap: (list: string, newerAt: number, olderAt: number | null, until: number): string =>
    olderAt === null ? `${list}: posts from before ${moment(newerAt, until)} are missing.` : `${list}: posts may be missing, ${moment(olderAt, until)} to ${isSameDay(newerAt, olderAt) ? clockTime(newerAt) : moment(newerAt, until)}.`,
  begins: (list: string, at: number, until: number): string => `${list}: stored from ${moment(at, until)} on.`,
  isFirst: (list: string, at: number, until: number): string => `${list}: the server has nothing older than ${moment(at, until)}.`,
  nothingStored: (list: string): string => `${list}: nothing is stored yet.`,
  notLive: (account: string): string => `${account}: not connected, so the newest posts may be missing.`,
  moreHoles: (n: number): string => `And ${count(n, 'more place', 'more places')} like this.`,
  fill: 'Ask the servers for the rest',
  filling: 'Asking the servers for the rest',
  next: 'Next in the catch-up',
  previous: 'Previous in the catch-up',
} as const;
