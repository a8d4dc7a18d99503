import { hides } from '../model/relations.ts';
import type { Account, Media, Poll, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { accountUrl, acctOf, homeOf, must, now, statusUrl } from '../model/server.ts';
import { countsOf, isExpired } from '../model/statuses.ts';
import { escapeHtml, toHtml } from '../model/text.ts';
import { canSee, follows } from '../model/relations.ts';
import { accountEntity, emojisIn } from './account.ts';
import { cardEntity } from './card.ts';
import { filterResults } from './filter.ts';
import type { Json } from './json.ts';
import { isoTime, isoTimeOrNull } from './json.ts';

export function mediaEntity(server: PracticeServer, media: Media): Json {
  const ready = media.readyAt <= now(server) && !media.failed;
  const url = ready ? `${server.origin}/media/${media.file}` : null;
  const home = media.remoteDomain === null ? null : homeOf(server, media.remoteDomain);
  const size =
    media.width && media.height
      ? { width: media.width, height: media.height, size: `${media.width}x${media.height}`, aspect: media.width / media.height }
      : null;
  return {
    id: media.id,
    type: media.type,
    url,
    preview_url: url ?? `${server.origin}/media/missing-header.png`,
    remote_url: home ? `${home.origin}/media/${media.file}` : null,
    text_url: null,
    preview_remote_url: null,
    meta: size || media.focus ? { ...(size ? { original: size, small: size } : {}), ...(media.focus ? { focus: media.focus } : {}) } : null,
    description: media.description,
    blurhash: media.blurhash,
  };
}

export function pollEntity(server: PracticeServer, poll: Poll, viewerId: string | null): Json {
  const status = server.tables.statuses.get(poll.statusId);
  const own = viewerId !== null && status?.accountId === viewerId;
  const vote = viewerId === null ? undefined : server.tables.pollVotes.one('pair', `${viewerId}>${poll.id}`);
  const expired = isExpired(server, poll);
  const hidden = poll.hideTotals && !expired;
  return {
    id: poll.id,
    expires_at: isoTimeOrNull(poll.expiresAt),
    expired,
    multiple: poll.multiple,
    votes_count: poll.options.reduce((sum, option) => sum + option.votes, 0),
    voters_count: poll.voters,
    options: poll.options.map((option) => ({ title: option.title, votes_count: hidden ? null : option.votes })),
    emojis: [],
    ...(viewerId === null ? {} : { voted: own || vote !== undefined, own_votes: vote ? [...vote.choices] : [] }),
  };
}

/** HTML of a post, made where it was written: links lead to the author's server, mentions to each one's own. */
export function contentHtml(server: PracticeServer, author: Account, status: Pick<Status, 'text' | 'rawHtml' | 'mentions' | 'quote'>): string {
  if (status.rawHtml !== null) return status.rawHtml;
  const home = homeOf(server, author.domain);
  const html = toHtml(status.text, {
    tagUrl: (tag) => `${home.origin}/tags/${encodeURIComponent(tag)}`,
    mention(handle) {
      const mention = status.mentions.find((entry) => entry.acct === handle || entry.acct === `${handle}@${home.domain}`);
      const account = mention ? server.tables.accounts.get(mention.accountId) : undefined;
      return account ? { url: accountUrl(server, account), username: account.username } : null;
    },
  });
  if (!status.quote) return html;
  const link = escapeHtml(status.quote.uri);
  return `<p class="quote-inline">RE: <a href="${link}" rel="nofollow noopener" translate="no">${link}</a></p>${html}`;
}

function quoteEntity(server: PracticeServer, status: Status, viewerId: string | null, nested: boolean): unknown {
  if (!status.quote) return null;
  const quoted = status.quote.statusId ? server.tables.statuses.get(status.quote.statusId) : undefined;
  const visible = quoted !== undefined && canSee(server, viewerId, quoted);
  if (server.traits.software === 'akkoma') return quoted && visible && !nested ? statusEntity(server, quoted, viewerId, 1) : null;
  let state: string = status.quote.state;
  if (state === 'accepted' && !visible) state = 'unauthorized';
  const author = quoted ? server.tables.accounts.get(quoted.accountId) : undefined;
  if (state === 'accepted' && viewerId !== null && author && hides(server, viewerId, author)) state = 'muted_account';
  if (nested) return { state, quoted_status_id: state === 'accepted' ? (quoted?.id ?? null) : null };
  return { state, quoted_status: state === 'accepted' && quoted ? statusEntity(server, quoted, viewerId, 1) : null };
}

function quoteApproval(server: PracticeServer, status: Status, viewerId: string | null): Json {
  const open = status.visibility === 'public' || status.visibility === 'unlisted';
  const automatic = open && status.quotePolicy !== 'nobody' ? [status.quotePolicy] : [];
  const allowed =
    viewerId !== null &&
    (status.accountId === viewerId ||
      automatic.includes('public') ||
      (automatic.includes('followers') && follows(server, viewerId, status.accountId)));
  return { automatic, manual: [], current_user: allowed ? 'automatic' : 'denied' };
}

function viewerFlags(server: PracticeServer, status: Status, viewerId: string): Json {
  const { tables } = server;
  return {
    favourited: tables.favourites.one('pair', `${viewerId}>${status.id}`) !== undefined,
    reblogged: tables.statuses.one('boost', `${viewerId}>${status.id}`) !== undefined,
    muted: tables.threadMutes.one('pair', `${viewerId}>${status.conversation}`) !== undefined,
    bookmarked: tables.bookmarks.one('pair', `${viewerId}>${status.id}`) !== undefined,
    ...(status.accountId === viewerId && status.reblogOfId === null && status.visibility !== 'direct' ? { pinned: status.pinned } : {}),
    filtered: filterResults(server, viewerId, status),
  };
}

/** The Status entity as `viewerId` sees it (null: without a token). `depth` 1 is a quoted post, whose own quote is shallow. */
export function statusEntity(server: PracticeServer, status: Status, viewerId: string | null, depth = 0): Json {
  const { tables } = server;
  const author = must(tables.accounts.get(status.accountId), 'author');
  const counts = countsOf(server, status);
  const original = status.reblogOfId === null ? undefined : tables.statuses.get(status.reblogOfId);
  const poll = status.pollId === null ? undefined : tables.polls.get(status.pollId);
  const entity: Json = {
    id: status.id,
    created_at: isoTime(status.createdAt),
    in_reply_to_id: status.inReplyToId,
    in_reply_to_account_id: status.inReplyToAccountId,
    sensitive: status.sensitive,
    spoiler_text: status.spoilerText,
    visibility: status.visibility,
    language: status.language,
    uri: status.uri,
    url: status.reblogOfId === null ? statusUrl(server, author, status) : status.uri,
    replies_count: counts.replies,
    reblogs_count: counts.reblogs,
    favourites_count: counts.favourites,
    edited_at: isoTimeOrNull(status.editedAt),
    content: original ? '' : contentHtml(server, author, status),
    reblog: original ? statusEntity(server, original, viewerId) : null,
    application: status.application === null ? null : { name: status.application, website: null },
    account: accountEntity(server, author),
    media_attachments: status.mediaIds.flatMap((id) => tables.media.get(id) ?? []).map((media) => mediaEntity(server, media)),
    mentions: status.mentions.flatMap((mention) => {
      const account = tables.accounts.get(mention.accountId);
      return account ? [{ id: account.id, username: account.username, url: accountUrl(server, account), acct: acctOf(account) }] : [];
    }),
    tags: status.tags.map((name) => ({ name, url: `${server.origin}/tags/${encodeURIComponent(name)}` })),
    emojis: emojisIn(server, author.domain, `${status.text} ${status.spoilerText}`),
    card: original ? null : cardEntity(server, status),
    poll: poll ? pollEntity(server, poll, viewerId) : null,
    ...(viewerId === null ? {} : viewerFlags(server, status, viewerId)),
  };
  return shapeStatus(server, status, viewerId, entity, counts.quotes, depth);
}

/** What the kinds leave out or add. */
function shapeStatus(server: PracticeServer, status: Status, viewerId: string | null, entity: Json, quotes: number, depth: number): Json {
  const { software, features } = server.traits;
  if (status.application === null || !status.local) delete entity['application'];
  if (features.has('quotes')) {
    entity['quote'] = quoteEntity(server, status, viewerId, depth > 0);
    entity['quotes_count'] = quotes;
    entity['quote_approval'] = quoteApproval(server, status, viewerId);
  }
  if (!features.has('filtersV2')) delete entity['filtered'];
  // GoToSocial leaves empty parts out (omitempty).
  if (software === 'gotosocial' && Array.isArray(entity['filtered']) && entity['filtered'].length === 0) delete entity['filtered'];
  if (software === 'akkoma') {
    const original = status.reblogOfId ? server.tables.statuses.get(status.reblogOfId) : undefined;
    // Boost wrappers carry the id of the original (views/status_view.ex).
    if (original) entity['uri'] = original.uri;
    entity['quote'] = quoteEntity(server, status, viewerId, depth > 0);
    entity['quote_id'] = status.quote?.statusId ?? null;
    entity['emoji_reactions'] = [];
    entity['pleroma'] = {
      local: status.local,
      conversation_id: 1,
      content: { 'text/plain': status.text },
      spoiler_text: { 'text/plain': status.spoilerText },
      emoji_reactions: [],
      thread_muted: false,
    };
  }
  return entity;
}

/** The versions of an edited post, oldest first; a post never edited has its one version. */
export function historyEntity(server: PracticeServer, status: Status): Json[] {
  const author = must(server.tables.accounts.get(status.accountId), 'author');
  const account = accountEntity(server, author);
  const poll = status.pollId ? server.tables.polls.get(status.pollId) : undefined;
  const versions =
    status.edits.length > 0
      ? status.edits
      : [
          {
            text: status.text,
            spoilerText: status.spoilerText,
            sensitive: status.sensitive,
            mediaIds: status.mediaIds,
            pollOptions: poll?.options.map((option) => option.title) ?? null,
            createdAt: status.createdAt,
          },
        ];
  return versions.map((edit) => ({
    content: contentHtml(server, author, { text: edit.text, rawHtml: null, mentions: status.mentions, quote: status.quote }),
    spoiler_text: edit.spoilerText,
    sensitive: edit.sensitive,
    created_at: isoTime(edit.createdAt),
    account,
    media_attachments: edit.mediaIds.flatMap((id) => server.tables.media.get(id) ?? []).map((media) => mediaEntity(server, media)),
    emojis: emojisIn(server, author.domain, edit.text),
    ...(edit.pollOptions ? { poll: { options: edit.pollOptions.map((title) => ({ title })) } } : {}),
    ...(server.traits.features.has('quotes') ? { quote: quoteEntity(server, status, author.id, true) } : {}),
  }));
}
