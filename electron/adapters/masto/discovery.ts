import { fail, ok, type AppError, type Result } from '../../contract/index.ts';
import type { CallOptions, ServerProfile } from '../../core/fediverse.ts';
import type { MediaLinks } from '../../core/ports.ts';
import { parseAddress, type TypedAddress } from './address.ts';
import { discoveredJson, discoveryGet, type DiscoveryDeps } from './discovery-get.ts';
import { asRecord, dig } from './json.ts';
import { findPractice, originOf, plainOrigins, type PracticeOrigins } from './origins.ts';
import { createMediaPath } from './parse-context.ts';
import { parseInstance, parseLimits, toClaims, type InstanceClaims, type NodeInfo } from './parse-instance.ts';
import { detectSoftware, traitsOf } from './software.ts';
import { findNodeInfo, hostsBehind } from './well-known.ts';
import { toWritingExtras } from './writing-extras.ts';

/** How many hosts behind a split domain are tried. */
const maxCandidates = 3;

export interface ProbeDeps extends DiscoveryDeps {
  readonly mediaLinks: MediaLinks;
}

interface FoundApi {
  readonly instance: InstanceClaims;
  /** Origin the redirects of discovery ended at. */
  readonly apiBase: string;
}

/** Finds the API behind what a person typed, and what it can do. Eight to twelve small requests, most of them side by side. */
export async function probeServer(deps: ProbeDeps, input: string, options: CallOptions | undefined): Promise<Result<ServerProfile>> {
  const typed = parseAddress(input);
  if (typed === null) return fail({ kind: 'invalidInput', field: 'address', message: 'Not the address of a server' });
  const found = await findApi(deps, typed, options);
  if (!found.ok) return found;
  const { instance, apiBase } = found.value;
  const [node, domain, oauthMetadata] = await Promise.all([
    findNodeInfo(deps, apiBase, options),
    handleDomain(deps, typed, found.value, options),
    hasOauthMetadata(deps, apiBase, options),
  ]);
  const profile = toProfile(deps, { instance, apiBase, node, domain, oauthMetadata });
  return ok(profile.summary.software === 'unknown' ? await withProbedCapabilities(deps, profile, options) : profile);
}

async function findApi(deps: ProbeDeps, typed: TypedAddress, options: CallOptions | undefined): Promise<Result<FoundApi>> {
  const first = await findInstance(deps, originOf(typed.host, deps.origins), options);
  if (first.ok || !(first.error.kind === 'badAnswer' && first.error.reason === 'notFediverse')) return first;
  const behind = await hostsBehind(deps, typed.host, typed.name, options);
  for (const host of behind.filter((candidate) => candidate !== typed.host).slice(0, maxCandidates)) {
    const found = await findInstance(deps, originOf(host, deps.origins), options);
    if (found.ok) return found;
  }
  return first;
}

/** v2 first; v1 where there is none (Akkoma, Pleroma, Mastodon before 4.0). */
async function findInstance(deps: ProbeDeps, origin: string, options: CallOptions | undefined): Promise<Result<FoundApi>> {
  const errors: AppError[] = [];
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    const found = await discoveryGet(deps, origin + path, options);
    const json = found.ok ? discoveredJson(deps, found.value) : found;
    if (found.ok && json.ok) {
      const instance = parseInstance(json.value);
      if (instance !== null) return ok({ instance, apiBase: found.value.url.origin });
    }
    if (!json.ok) {
      if (json.error.kind === 'offline' || json.error.kind === 'cancelled' || json.error.kind === 'invalidInput') return json;
      errors.push(json.error);
    }
  }
  return fail(errors.find(isTelling) ?? { kind: 'badAnswer', host: new URL(origin).host, reason: 'notFediverse', status: 0, mayHaveArrived: false });
}

/** Says more than "no fediverse server here": there may well be one, behind something or in trouble. */
function isTelling(error: AppError): boolean {
  if (error.kind === 'badAnswer') return error.reason === 'blockedByProxy' || error.reason === 'captivePortal';
  return error.kind === 'serverError' || error.kind === 'rateLimited' || error.kind === 'unauthorized' || error.kind === 'forbidden';
}

