import type { Feature } from '../kinds/traits.ts';
import type { Account, App, Token, User } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import type { Params } from './params.ts';
import type { Reply } from './reply.ts';

/** One request on its way through a route. */
export interface Call {
  readonly server: PracticeServer;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Params;
  readonly headers: Readonly<Record<string, string>>;
  /** Parts of the path by name, decoded. */
  readonly at: Readonly<Record<string, string>>;
  readonly token: Token | null;
  readonly app: App | null;
  /** The token's owner. */
  readonly me: { readonly account: Account; readonly user: User } | null;
  readonly viewerId: string | null;
}

/** A call whose token belongs to somebody. */
export type SignedCall = Call & { readonly me: { readonly account: Account; readonly user: User }; readonly viewerId: string };

interface RouteBase {
  readonly method: string;
  /** `/api/v1/statuses/:id` */
  readonly path: string;
  /** Scope the token needs. */
  readonly scope?: string;
  /** The route is absent where the kind lacks this. */
  readonly needs?: Feature;
}
/** `user`: 401 without a token of a person. `open`: the token is optional. */
export type Route =
  | (RouteBase & { readonly auth: 'user'; readonly handle: (call: SignedCall) => Reply | Promise<Reply> })
  | (RouteBase & { readonly auth: 'open'; readonly handle: (call: Call) => Reply | Promise<Reply> });

type Options = Pick<RouteBase, 'needs'>;

export function signed(
  method: string,
  path: string,
  scope: string,
  handle: (call: SignedCall) => Reply | Promise<Reply>,
  options: Options = {},
): Route {
  return { method, path, scope, auth: 'user', handle, ...options };
}

export function open(
  method: string,
  path: string,
  handle: (call: Call) => Reply | Promise<Reply>,
  options: Options & Pick<RouteBase, 'scope'> = {},
): Route {
  return { method, path, auth: 'open', handle, ...options };
}

export interface Found {
  readonly route: Route;
  readonly at: Record<string, string>;
}

interface Compiled {
  readonly route: Route;
  readonly parts: readonly string[];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function match(parts: readonly string[], path: readonly string[]): Record<string, string> | null {
  const at: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const given = path[index] ?? '';
    if (part.startsWith(':')) {
      if (given === '') return null;
      at[part.slice(1)] = decoded(given);
    } else if (part !== given) return null;
  }
  return at;
}

/** Finds the route of a request. Fixed parts win over named ones because routes are tried with fewest names first. */
export function createRouter(routes: readonly Route[]) {
  const byShape = new Map<string, Compiled[]>();
  for (const route of routes) {
    const parts = route.path.split('/');
    const shape = `${route.method} ${parts.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), { route, parts }]);
  }
  const names = (compiled: Compiled) => compiled.parts.filter((part) => part.startsWith(':')).length;
  for (const compiled of byShape.values()) compiled.sort((a, b) => names(a) - names(b));
  return function find(server: PracticeServer, method: string, path: string): Found | null {
    const parts = path.split('/');
    for (const { route, parts: pattern } of byShape.get(`${method} ${parts.length}`) ?? []) {
      if (route.needs && !server.traits.features.has(route.needs)) continue;
      const at = match(pattern, parts);
      if (at) return { route, at };
    }
    return null;
  };
}

/** `read` covers `read:statuses`; the old `follow` covers relationships. */
export function hasScope(granted: string, wanted: string): boolean {
  const scopes = granted.split(/\s+/);
  const [verb, area] = wanted.split(':');
  if (scopes.includes(wanted) || scopes.includes(verb ?? '')) return true;
  return scopes.includes('follow') && ['follows', 'blocks', 'mutes'].includes(area ?? '');
}
