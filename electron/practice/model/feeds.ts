import { compareIds } from './ids.ts';
import { blocks, blocksDomain, canSee, follows, hides } from './relations.ts';
import type { Status, User } from './rows.ts';
import type { PracticeServer } from './server.ts';
import { must, publish } from './server.ts';

/** Mastodon keeps 800 entries of a home feed (feed_manager.rb MAX_ITEMS). */
const maxFeedItems = 800;
/** A boost is left out when the post itself is this near the top (feed_manager.rb REBLOG_FALLOFF). */
const boostFalloff = 40;

/** Puts an id where it belongs in a feed that is newest first. False when it was there already. */
export function insertIntoFeed(feed: string[], id: string): boolean {
  let low = 0;
  let high = feed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareIds(feed[middle] ?? '', id);
    if (order === 0) return false;
    if (order > 0) low = middle + 1;
    else high = middle;
  }
  feed.splice(low, 0, id);
  if (feed.length > maxFeedItems) feed.length = maxFeedItems;
  return true;
}

function exclusiveListHolds(server: PracticeServer, user: User, accountId: string): boolean {
  return server.tables.listMembers.by('target', accountId).some((member) => {
    const list = server.tables.lists.get(member.source);
    return list?.userId === user.id && list.exclusive;
  });
}

/** Replies are shown when the reader follows both sides, or takes part (feed_manager.rb filter_from_home). */
function replyFits(server: PracticeServer, readerId: string, status: Status): boolean {
  if (status.inReplyToUri !== null && status.inReplyToAccountId === null) return false;
  const parent = status.inReplyToAccountId;
  return parent === null || parent === readerId || parent === status.accountId || follows(server, readerId, parent);
}

/** Whether a post belongs into somebody's home feed. */
export function fitsHome(server: PracticeServer, user: User, status: Status): boolean {
  // Direct posts come to the home of followers they mention, too (fan_out_on_write_service.rb).
  if (!canSee(server, user.id, status)) return false;
  if (status.accountId === user.id) return status.reblogOfId === null || !boostedNearTop(server, user, status);
  const author = must(server.tables.accounts.get(status.accountId), 'author');
  if (hides(server, user.id, author) || exclusiveListHolds(server, user, author.id)) return false;
  const follow = server.tables.follows.one('pair', `${user.id}>${author.id}`);
  if (follow && follow.languages !== null && status.language !== null && !follow.languages.includes(status.language)) return false;
  if (status.reblogOfId === null) return replyFits(server, user.id, status);
  const original = server.tables.statuses.get(status.reblogOfId);
  if (!original || (follow && !follow.reblogs)) return false;
  const writer = must(server.tables.accounts.get(original.accountId), 'author');
  if (hides(server, user.id, writer) || blocks(server, writer.id, user.id)) return false;
  return !boostedNearTop(server, user, status);
}

function boostedNearTop(server: PracticeServer, user: User, boost: Status): boolean {
  return user.homeFeed.slice(0, boostFalloff).some((id) => {
    const other = server.tables.statuses.get(id);
    return other !== undefined && other.id !== boost.id && (other.id === boost.reblogOfId || other.reblogOfId === boost.reblogOfId);
  });
}

/** Local readers whose home a post of this author could reach. */
export function readersOf(server: PracticeServer, status: Status): User[] {
  const ids = new Set(server.tables.follows.by('target', status.accountId).map((follow) => follow.source));
  ids.add(status.accountId);
  for (const tag of status.tags) for (const row of server.tables.followedTags.by('name', tag)) ids.add(row.userId);
  return [...ids].flatMap((id) => server.tables.users.get(id) ?? []);
}

function listChannels(server: PracticeServer, status: Status): string[] {
  return server.tables.listMembers.by('target', status.accountId).flatMap((member) => {
    const list = server.tables.lists.get(member.source);
    return list && listShows(server, list.id, status) ? [`list:${list.id}`] : [];
  });
}

