import type { AccountKey, StatusId } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { AccountConnection, PageQuery, SeenStatus, StreamEvent, StreamListener, TimelineItem, TimelinePageFromServer } from '../fediverse.ts';
import { compareIds } from '../timelines/index.ts';
import { createFakeFeeds, type FakeFeeds } from './fake-feeds.ts';
import { noBelongings } from './fake-belongings.ts';
import { createFakeInbox, type FakeInbox } from './fake-inbox.ts';
import { createFakeMoving, type FakeMoving } from './fake-moving.ts';
import { createFakePeople, type FakePeople } from './fake-people.ts';
import { createFakeSearch, type FakeSearch } from './fake-search.ts';
import { createFakePosts, type FakePosts } from './fake-posts.ts';
import { samplePerson } from './samples.ts';

/** A page with what is usual filled in. */
export function pageOf(items: readonly TimelineItem[], change: Partial<TimelinePageFromServer> = {}): TimelinePageFromServer {
  return { items, olderCursor: items.at(-1)?.id ?? null, incompleteUntil: null, dropped: 0, ...change };
}

/**
 * One account's server, scripted: a home in server order, newest first, and answers that can be put in front. What was
 * asked is kept in `asked`.
 */
export interface FakeServer {
  readonly connection: AccountConnection;
  readonly asked: readonly PageQuery[];
  /** Names of all calls, in order. */
  readonly calls: readonly string[];
  readonly home: TimelineItem[];
  readonly inbox: FakeInbox;
  readonly people: FakePeople;
  readonly search: FakeSearch;
  readonly feeds: FakeFeeds;
  readonly posts: FakePosts;
  readonly moving: FakeMoving;
  /** Answers `home` gives before it goes on normally. */
  readonly homeAnswers: Result<TimelinePageFromServer>[];
  /** Put in front of any other call, by name: fails once with each. */
  readonly failures: Map<string, AppError[]>;
  readonly statuses: Map<StatusId, SeenStatus>;
  /** Sockets that are open now, newest last. */
  readonly sockets: FakeSocket[];
  socketsOpened: number;
  /** What happens to the next sockets: opens at once unless told otherwise. */
  readonly refusals: Parameters<StreamListener['onEnd']>[0][];
  /** Keeps sockets connecting until `open` is called. */
  holdOpen: boolean;
  /** Keeps answers of `home` back until `letGo` is called. */
  hold(): () => void;
  ignoresMinId: boolean;
  time: number | null;
  /** Puts an item on top of the home and streams it. */
  publish(item: TimelineItem): void;
  stream(event: StreamEvent): void;
}

export interface FakeSocket {
  open(): void;
  end(end: Parameters<StreamListener['onEnd']>[0]): void;
  send(event: StreamEvent): void;
}

const gone = fail<AppError>({ kind: 'notFound', what: 'status' });

