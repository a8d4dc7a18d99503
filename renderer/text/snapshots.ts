import type { KeptKind } from '../../electron/contract/snapshots.ts';
import { copyText } from './carry-over.ts';
import { compact, count, fullTime, spokenAge } from './time.ts';

const kind = (of: KeptKind): string => (of === 'followers' ? 'Followers' : copyText.kind(of));

export const snapshotText = {
  title: 'Safe copies',
  open: 'Safe copies of your accounts',
  lead: 'Once a day Skein saves who you follow, who follows you, your lists, blocks, filters, bookmarks and more: sealed, on this computer only. If a server goes away, all of it can be carried into another account. Your posts stay on the server.',
  ownPosts: 'What you posted comes in an archive that your server makes for you.',
  last: (at: number, now: number): string => `Saved ${spokenAge(at, now)}`,
  never: 'Not saved yet',
  taking: 'Saving …',
  holds: (follows: number | undefined, followers: number | undefined): string =>
    [follows === undefined ? null : `${compact(follows)} ${follows === 1 ? 'follow' : 'follows'}`, followers === undefined ? null : `${compact(followers)} ${followers === 1 ? 'follower' : 'followers'}`].filter((part) => part !== null).join(', '),
  copies: (n: number, megabytes: string): string => `${count(n, 'copy', 'copies')}, ${megabytes}`,
  silent: (host: string, since: number, now: number): string => `${host} has not answered since ${fullTime(since, now)}. Think of another home: everything saved here can be carried there.`,
  failed: (why: string): string => `The last try failed: ${why}`,
  keeps: 'Save every day',
  takeNow: 'Save now',
  /** The words on a button with the account's name after them, for those who hear the buttons without the card around them. */
  named: (words: string, name: string): string => `${words}: ${name}`,
  compare: 'What changed',
  since: 'Since',
  nothingChanged: 'Nothing came or went.',
  comparing: 'Comparing …',
  kind,
  gained: (n: number): string => `${compact(n)} new`,
  lost: (n: number): string => `${compact(n)} gone`,
  more: (n: number): string => `and ${compact(n)} more`,
  exportAs: 'Save as a file',
  exportKind: 'What to save as a file',
  restore: 'Carry into another account',
  restoreTo: (name: string): string => `into ${name}`,
  noOther: 'Add the account it should go to first.',
  time: (at: number, now: number): string => fullTime(at, now),
} as const;
