import type { mastodon } from 'masto';
import { fail, ok, type Result, type StatusId } from '../../contract/index.ts';
import type { CallOptions, PageQuery, ServerProfile, StreamHandle, StreamListener, TimelinePageFromServer } from '../../core/fediverse.ts';
import type { FeedCalls, RankedFeed, ServerFeed } from '../../core/fediverse-feeds.ts';
import type { Clock } from '../../core/ports.ts';
import type { AccountApi, Build } from './account-api.ts';
import { nextMaxId } from './headers.ts';
import { maxPage, toPage, toPageParams } from './home-page.ts';
import { asRecord, dig, get, readId, readList, readText } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseTimelineItem } from './parse-status.ts';
import { pathPart } from './rest-plan.ts';
import type { StreamName } from './stream-socket.ts';

const maxLists = 500;

export interface FeedCallDeps {
  /** Opens one socket for the named stream; null where the server has no streams. */
  readonly openStream: (stream: StreamName, listener: StreamListener) => StreamHandle | null;
  readonly parse: ParseContext;
  readonly clock: Clock;
}

/** The lists of one account beside its home; see `FeedCalls`. */
export function feedCalls(api: AccountApi, profile: ServerProfile, { parse, clock, openStream }: FeedCallDeps): FeedCalls {
  const { host } = new URL(profile.apiBase);
  const wrongShape = (status: number): Result<never> => fail({ kind: 'badAnswer', host, reason: 'wrongShape', status, mayHaveArrived: false });

  async function datedPage(build: Build, query: PageQuery, options: CallOptions | undefined): Promise<Result<TimelinePageFromServer>> {
    if (query.kind === 'justNewerThan' && !profile.capabilities.minId) return fail({ kind: 'unsupported', capability: 'minId' });
    const answer = await api.send(build, { what: 'timeline', options });
    if (!answer.ok) return answer;
    const page = toPage(answer.value, query, parse, clock.now());
    return page === null ? wrongShape(answer.value.status) : ok(page);
  }

  async function rankedPage(kind: RankedFeed, query: PageQuery, options: CallOptions | undefined): Promise<Result<TimelinePageFromServer>> {
    if (query.kind === 'justNewerThan') return fail({ kind: 'unsupported', capability: 'minId' });
    const cursor = query.kind === 'olderThan' ? query.cursor : null;
    const answer = await api.send((rest) => listRanked(rest, kind, cursor), { what: 'timeline', options });
    if (!answer.ok) return answer;
    const { json, headers, status } = answer.value;
    if (!Array.isArray(json)) return wrongShape(status);
    // A conversation whose last post was deleted has none.
    const posts = kind === 'conversations' ? json.flatMap((item) => asRecord(dig(item, 'last_status')) ?? []) : json;
    const { items, dropped } = readList(posts, maxPage * 2, (item) => parseTimelineItem(item, parse));
    const next = kind === 'trends' ? nextOffset(json, cursor) : nextMaxId(headers, parse.apiBase);
    return ok({ items, dropped, olderCursor: next === cursor ? null : next, incompleteUntil: null });
  }

  return {
    page: (feed, query, options) => {
      const ranked = rankedKind(feed);
      return ranked === null ? datedPage((rest) => listDated(rest, feed, toPageParams(query)), query, options) : rankedPage(ranked, query, options);
    },
    openStream(feed, listener) {
      const stream = streamOf(feed);
      return stream === null ? null : openStream(stream, listener);
    },
    homeMarker: (options) => api.call((rest) => rest.v1.markers.fetch({ timeline: ['home'] }), readMarker, { what: 'marker', options }).then(unbox),
    setHomeMarker: async (id, options) => {
      const answer = await api.send((rest) => rest.v1.markers.create({ home: { lastReadId: id } }), { what: 'marker', options });
      return answer.ok ? ok(null) : answer;
    },
    lists: (options) =>
      api.call((rest) => rest.v1.lists.list(), (json) => (Array.isArray(json) ? readList(json, maxLists, readListName).items : null), { what: 'lists', options }),
  };
}

