import type { Account, QuotePolicy, Status, Visibility } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now } from '../model/server.ts';
import { changeStatus, insertStatus, removeStatus } from '../model/statuses.ts';
import { mentionsIn, tagsIn } from '../model/text.ts';
import { noteDocument } from '../federation/notes.ts';
import { audienceOf, authorOf, record, sendTo } from './outbox.ts';

export interface PollDraft {
  readonly options: readonly string[];
  readonly expiresInMs: number;
  readonly multiple: boolean;
  readonly hideTotals: boolean;
}

export interface StatusDraft {
  readonly text: string;
  readonly spoilerText?: string;
  readonly sensitive?: boolean;
  readonly visibility?: Visibility;
  readonly language?: string | null;
  readonly inReplyTo?: Status | null;
  readonly mediaIds?: readonly string[];
  readonly poll?: PollDraft | null;
  readonly quote?: Status | null;
  readonly quotePolicy?: QuotePolicy;
  readonly application?: string | null;
  /** For posts of the past. Default: now. */
  readonly createdAt?: number;
  readonly rawHtml?: string | null;
  /** Shown in no feed and sent nowhere, as GoToSocial does with backdated posts. */
  readonly quiet?: boolean;
}

/** Finds who is mentioned, among the accounts this server knows. */
export function findMentions(server: PracticeServer, text: string): Status['mentions'] {
  return mentionsIn(text).flatMap((handle) => {
    const acct = handle.endsWith(`@${server.domain}`) ? handle.slice(0, -server.domain.length - 1) : handle;
    const account = server.tables.accounts.one('acct', acct);
    return account ? [{ accountId: account.id, acct: handle }] : [];
  });
}

