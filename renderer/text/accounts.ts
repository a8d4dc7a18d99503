import type { AccountHealth } from '../../electron/contract/accounts.ts';
import { errorWords } from './errors.ts';
import { clockTime, fullTime } from './time.ts';

export const accountsText = {
  rail: 'Accounts',
  all: 'All accounts',
  allTip: (n: number): string => `All ${n} accounts as one`,
  add: 'Add an account',
  settings: 'Settings',
  help: 'Keyboard help',
  menu: (nickname: string): string => `Account ${nickname}`,
  spoken: (nickname: string, handle: string, health: string): string => `${nickname}, @${handle}, ${health}`,
  tip: (nickname: string, handle: string, health: string): string => `${nickname} · @${handle} · ${health}`,

  onlyHome: 'Show only its Home',
  writeAs: 'Write from it',
  profile: 'Profile page in the browser',
  noProfile: 'its server names no page',
  rename: 'Name and colour …',
  up: 'Move up',
  down: 'Move down',
  reconnect: 'Connect now',
  signIn: 'Sign in again',
  remove: 'Remove from Skein …',

  editTitle: (handle: string): string => `@${handle}`,
  nickname: 'Name in Skein',
  nicknameHint: 'Only you see it. It stands in chips, buttons and menus.',
  colour: 'Colour',
  colours: ['Fjord', 'Clay', 'Plum', 'Moss', 'Straw', 'Ice', 'Iris', 'Slate'],
  save: 'Save',
  cancel: 'Cancel',

  removeTitle: (nickname: string): string => `Remove ${nickname} from Skein?`,
  removeBody: (handle: string): string => `@${handle} itself is not deleted and nothing changes for others. On this computer these go:`,
  removeLost: ['its saved posts and your place in them', 'drafts and unsent copies that only this account was to post', 'its nickname, its colour and its place in the rail'],
  removeRevoke: (host: string): string => `Skein tells ${host} to end this sign-in, and wipes it here in any case.`,
  removeNow: (nickname: string): string => `Remove ${nickname}`,
  removed: (nickname: string): string => `${nickname} is removed, and its server has ended the sign-in.`,
  removedUnrevoked: (nickname: string, host: string): string => `${nickname} is removed here, but ${host} could not be told. To end the sign-in there too, open its settings under “Authorised apps”.`,
  notRemoved: (nickname: string, why: string): string => `${nickname} was not removed. ${why}`,

  signedOutTitle: (nickname: string): string => `${nickname} is signed out`,
  signedOutBody: (handle: string): string => `@${handle} gets no new posts and cannot post. What is saved stays readable.`,
  later: 'Later',
  endsAt: (at: number, now: number): string => `Its server ends this sign-in on ${fullTime(at, now)}.`,
} as const;

/** How an account gets its news, in words: the dot beside it only repeats this. */
export function healthWords({ state, retryAt, error }: AccountHealth): string {
  const reason = error === null ? '' : ` ${errorWords(error).title}`;
  switch (state) {
    case 'starting':
      return 'starting';
    case 'live':
      return 'live';
    case 'catchingUp':
      return 'catching up on what was missed';
    case 'reconnecting':
      return retryAt === null ? `reconnecting.${reason}` : `reconnecting at ${clockTime(retryAt)}.${reason}`;
    case 'polling':
      return 'asks every minute: its server has no live stream';
    case 'offline':
      return retryAt === null ? `offline.${reason}` : `offline, next try at ${clockTime(retryAt)}.${reason}`;
    case 'signedOut':
      return 'signed out: sign in again';
  }
}
