import { fail, ok, type Result } from '../../contract/index.ts';
import type { BelongingsPage } from '../../core/fediverse-belongings.ts';
import type { CallOptions } from '../../core/fediverse.ts';
import type { AccountApi } from './account-api.ts';
import type { ApiAnswer } from './answer.ts';
import { nextMaxId } from './headers.ts';
import { readList } from './json.ts';

const maxItems = 400;

/** How the calls of this family ask: paths as the API's documents have them, as masto.js lacks parameters of many. */
export interface Asking {
  /** One page by the `Link` header alone; a link that repeats the question is the end (gotosocial#1807). */
  page<T>(path: string, query: { readonly limit: number; readonly cursor: string | null }, read: (item: unknown) => T | null, ask: Asked): Promise<Result<BelongingsPage<T>>>;
  all<T>(path: string, read: (item: unknown) => T | null, ask: Asked): Promise<Result<readonly T[]>>;
  one<T>(method: string, path: string, body: unknown, read: (json: unknown) => T | null, ask: Asked): Promise<Result<T>>;
  done(method: string, path: string, body: unknown, ask: Asked): Promise<Result<null>>;
}

export interface Asked {
  readonly what: string;
  readonly options: CallOptions | undefined;
  readonly timeoutMs?: number;
  /** What a server that has no such path lacks; only for paths without an id, where 404 can mean nothing else. */
  readonly capability?: string;
}

export function createAsking(api: AccountApi, apiBase: string): Asking {
  const { host } = new URL(apiBase);
  const send = async (method: string, path: string, body: unknown, { capability, ...ask }: Asked): Promise<Result<ApiAnswer>> => {
    const answer = await api.raw({ method, path, ...(body === undefined ? {} : { body }) }, ask);
    const isMissing = capability !== undefined && !answer.ok && (answer.error.kind === 'notFound' || isNoMethod(answer.error));
    return isMissing ? fail({ kind: 'unsupported', capability }) : answer;
  };
  const wrongShape = ({ status, changes }: ApiAnswer): Result<never> => fail({ kind: 'badAnswer', host, reason: 'wrongShape', status, mayHaveArrived: changes });
  return {
    page: async (path, { limit, cursor }, read, ask) => {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { max_id: cursor }) });
      const answer = await send('GET', `${path}?${query.toString()}`, undefined, ask);
      if (!answer.ok) return answer;
      if (!Array.isArray(answer.value.json)) return wrongShape(answer.value);
      const next = nextMaxId(answer.value.headers, apiBase);
      return ok({ ...readList(answer.value.json, maxItems, read), next: next === cursor || answer.value.json.length === 0 ? null : next });
    },
    all: async (path, read, ask) => {
      const answer = await send('GET', path, undefined, ask);
      if (!answer.ok) return answer;
      return Array.isArray(answer.value.json) ? ok(readList(answer.value.json, maxItems * 25, read).items) : wrongShape(answer.value);
    },
    one: async (method, path, body, read, ask) => {
      const answer = await send(method, path, body, ask);
      if (!answer.ok) return answer;
      const value = read(answer.value.json);
      return value === null ? wrongShape(answer.value) : ok(value);
    },
    done: async (method, path, body, ask) => {
      const answer = await send(method, path, body, ask);
      return answer.ok ? ok(null) : answer;
    },
  };
}

function isNoMethod(error: { readonly kind: string; readonly status?: number }): boolean {
  return error.kind === 'rejected' && (error.status === 405 || error.status === 501);
}
