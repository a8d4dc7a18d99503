import type { Finding, FindingCode, FindingValues, FollowerClass, Phase, PlanSource, RowAction, RowId, RowState } from '../../electron/contract/moving.ts';
import { findingWords, type FindingWords } from './moving-findings.ts';
import { clockTime, compact, count, fullTime } from './time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const phases: Readonly<Record<Phase, string>> = { prepare: 'Prepare', copy: 'Copy', announce: 'Announce', move: 'Move', followUp: 'Follow up' };

const classes: Readonly<Record<FollowerClass, string>> = { came: 'Came', pending: 'Pending', stillOld: 'Still on old', gone: 'Gone', cannot: 'Cannot come', unreachable: 'Unreachable' };

const classHints: Readonly<Record<FollowerClass, string>> = {
  came: 'They follow the new account now.',
  pending: 'They asked to follow and wait for your yes.',
  stillOld: 'Their server has not answered the move yet, or did not carry it out. Some come days later.',
  gone: 'Their account was deleted or suspended since the snapshot.',
  cannot: 'Their software ignores moves, or one of the servers is blocked. They have to follow anew by hand.',
  unreachable: 'Their server has not answered for a while. The move is sent again when it does.',
};

const rowTitles: Readonly<Record<RowId, string>> = {
  signIns: 'Both sign-ins',
  handles: 'Handles lead to these accounts',
  notMoved: 'Neither account has moved already',
  reach: 'The two servers reach each other',
  serverBlocks: 'Servers blocked at the new place',
  locked: 'New account lets followers in',
  ownBlocks: 'Blocks of the new account',
  cooldown: 'Waiting time between moves',
  saved: 'Snapshot of the old account',
  limits: 'Limits of the new server',
  scheduledPosts: 'Scheduled posts of the old account',
  profile: 'Profile of the new account',
  archive: 'Archive of your posts',
  software: 'Software of your followers’ servers',
  copied: 'Copying',
  announced: 'Announcement',
  alias: 'Alias on the new profile',
  move: 'The move itself',
  carriedOut: 'Carried out by the old server',
  arrivals: 'Followers arriving',
  requests: 'Follow requests',
  leftovers: 'What copying left open',
  links: 'Links on your profile',
  relock: 'Approving followers by hand',
  oldGuarded: 'Old account guarded',
};

const states: Readonly<Record<RowState, string>> = { waiting: 'Waiting', checking: 'Looking', ok: 'Good', needsYou: 'Needs you', blocked: 'Blocked', done: 'Done', unknown: 'Cannot be checked' };

const actions: Readonly<Record<RowAction, string>> = {
  checkNow: 'Look again',
  addAlias: 'Set the alias',
  openAliasPage: 'Open page',
  unlock: 'Let everybody in',
  relock: 'Approve by hand again',
  openExportPage: 'Open page',
  openProfilePage: 'Open page',
  deleteScheduled: 'Delete …',
  openMovePage: 'Open page',
  openCancelPage: 'Open page',
  openImportPage: 'Open page',
  confirm: 'I have done it',
  unconfirm: 'Not done after all',
  signIn: 'Sign in again',
  writeAnnouncement: 'Write a post',
  showPeople: 'Show who',
  copyText: 'Copy text',
};
const actionsOfRow: Readonly<Partial<Record<`${RowId}.${RowAction}`, string>>> = {
  'archive.confirm': 'I have it',
  'archive.unconfirm': 'I do not have it',
  'announced.confirm': 'I have told them',
  'announced.unconfirm': 'Not told yet',
  'links.copyText': 'Copy link',
  'links.confirm': 'Links are right',
  'links.unconfirm': 'Not right yet',
  'cooldown.confirm': 'I have not moved lately',
  'cooldown.unconfirm': 'I am not sure',
  'carriedOut.copyText': 'Copy letter',
  'carriedOut.openCancelPage': 'Cancel the redirect',
  'carriedOut.openMovePage': 'Open move page',
  'move.copyText': 'Copy handle',
  'move.confirm': 'I pressed it there',
  'move.unconfirm': 'Not pressed yet',
  'leftovers.openImportPage': 'Import page',
  'notMoved.openCancelPage': 'Cancel the redirect',
  'alias.confirm': 'The alias is there',
  'saved.checkNow': 'Save now',
  'saved.confirm': 'I know',
  'saved.unconfirm': 'Ask me again',
  'locked.confirm': 'Leave it locked',
  'locked.unconfirm': 'Ask me again',
  'serverBlocks.confirm': 'I know',
  'serverBlocks.unconfirm': 'Ask me again',
  'ownBlocks.confirm': 'I know',
  'ownBlocks.unconfirm': 'Ask me again',
  'software.confirm': 'I know',
  'software.unconfirm': 'Ask me again',
  'profile.confirm': 'It is fine',
  'profile.unconfirm': 'Ask me again',
  'limits.confirm': 'I know',
  'limits.unconfirm': 'Ask me again',
};

