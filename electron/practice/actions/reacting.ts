import { notify, unnotify } from '../model/notifications.ts';
import type { Account, Poll, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must, now } from '../model/server.ts';
import { isExpired } from '../model/statuses.ts';
import { announceChange } from '../model/feeds.ts';
import { noteDocument } from '../federation/notes.ts';
import { audienceOf, authorOf, record, sendHome, sendTo } from './outbox.ts';

/** Favourites as any account this server knows; a second time changes nothing. False when it was so before. */
export function addFavourite(server: PracticeServer, account: Account, status: Status): boolean {
  const { favourites } = server.tables;
  if (favourites.one('pair', `${account.id}>${status.id}`)) return false;
  favourites.put({ id: server.ids.row(), source: account.id, target: status.id, createdAt: now(server) });
  notify(server, status.accountId, 'favourite', account.id, status);
  return true;
}

export function removeFavourite(server: PracticeServer, account: Account, status: Status): boolean {
  const known = server.tables.favourites.one('pair', `${account.id}>${status.id}`);
  if (!known) return false;
  server.tables.favourites.delete(known.id);
  unnotify(
    server,
    (notification) => notification.type === 'favourite' && notification.statusId === status.id && notification.accountId === account.id,
  );
  return true;
}

export function favourite(server: PracticeServer, account: Account, status: Status): void {
  if (!addFavourite(server, account, status)) return;
  sendHome(server, { type: 'Like', actor: account.uri, object: status.uri }, status.uri);
  record(server, 'favourited', account, status.uri);
}

export function unfavourite(server: PracticeServer, account: Account, status: Status): void {
  if (!removeFavourite(server, account, status)) return;
  sendHome(server, { type: 'UndoLike', actor: account.uri, object: status.uri }, status.uri);
  record(server, 'unfavourited', account, status.uri);
}

/** Bookmarks stay on the server: nobody else learns of them. */
export function setBookmark(server: PracticeServer, account: Account, status: Status, wanted: boolean): void {
  const { bookmarks } = server.tables;
  const known = bookmarks.one('pair', `${account.id}>${status.id}`);
  if (wanted === (known !== undefined)) return;
  if (known) bookmarks.delete(known.id);
  else bookmarks.put({ id: server.ids.row(), source: account.id, target: status.id, createdAt: now(server) });
  record(server, wanted ? 'bookmarked' : 'unbookmarked', account, status.uri);
}

/** Counts a vote at the poll's own server, or notes it on the voter's. */
export function countVote(server: PracticeServer, poll: Poll, account: Account, choices: readonly number[]): boolean {
  if (server.tables.pollVotes.one('pair', `${account.id}>${poll.id}`)) return false;
  server.tables.pollVotes.put({ id: server.ids.row(), pollId: poll.id, accountId: account.id, choices: [...choices] });
  for (const choice of choices) must(poll.options[choice], 'poll option').votes += 1;
  poll.voters += 1;
  return true;
}

export function vote(server: PracticeServer, poll: Poll, account: Account, choices: readonly number[]): void {
  const status = must(server.tables.statuses.get(poll.statusId), 'status of the poll');
  if (!countVote(server, poll, account, choices)) return;
  sendHome(server, { type: 'Vote', actor: account.uri, object: status.uri, choices }, status.uri);
  if (status.local) shareVotes(server, status);
  record(server, 'voted', account, status.uri, choices.join(','));
}

/** Tells the author and the local voters of polls that are over. */
export function endPolls(server: PracticeServer): void {
  for (const poll of server.tables.polls.all()) {
    if (poll.ended || !isExpired(server, poll)) continue;
    poll.ended = true;
    const status = server.tables.statuses.get(poll.statusId);
    if (!status) continue;
    const voters = server.tables.pollVotes
      .all()
      .filter((row) => row.pollId === poll.id)
      .map((row) => row.accountId);
    for (const id of new Set([status.accountId, ...voters])) notify(server, id, 'poll', status.accountId, status);
  }
}

/** The poll's server tells the others how it stands. */
export function shareVotes(server: PracticeServer, status: Status): void {
  announceChange(server, status, 'status.update');
  sendTo(server, { type: 'Update', actor: authorOf(server, status).uri, note: noteDocument(server, status) }, audienceOf(server, status));
}
