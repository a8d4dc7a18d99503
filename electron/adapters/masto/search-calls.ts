import type { FoundTag } from '../../contract/search.ts';
import type { SearchAnswer, SearchCalls } from '../../core/fediverse-search.ts';
import type { AccountApi } from './account-api.ts';
import { asRecord, get, readList, readText, readTextOrNull, readWebUrl } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseProfile } from './parse-profile.ts';
import { parseSeenStatus } from './parse-status.ts';
import { timeouts } from './transport.ts';

/** Of each kind. Mastodon gives at most 40; what is not among the first twenty is looked for with better words. */
const perKind = 20;
const types = { people: 'accounts', posts: 'statuses', tags: 'hashtags' } as const;

/** The searches of one account; see `SearchCalls`. */
export function searchCalls(api: AccountApi, parse: ParseContext): SearchCalls {
  const read = (json: unknown): SearchAnswer | null => parseAnswer(json, parse);
  return {
    find: (q, kind, options) => api.call((rest) => rest.v2.search.list({ q, limit: perKind, type: types[kind] }), read, { what: 'search', options }),
    resolve: (q, options) => api.call((rest) => rest.v2.search.list({ q, resolve: true, limit: 5 }), read, { what: 'search', timeoutMs: timeouts.resolve, options }),
  };
}

export function parseAnswer(json: unknown, parse: ParseContext): SearchAnswer | null {
  const record = asRecord(json);
  if (record === null) return null;
  return {
    people: readList(get(record, 'accounts'), perKind * 2, (item) => parseProfile(item, parse)).items,
    posts: readList(get(record, 'statuses'), perKind * 2, (item) => parseSeenStatus(item, parse)).items,
    tags: readList(get(record, 'hashtags'), perKind * 2, parseTag).items,
  };
}

/** A Tag entity; a bare name from servers before Mastodon's v2 search (GoToSocial with `resolve`, Pixelfed). */
function parseTag(item: unknown): FoundTag | null {
  const name = typeof item === 'string' ? readText(item, 500) : readText(get(asRecord(item), 'name'), 500);
  if (name === '') return null;
  const history = get(asRecord(item), 'history');
  const uses = Array.isArray(history) ? history.slice(0, 14).map((day) => Number(readTextOrNull(get(asRecord(day), 'uses'), 20) ?? 0)) : null;
  const sum = uses?.reduce((total, each) => total + (Number.isFinite(each) ? each : 0), 0) ?? null;
  return { name, url: readWebUrl(get(asRecord(item), 'url')), uses: sum };
}