/**
 * The domain of the server's handles. Its own word for it is checked, or any server could pass its people off as
 * somebody else's: the domain itself must lead to the API host.
 */
async function handleDomain(deps: ProbeDeps, typed: TypedAddress, { instance, apiBase }: FoundApi, options: CallOptions | undefined): Promise<string> {
  const practice = findPractice(new URL(apiBase).host, deps.origins);
  if (practice !== null) return practice.domain;
  const apiHost = new URL(apiBase).host;
  const claimed = instance.domain;
  if (claimed === null || claimed === apiHost || claimed === typed.host) return claimed ?? apiHost;
  const behind = await hostsBehind(deps, claimed, typed.name, options);
  return behind.includes(apiHost) ? claimed : apiHost;
}

async function hasOauthMetadata(deps: ProbeDeps, apiBase: string, options: CallOptions | undefined): Promise<boolean> {
  const found = await discoveryGet(deps, `${apiBase}/.well-known/oauth-authorization-server`, options);
  const json = found.ok ? discoveredJson(deps, found.value) : found;
  return json.ok && asRecord(json.value) !== null;
}

interface Gathered extends FoundApi {
  readonly node: NodeInfo | null;
  readonly domain: string;
  readonly oauthMetadata: boolean;
}

function toProfile(deps: ProbeDeps, { instance, apiBase, node, domain, oauthMetadata }: Gathered): ServerProfile {
  const { host } = new URL(apiBase);
  const claims = toClaims(instance, node);
  const software = detectSoftware(claims);
  const { streaming, streamAuth, lengthRule, ...capabilities } = traitsOf(software, claims);
  const mediaPath = createMediaPath({ mediaLinks: deps.mediaLinks, apiBase, plainOrigins: plainOrigins(deps.origins) });
  return {
    summary: {
      apiHost: host,
      domain,
      title: instance.title || domain,
      description: instance.description,
      software,
      version: node === null || node.version === '' ? instance.version : node.version,
      thumbnail: mediaPath(instance.thumbnail),
      activeUsers: instance.activeUsers ?? node?.activeUsers ?? null,
      registrationsOpen: instance.registrationsOpen ?? node?.registrationsOpen ?? null,
      practice: findPractice(host, deps.origins) !== null,
    },
    limits: { ...parseLimits(instance.record, lengthRule), writing: toWritingExtras(instance.record, software, capabilities) },
    apiBase,
    streamingBase: streaming ? toStreamingBase(instance.streaming, apiBase, software === 'unknown', deps.origins) : null,
    streamAuth,
    capabilities: { ...capabilities, oauthMetadata, translation: dig(instance.record, 'configuration', 'translation', 'enabled') === true },
    checkedAt: deps.clock.now(),
  };
}

/** The stream may live on another host (mastodon.social). Where nothing is said, software known to stream does so at the API host. */
function toStreamingBase(claimed: unknown, apiBase: string, isUnknown: boolean, origins: PracticeOrigins): string | null {
  const url = typeof claimed === 'string' ? URL.parse(claimed) : null;
  if (url === null || url.hostname === '') return isUnknown ? null : toSocketBase(apiBase);
  const practice = findPractice(url.host, origins);
  return practice === null ? `wss://${url.host}` : toSocketBase(practice.origin);
}

function toSocketBase(origin: string): string {
  return origin.replace(/^http/, 'ws');
}

/** For software we have no table for: 404 is absent, a request for credentials is present. */
async function withProbedCapabilities(deps: ProbeDeps, profile: ServerProfile, options: CallOptions | undefined): Promise<ServerProfile> {
  const exists = async (path: string): Promise<boolean> => {
    const found = await discoveryGet(deps, profile.apiBase + path, options);
    return found.ok && [200, 401, 403, 422].includes(found.value.answer.status);
  };
  const [filtersV2, groupedNotifications, statusBatch] = await Promise.all([exists('/api/v2/filters'), exists('/api/v2/notifications'), exists('/api/v1/statuses?id[]=0')]);
  return { ...profile, capabilities: { ...profile.capabilities, filtersV2, groupedNotifications, statusBatch } };
}
