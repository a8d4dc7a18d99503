import type { mastodon } from 'masto';
import type { PageQuery, TimelinePageFromServer } from '../../core/fediverse.ts';
import type { ApiAnswer } from './answer.ts';
import { headerOf, nextMaxId, type HeaderPairs } from './headers.ts';
import { dig, readId, readList } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseTimelineItem } from './parse-status.ts';

/** Largest page every server gives; above it some answer 400 (Mitra). */
export const maxPage = 40;
/** For a 206 whose header does not say when to ask again. */
const rebuildingPauseMs = 10_000;

/** Never `since_id`: it answers the newest page and hides the hole below it (mastodon#3473). */
export function toPageParams(query: PageQuery): mastodon.DefaultPaginationParams {
  const limit = Math.min(query.limit, maxPage);
  if (query.kind === 'olderThan') return { maxId: query.cursor, limit };
  return query.kind === 'justNewerThan' ? { minId: query.id, limit } : { limit };
}

/** Null when the answer is no list. */
export function toPage({ status, headers, json }: ApiAnswer, query: PageQuery, parse: ParseContext, now: number): TimelinePageFromServer | null {
  if (!Array.isArray(json)) return null;
  const { items, dropped } = readList(json, maxPage * 2, (item) => parseTimelineItem(item, parse));
  return { items, dropped, olderCursor: olderCursor(json, headers, query, parse.apiBase), incompleteUntil: status === 206 ? now + rebuildingMs(headers) : null };
}

/**
 * The next page by the server's `Link`; where it sends none, the page's last id. A link that repeats the question, as
 * some servers send it for ever (gotosocial#1807, mastodon#5588), is the end, and so is an empty page without a link.
 */
function olderCursor(json: readonly unknown[], headers: HeaderPairs, query: PageQuery, apiBase: string): string | null {
  const cursor = nextMaxId(headers, apiBase) ?? readId(dig(json.at(-1), 'id'));
  return query.kind === 'olderThan' && cursor === query.cursor ? null : cursor;
}

/** `Mastodon-Async-Refresh: id="…", retry=5, result_count=2` (Mastodon docs, methods/async_refreshes). */
function rebuildingMs(headers: HeaderPairs): number {
  const seconds = /\bretry=(\d{1,4})\b/.exec(headerOf(headers, 'mastodon-async-refresh') ?? '')?.[1];
  return seconds === undefined ? rebuildingPauseMs : Number(seconds) * 1000;
}
