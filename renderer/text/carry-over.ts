import type { CopyAnswer, CopyDecision, CopyItem, CopyKind, ItemState, KindView, RateView } from '../../electron/contract/carry-over.ts';
import { errorWords } from './errors.ts';
import { clockTime, compact, count, fullTime } from './time.ts';

const kinds: Readonly<Record<CopyKind, string>> = {
  profile: 'Profile',
  domainBlocks: 'Blocked servers',
  blocks: 'Blocks',
  mutes: 'Mutes',
  filters: 'Filters',
  follows: 'Follows',
  requests: 'Follow requests',
  lists: 'Lists',
  notes: 'Notes',
  endorsements: 'Featured people',
  followedTags: 'Followed tags',
  featuredTags: 'Featured tags',
  bookmarks: 'Bookmarks',
  favourites: 'Favourites',
  notificationPolicy: 'Who may notify',
  postingDefaults: 'Posting defaults',
  scheduled: 'Scheduled posts',
};

/** What a person should know of a kind before it is carried. */
const kindHints: Readonly<Partial<Record<CopyKind, string>>> = {
  domainBlocks: 'Goes first: blocking a server cuts follows and followers there.',
  blocks: 'Each blocked server is told, as with every block.',
  mutes: 'With their end dates and whether notifications are muted.',
  follows: 'With boosts, notifications and languages as they were set.',
  requests: 'People who approve by hand are asked anew.',
  lists: 'With settings; members come as soon as they are followed.',
  notes: 'Only you see them.',
  endorsements: 'Only people who are followed already.',
  bookmarks: 'The new server has to be able to fetch each post.',
  favourites: 'Off: every author would get a notification again.',
  scheduled: 'Made anew on the new account; delete them on the old one afterwards.',
};

/** Settings have the API's own names as labels. */
const settings: Readonly<Record<string, string>> = {
  displayName: 'Name',
  note: 'Bio',
  fields: 'Profile fields',
  avatar: 'Picture',
  header: 'Header picture',
  bot: 'Marked as automated',
  discoverable: 'May be suggested to others',
  indexable: 'Posts can be found by search',
  hideCollections: 'Hides follows and followers',
  privacy: 'Who sees new posts',
  sensitive: 'Media marked as sensitive',
  language: 'Language of new posts',
  quotePolicy: 'Who may quote',
  notFollowing: 'People you do not follow',
  notFollowers: 'People who do not follow you',
  newAccounts: 'New accounts',
  privateMentions: 'Unasked private mentions',
  limitedAccounts: 'Accounts limited by moderators',
};
const kindsOfSettings: ReadonlySet<CopyKind> = new Set(['profile', 'postingDefaults', 'notificationPolicy']);

/** An item in words; handles, hosts and titles speak for themselves. */
export function itemLabel({ kind, label }: Pick<CopyItem, 'kind' | 'label'>, now: number): string {
  if (kindsOfSettings.has(kind)) return settings[label] ?? label;
  const at = kind === 'scheduled' ? Date.parse(label) : Number.NaN;
  return Number.isNaN(at) ? label : fullTime(at, now);
}

const itemStates: Readonly<Record<ItemState, string>> = {
  already: 'Was there before',
  queued: 'Waits its turn',
  resolving: 'Being looked up',
  sent: 'Sent, not proven yet',
  requested: 'Waits for their yes',
  unclear: 'Answer lost',
  done: 'Done',
  rejected: 'They said no',
  movedOn: 'Has moved on',
  gone: 'Gone',
  unreadable: 'Cannot be fetched',
  notAllowed: 'Not allowed',
  overLimit: 'Over the limit',
  failed: 'Failed',
  skipped: 'Left out',
};

const answers: Readonly<Record<CopyAnswer, (n: number) => string>> = {
  followMoved: (n) => (n === 1 ? 'Follow there' : `Follow all ${compact(n)}`),
  retry: () => 'Try again',
  leaveOut: () => 'Leave out',
  keepHere: () => 'Keep here',
  file: () => 'Save file',
};

