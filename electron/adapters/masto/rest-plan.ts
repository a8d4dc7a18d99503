/**
 * masto.js as the book of calls: it knows the URL, the method and the encoding of every call, and TypeScript checks
 * them; it never sees a token and never touches the network.
 *
 * Its client is a proxy over an `Http` interface. We give it one that writes the request down instead of sending it.
 * Everything masto.js would do with an answer is left out on purpose: it rewrites all keys to camelCase (which breaks
 * maps keyed by emoji), throws without a status on HTML, loses 200/202/206, and its paginator cannot be aborted. Our
 * transport sends the plan and our parsers read the raw JSON, the same as from the stream.
 */
import { HttpActionDispatcherHookMastodon } from 'masto/adapters/action/dispatcher-http-hook-mastodon.js';
import { createActionProxy, HttpActionDispatcher } from 'masto/adapters/action/index.js';
import { BaseHttp } from 'masto/adapters/http/index.js';
import { SerializerNativeImpl } from 'masto/adapters/serializers/index.js';
import type { HttpRequestParams, HttpResponse } from 'masto/interfaces/index.js';
import type { mastodon } from 'masto';

export interface PlannedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** JSON text, null where the request has no body. */
  readonly body: string | null;
}

function nothing(): undefined {
  return undefined;
}

const serializer = new SerializerNativeImpl();

class Planner extends BaseHttp {
  planned: HttpRequestParams | null = null;

  override request<T>(params: HttpRequestParams): Promise<HttpResponse<T>> {
    this.planned = params;
    return Promise.resolve({ headers: new Headers(), data: null as T });
  }
}

/**
 * The request behind one typed call, for example `(api) => api.v1.statuses.$select(pathPart(id)).favourite()`.
 * Throws when `build` makes no call: a bug.
 */
export function planRequest(build: (api: mastodon.rest.Client) => PromiseLike<unknown>): PlannedRequest {
  const planner = new Planner();
  const dispatcher = new HttpActionDispatcher(planner, new HttpActionDispatcherHookMastodon(planner));
  const api = createActionProxy<mastodon.rest.Client>(dispatcher, { context: ['api'] });
  // Lists only ask when somebody waits for them; their answer is of no interest.
  void build(api).then(nothing, nothing);
  if (planner.planned === null) throw new Error('The call made no request');
  return toPlan(planner.planned);
}

function toPlan({ method, path, search, body }: HttpRequestParams): PlannedRequest {
  const query = typeof search === 'string' ? search : serializer.serialize('querystring', search ?? {});
  const hasBody = method !== 'GET' && body !== undefined;
  return { method, path: query === '' ? path : `${path}?${query}`, body: hasBody ? serializer.serialize('json', body) : null };
}

/** masto.js puts path parts into the URL as they are; ids are the server's word and may hold anything. */
export function pathPart(text: string): string {
  return encodeURIComponent(text);
}
