import { fail, ok } from '../../contract/index.ts';
import type { FoundTag, SearchKind } from '../../contract/search.ts';
import type { ServerProfile } from '../../core/fediverse.ts';
import type { SearchAnswer, SearchCalls } from '../../core/fediverse-search.ts';
import type { Clock } from '../../core/ports.ts';
import type { AccountApi } from './account-api.ts';
import { maxPage, toPage } from './home-page.ts';
import { asRecord, get, readList, readText, readTextOrNull, readWebUrl } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseProfile } from './parse-profile.ts';
import { parseSeenStatus } from './parse-status.ts';
import { timeouts } from './transport.ts';

/** Of each kind. Mastodon gives at most 40; what is not among the first twenty is looked for with better words. */
const perKind = 20;
const types = { people: 'accounts', posts: 'statuses', tags: 'hashtags' } as const;

/** The searches of one account; see `SearchCalls`. */
export function searchCalls(api: AccountApi, profile: ServerProfile, { parse, clock }: { readonly parse: ParseContext; readonly clock: Clock }): SearchCalls {
  const { host } = new URL(profile.apiBase);
  const read = (json: unknown): SearchAnswer | null => parseAnswer(json, parse);
  return {
    find: (q, kind: SearchKind | null, options) => api.call((rest) => rest.v2.search.list({ q, limit: perKind, ...(kind === null ? {} : { type: types[kind] }) }), read, { what: 'search', options }),
    resolve: (q, options) => api.call((rest) => rest.v2.search.list({ q, resolve: true, limit: 5 }), read, { what: 'search', timeoutMs: timeouts.resolve, options }),
    saved: async (which, cursor, options) => {
      const params = { limit: maxPage, ...(cursor === null ? {} : { maxId: cursor }) };
      const answer = await api.send((rest) => rest.v1[which].list(params), { what: which, options });
      if (!answer.ok) return answer;
      const query = cursor === null ? ({ kind: 'newest', limit: maxPage } as const) : ({ kind: 'olderThan', cursor, limit: maxPage } as const);
      const page = toPage(answer.value, query, parse, clock.now());
      return page === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: answer.value.status, mayHaveArrived: false }) : ok(page);
    },
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