const nouns: Readonly<Record<CopyKind, readonly [string, string]>> = {
  profile: ['part of the profile', 'parts of the profile'],
  domainBlocks: ['blocked server', 'blocked servers'],
  blocks: ['block', 'blocks'],
  mutes: ['mute', 'mutes'],
  filters: ['filter', 'filters'],
  follows: ['follow', 'follows'],
  requests: ['follow request', 'follow requests'],
  lists: ['list entry', 'list entries'],
  notes: ['note', 'notes'],
  endorsements: ['featured person', 'featured people'],
  followedTags: ['followed tag', 'followed tags'],
  featuredTags: ['featured tag', 'featured tags'],
  bookmarks: ['bookmark', 'bookmarks'],
  favourites: ['favourite', 'favourites'],
  notificationPolicy: ['setting', 'settings'],
  postingDefaults: ['setting', 'settings'],
  scheduled: ['scheduled post', 'scheduled posts'],
};
const things = (kind: CopyKind, n: number): string => count(n, ...nouns[kind]);

export interface DecisionWords {
  readonly title: string;
  readonly detail: string;
}

function begunWith(examples: readonly string[]): string {
  return examples[0] === undefined ? '' : examples.length === 1 ? `It is ${examples[0]}.` : `Such as ${examples.slice(0, 2).join(' and ')}.`;
}

export function decisionWords({ kind, state, count: n, examples, message }: CopyDecision): DecisionWords {
  const what = things(kind, n);
  const named = begunWith(examples);
  switch (state) {
    case 'movedOn':
      return { title: n === 1 ? '1 person has moved on' : `${compact(n)} people have moved on themselves`, detail: `They can be taken at their new addresses instead. ${named}`.trim() };
    case 'unreadable':
      return kind === 'bookmarks' || kind === 'favourites'
        ? { title: `${what} cannot be fetched`, detail: `Most often followers-only posts, which a new server may not see. ${named}`.trim() }
        : { title: `${what} cannot be found by the new server`, detail: `Their servers do not answer it, or are blocked there. ${named}`.trim() };
    case 'notAllowed':
      return { title: `${what} refused${message === null ? '' : `: “${message}”`}`, detail: `Asking again would not help. ${named}`.trim() };
    case 'gone':
      return { title: n === 1 ? `${what} is gone` : `${what} are gone`, detail: `Deleted or suspended since. ${named}`.trim() };
    case 'rejected':
      return { title: `${what} turned down`, detail: `They approve by hand and said no. ${named}`.trim() };
    case 'overLimit':
      return { title: `${what} over the limit of the new server`, detail: message === null ? named : `It says: “${message}”. ${named}`.trim() };
    case 'failed':
      return { title: `${what} did not work`, detail: message === null ? named : `It says: “${message}”. ${named}`.trim() };
    case 'unclear':
      return { title: `${what}: the answer was lost`, detail: `They may be there already. Skein could not read that back yet. ${named}`.trim() };
  }
}

/** What stands behind the bar of a kind: where it is, or what it waits for. */
export function kindNote(view: KindView, stuck: number, now: number): string {
  if (view.unsupported !== null) return view.unsupported === 'from' ? 'old server has none' : 'new server has none';
  if (!view.chosen) return 'left out';
  switch (view.state) {
    case 'unread':
      return 'not read yet';
    case 'reading':
      return 'reading';
    case 'ready':
      return '';
    case 'running':
      return 'running';
    case 'waiting':
      if (view.counts.sent > 0 && view.counts.queued === 0 && view.retryAt !== null) return `proven at ${clockTime(view.retryAt)}`;
      return view.retryAt === null ? 'waits its turn' : view.retryAt <= now ? 'going on' : `goes on ${view.retryAt - now > 24 * 3_600_000 ? fullTime(view.retryAt, now) : `at ${clockTime(view.retryAt)}`}`;
    case 'paused':
      return 'paused';
    case 'failed':
      return view.error === null ? 'could not be read' : errorWords(view.error).title;
    case 'done':
      return view.counts.requested > 0 ? `${compact(view.counts.requested)} pending` : stuck > 0 ? `${compact(stuck)} not carried` : '';
  }
}