/** Whether a post of a member belongs into a list, by the list's policy for replies. */
export function listShows(server: PracticeServer, listId: string, status: Status): boolean {
  const list = must(server.tables.lists.get(listId), 'list');
  if (!canSee(server, list.userId, status) || status.visibility === 'direct') return false;
  const parent = status.inReplyToAccountId;
  if (parent === null || parent === status.accountId || parent === list.userId) return true;
  if (list.repliesPolicy === 'none') return false;
  if (list.repliesPolicy === 'followed') return follows(server, list.userId, parent);
  return server.tables.listMembers.one('pair', `${list.id}>${parent}`) !== undefined;
}

/** Channels a public post shows up on, for everybody who listens. */
export function publicChannels(status: Status): string[] {
  if (status.visibility !== 'public' || status.reblogOfId !== null) return [];
  const where = status.local ? 'local' : 'remote';
  const names = ['public', `public:${where}`];
  if (status.mediaIds.length > 0) names.push('public:media', `public:${where}:media`);
  for (const tag of status.tags) {
    names.push(`hashtag:${tag}`);
    if (status.local) names.push(`hashtag:local:${tag}`);
  }
  return status.inReplyToId === null || status.inReplyToAccountId === status.accountId ? names : names.filter((name) => name.startsWith('hashtag'));
}

/** Shows a new post to everybody it is for: home feeds, lists, public and tag streams. */
export function fanOut(server: PracticeServer, status: Status): void {
  for (const user of readersOf(server, status)) {
    if (!fitsHome(server, user, status) || !insertIntoFeed(user.homeFeed, status.id)) continue;
    publish(server, { event: 'update', channel: `user:${user.id}`, statusId: status.id });
  }
  for (const channel of [...listChannels(server, status), ...publicChannels(status)]) {
    publish(server, { event: 'update', channel, statusId: status.id });
  }
}

/** Tells everybody who may have the post on screen that it was edited or is gone. */
export function announceChange(server: PracticeServer, status: Status, event: 'status.update' | 'delete'): void {
  const users = new Set(readersOf(server, status).map((user) => user.id));
  for (const mention of status.mentions) users.add(mention.accountId);
  for (const user of server.tables.users.all()) if (user.homeFeed.includes(status.id)) users.add(user.id);
  for (const id of users) if (server.tables.users.get(id)) publish(server, { event, channel: `user:${id}`, statusId: status.id });
  for (const channel of [...listChannels(server, status), ...publicChannels(status)]) publish(server, { event, channel, statusId: status.id });
}

/** After a new follow: what is known of the account's newest posts joins the feed (feed_manager.rb merge_into_home). */
export function mergeIntoHome(server: PracticeServer, userId: string, accountId: string): void {
  const user = server.tables.users.get(userId);
  if (!user) return;
  const newest = server.tables.statuses
    .by('account', accountId)
    .toSorted((a, b) => compareIds(b.id, a.id))
    .slice(0, maxFeedItems / 4);
  for (const status of newest.toReversed()) if (fitsHome(server, user, status)) insertIntoFeed(user.homeFeed, status.id);
}

/** After an unfollow, block or mute: the account's posts and boosts leave the feed. */
export function removeFromHome(server: PracticeServer, userId: string, isGone: (status: Status) => boolean): void {
  const user = server.tables.users.get(userId);
  if (!user) return;
  user.homeFeed = user.homeFeed.filter((id) => {
    const status = server.tables.statuses.get(id);
    return status !== undefined && !isGone(status);
  });
}

/** Posts of a public timeline, newest first. */
export function publicTimeline(server: PracticeServer, viewerId: string | null, accepts: (status: Status) => boolean): Status[] {
  return server.tables.statuses
    .all()
    .filter((status) => {
      if (status.visibility !== 'public' || status.reblogOfId !== null || !accepts(status)) return false;
      if (viewerId === null) return true;
      const author = must(server.tables.accounts.get(status.accountId), 'author');
      return !hides(server, viewerId, author) && !blocks(server, author.id, viewerId) && !blocksDomain(server, viewerId, author);
    })
    .toSorted((a, b) => compareIds(b.id, a.id));
}
