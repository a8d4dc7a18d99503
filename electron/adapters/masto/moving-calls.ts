import { createHash } from 'node:crypto';
import { fail, ok, type AppError, type Result } from '../../contract/index.ts';
import type { CallOptions, ServerProfile } from '../../core/fediverse.ts';
import type { ListedPage, MovingCalls } from '../../core/fediverse-moving.ts';
import type { AccountApi } from './account-api.ts';
import { asRecord, dig, get, readList, readText, readTextOrNull } from './json.ts';
import { nextMaxId } from './headers.ts';
import type { ParseContext } from './parse-context.ts';
import { parseAccountLimits, parseListed, parseOwnFacts } from './parse-own-facts.ts';
import { pathPart } from './rest-plan.ts';
import { aliasAndMove } from './alias-and-move.ts';

const maxPage = 80;
const maxDomainPages = 50;

export interface MovingOptions {
  readonly profile: ServerProfile;
  readonly parse: ParseContext;
  readonly accountId: string;
}

/** The calls of one account around a move; see `MovingCalls`. */
export function movingCalls(api: AccountApi, moving: MovingOptions): MovingCalls {
  const { profile, parse } = moving;
  const { host } = new URL(profile.apiBase);
  const isMastodon = profile.summary.software === 'mastodon' || profile.summary.software === 'glitch';
  const wrongShape = (status: number): AppError => ({ kind: 'badAnswer', host, reason: 'wrongShape', status, mayHaveArrived: false });

  async function ask<T>(path: string, what: string, read: (json: unknown) => T | null, options: CallOptions | undefined): Promise<Result<T>> {
    const answer = await api.raw({ method: 'GET', path }, { what, options });
    if (!answer.ok) return answer;
    const value = read(answer.value.json);
    return value === null ? fail(wrongShape(answer.value.status)) : ok(value);
  }

  const ownFacts: MovingCalls['own'] = async (options) => api.asOwner(await ask('/api/v1/accounts/verify_credentials', 'account', (json) => parseOwnFacts(json, parse), options));

  return {
    own: ownFacts,
    people: (list, cursor, options) => peoplePage(api, moving, { path: listPath(list, moving.accountId), cursor }, options),
    blockedDomains: (options) => blockedDomains(api, profile, options),
    suspendedHosts: (hosts, options) => suspendedHosts(api, hosts, options),
    limits: (options) => ask('/api/v2/instance', 'server', (json) => (asRecord(json) === null ? null : parseAccountLimits(json, isMastodon)), options),
    listTitles: (options) => ask('/api/v1/lists', 'lists', (json) => (Array.isArray(json) ? readList(json, 10_000, (item) => readTextOrNull(dig(item, 'title'), 10_000)).items : null), options),
    featuredTagCount: (options) => ask('/api/v1/featured_tags', 'tags', (json) => (Array.isArray(json) ? json.length : null), options),
    setLocked: async (locked, options) => {
      const answer = await api.raw({ method: 'PATCH', path: '/api/v1/accounts/update_credentials', body: { locked } }, { what: 'account', options });
      return answer.ok ? ok(null) : answer;
    },
    ...aliasAndMove(api, moving, ownFacts),
  };
}

function listPath(list: Parameters<MovingCalls['people']>[0], accountId: string): string {
  if (list === 'blocks') return '/api/v1/blocks';
  return list === 'requests' ? '/api/v1/follow_requests' : `/api/v1/accounts/${pathPart(accountId)}/${list}`;
}

async function peoplePage(api: AccountApi, { profile, parse }: MovingOptions, page: { readonly path: string; readonly cursor: string | null }, options: CallOptions | undefined): Promise<Result<ListedPage>> {
  const query = new URLSearchParams({ limit: String(maxPage), ...(page.cursor === null ? {} : { max_id: page.cursor }) });
  const answer = await api.raw({ method: 'GET', path: `${page.path}?${query.toString()}` }, { what: 'people', options });
  if (!answer.ok) return answer;
  const { json, headers, status } = answer.value;
  if (!Array.isArray(json)) return fail({ kind: 'badAnswer', host: new URL(profile.apiBase).host, reason: 'wrongShape', status, mayHaveArrived: false });
  const next = nextMaxId(headers, profile.apiBase);
  return ok({ people: readList(json, maxPage * 4, (item) => parseListed(item, parse)).items, cursor: json.length === 0 || next === page.cursor ? null : next });
}

/** What an account blocks as a whole; GoToSocial and Hollo have no such thing and answer 404. */
async function blockedDomains(api: AccountApi, profile: ServerProfile, options: CallOptions | undefined): Promise<Result<readonly string[]>> {
  const domains: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maxDomainPages; page += 1) {
    const query: string = new URLSearchParams({ limit: '200', ...(cursor === null ? {} : { max_id: cursor }) }).toString();
    const answer = await api.raw({ method: 'GET', path: `/api/v1/domain_blocks?${query}` }, { what: 'domains', options });
    if (!answer.ok) return answer.error.kind === 'notFound' || answer.error.kind === 'unsupported' ? ok([]) : answer;
    const { items } = readList(answer.value.json, 1_000, (item) => readTextOrNull(item, 300)?.toLowerCase() ?? null);
    domains.push(...items);
    const next: string | null = nextMaxId(answer.value.headers, profile.apiBase);
    if (next === null || next === cursor || items.length === 0) break;
    cursor = next;
  }
  return ok(domains);
}

const hidden = fail({ kind: 'unsupported', capability: 'domainBlocks' } as const);

/** `instance/domain_blocks` needs no token, one for members only, or is closed altogether (404). */
async function suspendedHosts(api: AccountApi, hosts: readonly string[], options: CallOptions | undefined): Promise<Result<readonly string[]>> {
  const instance = await api.raw({ method: 'GET', path: '/api/v2/instance' }, { what: 'server', options });
  if (instance.ok && dig(instance.value.json, 'configuration', 'limited_federation') === true) return hidden;
  const answer = await api.raw({ method: 'GET', path: '/api/v1/instance/domain_blocks' }, { what: 'domains', options });
  if (!answer.ok) return ['notFound', 'unsupported', 'forbidden', 'unauthorized'].includes(answer.error.kind) ? hidden : answer;
  if (!Array.isArray(answer.value.json)) return hidden;
  const suspended = answer.value.json.filter((block) => (get(asRecord(block), 'severity') ?? 'suspend') === 'suspend');
  const names = new Set(suspended.map((block) => readText(dig(block, 'domain'), 300).toLowerCase()));
  const digests = new Set(suspended.map((block) => readText(dig(block, 'digest'), 64).toLowerCase()));
  return ok(hosts.filter((host) => withParents(host).some((domain) => names.has(domain) || digests.has(sha256(domain)))));
}

/** A block of a domain holds for everything below it (Mastodon, domain_block.rb `rule_for`). */
function withParents(host: string): readonly string[] {
  const labels = host.toLowerCase().replace(/:\d+$/, '').split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
