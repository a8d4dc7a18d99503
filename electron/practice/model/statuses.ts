import { announceChange, fanOut, removeFromHome } from './feeds.ts';
import { notify, unnotify } from './notifications.ts';
import { blocks, hides } from './relations.ts';
import type { Poll, Status } from './rows.ts';
import type { PracticeServer } from './server.ts';
import { must, now, publish } from './server.ts';

/** Puts a post (or boost wrapper) on a server and shows it to everybody there it is for. */
export function insertStatus(server: PracticeServer, status: Status, options: { readonly quiet: boolean }): void {
  server.tables.statuses.put(status);
  adoptReplies(server, status);
  if (options.quiet) return;
  fanOut(server, status);
  if (status.visibility === 'direct' || status.mentions.length > 0) updateConversations(server, status);
  notifyAbout(server, status);
}

/** Replies that came before their parent find it now; they are re-made because a parent is part of their identity. */
function adoptReplies(server: PracticeServer, parent: Status): void {
  for (const child of server.tables.statuses.by('missingParent', parent.uri)) {
    const { id } = child;
    server.tables.statuses.delete(id);
    server.tables.statuses.put({ ...child, inReplyToId: parent.id, inReplyToAccountId: parent.accountId, conversation: parent.conversation });
  }
}

function notifyAbout(server: PracticeServer, status: Status): void {
  if (status.reblogOfId !== null) {
    const original = must(server.tables.statuses.get(status.reblogOfId), 'boosted status');
    notify(server, original.accountId, 'reblog', status.accountId, original);
    return;
  }
  for (const mention of status.mentions) notify(server, mention.accountId, 'mention', status.accountId, status);
  const quoted = status.quote?.statusId ? server.tables.statuses.get(status.quote.statusId) : undefined;
  if (quoted && status.quote?.state === 'accepted' && server.traits.features.has('quotes'))
    notify(server, quoted.accountId, 'quote', status.accountId, status);
  if (status.visibility === 'direct') return;
  for (const follow of server.tables.follows.by('target', status.accountId)) {
    if (follow.notify && !status.mentions.some((mention) => mention.accountId === follow.source))
      notify(server, follow.source, 'status', status.accountId, status);
  }
}

function updateConversations(server: PracticeServer, status: Status): void {
  if (status.visibility !== 'direct') return;
  const members = [...new Set([status.accountId, ...status.mentions.map((mention) => mention.accountId)])];
  for (const userId of members) {
    if (!server.tables.users.get(userId)) continue;
    const known = server.tables.conversations.one('pair', `${userId}>${status.conversation}`);
    const others = members.filter((id) => id !== userId);
    const conversation = known ?? {
      id: server.ids.row(),
      userId,
      conversation: status.conversation,
      accountIds: others,
      lastStatusId: status.id,
      unread: false,
    };
    conversation.accountIds = [...new Set([...conversation.accountIds, ...others])];
    conversation.lastStatusId = status.id;
    conversation.unread = status.accountId !== userId;
    server.tables.conversations.put(conversation);
    publish(server, { event: 'conversation', channel: `direct:${userId}`, conversationId: conversation.id });
  }
}

/** Takes a post off a server, with its boosts, and what pointed at it. */
export function removeStatus(server: PracticeServer, status: Status): void {
  const { tables } = server;
  for (const boost of tables.statuses.by('reblogOf', status.id)) removeStatus(server, boost);
  announceChange(server, status, 'delete');
  tables.statuses.delete(status.id);
  for (const user of tables.users.all()) removeFromHome(server, user.id, (entry) => entry.id === status.id);
  for (const table of [tables.favourites, tables.bookmarks]) for (const edge of table.by('target', status.id)) table.delete(edge.id);
  unnotify(server, (notification) => notification.statusId === status.id && (status.reblogOfId === null || notification.type === 'status'));
  if (status.reblogOfId !== null) {
    unnotify(
      server,
      (notification) => notification.type === 'reblog' && notification.statusId === status.reblogOfId && notification.accountId === status.accountId,
    );
  }
  for (const quoting of tables.statuses.by('quoteOf', status.uri)) {
    if (quoting.quote?.statusId === status.id) quoting.quote = { ...quoting.quote, state: 'deleted', statusId: null };
  }
  for (const conversation of tables.conversations.all()) {
    if (conversation.lastStatusId !== status.id) continue;
    const before = tables.statuses.by('conversation', status.conversation).at(-1);
    if (before) conversation.lastStatusId = before.id;
    else tables.conversations.delete(conversation.id);
  }
}

export interface StatusChange {
  readonly text: string;
  readonly rawHtml: string | null;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly language: string | null;
  readonly mediaIds: string[];
  readonly mentions: Status['mentions'];
  readonly tags: string[];
  readonly pollId: string | null;
}

/** Applies an edit. The state before the first edit becomes the first entry of the history. */
export function changeStatus(server: PracticeServer, status: Status, change: StatusChange, editedAt: number): void {
  const snapshot = () => ({
    text: status.text,
    spoilerText: status.spoilerText,
    sensitive: status.sensitive,
    mediaIds: [...status.mediaIds],
    pollOptions: status.pollId ? (server.tables.polls.get(status.pollId)?.options.map((option) => option.title) ?? null) : null,
    createdAt: status.editedAt ?? status.createdAt,
  });
  if (status.edits.length === 0) status.edits.push(snapshot());
  Object.assign(status, change, { editedAt });
  status.edits.push(snapshot());
  announceChange(server, status, 'status.update');
  for (const boost of server.tables.statuses.by('reblogOf', status.id)) notify(server, boost.accountId, 'update', status.accountId, status);
}

export function childrenOf(server: PracticeServer, status: Status): readonly Status[] {
  return server.tables.statuses.by('parent', status.id);
}

export interface Counts {
  readonly replies: number;
  readonly reblogs: number;
  readonly favourites: number;
  readonly quotes: number;
}

/** What this server knows of; nothing more, like the real ones. */
export function countsOf(server: PracticeServer, status: Status): Counts {
  const { tables } = server;
  return {
    replies: tables.statuses.by('parent', status.id).filter((reply) => reply.visibility !== 'direct' && reply.visibility !== 'private').length,
    reblogs: tables.statuses.by('reblogOf', status.id).length,
    favourites: tables.favourites.by('target', status.id).length,
    quotes: tables.statuses.by('quoteOf', status.uri).filter((other) => other.quote?.state === 'accepted').length,
  };
}

export function isExpired(server: PracticeServer, poll: Poll): boolean {
  return poll.expiresAt !== null && poll.expiresAt <= now(server);
}

/** Accounts on both sides of a thread that the reader does not want to see. */
export function hiddenInThread(server: PracticeServer, viewerId: string | null, status: Status): boolean {
  if (viewerId === null) return false;
  const author = must(server.tables.accounts.get(status.accountId), 'author');
  return hides(server, viewerId, author) || blocks(server, author.id, viewerId);
}
