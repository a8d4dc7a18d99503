import type { Json } from '../entities/json.ts';
import { isoTime } from '../entities/json.ts';
import { accountHtml } from '../entities/account.ts';
import { contentHtml } from '../entities/status.ts';
import type { Account, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { publishedAliases } from './notes.ts';
import { accountUrl, must, statusUrl } from '../model/server.ts';

export const mediaTypes = { activity: 'application/activity+json; charset=utf-8' } as const;

const context = [
  'https://www.w3.org/ns/activitystreams',
  {
    alsoKnownAs: { '@id': 'as:alsoKnownAs', '@type': '@id' },
    movedTo: { '@id': 'as:movedTo', '@type': '@id' },
    manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
    toot: 'http://joinmastodon.org/ns#',
    discoverable: 'toot:discoverable',
  },
];

/** The actor document of a local account, the public truth about aliases and moves. */
export function actorDocument(server: PracticeServer, account: Account): Json {
  const picture = (file: string | null) => (file === null ? {} : { type: 'Image', mediaType: 'image/png', url: `${server.origin}/media/${file}` });
  return {
    '@context': context,
    id: account.uri,
    type: account.bot ? 'Service' : 'Person',
    preferredUsername: account.username,
    name: account.displayName,
    summary: accountHtml(server, account, account.note),
    url: accountUrl(server, account),
    inbox: `${account.uri}/inbox`,
    outbox: `${account.uri}/outbox`,
    followers: `${account.uri}/followers`,
    following: `${account.uri}/following`,
    manuallyApprovesFollowers: account.locked,
    discoverable: account.discoverable,
    published: isoTime(account.createdAt),
    alsoKnownAs: publishedAliases(server, account),
    ...(account.movedToUri === null || !server.traits.publishesMovedTo ? {} : { movedTo: account.movedToUri }),
    icon: picture(account.avatar),
    image: picture(account.header),
    attachment: account.fields.map((field) => ({ type: 'PropertyValue', name: field.name, value: accountHtml(server, account, field.value) })),
    endpoints: { sharedInbox: `https://${server.domain}/inbox` },
  };
}

export function noteJson(server: PracticeServer, status: Status): Json {
  const author = must(server.tables.accounts.get(status.accountId), 'author');
  const everybody = 'https://www.w3.org/ns/activitystreams#Public';
  const followers = `${author.uri}/followers`;
  return {
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: status.uri,
    type: status.pollId ? 'Question' : 'Note',
    attributedTo: author.uri,
    content: contentHtml(server, author, status),
    summary: status.spoilerText === '' ? null : status.spoilerText,
    sensitive: status.sensitive,
    published: isoTime(status.createdAt),
    url: statusUrl(server, author, status),
    to: [status.visibility === 'public' ? everybody : followers],
    cc: [status.visibility === 'public' ? followers : everybody],
    inReplyTo: status.inReplyToId ? (server.tables.statuses.get(status.inReplyToId)?.uri ?? null) : status.inReplyToUri,
    attachment: status.mediaIds
      .flatMap((id) => server.tables.media.get(id) ?? [])
      .map((media) => ({ type: 'Document', mediaType: media.mime, url: `${server.origin}/media/${media.file}`, name: media.description })),
  };
}