export const copyText = {
  title: 'Carried over',
  safe: 'safe to close the app',
  kind: (kind: CopyKind): string => kinds[kind],
  asBookmarks: 'Take them as bookmarks: nobody is told',
  kindHint: (kind: CopyKind): string => kindHints[kind] ?? '',
  state: (state: ItemState): string => itemStates[state],
  answer: (answer: CopyAnswer, n: number): string => answers[answer](n),
  doneAbout: 'done about',
  progress: (kind: CopyKind, done: number, total: number): string => `${kinds[kind]}, ${compact(done)} of ${compact(total)}`,
  openItems: (kind: CopyKind): string => `Items of ${kinds[kind]}`,
  notRead: 'Nothing is read yet. Reading changes nothing on any server; then you see what would be carried over, and choose.',
  readNow: 'Read both accounts',
  reading: 'Reading both accounts',
  readAgain: 'Read again',
  choose: 'Choose …',
  preview: 'Look through and start …',
  pause: 'Pause copying',
  goOn: 'Go on copying',
  paused: 'Copying is paused.',
  allDone: 'Everything that can be carried over is there.',
  failed: 'What is carried over could not be read.',

  previewTitle: 'What would be carried over',
  previewLead: (from: string, to: string, begun: boolean): string => `What ${from} has and @${to} has not. ${begun ? 'What has gone over is not taken back' : 'Nothing has been changed yet'}. Choose what goes.`,
  previewMissing: (n: number): string => (n === 0 ? 'nothing' : compact(n)),
  previewAlready: (n: number): string => `${compact(n)} already there`,
  previewCounted: (counted: number, total: number): string => `its counter says ${compact(counted)}, ${compact(total)} could be read`,
  previewEmpty: 'none',
  previewSome: 'Single ones …',
  start: (n: number): string => (n === 0 ? 'Nothing to carry' : `Carry over ${compact(n)}`),
  startHint: 'It goes at the pace the servers allow, survives the end of the app, and can be paused at any time.',
  daily: (n: number, limit: number): string => `${compact(n)} new follows at ${compact(limit)} a day take ${count(Math.ceil(n / limit), 'day')}. Faster: save the file of the missing ones and upload it on the import page of the new server; Skein checks what came of it.`,

  window: 'Request window',
  left: ({ limit, remaining }: RateView): string => `${compact(remaining)} of ${compact(limit)} left`,
  fillsAt: (at: number): string => `fills again at ${clockTime(at)}, some kept for reading`,
  dailyFollows: 'New follows today',
  opensIn: 'opens',
  fills: 'fills again',
  toGo: (n: number): string => `${compact(n)} to go`,
  needs: 'Needs a decision',
  needsCount: (items: number, groups: number): string => `${count(items, 'item')} in ${count(groups, 'group')}`,
  nothingNeeds: 'Nothing needs you.',
  allItems: 'All items',

  kindPick: 'Kind',
  statePick: 'State',
  everyState: 'Every state',
  search: 'Search in these',
  noItems: 'No items like this.',
  more: 'Show more',
  chosen: (label: string): string => `Carry over ${label}`,
  choseAll: 'Choose all shown',
  choseNone: 'Choose none shown',
  movedTo: (handle: string): string => `now @${handle}`,
  retryAt: (at: number): string => `next try at ${clockTime(at)}`,
  filesOf: (kind: CopyKind): string => `Files of ${kinds[kind]}`,
  saveMissing: 'Save file of the missing',
  saveAll: 'Save file of all',
} as const;
