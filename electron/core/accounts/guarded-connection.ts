import type { Result } from '../../contract/result.ts';
import type { AccountConnection } from '../fediverse.ts';

/**
 * The same connection, telling of every answer "unauthorized". One such answer proves nothing (a proxy, an API closed
 * for a moment), so `verify` itself is let through: who listens asks with it before an account counts as signed out.
 */
export function guardConnection(connection: AccountConnection, onUnauthorized: () => void): AccountConnection {
  async function watch<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
    const result = await answer;
    if (!result.ok && result.error.kind === 'unauthorized') onUnauthorized();
    return result;
  }
  const { people } = connection;
  return {
    account: connection.account,
    verify: (options) => connection.verify(options),
    home: (query, options) => watch(connection.home(query, options)),
    status: (id, options) => watch(connection.status(id, options)),
    statuses: (ids, options) => watch(connection.statuses(ids, options)),
    context: (id, options) => watch(connection.context(id, options)),
    resolveStatus: (uri, url, options) => watch(connection.resolveStatus(uri, url, options)),
    act: (id, action, options) => watch(connection.act(id, action, options)),
    vote: (pollId, choices, options) => watch(connection.vote(pollId, choices, options)),
    post: (status, idempotencyKey, options) => watch(connection.post(status, idempotencyKey, options)),
    ownPosts: (limit, options) => watch(connection.ownPosts(limit, options)),
    uploadMedia: (media, options) => watch(connection.uploadMedia(media, options)),
    uploadedMedia: (id, options) => watch(connection.uploadedMedia(id, options)),
    describeMedia: (id, media, options) => watch(connection.describeMedia(id, media, options)),
    notifications: (query, options) => watch(connection.notifications(query, options)),
    notificationMarker: (options) => watch(connection.notificationMarker(options)),
    setNotificationMarker: (id, options) => watch(connection.setNotificationMarker(id, options)),
    followRequests: (options) => watch(connection.followRequests(options)),
    answerFollowRequest: (id, accept, options) => watch(connection.answerFollowRequest(id, accept, options)),
    filteredRequests: (options) => watch(connection.filteredRequests(options)),
    answerFilteredRequest: (id, accept, options) => watch(connection.answerFilteredRequest(id, accept, options)),
    notificationPolicy: (options) => watch(connection.notificationPolicy(options)),
    setNotificationPolicy: (change, options) => watch(connection.setNotificationPolicy(change, options)),
    people: {
      lookUp: (handle, options) => watch(people.lookUp(handle, options)),
      find: (handle, options) => watch(people.find(handle, options)),
      statuses: (id, query, options) => watch(people.statuses(id, query, options)),
      relation: (id, options) => watch(people.relation(id, options)),
      change: (id, change, options) => watch(people.change(id, change, options)),
      saveNote: (id, note, options) => watch(people.saveNote(id, note, options)),
    },
    openStream: (listener) => connection.openStream(listener),
    serverTime: () => connection.serverTime(),
    close: () => connection.close(),
  };
}