function streamOf(feed: ServerFeed): StreamName | null {
  switch (feed.kind) {
    case 'local':
      return { stream: 'public:local' };
    case 'federated':
      return { stream: 'public' };
    case 'list':
      return { stream: 'list', list: feed.id };
    case 'hashtag': {
      const [tag] = feed.any;
      // One tag a socket; several would be several sockets.
      return tag === undefined || feed.any.length > 1 ? null : { stream: 'hashtag', tag };
    }
    case 'conversations':
      return { stream: 'direct' };
    default:
      return null;
  }
}

/** `home` among them: a column that mixes it with others asks for it the same way. */
function listDated(rest: mastodon.rest.Client, feed: ServerFeed, params: mastodon.DefaultPaginationParams): PromiseLike<unknown> {
  switch (feed.kind) {
    case 'local':
      return rest.v1.timelines.public.list({ ...params, local: true });
    case 'federated':
      return rest.v1.timelines.public.list(params);
    case 'list':
      return rest.v1.timelines.list.$select(pathPart(feed.id)).list(params);
    case 'hashtag': {
      const [first = '', ...any] = feed.any;
      return rest.v1.timelines.tag.$select(pathPart(first)).list({ ...params, ...tagParams({ any, all: feed.all, none: feed.none }) });
    }
    case 'person':
      return rest.v1.accounts.$select(pathPart(feed.id)).statuses.list(params);
    default:
      return rest.v1.timelines.home.list(params);
  }
}

function tagParams(tags: Readonly<Record<'any' | 'all' | 'none', readonly string[]>>): mastodon.rest.v1.ListTimelineParams {
  return Object.fromEntries(Object.entries(tags).filter(([, names]) => names.length > 0));
}

function listRanked(rest: mastodon.rest.Client, kind: RankedFeed, cursor: string | null): PromiseLike<unknown> {
  const params = { limit: maxPage, ...(cursor === null ? {} : { maxId: cursor }) };
  switch (kind) {
    case 'favourites':
      return rest.v1.favourites.list(params);
    case 'bookmarks':
      return rest.v1.bookmarks.list(params);
    case 'conversations':
      return rest.v1.conversations.list(params);
    case 'trends':
      return rest.v1.trends.statuses.list(trendParams(cursor));
  }
}

/** `offset` is not in masto's types (Mastodon, trends/statuses_controller.rb). */
function trendParams(cursor: string | null): mastodon.DefaultPaginationParams {
  return { limit: maxPage, offset: Number(cursor ?? 0) } as mastodon.DefaultPaginationParams;
}

/** Trends are counted, not dated; an empty page is the end. */
function nextOffset(json: readonly unknown[], cursor: string | null): string | null {
  return json.length === 0 ? null : String(Number(cursor ?? 0) + json.length);
}

const rankedKinds: readonly RankedFeed[] = ['favourites', 'bookmarks', 'conversations', 'trends'];

function rankedKind(feed: ServerFeed): RankedFeed | null {
  return rankedKinds.find((kind) => kind === feed.kind) ?? null;
}

interface Marker {
  readonly id: StatusId | null;
}

function readMarker(json: unknown): Marker | null {
  const record = asRecord(json);
  return record === null ? null : { id: readId(dig(record, 'home', 'last_read_id')) as StatusId | null };
}

const unbox = (answer: Result<Marker>): Result<StatusId | null> => (answer.ok ? ok(answer.value.id) : answer);

function readListName(item: unknown): { readonly id: string; readonly title: string } | null {
  const record = asRecord(item);
  const id = readId(get(record, 'id'));
  return record === null || id === null ? null : { id, title: readText(get(record, 'title'), 200) };
}

/** What a server shows people without an account there: what its own people say. */
export async function publicPage(api: AccountApi, profile: ServerProfile, query: PageQuery, deps: Omit<FeedCallDeps, 'openStream'>, options: CallOptions | undefined): Promise<Result<TimelinePageFromServer>> {
  return feedCalls(api, profile, { ...deps, openStream: () => null }).page({ kind: 'local' }, query, options);
}
