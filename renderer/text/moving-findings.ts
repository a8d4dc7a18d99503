import type { Finding, FindingCode, FindingValues } from '../../electron/contract/moving.ts';
import { copyText } from './carry-over.ts';
import { errorWords } from './errors.ts';
import { clockTime, compact, count, fullTime, listed } from './time.ts';

/** A redirect may lead to another one. */
const onTo = (movedTo: string, end: string | undefined): string => (end === undefined ? movedTo : `${movedTo}, which sends them on to ${end}`);

/** `title`: plain sentence; empty: the row's own name says enough. `detail`: the evidence, and what comes next. */
export interface FindingWords {
  readonly title: string;
  readonly detail: string;
}

type Words<C extends FindingCode> = (values: FindingValues[C], now: number) => FindingWords;

const say = (title: string, detail = ''): FindingWords => ({ title, detail });
const sides = { from: 'old', to: 'new' } as const;
/** Long lists are named by their beginning; the whole stands behind “Show who”. */
const some = (names: readonly string[]): string => (names.length <= 3 ? listed(names) : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`);
const secondClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const plainUrl = (url: string): string => url.replace(/^https?:\/\//, '');
const ats = (handles: readonly string[]): readonly string[] => handles.map((handle) => `@${handle}`);

const overWhat: Readonly<Record<FindingValues['limits.over']['what'], (n: number, limit: number) => string>> = {
  follows: (n, limit) => `${compact(n)} follows would be too many: the new server takes ${compact(limit)}.`,
  lists: (n, limit) => `${compact(n)} lists would be too many: the new server takes ${compact(limit)}.`,
  listTitles: (n, limit) => `${count(n, 'list name is', 'list names are')} longer than the ${limit} letters the new server takes.`,
  featuredTags: (n, limit) => `${compact(n)} featured tags would be too many: the new server takes ${limit}.`,
  profileFields: (n, limit) => `${compact(n)} profile fields would be too many: the new server takes ${limit}.`,
  bio: (n, limit) => `The bio has ${compact(n)} letters, the new server takes ${compact(limit)}.`,
  displayName: (n, limit) => `The name has ${compact(n)} letters, the new server takes ${limit}.`,
};
const missingParts = { avatar: 'no picture', bio: 'no bio', posts: 'no first post' } as const;

const words: { readonly [C in FindingCode]: Words<C> } = {
  'signIns.ok': () => say('Both sign-ins work', 'Do not sign out of the old account before the end.'),
  'signIns.dead': ({ side, handle }) => say(`The ${sides[side]} account is signed out`, `@${handle} has to be signed in here, or nothing of it can be read.`),
  'signIns.limited': ({ side, handle }) => say(`The ${sides[side]} account is limited`, side === 'to' ? `@${handle} waits for approval or was limited by its moderators: people would only get follow requests.` : `@${handle} was limited by its moderators. Its server may not carry a move out.`),

  'handles.ok': ({ from, to }) => say(from === to ? 'The handle leads to this account' : 'Both handles lead to these accounts', `Looked up from outside: ${[...new Set([from, to])].map(plainUrl).join(' and ')}.`),
  'handles.other': ({ handle, found, expected }) => say(`@${handle} answers with another account`, `It leads to ${found}, but the signed-in account is ${expected}.`),

  'notMoved.ok': () => say('Neither account has moved already', 'Looked up from outside, through every redirect.'),
  'notMoved.toMoved': ({ movedTo, end }) => say('The new account itself redirects', `It sends people on to ${onTo(movedTo, end)}, so nobody could follow it. Cancel that redirect first.`),
  'notMoved.fromMoved': ({ movedTo, end }) => say('The old account has moved already', `It redirects to ${onTo(movedTo, end)}. Followers who have left cannot be moved a second time from here.`),

  'alias.public': ({ readAt }) => say('', `Read from outside at ${secondClock.format(readAt)}, as other servers do.`),
  'alias.byServer': ({ host }) => say('', `${host} hides profiles from strangers; it says itself that the alias is set.`),
  'alias.saved': ({ readAt }) => say('', `Saved, but not public yet at ${secondClock.format(readAt)}. Usually 3 to 10 minutes, because servers keep copies.`),
  'alias.missing': ({ expected, found }) => say('The new profile does not name the old account yet', found.length === 0 ? `It has to list ${expected}.` : `It lists ${some(found)}, but the old account’s address is ${expected}.`),
  'alias.hidden': ({ host }) => say('The alias cannot be seen from outside', `${host} hides profiles from apps. Look at the page yourself, and say so here.`),

  'reach.ok': () => say('The two servers reach each other', 'Each was asked for the account on the other.'),
  'reach.none': ({ asked, target }) => say(`${asked} cannot find ${target}`, 'It is blocked there or does not answer. The move would fail with “could not be found”.'),

  'serverBlocks.ok': () => say('The new server blocks none of your people’s servers', 'Its public list was compared with everybody you follow and who follows you.'),
  'serverBlocks.hits': ({ host, servers, follows, followers }) => say(`${host} blocks ${count(servers.length, 'server')}`, `${count(followers, 'follower')} there cannot come and ${count(follows, 'person', 'people')} you follow cannot be followed: ${some(servers)}. Its moderators decide.`),
  'serverBlocks.hidden': ({ host }) => say(`${host} does not show whom it blocks`, 'People on blocked servers would not arrive. Ask its moderators if you have doubts.'),

  'locked.open': () => say('The new account lets followers in', 'Nobody has to be approved by hand.'),
  'locked.locked': ({ waiting, followers }) => say('New account approves by hand', waiting > 0 ? `${count(waiting, 'person waits', 'people wait')} for you. Unlocking lets them all in.` : `${count(followers, 'follower')} would each become a request, and their servers drop the old follow at once.`),

  'ownBlocks.ok': () => say('The new account refuses none of your followers', ''),
  'ownBlocks.hits': ({ count: n, handles }) => say(`You would refuse ${compact(n)} of your followers`, `The new account blocks ${some(ats(handles))}.`),

  'cooldown.none': () => say('No waiting time', 'Servers allow one move every 30 days; none is known for the old account.'),
  'cooldown.until': ({ until, movedAt }, now) => say(`Next move possible ${fullTime(until, now)}`, `The old account moved ${fullTime(movedAt, now)}.`),
  'cooldown.unknown': () => say('Has the old account moved in the last 30 days?', 'Its server would refuse a second move and does not tell apps about it.'),

  'saved.ok': ({ at, followers, follows }, now) => say('Snapshot complete and read back', `${count(follows, 'follow')} and ${count(followers, 'follower')}, ${fullTime(at, now)}.`),
  'saved.short': ({ kind, saved, counted }) => say('Snapshot has a difference', `${kind === 'followers' ? 'Followers' : copyText.kind(kind)}: ${compact(saved)} of ${compact(counted)} saved. The rest are most often suspended accounts, which no server lists.`),
  'saved.none': () => say('Nothing is saved yet', 'After the move the old account cannot be read over the app any more, so everything is saved first.'),

  'limits.ok': () => say('The new server has room for everything', ''),
  'limits.over': ({ what, count: n, limit }) => say('Something does not fit the new server', overWhat[what](n, limit)),

  'scheduledPosts.none': () => say('No scheduled posts', 'The old account will not publish anything by itself.'),
  'scheduledPosts.some': ({ count: n }) => say(`${count(n, 'scheduled post')} on the old account`, `${n === 1 ? 'It' : 'They'} would still be published from there, even after the move.`),

  'profile.filled': () => say('The new profile is filled', 'Picture, bio and a first post are there.'),
  'profile.empty': ({ missing }) => say('The new profile looks empty', `It has ${listed(missing.map((part) => missingParts[part]))}. An empty profile looks like an impostor.`),

  'archive.ask': () => say('Archive of your posts', 'Posts cannot move. Ask the old server for the archive and keep it; it makes one in some hours.'),

  'software.ok': ({ servers }) => say('Your followers’ servers know moves', `${count(servers, 'server')} asked for ${servers === 1 ? 'its' : 'their'} software.`),
  'software.ignoring': ({ count: n, servers }) => say(`${count(n, 'follower uses', 'followers use')} software that ignores moves`, `On ${some(servers.map(({ host, software }) => `${host} (${software})`))}. They have to follow anew by hand.`),

  'copied.some': ({ done, total }) => say(`${compact(done)} of ${compact(total)} carried over`, 'Followers can move before the end; the rest goes on from the snapshot.'),
  'copied.all': ({ total }) => say('Everything is carried over', `${count(total, 'thing')} in all.`),

  'copied.dropped': ({ at }, now) => say('The old server drops your follows soon', `It lets go of everybody you follow ${fullTime(at, now)}, and they are not all saved yet. Read the account under “Copy” before then.`),

  'announced.no': () => say('Nobody has been told', 'A post on the old account some days before lets people ask, and catches those who cannot be moved.'),
  'announced.yes': ({ at }, now) => say('Announced', fullTime(at, now)),

  'move.ready': ({ by }) => say('Ready to move', by === 'api' ? 'Skein sends it, with the password you type then.' : 'On a page of the old server; Skein says what to type and watches.'),
  'move.refused': ({ rows }) => say('The move has to wait', `${count(rows.length, 'check')} above would strand people.`),
  'move.waiting': ({ since }) => say('Waiting for the move', `The page was opened at ${clockTime(since)}. The old account is watched.`),
  'move.sent': ({ at }, now) => say('Move sent', fullTime(at, now)),

  'carriedOut.yes': ({ at }, now) => say('The old server has moved you', `Seen ${fullTime(at, now)}.`),
  'carriedOut.redirectOnly': ({ at }, now) => say('Only a redirect was set', `Since ${fullTime(at, now)} the old profile points here, but no follower was moved. Cancel it there, then choose “Move followers”.`),
  'carriedOut.notYet': ({ since }) => say('Not carried out yet', `Sent at ${clockTime(since)}; busy servers take some minutes.`),
  'carriedOut.recordedOnly': ({ since }) => say('Recorded, but not carried out', `Since ${clockTime(since)} the server says that you moved, and moved nobody. Only its admin can repeat it; the letter is ready.`),

  'arrivals.count': ({ came, total, at }) => say(`${compact(came)} of ${compact(total)} followers have arrived`, `Counted at ${clockTime(at)}.`),
  'requests.none': () => say('Nobody waits for your yes', ''),
  'requests.some': ({ count: n }) => say(`${count(n, 'person asks', 'people ask')} to follow the new account`, 'Answer them in the requests of your inbox.'),
  'leftovers.none': () => say('Copying left nothing open', ''),
  'leftovers.some': ({ count: n }) => say(`${count(n, 'thing')} could not be carried over`, 'Answer them under “Carried over”. What a server only takes as a file goes through its import page.'),
  'links.ok': () => say('Links know the new account', ''),
  'links.fix': ({ links }) => say('Links on your profile', `These pages have to link to the new address: ${some(links)}.`),
  'relock.due': ({ since }, now) => say('Approving by hand is still off', `Since ${fullTime(since, now)}, so that followers could come in.`),
  'oldGuarded.yes': () => say('The old account is guarded', 'Skein offers it for no post any more, so that nothing goes out from there by accident.'),

  'failed': ({ error }) => {
    const { title, detail } = errorWords(error);
    return say('', `${title} ${detail}`.trim());
  },
  'notApplicable': () => say('', 'Not needed for these two accounts.'),
};

export function findingWords(finding: Finding, now: number): FindingWords {
  // The table has one function per code, each for the values of its code; the compiler cannot follow the pair through the union.
  const word = words[finding.code] as (values: Finding['values'], now: number) => FindingWords;
  return word(finding.values, now);
}
