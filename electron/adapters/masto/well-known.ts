import type { CallOptions } from '../../core/fediverse.ts';
import { discoveredJson, discoveryGet, type Discovered, type DiscoveryDeps } from './discovery-get.ts';
import { dig, readList, readWebUrl } from './json.ts';
import { originOf } from './origins.ts';
import { parseNodeInfo, type NodeInfo } from './parse-instance.ts';

const maxLinks = 50;
const schemas = /^https?:\/\/nodeinfo\.diaspora\.software\/ns\/schema\/2\.[01]$/;

/**
 * Hosts that a domain points at: where its well-known addresses redirect to and what the documents there link to. A
 * split domain (`@me@example.com` on `social.example.com`) redirects at least one of them.
 */
export async function hostsBehind(deps: DiscoveryDeps, host: string, name: string | null, options: CallOptions | undefined): Promise<readonly string[]> {
  const resource = new URLSearchParams({ resource: `acct:${name ?? host}@${host}` });
  const paths = ['/.well-known/host-meta', `/.well-known/webfinger?${resource.toString()}`, '/.well-known/nodeinfo'];
  const found = await Promise.all(paths.map((path) => discoveryGet(deps, originOf(host, deps.origins) + path, options)));
  return [...new Set(found.flatMap((result) => (result.ok ? [result.value.url.host, ...linkedHosts(deps, result.value)] : [])))];
}

function linkedHosts(deps: DiscoveryDeps, found: Discovered): readonly string[] {
  const json = discoveredJson(deps, found);
  const links = json.ok ? readList(dig(json.value, 'links'), maxLinks, (link) => readWebUrl(dig(link, 'href')) ?? readWebUrl(dig(link, 'template'))).items : [];
  const template = /\btemplate=["'](https?:\/\/[^"'/]+)/i.exec(new TextDecoder().decode(found.answer.body.slice(0, 65_536)))?.[1];
  return [...links, ...(template === undefined ? [] : [template])].flatMap((link) => URL.parse(link)?.host ?? []);
}

/** What runs here by its own account (NodeInfo 2.0 and 2.1); null where there is none. */
export async function findNodeInfo(deps: DiscoveryDeps, origin: string, options: CallOptions | undefined): Promise<NodeInfo | null> {
  const index = await discoveryGet(deps, `${origin}/.well-known/nodeinfo`, options);
  const list = index.ok ? discoveredJson(deps, index.value) : index;
  if (!list.ok) return null;
  const { items } = readList(dig(list.value, 'links'), maxLinks, (link) => (schemas.test(String(dig(link, 'rel'))) ? readWebUrl(dig(link, 'href')) : null));
  const newest = items.toSorted().at(-1);
  if (newest === undefined) return null;
  const document = await discoveryGet(deps, newest, options);
  const json = document.ok ? discoveredJson(deps, document.value) : document;
  return json.ok ? parseNodeInfo(json.value) : null;
}
