import { fail, ok, type AppError, type Result } from '../../contract/index.ts';
import type { CallOptions } from '../../core/fediverse.ts';
import type { PublicActor, PublicReader } from '../../core/fediverse-moving.ts';
import type { NetAnswer } from '../../core/ports.ts';
import { readAnswer } from './answer.ts';
import { discoveredJson, discoveryGet, type DiscoveryDeps } from './discovery-get.ts';
import { headerOf } from './headers.ts';
import { clip, dig, readCount, readList, readText, readTextOrNull, readWebUrl } from './json.ts';
import { findPractice, originOf } from './origins.ts';
import { parseNodeInfo } from './parse-instance.ts';
import { timeouts } from './transport.ts';

/** What Mastodon asks with (app/helpers/json_ld_helper.rb). */
const actorTypes = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams", application/activity+json';
const maxBytes = 1024 * 1024;
const maxHops = 3;
/** Mastodon reads this many aliases of somebody elsewhere (ALSO_KNOWN_AS_HARD_LIMIT). */
const maxAliases = 256;
const maxUri = 4096;
const nodeinfoSchema = /^https?:\/\/nodeinfo\.diaspora\.software\/ns\/schema\/2\.[01]$/;

/** The fediverse as it shows itself to anybody; see `PublicReader`. */
export function createPublicReader(deps: DiscoveryDeps): PublicReader {
  return {
    actorUri: (handle, options) => readActorUri(deps, handle, options),
    actor: (uri, options) => readActor(deps, uri, options),
    account: async (apiBase, name, options) => {
      const found = await readJson(deps, `${apiBase}/api/v1/accounts/lookup?${new URLSearchParams({ acct: name }).toString()}`, 'account', options);
      if (!found.ok) return found;
      return ok({ movedTo: movedToOf(found.value), followers: readCount(dig(found.value, 'followers_count')) });
    },
    software: (host, options) => readSoftware(deps, host, options),
  };
}

/** The new account of an Account entity: its URI, its handle where the server has no URI (Mastodon before 4.2). */
export function movedToOf(entity: unknown): string | null {
  const moved = dig(entity, 'moved');
  return readTextOrNull(dig(moved, 'uri'), maxUri) ?? readTextOrNull(dig(moved, 'acct'), 320);
}

async function readActorUri(deps: DiscoveryDeps, handle: string, options: CallOptions | undefined): Promise<Result<string>> {
  const host = handle.slice(handle.lastIndexOf('@') + 1);
  const found = await readJson(deps, `${originOf(host, deps.origins)}/.well-known/webfinger?${new URLSearchParams({ resource: `acct:${handle}` }).toString()}`, 'account', options);
  if (!found.ok) return found;
  const self = readList(dig(found.value, 'links'), 100, (link) => {
    const type = readText(dig(link, 'type'), 200);
    return dig(link, 'rel') === 'self' && /activity\+json|ld\+json/.test(type) ? readTextOrNull(dig(link, 'href'), maxUri) : null;
  }).items[0];
  return self === undefined ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: 200, mayHaveArrived: false }) : ok(self);
}

/** WebFinger and the open API, redirects allowed: a handle's domain may hand both to another host. */
async function readJson(deps: DiscoveryDeps, address: string, what: string, options: CallOptions | undefined): Promise<Result<unknown>> {
  const found = await discoveryGet(deps, address, options);
  return found.ok ? toJson(deps, found.value.url, found.value.answer, what) : found;
}

function toJson(deps: DiscoveryDeps, url: URL, answer: NetAnswer, what: string): Result<unknown> {
  const now = deps.clock.now();
  const read = readAnswer(answer, { host: url.host, what, changes: false, now, serverNow: now, blockedUntil: null });
  return read.ok ? ok(read.value.json) : read;
}

async function readActor(deps: DiscoveryDeps, uri: string, options: CallOptions | undefined): Promise<Result<PublicActor>> {
  const start = URL.parse(uri);
  if (start === null || !/^https?:$/.test(start.protocol)) return fail({ kind: 'invalidInput', field: 'uri', message: 'Not an address' });
  const { host } = start;
  let url = start;
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const result = await deps.net.request({
      method: 'GET',
      url: reachable(url, deps).href,
      headers: { accept: actorTypes, 'cache-control': 'no-cache', pragma: 'no-cache', 'user-agent': deps.userAgent },
      timeoutMs: timeouts.get,
      maxBytes,
      ...(options?.signal === undefined ? {} : { signal: options.signal }),
    });
    if (!result.ok) return result;
    const { status, headers } = result.value;
    if (status < 300 || status >= 400) return readDocument(deps, url, result.value);
    const next = URL.parse(headerOf(headers, 'location') ?? '', url.href);
    if (next === null || !sameHost(next, url, deps)) return fail(redirected(host, status));
    url = next;
  }
  return fail(redirected(host, 310));
}

function readDocument(deps: DiscoveryDeps, url: URL, answer: NetAnswer): Result<PublicActor> {
  const json = toJson(deps, url, answer, 'actor');
  if (!json.ok) return json;
  const uri = readTextOrNull(dig(json.value, 'id'), maxUri);
  if (uri === null) return fail({ kind: 'badAnswer', host: url.host, reason: 'wrongShape', status: answer.status, mayHaveArrived: false });
  const movedTo = dig(json.value, 'movedTo');
  return ok({ uri, alsoKnownAs: readUris(dig(json.value, 'alsoKnownAs')), movedTo: readTextOrNull(movedTo, maxUri) ?? readTextOrNull(dig(movedTo, 'id'), maxUri) });
}

/** JSON-LD: one value may stand without its array, and a value may be an object with an `id`. */
function readUris(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return readList(values, maxAliases, (item) => {
    const text = typeof item === 'string' ? item : dig(item, 'id');
    return typeof text === 'string' && text !== '' ? clip(text, maxUri) : null;
  }).items;
}

function redirected(host: string, status: number): AppError {
  return { kind: 'badAnswer', host, reason: 'redirected', status, mayHaveArrived: false };
}

function sameHost(one: URL, other: URL, deps: DiscoveryDeps): boolean {
  return /^https?:$/.test(one.protocol) && one.username === '' && reachable(one, deps).host === reachable(other, deps).host;
}

function reachable(url: URL, { origins }: DiscoveryDeps): URL {
  const practice = findPractice(url.host, origins);
  return practice === null ? url : new URL(url.pathname + url.search, practice.origin);
}

async function readSoftware(deps: DiscoveryDeps, host: string, options: CallOptions | undefined): Promise<Result<string | null>> {
  const index = await discoveryGet(deps, `${originOf(host, deps.origins)}/.well-known/nodeinfo`, options);
  if (!index.ok) return index.error.kind === 'offline' || index.error.kind === 'cancelled' ? index : ok(null);
  if (index.value.answer.status >= 500) return fail({ kind: 'serverError', host, status: index.value.answer.status, message: '', retryAt: null, mayHaveArrived: false });
  const list = discoveredJson(deps, index.value);
  if (!list.ok) return ok(null);
  const links = readList(dig(list.value, 'links'), 50, (link) => (nodeinfoSchema.test(readText(dig(link, 'rel'), 200)) ? readWebUrl(dig(link, 'href')) : null)).items;
  const newest = links.toSorted().at(-1);
  if (newest === undefined) return ok(null);
  const document = await discoveryGet(deps, newest, options);
  const json = document.ok ? discoveredJson(deps, document.value) : document;
  return ok(json.ok ? (parseNodeInfo(json.value)?.name ?? null) : null);
}
