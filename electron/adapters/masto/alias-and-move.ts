import { fail, ok, type Result } from '../../contract/index.ts';
import type { CallOptions } from '../../core/fediverse.ts';
import type { MoveTarget, MovingCalls } from '../../core/fediverse-moving.ts';
import type { AccountApi } from './account-api.ts';
import type { ApiAnswer } from './answer.ts';
import { errorMessage } from './answer.ts';
import { dig, readList, readTextOrNull } from './json.ts';
import type { MovingOptions } from './moving-calls.ts';
import { pathPart } from './rest-plan.ts';

type AliasAndMove = Pick<MovingCalls, 'aliases' | 'addAlias' | 'removeAlias' | 'move'>;

/** Each software has its own calls for the same thing, or none. */
export function aliasAndMove(api: AccountApi, options: MovingOptions, own: MovingCalls['own']): AliasAndMove {
  switch (options.profile.summary.software) {
    case 'gotosocial':
      return gotosocial(api, own);
    case 'akkoma':
    case 'pleroma':
      return pleroma(api, new URL(options.profile.apiBase).host);
    case 'mitra':
      return mitra(api, options.accountId);
    default:
      return pagesOnly;
  }
}

const unsupported = (capability: string) => (): Promise<Result<never>> => Promise.resolve(fail({ kind: 'unsupported', capability }));
const pagesOnly: AliasAndMove = { aliases: unsupported('aliases'), addAlias: unsupported('aliases'), removeAlias: unsupported('aliases'), move: unsupported('move') };

const done = (answer: Result<ApiAnswer>): Result<null> => (answer.ok ? ok(null) : answer);
const what = 'account';

/** The alias call adds to what is there; only an empty list takes away (GoToSocial, processing/account/alias.go). */
function gotosocial(api: AccountApi, own: MovingCalls['own']): AliasAndMove {
  const write = async (uris: readonly string[], options: CallOptions | undefined): Promise<Result<null>> =>
    done(await api.raw({ method: 'POST', path: '/api/v1/accounts/alias', body: { also_known_as_uris: uris } }, { what, options }));
  const aliases: AliasAndMove['aliases'] = async (options) => {
    const facts = await own(options);
    return facts.ok ? ok(facts.value.aliases ?? []) : facts;
  };
  return {
    aliases,
    addAlias: async ({ uri }, options) => {
      const before = await aliases(options);
      return before.ok ? write([...new Set([...before.value, uri])], options) : before;
    },
    removeAlias: async ({ uri }, options) => {
      const before = await aliases(options);
      if (!before.ok || !before.value.includes(uri)) return before.ok ? ok(null) : before;
      const rest = before.value.filter((alias) => alias !== uri);
      const cleared = await write([], options);
      return !cleared.ok || rest.length === 0 ? cleared : write(rest, options);
    },
    move: async ({ uri }, password, options) => done(await api.raw({ method: 'POST', path: '/api/v1/accounts/move', body: { password: password ?? '', moved_to_uri: uri } }, { what, options })),
  };
}

/** Most of its errors are `200 {"error": …}` (Akkoma, util_controller.ex). */
function pleroma(api: AccountApi, host: string): AliasAndMove {
  const send = async (method: string, path: string, body: unknown, options: CallOptions | undefined): Promise<Result<unknown>> => {
    const answer = await api.raw({ method, path, body }, { what, options });
    if (!answer.ok) return answer;
    const { json, status } = answer.value;
    return dig(json, 'error') === undefined ? ok(json) : fail({ kind: 'rejected', host, status, message: errorMessage(json) });
  };
  const change = async (method: string, path: string, body: unknown, options: CallOptions | undefined): Promise<Result<null>> => {
    const answer = await send(method, path, body, options);
    return answer.ok ? ok(null) : answer;
  };
  return {
    aliases: async (options) => {
      const answer = await send('GET', '/api/pleroma/aliases', undefined, options);
      return answer.ok ? ok(readList(dig(answer.value, 'aliases'), 256, (item) => readTextOrNull(item, 4096)).items) : answer;
    },
    addAlias: ({ handle }, options) => change('PUT', '/api/pleroma/aliases', { alias: handle }, options),
    removeAlias: ({ handle }, options) => change('DELETE', '/api/pleroma/aliases', { alias: handle }, options),
    move: ({ handle }, password, options) => change('POST', '/api/pleroma/move_account', { password: password ?? '', target_account: handle }, options),
  };
}

/** Mitra docs/openapi.yaml; it asks for no password. */
function mitra(api: AccountApi, accountId: string): AliasAndMove {
  const post = async (path: string, body: unknown, options: CallOptions | undefined): Promise<Result<null>> => done(await api.raw({ method: 'POST', path, body }, { what, options }));
  const uriOf = (account: unknown): string | null => readTextOrNull(dig(account, 'uri') ?? dig(account, 'actor_id') ?? dig(account, 'url'), 4096);
  const removeAlias = ({ uri }: MoveTarget, options: CallOptions | undefined): Promise<Result<null>> => post('/api/v1/settings/aliases/remove', { actor_id: uri }, options);
  return {
    aliases: async (options) => {
      const answer = await api.raw({ method: 'GET', path: `/api/v1/accounts/${pathPart(accountId)}/aliases/all` }, { what, options });
      if (!answer.ok) return answer;
      const { json } = answer.value;
      const lists = [json, dig(json, 'declared'), dig(json, 'verified')];
      return ok(lists.flatMap((list) => readList(list, 256, (item) => uriOf(dig(item, 'account') ?? item) ?? readTextOrNull(dig(item, 'acct'), 320)).items));
    },
    addAlias: ({ handle }, options) => post('/api/v1/settings/aliases', { acct: handle }, options),
    removeAlias,
    move: ({ handle }, _password, options) => post('/api/v1/settings/move_followers', { target_acct: handle }, options),
  };
}