export function createFakeServer(account: AccountKey): FakeServer {
  const asked: PageQuery[] = [];
  const calls: string[] = [];
  let gate: Promise<void> | null = null;

  function listPage(home: readonly TimelineItem[], query: PageQuery): TimelinePageFromServer {
    if (query.kind === 'newest') return pageOf(home.slice(0, query.limit));
    const cursor = query.kind === 'olderThan' ? query.cursor : query.id;
    const index = home.findIndex((item) => item.id === cursor);
    const above = index >= 0 ? home.slice(0, index) : home.filter((item) => compareIds(item.id, cursor) > 0);
    if (query.kind === 'justNewerThan') return pageOf(server.ignoresMinId ? home.slice(0, query.limit) : above.slice(-query.limit));
    return pageOf(home.slice(index >= 0 ? index + 1 : above.length).slice(0, query.limit));
  }

  async function answer<T>(name: string, signal: AbortSignal | undefined, give: () => Result<T>): Promise<Result<T>> {
    calls.push(name);
    await gate;
    await Promise.resolve();
    if (signal?.aborted === true) return fail({ kind: 'cancelled' });
    const failure = server.failures.get(name)?.shift();
    return failure === undefined ? give() : fail(failure);
  }

  const byId = (id: StatusId): Result<SeenStatus> => {
    const seen = server.statuses.get(id) ?? server.home.find((item) => item.seen.marks.id === id)?.seen;
    return seen === undefined ? gone : ok(seen);
  };

  function openStream(listener: StreamListener): { close(): void } {
    server.socketsOpened += 1;
    let over = false;
    const socket: FakeSocket = {
      open: () => listener.onOpen(),
      send: (event) => listener.onEvent(event),
      end(end) {
        if (over) return;
        over = true;
        server.sockets.splice(server.sockets.indexOf(socket), 1);
        listener.onEnd(end);
      },
    };
    server.sockets.push(socket);
    const refusal = server.refusals.shift();
    if (refusal !== undefined) queueMicrotask(() => socket.end(refusal));
    else if (!server.holdOpen) queueMicrotask(() => (over ? undefined : socket.open()));
    return { close: () => socket.end({ kind: 'closed', code: 1000 }) };
  }

  const inbox = createFakeInbox(answer);
  const people = createFakePeople(answer);
  const search = createFakeSearch(answer);
  const feeds = createFakeFeeds(answer, listPage);
  const statuses = new Map<StatusId, SeenStatus>();
  const posts = createFakePosts(answer, statuses);
  const moving = createFakeMoving(answer, `me@${account.slice(0, account.indexOf('/'))}`);
  const unsupported = (capability: string) => async (): Promise<Result<never>> => fail({ kind: 'unsupported', capability });
  const connection: AccountConnection = {
    account,
    verify: (options) => answer('verify', options?.signal, () => ok({ id: '1', person: samplePerson('me'), movedTo: null, defaults: { visibility: 'public', language: null, sensitive: false } })),
    home(query, options) {
      asked.push(query);
      return answer('home', options?.signal, () => server.homeAnswers.shift() ?? ok(listPage(server.home, query)));
    },
    status: (id, options) => answer('status', options?.signal, () => byId(id)),
    statuses: (ids, options) => answer('statuses', options?.signal, () => ok(ids.flatMap((id) => {
      const seen = byId(id);
      return seen.ok ? [seen.value] : [];
    }))),
    context: (_id, options) => answer('context', options?.signal, () => ok({ ancestors: [], descendants: [], moreAt: null })),
    resolveStatus: (uri, _url, options) => answer('resolveStatus', options?.signal, () => {
      const seen = [...server.statuses.values()].find((one) => one.status.uri === uri);
      return seen === undefined ? gone : ok(seen);
    }),
    act: (id, action, options) => answer(`act:${action}`, options?.signal, () => byId(id)),
    vote: unsupported('vote'),
    post: unsupported('post'),
    ownPosts: unsupported('ownPosts'),
    uploadMedia: unsupported('uploadMedia'),
    uploadedMedia: unsupported('uploadedMedia'),
    describeMedia: unsupported('describeMedia'),
    ...inbox.calls,
    people: people.calls,
    belongings: noBelongings(),
    search: search.calls,
    feeds: feeds.calls,
    posts: posts.calls,
    moving: moving.calls,
    writing: {
      schedule: unsupported('scheduling'),
      scheduled: unsupported('scheduling'),
      scheduledWhole: unsupported('scheduling'),
      moveScheduled: unsupported('scheduling'),
      cancelScheduled: unsupported('scheduling'),
      findPeople: unsupported('search'),
      emojis: unsupported('emojis'),
    },
    openStream,
    serverTime: () => server.time,
    close: () => undefined,
  };

  const server: FakeServer = {
    connection,
    asked,
    calls,
    home: [],
    inbox,
    people,
    posts,
    search,
    feeds,
    moving,
    homeAnswers: [],
    failures: new Map(),
    statuses,
    sockets: [],
    socketsOpened: 0,
    refusals: [],
    holdOpen: false,
    hold() {
      let letGo = (): void => undefined;
      gate = new Promise((resolve) => {
        letGo = () => {
          gate = null;
          resolve();
        };
      });
      return () => letGo();
    },
    ignoresMinId: false,
    time: null,
    publish(item) {
      server.home.unshift(item);
      server.stream({ kind: 'update', item });
    },
    stream: (event) => server.sockets.forEach((socket) => socket.send(event)),
  };
  return server;
}