function uniquePart(server: PracticeServer): string {
  const hex = server.world.random.hex(16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Where a new post of this kind of server can be found, for machines and for people. */
function addressesOf(server: PracticeServer, author: Account, id: string): { readonly uri: string; readonly urlPath: string } {
  const base = `https://${server.domain}`;
  switch (server.traits.software) {
    case 'akkoma':
      return { uri: `${base}/objects/${uniquePart(server)}`, urlPath: `/notice/${id}` };
    case 'mitra':
      return { uri: `${base}/objects/${id}`, urlPath: `/post/${id}` };
    case 'hollo':
      return { uri: `${base}/@${author.username}/${id}`, urlPath: `/@${author.username}/${id}` };
    case 'gotosocial':
      return { uri: `${author.uri}/statuses/${id}`, urlPath: `/@${author.username}/statuses/${id}` };
    default:
      return { uri: `${author.uri}/statuses/${id}`, urlPath: `/@${author.username}/${id}` };
  }
}

/** Publishes a post of a local account, here and on the servers it is for. */
export function publishStatus(server: PracticeServer, author: Account, draft: StatusDraft): Status {
  const createdAt = draft.createdAt ?? now(server);
  const id = server.ids.at(createdAt);
  const parent = draft.inReplyTo ?? null;
  const pollId = draft.poll ? server.ids.row() : null;
  const mentions = findMentions(server, draft.text);
  const status: Status = {
    id,
    ...addressesOf(server, author, id),
    accountId: author.id,
    createdAt,
    visibility: draft.visibility ?? 'public',
    reblogOfId: null,
    inReplyToId: parent?.id ?? null,
    inReplyToAccountId: parent?.accountId ?? null,
    inReplyToUri: null,
    conversation:
      parent?.conversation ?? `tag:${server.domain},${new Date(createdAt).toISOString().slice(0, 10)}:objectId=${id}:objectType=Conversation`,
    local: true,
    application: draft.application ?? null,
    text: draft.text,
    rawHtml: draft.rawHtml ?? null,
    spoilerText: draft.spoilerText ?? '',
    sensitive: draft.sensitive ?? false,
    language: draft.language ?? null,
    editedAt: null,
    mentions,
    tags: tagsIn(draft.text),
    mediaIds: [...(draft.mediaIds ?? [])],
    pollId,
    pinned: false,
    edits: [],
    quotePolicy: draft.quotePolicy ?? 'public',
    quote: draft.quote ? { state: 'accepted', uri: draft.quote.uri, statusId: draft.quote.id } : null,
  };
  if (draft.poll && pollId) {
    server.tables.polls.put({
      id: pollId,
      statusId: id,
      options: draft.poll.options.map((title) => ({ title, votes: 0 })),
      multiple: draft.poll.multiple,
      hideTotals: draft.poll.hideTotals,
      expiresAt: createdAt + draft.poll.expiresInMs,
      voters: 0,
      ended: false,
    });
  }
  for (const mediaId of status.mediaIds) {
    const media = server.tables.media.get(mediaId);
    if (media) media.statusId = id;
  }
  insertStatus(server, status, { quiet: draft.quiet ?? false });
  if (!draft.quiet) sendTo(server, { type: 'Create', actor: author.uri, note: noteDocument(server, status) }, audienceOf(server, status));
  record(server, 'created', author, status.uri, status.text);
  return status;
}

export interface StatusRevision {
  readonly text: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly language: string | null;
  readonly mediaIds: readonly string[];
  /** Null takes a poll away; undefined leaves it as it is. */
  readonly poll: PollDraft | null | undefined;
}

/** Edits a post of a local account. What the revision leaves out is gone, as on the real servers. */
export function reviseStatus(server: PracticeServer, status: Status, revision: StatusRevision): void {
  const author = authorOf(server, status);
  const pollId = revision.poll === undefined ? status.pollId : revision.poll ? revisePoll(server, status, revision.poll) : null;
  const change = {
    text: revision.text,
    rawHtml: null,
    spoilerText: revision.spoilerText,
    sensitive: revision.sensitive,
    language: revision.language,
    mediaIds: [...revision.mediaIds],
    mentions: findMentions(server, revision.text),
    tags: tagsIn(revision.text),
    pollId,
  };
  for (const mediaId of revision.mediaIds) {
    const media = server.tables.media.get(mediaId);
    if (media) media.statusId = status.id;
  }
  changeStatus(server, status, change, now(server));
  sendTo(server, { type: 'Update', actor: author.uri, note: noteDocument(server, status) }, audienceOf(server, status));
  record(server, 'edited', author, status.uri, status.text);
}

/** Changed options start the votes anew (update_status_service.rb). */
function revisePoll(server: PracticeServer, status: Status, draft: PollDraft): string {
  const known = status.pollId ? server.tables.polls.get(status.pollId) : undefined;
  const id = known?.id ?? server.ids.row();
  const same =
    known !== undefined &&
    known.options.length === draft.options.length &&
    known.options.every((option, index) => option.title === draft.options[index]);
  if (!same) for (const vote of server.tables.pollVotes.all()) if (vote.pollId === id) server.tables.pollVotes.delete(vote.id);
  server.tables.polls.put({
    id,
    statusId: status.id,
    options: same ? known.options : draft.options.map((title) => ({ title, votes: 0 })),
    multiple: draft.multiple,
    hideTotals: draft.hideTotals,
    expiresAt: now(server) + draft.expiresInMs,
    voters: same ? known.voters : 0,
    ended: false,
  });
  return id;
}

/** Deletes a post of a local account everywhere it went. */
export function deleteStatus(server: PracticeServer, status: Status): void {
  const author = authorOf(server, status);
  const audience = audienceOf(server, status);
  removeStatus(server, status);
  sendTo(server, { type: 'Delete', actor: author.uri, object: status.uri }, audience);
  record(server, 'deleted', author, status.uri, status.text);
}

/** Boosts; a second boost of the same post answers the first. */
export function boostStatus(server: PracticeServer, booster: Account, original: Status, options: { readonly visibility?: Visibility } = {}): Status {
  const known = server.tables.statuses.one('boost', `${booster.id}>${original.id}`);
  if (known) return known;
  const createdAt = now(server);
  const id = server.ids.at(createdAt);
  const uri = `${booster.uri}/statuses/${id}/activity`;
  const boost: Status = {
    id,
    uri,
    accountId: booster.id,
    createdAt,
    visibility: options.visibility ?? (original.visibility === 'unlisted' ? 'unlisted' : original.visibility),
    reblogOfId: original.id,
    inReplyToId: null,
    inReplyToAccountId: null,
    inReplyToUri: null,
    conversation: uri,
    local: true,
    urlPath: `/users/${booster.username}/statuses/${id}/activity`,
    application: null,
    text: '',
    rawHtml: null,
    spoilerText: '',
    sensitive: false,
    language: original.language,
    editedAt: null,
    mentions: [],
    tags: [],
    mediaIds: [],
    pollId: null,
    quote: null,
    quotePolicy: 'nobody',
    pinned: false,
    edits: [],
  };
  insertStatus(server, boost, { quiet: false });
  sendTo(
    server,
    { type: 'Announce', actor: booster.uri, id: uri, object: original.uri, visibility: boost.visibility, createdAt },
    audienceOf(server, boost),
  );
  record(server, 'boosted', booster, uri, original.uri);
  return boost;
}

export function unboostStatus(server: PracticeServer, booster: Account, original: Status): void {
  const boost = server.tables.statuses.one('boost', `${booster.id}>${original.id}`);
  if (!boost) return;
  const audience = audienceOf(server, boost);
  removeStatus(server, boost);
  sendTo(server, { type: 'UndoAnnounce', actor: booster.uri, id: boost.uri }, audience);
  record(server, 'unboosted', booster, boost.uri, original.uri);
}
