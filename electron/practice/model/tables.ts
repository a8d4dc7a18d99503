import type * as moving from './moving-rows.ts';
import type * as rows from './rows.ts';
import { createTable } from './table.ts';

const edgeIndexes = {
  source: (row: rows.Edge) => row.source,
  target: (row: rows.Edge) => row.target,
  pair: (row: rows.Edge) => `${row.source}>${row.target}`,
};

/** All tables of one server. Favourites, bookmarks, boosts' wrappers and the rest point at local ids only. */
export function createTables() {
  return {
    accounts: createTable<rows.Account, 'uri' | 'acct'>({
      uri: (row) => row.uri,
      acct: (row) => (row.domain ? `${row.username}@${row.domain}` : row.username).toLowerCase(),
    }),
    users: createTable<rows.User>({}),
    statuses: createTable<rows.Status, 'uri' | 'account' | 'reblogOf' | 'parent' | 'missingParent' | 'conversation' | 'boost' | 'quoteOf'>({
      uri: (row) => row.uri,
      account: (row) => row.accountId,
      reblogOf: (row) => row.reblogOfId,
      parent: (row) => row.inReplyToId,
      missingParent: (row) => (row.inReplyToId ? null : row.inReplyToUri),
      conversation: (row) => row.conversation,
      quoteOf: (row) => row.quote?.uri ?? null,
      boost: (row) => (row.reblogOfId ? `${row.accountId}>${row.reblogOfId}` : null),
    }),
    polls: createTable<rows.Poll>({}),
    pollVotes: createTable<rows.PollVote, 'pair'>({ pair: (row) => `${row.accountId}>${row.pollId}` }),
    media: createTable<rows.Media, 'file'>({ file: (row) => row.file }),
    follows: createTable<rows.Follow, 'source' | 'target' | 'pair'>(edgeIndexes),
    followRequests: createTable<rows.Follow, 'source' | 'target' | 'pair'>(edgeIndexes),
    blocks: createTable<rows.Edge, 'source' | 'target' | 'pair'>(edgeIndexes),
    mutes: createTable<rows.Mute, 'source' | 'target' | 'pair'>(edgeIndexes),
    endorsements: createTable<rows.Edge, 'source' | 'target' | 'pair'>(edgeIndexes),
    notes: createTable<rows.Note, 'source' | 'target' | 'pair'>(edgeIndexes),
    /** `target` is a domain. */
    domainBlocks: createTable<rows.Edge, 'source' | 'target' | 'pair'>(edgeIndexes),
    favourites: createTable<rows.Edge, 'source' | 'target' | 'pair'>(edgeIndexes),
    bookmarks: createTable<rows.Edge, 'source' | 'target' | 'pair'>(edgeIndexes),
    /** `target` is a conversation. */
    threadMutes: createTable<rows.Edge, 'source' | 'target' | 'pair'>(edgeIndexes),
    notifications: createTable<rows.Notification, 'user'>({ user: (row) => row.userId }),
    notificationRequests: createTable<rows.NotificationRequest, 'user' | 'pair'>({
      user: (row) => row.userId,
      pair: (row) => `${row.userId}>${row.accountId}`,
    }),
    conversations: createTable<rows.Conversation, 'user' | 'pair'>({
      user: (row) => row.userId,
      pair: (row) => `${row.userId}>${row.conversation}`,
    }),
    lists: createTable<rows.List, 'user'>({ user: (row) => row.userId }),
    /** `source` is a list, `target` a member. */
    listMembers: createTable<rows.Edge, 'source' | 'target' | 'pair'>(edgeIndexes),
    filters: createTable<rows.Filter, 'user'>({ user: (row) => row.userId }),
    followedTags: createTable<rows.UserTag, 'user' | 'name'>({ user: (row) => row.userId, name: (row) => row.name }),
    featuredTags: createTable<rows.UserTag, 'user' | 'name'>({ user: (row) => row.userId, name: (row) => row.name }),
    scheduled: createTable<rows.ScheduledStatus, 'user'>({ user: (row) => row.userId }),
    apps: createTable<rows.App, 'clientId'>({ clientId: (row) => row.clientId }),
    tokens: createTable<rows.Token, 'token'>({ token: (row) => row.token }),
    authCodes: createTable<rows.AuthCode>({}),
    sessions: createTable<rows.WebSession>({}),
    emojis: createTable<rows.CustomEmoji, 'shortcode'>({ shortcode: (row) => row.shortcode }),
    moves: createTable<moving.Move, 'origin' | 'target'>({ origin: (row) => row.originUri, target: (row) => row.targetUri }),
    jobs: createTable<moving.Job, 'kind'>({ kind: (row) => row.kind }),
    instanceBlocks: createTable<moving.InstanceBlock>({}),
    imports: createTable<moving.Import, 'user'>({ user: (row) => row.userId }),
    severances: createTable<moving.Severance, 'user'>({ user: (row) => row.userId }),
    backups: createTable<moving.Backup, 'user'>({ user: (row) => row.userId }),
    usedKeys: createTable<rows.UsedKey>({}),
  };
}

export type Tables = ReturnType<typeof createTables>;
