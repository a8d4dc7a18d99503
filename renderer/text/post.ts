import { count, listed } from './time.ts';

type MarkAct = 'reblog' | 'favourite' | 'bookmark';
type ActAs = MarkAct | 'reply';
type Hindrance = 'cannotSee' | 'signedOut' | 'moved' | 'closedPost';

const verbs: Readonly<Record<ActAs, string>> = { reply: 'Reply', reblog: 'Boost', favourite: 'Favourite', bookmark: 'Bookmark' };
const undone: Readonly<Record<MarkAct, string>> = { reblog: 'Taking the boost back', favourite: 'Taking the favourite back', bookmark: 'Taking the bookmark back' };
const done: Readonly<Record<MarkAct, string>> = { reblog: 'Boosted', favourite: 'Favourited', bookmark: 'Bookmarked' };
const reasons: Readonly<Record<Hindrance, string>> = {
  cannotSee: 'Cannot see this post',
  signedOut: 'Signed out',
  moved: 'Has moved, reading only',
  closedPost: 'Only its readers may see it',
};

export const postText = {
  verb: (act: ActAs): string => verbs[act],
  done: (act: MarkAct): string => done[act],
  reason: (hindrance: Hindrance): string => reasons[hindrance],
  hindrance: (hindrance: Hindrance, account: string): string =>
    ({
      cannotSee: `${account} cannot see this post.`,
      signedOut: `${account} is signed out. Sign in again to act with it.`,
      moved: `${account} has moved. It can be read, but no longer acts.`,
      closedPost: 'This post is for its readers only and cannot be boosted.',
    })[hindrance],
  actFailed: (act: MarkAct, isUndo: boolean, account: string, why: string): string => `${isUndo ? undone[act] : verbs[act]} as ${account} did not work. ${why}`,
  actDone: (act: MarkAct, account: string): string => `${done[act]} as ${account}.`,
  voteFailed: (account: string, why: string): string => `The vote as ${account} did not count. ${why}`,
  linkFailed: (why: string): string => `The link was not opened. ${why}`,
  copied: 'Copied.',
  copiedPrivate: 'Copied. Only the people this post is for can open the link.',
  copyFailed: 'The clipboard is not available here.',
  actAs: (act: ActAs): string => `${verbs[act]} as`,
  reachedHere: 'Reached here',
  actsAs: 'acts as',
  via: (accounts: number): string => `via ${accounts} accounts`,
  reached: (names: readonly string[]): string => (names.length === 0 ? '' : `reached ${listed(names)}`),
  boosted: 'boosted',
  bot: 'Automated account',
  edited: 'edited',
  replyTo: 'replying to',
  filteredBy: 'Hidden by your filter',
  gone: 'This post was deleted.',
  show: 'Show',
  hide: 'Hide',
  showMedia: 'Show media',
  hideMedia: 'Hide media',
  sensitive: 'Sensitive media',
  covered: 'Covered media',
  attachments: (media: number, hasPoll: boolean): string => listed([...(media > 0 ? [count(media, 'attachment')] : []), ...(hasPoll ? ['a poll'] : [])]),
  visibility: {
    public: 'Public',
    unlisted: 'Quiet public',
    private: 'Followers only',
    direct: 'Private mention',
    local: 'Only on its server',
    mutuals: 'Mutual followers only',
  },
  /** Accessible name of an action with its number and who of the person's accounts did it. */
  action: (name: string, number: number | null, by: readonly string[]): string => `${name}${number === null || number === 0 ? '' : `, ${number}`}${by.length === 0 ? '' : `, done by ${listed(by)}`}`,
  more: 'More',
  copyLink: 'Copy link',
  quoteThis: 'Quote',
  cannotQuoteThis: 'A post that is not public cannot be quoted.',
  copyText: 'Copy text',
  openInBrowser: 'Open in browser',
  openThread: 'Open thread',
  poll: {
    vote: (account: string): string => `Vote as ${account}`,
    results: 'Show results',
    choices: 'Back to the choices',
    people: (voters: number): string => (voters === 1 ? '1 person' : `${voters.toLocaleString('en-GB')} people`),
    votes: (votes: number): string => count(votes, 'vote'),
    closed: 'closed',
    votedAs: 'you voted as',
    one: 'Poll, pick one',
    several: 'pick any number',
    voter: 'Account to vote as',
    another: 'Vote as another account',
    hidden: 'results are told when it has ended',
    untold: 'the results are not told',
    yourChoice: 'your choice',
  },
  quote: {
    pending: 'The quoted post waits for its author to agree.',
    rejected: 'The author did not agree to be quoted here.',
    revoked: 'The author took the quoted post back.',
    deleted: 'The quoted post was deleted.',
    unauthorized: 'Your accounts may not see the quoted post.',
    blocked: 'The quoted post is by someone you block.',
    muted: 'The quoted post is by someone you mute.',
    shown: 'The quoted post could not be loaded.',
  },
  counts: {
    replies: (n: number): string => count(n, 'reply', 'replies'),
    reblogs: (n: number): string => count(n, 'boost'),
    favourites: (n: number): string => count(n, 'favourite'),
    quotes: (n: number): string => count(n, 'quote'),
  },
} as const;
