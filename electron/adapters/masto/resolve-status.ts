import { fail, ok, type Result, type StatusUri } from '../../contract/index.ts';
import type { AccountConnection, CallOptions, SeenStatus } from '../../core/fediverse.ts';
import type { AccountApi } from './account-api.ts';
import { asRecord, dig, readList } from './json.ts';
import { toStatusUri } from './parse-status.ts';
import { timeouts } from './transport.ts';

const maxResults = 40;

/**
 * Finds a status on the account's own server by search, by `uri` and then by `url`. One at a time: each makes the server
 * fetch from elsewhere, and it does not count that.
 */
export function createResolver(api: AccountApi, readSeen: (json: unknown) => SeenStatus | null): AccountConnection['resolveStatus'] {
  let last: Promise<unknown> = Promise.resolve();

  /** Exact match only: a search may answer something else that it finds likely. */
  const search = async (q: string, uri: StatusUri, options: CallOptions | undefined): Promise<Result<SeenStatus>> => {
    const read = (json: unknown): readonly SeenStatus[] | null => (asRecord(json) === null ? null : readList(dig(json, 'statuses'), maxResults, readSeen).items);
    const result = await api.call((rest) => rest.v2.search.list({ q, resolve: true, type: 'statuses', limit: 1 }), read, { what: 'status', timeoutMs: timeouts.resolve, options });
    if (!result.ok) return result;
    const found = result.value.find((seen) => seen.status.uri === uri);
    return found === undefined ? fail({ kind: 'notFound', what: 'status' }) : ok(found);
  };

  const resolve = async (uri: StatusUri, url: string | null, options: CallOptions | undefined): Promise<Result<SeenStatus>> => {
    const wanted = toStatusUri(uri) ?? uri;
    const queries = new Set([wanted, url ?? ''].filter((query) => /^https?:/i.test(query)));
    let result: Result<SeenStatus> = fail({ kind: 'notFound', what: 'status' });
    for (const query of queries) {
      result = await search(query, wanted, options);
      if (result.ok || !mayBeKnownByUrl(result.error.kind)) return result;
    }
    return result;
  };

  return (uri, url, options) => {
    const result = last.then(() => resolve(uri, url, options));
    last = result;
    return result;
  };
}

/** Which failures of a look-up by `uri` leave hope for one by `url` (mastodon#39225; 503 and 422 of servers that could not fetch). */
function mayBeKnownByUrl(kind: string): boolean {
  return kind === 'notFound' || kind === 'serverError' || kind === 'rejected';
}
