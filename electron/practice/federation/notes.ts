import { normalTag } from '../model/text.ts';
import type { Account, Media, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { fullHandle, must, now, refuses, serverOfUri } from '../model/server.ts';
import { insertStatus } from '../model/statuses.ts';
import type { MediaDocument, NoteDocument, PersonDocument, PollDocument } from './activities.ts';

/** An account of this server as it travels in an activity: what is true now. */
export function personDocument(server: PracticeServer, account: Account): PersonDocument {
  const { id: _id, suspended: _suspended, limited: _limited, fetchedAt: _fetchedAt, ...rest } = account;
  return {
    ...rest,
    domain: account.domain ?? server.domain,
    fields: account.fields.map((field) => ({ ...field })),
    alsoKnownAs: [...account.alsoKnownAs],
    movedToUri: server.traits.publishesMovedTo ? account.movedToUri : null,
  };
}

/** Aliases in the actor document, which caches may give out in an older form. */
export function publishedAliases(server: PracticeServer, account: Account): string[] {
  const late = server.tables.users.get(account.id)?.lateAliases ?? [];
  return account.alsoKnownAs.filter((uri) => !late.some((alias) => alias.uri === uri && alias.visibleAt > now(server)));
}

function mediaDocument(media: Media): MediaDocument {
  const { type, mime, file, width, height, blurhash, description, focus } = media;
  return { type, mime, file, width, height, blurhash, description, focus };
}

export function pollDocument(server: PracticeServer, pollId: string): PollDocument {
  const poll = must(server.tables.polls.get(pollId), 'poll');
  return {
    options: poll.options.map((option) => ({ ...option })),
    multiple: poll.multiple,
    hideTotals: poll.hideTotals,
    expiresAt: poll.expiresAt,
    voters: poll.voters,
  };
}

/** A post of this server as others see it. */
export function noteDocument(server: PracticeServer, status: Status): NoteDocument {
  const { tables } = server;
  const author = must(tables.accounts.get(status.accountId), 'author');
  return {
    uri: status.uri,
    actor: author.uri,
    text: status.text,
    rawHtml: status.rawHtml,
    spoilerText: status.spoilerText,
    sensitive: status.sensitive,
    visibility: status.visibility,
    language: status.language,
    createdAt: status.createdAt,
    editedAt: status.editedAt,
    inReplyTo: status.inReplyToUri ?? (status.inReplyToId ? (tables.statuses.get(status.inReplyToId)?.uri ?? null) : null),
    conversation: status.conversation,
    mentions: status.mentions.flatMap((mention) => {
      const account = tables.accounts.get(mention.accountId);
      return account ? [{ actor: account.uri, acct: fullHandle(server, account) }] : [];
    }),
    tags: status.tags,
    media: status.mediaIds.flatMap((id) => tables.media.get(id) ?? []).map(mediaDocument),
    poll: status.pollId ? pollDocument(server, status.pollId) : null,
    quote: status.quote && status.quote.state !== 'deleted' ? status.quote.uri : null,
    quotePolicy: status.quotePolicy,
    urlPath: status.urlPath,
  };
}

/** The actor document as its own server gives it out now; null when that server cannot be reached or is blocked. */
function readActor(server: PracticeServer, uri: string): PersonDocument | null {
  const home = serverOfUri(server.world, uri);
  if (!home || home === server || home.faults.down || refuses(server, home.domain) || (refuses(home, server.domain) && signs(home))) return null;
  const account = home.tables.accounts.one('uri', uri);
  return account && !account.suspended ? { ...personDocument(home, account), alsoKnownAs: publishedAliases(home, account) } : null;
}

/** Only where reading needs a signature can a server keep another one from reading. */
function signs(home: PracticeServer): boolean {
  return home.traits.signedFetch || home.faults.moves.signedFetch;
}

/** Finds an actor here, asking its own server when it is not known yet. Null when nobody answers. */
export function fetchActor(server: PracticeServer, uri: string): Account | null {
  const known = server.tables.accounts.one('uri', uri);
  if (known) return known;
  const person = readActor(server, uri);
  return person ? storePerson(server, person) : null;
}

/** Reads an actor again when what is known is older than `maxAgeMs`. Null when its server does not answer. */
export function refreshActor(server: PracticeServer, uri: string, maxAgeMs: number): Account | null {
  const known = server.tables.accounts.one('uri', uri);
  if (known && (known.fetchedAt === null || known.fetchedAt > now(server) - maxAgeMs)) return known;
  const person = readActor(server, uri);
  return person ? storePerson(server, person) : null;
}

export function storePerson(server: PracticeServer, person: PersonDocument): Account {
  const known = server.tables.accounts.one('uri', person.uri);
  const { uri: _uri, username: _username, domain: _domain, createdAt: _createdAt, ...changes } = person;
  const account: Account = known
    ? Object.assign(known, structuredClone(changes), { fetchedAt: now(server) })
    : { ...structuredClone(person), id: server.ids.at(now(server)), suspended: false, limited: false, fetchedAt: now(server) };
  if (!known) server.tables.accounts.put(account);
  // An account whose target has moved on itself is not linked (fetch_remote_actor_service.rb break_on_redirect).
  const target = account.movedToUri === null ? null : fetchActor(server, account.movedToUri);
  if (target && target.movedToUri !== null) account.movedToUri = null;
  return account;
}

/** Finds a post here, fetching public ones from their server. Fetched posts get an id of their own time, and notify nobody. */
export function fetchNote(server: PracticeServer, uri: string): Status | null {
  const known = server.tables.statuses.one('uri', uri);
  if (known) return known;
  const home = serverOfUri(server.world, uri);
  if (!home || home === server || home.faults.down || refuses(server, home.domain)) return null;
  const status = home.tables.statuses.one('uri', uri);
  if (!status || status.reblogOfId !== null || (status.visibility !== 'public' && status.visibility !== 'unlisted')) return null;
  return storeNote(server, noteDocument(home, status), { idFrom: 'published', quiet: true });
}

export interface StoreOptions {
  readonly idFrom: 'receipt' | 'published';
  /** Not shown in feeds, notifies nobody. */
  readonly quiet: boolean;
}

/** Writes a post from another server down. */
export function storeNote(server: PracticeServer, note: NoteDocument, options: StoreOptions): Status | null {
  const author = fetchActor(server, note.actor);
  if (!author) return null;
  const parent = note.inReplyTo ? fetchNote(server, note.inReplyTo) : null;
  const id = server.ids.at(options.idFrom === 'receipt' ? now(server) : note.createdAt);
  const quoted = note.quote ? fetchNote(server, note.quote) : null;
  const status: Status = {
    id,
    uri: note.uri,
    accountId: author.id,
    createdAt: note.createdAt,
    visibility: note.visibility,
    reblogOfId: null,
    inReplyToId: parent?.id ?? null,
    inReplyToAccountId: parent?.accountId ?? null,
    inReplyToUri: parent ? null : note.inReplyTo,
    conversation: note.conversation,
    local: false,
    urlPath: note.urlPath,
    application: null,
    editedAt: note.editedAt,
    ...storedContent(server, note, author, id),
    quotePolicy: note.quotePolicy,
    pinned: false,
    edits: [],
    quote: note.quote ? { state: quoted ? 'accepted' : 'unauthorized', uri: note.quote, statusId: quoted?.id ?? null } : null,
  };
  insertStatus(server, status, { quiet: options.quiet });
  return status;
}

/** The parts of a post an edit can change, as rows of this server. */
export function storedContent(server: PracticeServer, note: NoteDocument, author: Account, statusId: string) {
  const mentions = note.mentions.flatMap((mention) => {
    const account = fetchActor(server, mention.actor);
    return account ? [{ accountId: account.id, acct: mention.acct.toLowerCase() }] : [];
  });
  return {
    text: note.text,
    rawHtml: note.rawHtml,
    spoilerText: note.spoilerText,
    sensitive: note.sensitive,
    language: note.language,
    mentions,
    tags: note.tags.map(normalTag),
    mediaIds: note.media.map((media) => storeMedia(server, media, author, statusId)),
    pollId: note.poll ? storePoll(server, statusId, note.poll) : null,
  };
}

function storeMedia(server: PracticeServer, document: MediaDocument, author: Account, statusId: string): string {
  const known = server.tables.media.by('file', document.file).find((media) => media.statusId === statusId);
  if (known) {
    known.description = document.description;
    known.focus = document.focus;
    return known.id;
  }
  const id = server.ids.at(now(server));
  server.tables.media.put({
    ...document,
    id,
    accountId: author.id,
    createdAt: now(server),
    remoteDomain: author.domain,
    statusId,
    readyAt: 0,
    failed: false,
  });
  return id;
}

export function storePoll(server: PracticeServer, statusId: string, document: PollDocument): string {
  const known = server.tables.statuses.get(statusId)?.pollId;
  const id = known ?? server.ids.row();
  server.tables.polls.put({
    id,
    statusId,
    options: document.options.map((option) => ({ ...option })),
    multiple: document.multiple,
    hideTotals: document.hideTotals,
    expiresAt: document.expiresAt,
    voters: document.voters,
    ended: false,
  });
  return id;
}
