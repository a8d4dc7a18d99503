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
  const { feeds, moving, people, posts, writing } = connection;
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
      familiar: (id, options) => watch(people.familiar(id, options)),
      relation: (id, options) => watch(people.relation(id, options)),
      change: (id, change, options) => watch(people.change(id, change, options)),
      saveNote: (id, note, options) => watch(people.saveNote(id, note, options)),
    },
    belongings: watchAll(connection.belongings, watch),
    writing: {
      schedule: (status, idempotencyKey, options) => watch(writing.schedule(status, idempotencyKey, options)),
      scheduled: (options) => watch(writing.scheduled(options)),
      scheduledWhole: (id, options) => watch(writing.scheduledWhole(id, options)),
      moveScheduled: (id, at, options) => watch(writing.moveScheduled(id, at, options)),
      cancelScheduled: (id, options) => watch(writing.cancelScheduled(id, options)),
      findPeople: (query, limit, options) => watch(writing.findPeople(query, limit, options)),
      emojis: (options) => watch(writing.emojis(options)),
    },
    moving: {
      own: (options) => watch(moving.own(options)),
      people: (list, cursor, options) => watch(moving.people(list, cursor, options)),
      blockedDomains: (options) => watch(moving.blockedDomains(options)),
      suspendedHosts: (hosts, options) => watch(moving.suspendedHosts(hosts, options)),
      limits: (options) => watch(moving.limits(options)),
      listTitles: (options) => watch(moving.listTitles(options)),
      featuredTagCount: (options) => watch(moving.featuredTagCount(options)),
      setLocked: (locked, options) => watch(moving.setLocked(locked, options)),
      aliases: (options) => watch(moving.aliases(options)),
      addAlias: (alias, options) => watch(moving.addAlias(alias, options)),
      removeAlias: (alias, options) => watch(moving.removeAlias(alias, options)),
      // GoToSocial may answer a wrong password with 401: that says nothing about the token.
      move: (target, password, options) => moving.move(target, password, options),
    },
    posts: {
      source: (id, options) => watch(posts.source(id, options)),
      edit: (id, edit, options) => watch(posts.edit(id, edit, options)),
      delete: (id, options) => watch(posts.delete(id, options)),
      reblog: (id, visibility, options) => watch(posts.reblog(id, visibility, options)),
      history: (id, options) => watch(posts.history(id, options)),
      translate: (id, language, options) => watch(posts.translate(id, language, options)),
      rules: (options) => watch(posts.rules(options)),
      report: (report, options) => watch(posts.report(report, options)),
    },
    feeds: {
      page: (feed, query, options) => watch(feeds.page(feed, query, options)),
      openStream: (feed, listener) => feeds.openStream(feed, listener),
      homeMarker: (options) => watch(feeds.homeMarker(options)),
      setHomeMarker: (id, options) => watch(feeds.setHomeMarker(id, options)),
      lists: (options) => watch(feeds.lists(options)),
    },
    search: {
      find: (query, kind, options) => watch(connection.search.find(query, kind, options)),
      resolve: (address, options) => watch(connection.search.resolve(address, options)),
    },
    openStream: (listener) => connection.openStream(listener),
    serverTime: () => connection.serverTime(),
    close: () => connection.close(),
  };
}

/** Every call of a family, watched; what answers at once is left as it is. */
function watchAll<Calls extends object>(calls: Calls, watch: <T>(answer: Promise<Result<T>>) => Promise<Result<T>>): Calls {
  const watched = Object.entries(calls).map(([name, call]: [string, (...input: readonly unknown[]) => unknown]) => {
    const asked = (...input: readonly unknown[]): unknown => {
      const answer = call(...input);
      return answer instanceof Promise ? watch(answer) : answer;
    };
    return [name, asked] as const;
  });
  return Object.fromEntries(watched) as Calls;
}
