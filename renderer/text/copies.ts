import type { CopyDeed } from '../../electron/contract/copies.ts';
import { count, listed } from './time.ts';

type Change = 'delete' | 'redraft' | 'pin' | 'unpin';

const many = (n: number, one: string): string => (n === 1 ? one : count(n, 'copy', 'copies'));
const deeds: Readonly<Record<CopyDeed, { readonly running: string; readonly done: string; readonly not: string }>> = {
  edit: { running: 'Saving', done: 'Saved', not: 'not saved' },
  delete: { running: 'Deleting', done: 'Deleted', not: 'not deleted' },
  pin: { running: 'Pinning', done: 'Pinned', not: 'not pinned' },
  unpin: { running: 'Unpinning', done: 'Unpinned', not: 'not unpinned' },
  boost: { running: 'Boosting', done: 'Boosted', not: 'not boosted' },
};

export const copiesText = {
  badge: (n: number): string => count(n, 'copy', 'copies'),
  badgeTip: (names: readonly string[]): string => `Posted together as ${listed(names)}. Counts and replies are of all of them.`,
  which: 'Which copies',
  own: 'Your post',
  edit: 'Edit …',
  redraft: 'Delete and write again …',
  delete: 'Delete …',
  pin: 'Pin to the profile …',
  unpin: 'Unpin from the profile …',
  boostRestTitle: 'Boost from your other accounts',
  noRest: 'All of your accounts posted it themselves.',
  boostRest: 'Boost from other accounts …',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  giveUp: 'Give up',
  reading: 'Asking for what was typed',
  noneTicked: 'Tick at least one copy.',

  editTitle: (n: number): string => (n === 1 ? 'Edit this post' : `Edit ${count(n, 'copy', 'copies')} of this post`),
  text: 'Text',
  textOf: (names: readonly string[]): string => `Text of ${listed(names)}`,
  warning: 'Content warning',
  sensitive: 'Media is sensitive',
  description: (index: number, of: number): string => (of === 1 ? 'Description of the media (alt text)' : `Description of media ${index + 1} of ${of} (alt text)`),
  differ: 'These copies say different things: each wording has a field of its own.',
  left: (name: string, left: number): string => (left < 0 ? `${name}: ${-left} too long` : `${name}: ${left} left`),
  save: (n: number): string => (n === 1 ? 'Save' : `Save ${count(n, 'copy', 'copies')}`),
  nothingChanged: 'Nothing is changed yet.',
  tooLong: 'A text is too long for one of the servers.',
  empty: 'A post needs words or media.',
  cannotRead: (name: string, why: string): string => `${name}: cannot be edited. ${why}`,
  endedPoll: 'Its poll has ended, and saving would open it again.',
  noEdits: 'Its server changes no posts. It can be deleted and written again.',
  rebuilt: (hosts: string): string => `${hosts} does not tell what was typed. These words are put together from how the post is shown: look them over, marks of formatting are lost when you save.`,
  redraftRebuilt: 'Nothing is deleted yet. A server does not tell what was typed, so the draft would have the words as they are shown, without marks of formatting.',
  redraftAnyway: 'Delete, and write again from what is shown',

  changeTitle: (deed: Change, n: number): string =>
    ({ delete: `Delete ${many(n, 'this post')}?`, redraft: `Delete ${many(n, 'this post')} and write again?`, pin: `Pin ${many(n, 'this post')}?`, unpin: `Unpin ${many(n, 'this post')}?` })[deed],
  changeAbout: (deed: Change, names: string): string =>
    ({
      delete: `On ${names}. Replies stay where they are, without it. This cannot be taken back.`,
      redraft: `On ${names}. Words and media go back to your drafts first. Boosts, favourites and its place in threads are lost.`,
      pin: `It stands on top of the profile of ${names}.`,
      unpin: `It leaves the top of the profile of ${names}.`,
    })[deed],
  changeDo: (deed: Change, n: number): string =>
    ({ delete: `Delete ${many(n, 'the post')}`, redraft: `Delete ${many(n, 'the post')} and write again`, pin: `Pin ${many(n, 'the post')}`, unpin: `Unpin ${many(n, 'the post')}` })[deed],
  pinned: 'Pinned',

  running: (deed: CopyDeed): string => `${deeds[deed].running} …`,
  done: (deed: CopyDeed): string => deeds[deed].done,
  waits: (why: string): string => `Waits and goes on by itself. ${why}`,
  waitsForPost: 'Waits until the post has left.',
  failed: (deed: CopyDeed, why: string): string => `${deeds[deed].not.charAt(0).toUpperCase()}${deeds[deed].not.slice(1)}. ${why}`,
  allDone: (deed: CopyDeed, n: number): string => (deed === 'boost' ? `Boosted from ${count(n, 'account')}.` : `${deeds[deed].done} ${many(n, 'the post')}.`),
  someFailed: (deed: CopyDeed, failed: number, of: number, names: string): string => (of === 1 ? `The post was ${deeds[deed].not} on ${names}.` : `${failed} of ${of} copies were ${deeds[deed].not}: ${names}.`),
  look: 'Look',
  leftOver: (n: number): string => `${count(n, 'change')} to your posts did not go through.`,
  jobsTitle: 'Changes to your posts',
  noJobs: 'All changes went through.',
  goneAccount: 'a removed account',
} as const;
