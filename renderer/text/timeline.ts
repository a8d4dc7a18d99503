import { age, clockTime, count } from './time.ts';

const dayMs = 24 * 60 * 60_000;

function moment(at: number, now: number): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return clockTime(at);
  return now - at < dayMs ? `yesterday ${clockTime(at)}` : `${age(at, now)} ${clockTime(at)}`;
}

export const timelineText = {
  home: 'Home',
  merged: (accounts: number): string => (accounts === 1 ? '' : `${accounts} accounts, each post once`),
  mergedShort: 'each post once',
  anAccount: 'an account',
  column: (title: string, scope: string): string => (scope === '' ? title : `${title}, ${scope}`),
  posts: (n: number): string => count(n, 'post'),
  newPosts: (n: number): string => count(n, 'new post'),
  done: 'You are done.',
  toTop: 'Go to the newest posts',
  missing: 'Posts may be missing here',
  gapName: (account: string): string => `Posts from ${account} may be missing here`,
  gapFrom: (account: string): string => `from ${account} only`,
  gapSpan: (account: string, newerAt: number, olderAt: number | null): string => {
    const now = Date.now();
    if (olderAt === null) return `from ${account} only, before ${moment(newerAt, now)}`;
    const isOneDay = new Date(newerAt).toDateString() === new Date(olderAt).toDateString();
    return `from ${account} only, ${moment(olderAt, now)} to ${isOneDay ? clockTime(newerAt) : moment(newerAt, now)}`;
  },
  /** What a press brings, in the hours of the reader. */
  loadBetween: (newerAt: number, olderAt: number | null): string => {
    const now = Date.now();
    if (olderAt === null) return `Load posts before ${moment(newerAt, now)}`;
    const isOneDay = new Date(newerAt).toDateString() === new Date(olderAt).toDateString();
    return `Load posts between ${moment(olderAt, now)} and ${isOneDay ? clockTime(newerAt) : moment(newerAt, now)}`;
  },
  unfillable: (reason: 'serverLimit' | 'refused' | null): string => (reason === 'refused' ? 'the server does not give them out' : 'the server keeps no older ones'),
  brokenPost: 'A post stands here that Skein cannot draw.',
  loadGap: (words: string, account: string): string => `${words}, from ${account}`,
  loadFromBelow: 'Load from the lower end',
  elsewhere: (at: number): string => `In another app you read on to ${moment(at, Date.now())}.`,
  goElsewhere: 'Go there',
  stayHere: 'Stay here',
  sharePlace: 'Share where I stopped reading',
  sharePlaceHint: 'Tells your servers where you are in the home, and offers to go on where another app stopped.',
  loading: 'Loading',
  loadingOlder: 'Loading older posts',
  lookFurther: 'Look further back',
  end: 'That is all your servers keep.',
  endOfMemory: 'That is all Skein remembers.',
  fetching: 'Asking your servers for older posts',
  empty: 'Nothing here yet',
  emptyHint: 'Posts of the people you follow come here as they are written.',
  tryAgain: 'Try again',
  reconnects: (account: string, seconds: number): string => (seconds > 0 ? `${account} reconnects in ${seconds} s` : `${account} reconnects`),
  signedOut: (account: string): string => `${account} is signed out`,
  offline: (since: number, account: string | null): string => `${account === null ? 'Offline' : `${account} offline`} since ${moment(since, Date.now())}`,
  catchingUp: (account: string): string => `${account} catches up`,
  several: (n: number): string => `${n} accounts have trouble`,
  troubleMenu: 'Accounts of this column',
  tryNow: 'Try now',
  refresh: 'Refresh',
  health: {
    starting: 'Starting',
    live: 'Live',
    catchingUp: 'Catching up',
    reconnecting: 'Reconnecting',
    polling: 'Asks every minute',
    offline: 'Offline',
    signedOut: 'Signed out',
  },
} as const;