/** `in 41 s`, `in 3 min`, `in 2 h 08 min`, `in 3 days`. */
export function inTime(at: number, now: number): string {
  return `in ${duration(Math.max(0, at - now))}`;
}

export function duration(ms: number): string {
  if (ms < minuteMs) return `${Math.ceil(ms / 1000)} s`;
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return count(Math.round(ms / dayMs), 'day');
}

/** `0:41`, for the ring. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What a row says: its finding, or what it is about while nothing is known. */
export function rowWords(row: { readonly id: RowId; readonly state: RowState; readonly finding: Finding | null }, now: number): FindingWords {
  if (row.finding === null) return { title: rowTitles[row.id], detail: row.state === 'checking' ? 'Looking now.' : 'Not looked at yet.' };
  const words = findingWords(row.finding, now);
  return { title: words.title === '' ? rowTitles[row.id] : words.title, detail: words.detail };
}

export function isFinding<C extends FindingCode>(finding: Finding | null, code: C): finding is Extract<Finding, { code: C }> & { readonly values: FindingValues[C] } {
  return finding?.code === code;
}

export const movingText = {
  safeCopies: 'Safe copies',
  title: 'Moving',
  command: 'Move followers to another account',
  accountMenu: 'Move followers to another account …',
  percent: (done: number): string => `Moving, ${done} percent`,
  phase: (phase: Phase): string => phases[phase],
  phases: 'Phases',
  phaseWaiting: 'Not begun',
  phaseOver: (open: number): string => `Behind you, ${count(open, 'thing', 'things')} left open`,
  phaseCount: (done: number, total: number): string => (total === 0 ? 'Nothing to do' : done === total ? count(total, 'step done', 'steps done') : `${done} of ${total} done`),
  movedAt: (clock: string): string => `Sent at ${clock}`,
  movedOn: (at: number, now: number): string => `Sent ${fullTime(at, now)}`,
  state: (state: RowState): string => states[state],
  action: (row: RowId, action: RowAction): string => actionsOfRow[`${row}.${action}`] ?? actions[action],
  rowTitle: (row: RowId): string => rowTitles[row],
  nextLook: (at: number, now: number): string => (at <= now ? 'Looking again now.' : `Next look ${inTime(at, now)}.`),

  plans: 'Moves',
  newPlan: 'New move',
  planName: (from: string | null, to: string): string => `From ${from === null ? 'files' : `@${from}`} to @${to}`,
  planBegun: (at: number, now: number): string => `begun ${fullTime(at, now)}`,
  planMoved: (at: number, now: number): string => `followers sent over ${fullTime(at, now)}`,
  planNeeds: (n: number): string => (n === 0 ? 'nothing needs you' : n === 1 ? '1 thing needs you' : `${n} things need you`),
  loading: 'Reading the plans',
  loadFailed: 'The plans could not be read.',
  tryAgain: 'Try again',

  lead: 'Take your followers and everything else with you to another account. Skein checks each step before and after, and nothing happens on any server until you say so.',
  to: 'To',
  fromAccount: 'The old account',
  toAccount: 'The new account',
  sourceAccount: 'An account that I can still use',
  sourceFiles: 'The old server is gone: I have files',
  sourceLabel: 'Where from',
  noSecond: 'A move needs two accounts. Add the new one first: sign up with its server, then sign in here.',
  addAccount: 'Add an account',
  begin: 'Look at both accounts',
  beginFiles: 'Begin with these files',
  beginHint: 'This only reads. You see every check and every difference before anything is changed.',
  moves: 'What moves',
  movesList: ['Followers, where their server supports it', 'Follows with their settings, lists, mutes, blocks and blocked servers', 'Bookmarks, filters, followed tags and personal notes', 'Profile, picture, header and posting defaults'],
  movesFilesList: ['Follows, lists, mutes, blocks and blocked servers from the CSV files of your old server', 'Bookmarks and filters, where you have those files'],
  stays: 'What stays behind',
  staysList: ['Posts, replies and private messages', 'Favourites: each would notify its author again, so they are off until you choose them', 'The name: nobody can take it again, so keep the old account as a signpost'],
  staysFilesList: ['Followers: only a living server can tell others about a move', 'Posts, replies, private messages and favourites'],
  chooseFiles: 'Choose files …',
  filesHint: 'The CSV files of Mastodon’s export page, of GoToSocial or Akkoma, and Mastodon’s filters JSON. Each is told by what is in it, not by its name.',
  fileRead: (kind: string, rows: number, bad: number): string => `${kind}: ${count(rows, 'row')}${bad === 0 ? '' : `, ${count(bad, 'row')} could not be read`}`,
  fileTooLarge: (name: string): string => `${name} is larger than 20 MB, which no export of a server is.`,
  fileFailed: (name: string, why: string): string => `${name} was not taken. ${why}`,
  fromFiles: 'Files of the old account',
  pickTwo: 'Choose the old and the new account.',
  pickFiles: 'Choose files and the account they go to.',
  moreFiles: 'Add files …',
  dropFile: (name: string): string => `Leave out ${name}`,

  fromSide: (moved: boolean): string => (moved ? 'From, read only since the move' : 'From'),
  filesSide: 'Files of an old account',
  snapshotSide: (at: number, now: number): string => `Snapshot of ${fullTime(at, now)}`,
  arrived: (came: number, total: number): readonly [string, string] => [compact(came), ` of ${compact(total)}`],
  arrivedSince: (movedAt: number, now: number): string => (now - movedAt < minuteMs ? 'followers have arrived, just now moved' : `followers have arrived, ${duration(now - movedAt)} after the move`),
  toCarry: (left: number): readonly [string, string] => [compact(left), ''],
  readNumber: 'to carry over, nothing sent yet',
  cameSoFar: (came: number, total: number): string => `${compact(came)} of ${count(total, 'follower')} came so far. The others come as their servers get to it.`,
  copiedNumber: 'carried over so far',
  remove: 'Remove this plan',
  removeTitle: 'Remove this plan?',
  removeBody: (name: string): string => `“${name}” and its journal are forgotten on this computer. Nothing changes on any server: what was copied stays copied, and followers keep arriving.`,
  removeRunning: 'Copying stops where it is.',
  removeNow: 'Remove the plan',
  cancel: 'Cancel',
  close: 'Close',
  back: 'All moves',
  saveReport: 'Save report',
  saved: (name: string): string => `${name} was saved.`,
  copied: 'Copied.',
  copyFailed: 'The clipboard is not available here.',
  opened: (type: string | null): string => `The page is open in your browser.${type === null ? '' : ` Put ${type} there.`} What comes of it shows here by itself.`,

  checks: 'Checks',
  checkNow: 'Check now',
  checking: 'Checking',
  checksHint: 'repeated by themselves',
  aliasPublic: 'Public',
  aliasNotYet: 'Not yet',
  aliasSpoken: 'The alias on the new profile is public.',
  aliasHidden: 'The alias on the new profile is not public yet.',
  aliasAlso: 'also',
  deleteScheduledTitle: 'Delete the scheduled posts?',
  deleteScheduledBody: (n: number, handle: string): string => `${count(n, 'post')} that @${handle} would still publish ${n === 1 ? 'is' : 'are'} deleted there. Copy the kind “Scheduled posts” first if the new account should publish ${n === 1 ? 'it' : 'them'}.`,
  deleteScheduledNow: (n: number): string => `Delete ${count(n, 'post')}`,
  copyAll: 'Copy the list',

  arriving: 'Followers arriving',
  counted: (at: number): string => `counted ${clockTime(at)}`,
  className: (kind: FollowerClass): string => classes[kind],
  classHint: (kind: FollowerClass): string => classHints[kind],
  chartLabel: (hours: string, parts: string): string => `Followers over the ${hours} since the move: ${parts}`,
  beforeMoveTitle: (n: number | null): string => (n === null ? 'Before the move' : `${count(n, 'follower is', 'followers are')} on the list`),
  beforeMove: 'The chart begins with the move. Until then Skein keeps a list of who follows the old account, so that it can tell who came.',
  moreServers: (n: number): string => count(n, 'more server'),
  showAll: 'Show',
  hostNote: (left: number, { pending, cannot, unreachable }: Readonly<Record<FollowerClass, number>>, isSilent: boolean): string =>
    left === 0 ? 'all here' : pending > 0 ? `${compact(pending)} ask you` : cannot >= left ? 'cannot come' : isSilent || unreachable >= left ? 'no answer' : 'still coming',
  silent: (since: number, now: number): string => `no answer for ${duration(now - since)}`,
  whoOf: (host: string): string => `Followers on ${host}`,
  never: 'What never moves',
  neverBody: (still: number): string => `Posts, replies, private messages and favourites stay on the old account. Keep it: it holds the signpost. ${still === 0 ? 'Deleting it would take the signpost away' : `Deleting it strands the ${compact(still)} still on their way`}, and nobody can take the name again.`,
  neverBodyFiles: 'Followers, posts, replies, private messages and favourites cannot be brought back from files. Write a post from the new account, so that people find you.',

  followersTitle: 'Followers of the old account',
  followersHint: 'Everybody who followed the old account right before the move, and how they stand now.',
  everybody: 'Everybody',
  allServers: 'All servers',
  server: 'Server',
  how: 'How they stand',
  nobody: 'Nobody here.',
  more: 'Show more',
  readyWords: 'Ready words',
  readyWordsHint: 'For a post from the new account, or for one person at a time. Skein never writes to many people by itself.',
  readyText: (old: string | null, next: string): string => `I have moved${old === null ? '' : ` from @${old}`} to @${next}. Some servers could not carry the move over. If you followed me there, please follow me here: @${next}`,
  copyWords: 'Copy words',
  writeIt: 'Write a post',

  moveTitle: (n: number | null): string => (n === null ? 'Move the followers' : `Move ${count(n, 'follower')}`),
  moveButton: 'Move followers …',
  whatToDo: 'What to do there',
  moveBody: (from: string, to: string): string => `@${from} tells the servers of all its followers to follow @${to} instead. This cannot be taken back.`,
  moveAfter: ['The old account can only be read afterwards, and shows where you went.', 'A second try is refused for 30 days on Mastodon, for 7 days on GoToSocial.', 'Do not sign out of the old account, and do not cancel the redirect while followers arrive.'],
  typeHandle: 'Type the handle of the new account to confirm',
  typeHandleHint: (to: string): string => `It is ${to}`,
  wrongHandle: 'This is not the handle of the new account yet.',
  password: (handle: string): string => `Password of @${handle}`,
  passwordHint: 'Sent once, to the old server alone. It is kept nowhere.',
  moveNow: 'Move now',
  openPageNow: 'Open the page',
  moving: 'Sending',
  pageSteps: 'On the page of the old server',
  pageLead: 'Your old server moves people only on a settings page of its own. Skein opens it, you fill in two fields, and Skein sees what comes of it.',
  pageHandle: 'Put this into “Handle of the new account”',
  pagePassword: 'Type the password of the old account into the field below it.',
  pagePress: 'Press “Move followers” there, not “Only redirect”: a redirect brings nobody over.',
  copy: 'Copy',
  copyHandle: 'Copy the handle',
  watchDone: 'The old server says that the account has moved.',

  announcement: (old: string | null, next: string): string => `I am moving${old === null ? '' : ` from @${old}`} to @${next}. If your server supports it you will follow me there by itself; if not, please follow @${next}.`,
  source: (source: PlanSource): string => (source.kind === 'files' ? 'Files' : source.kind === 'snapshot' ? 'Snapshot' : 'Account'),
  followers: 'Followers',
  paneTabs: 'Parts of this move',
} as const;
