import { addAlias, aliasAccounts, carryOut, recordMove, removeAlias } from '../actions/moving.ts';
import { accountEntity, credentialAccountEntity } from '../entities/account.ts';
import { refreshActor } from '../federation/notes.ts';
import type { Account } from '../model/rows.ts';
import { fullHandle, now, refuses, serverOfUri } from '../model/server.ts';
import { findAccount } from './accounts.ts';
import { failure, json } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

const attemptPauseMs = 5 * 60_000;
const successPauseMs = 7 * 86_400_000;

/** GoToSocial names the status before each text (gtserror). */
const bad = (text: string): Reply => failure(400, `Bad Request: ${text}`);
const refused = (text: string): Reply => failure(422, `Unprocessable Entity: ${text}`);

function isWeb(uri: string): boolean {
  return URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol);
}

/** Adds to what is there; only an empty list takes all away (processing/account/alias.go). */
function setAliases(call: SignedCall): Reply {
  const { server, me, params } = call;
  const uris = params.list('also_known_as_uris') ?? [];
  if (uris.filter(Boolean).length === 0) {
    for (const uri of me.account.alsoKnownAs) removeAlias(server, me.account, uri);
    return json(credentialAccountEntity(server, me.account, me.user));
  }
  const found: string[] = [];
  for (const uri of uris) {
    if (!isWeb(uri)) return bad(`invalid also_known_as_uri (${uri}) provided in account alias request: uri scheme must be http or https`);
    const target = findAccount(server, uri, true);
    if (!target) return refused(`error dereferencing also_known_as_uri (${uri}) account`);
    if (target.id === me.account.id) return refused('account cannot be aliased to itself');
    found.push(target.uri);
  }
  for (const uri of found) addAlias(server, me.account, uri);
  return json(credentialAccountEntity(server, me.account, me.user));
}

/** What the request itself must have (processing/account/move.go). */
function requestRefusal(call: SignedCall): Reply | null {
  const uri = call.params.text('moved_to_uri') ?? '';
  const password = call.params.text('password') ?? '';
  if (uri === '') return bad('no moved_to_uri provided in move request');
  if (!isWeb(uri)) return bad('invalid move_to_uri in move request: scheme must be http(s)');
  if (password === '') return bad('no password provided in move request');
  if (password !== call.me.user.password) return bad('invalid password provided in move request');
  const domain = serverOfUri(call.server.world, uri)?.domain ?? new URL(uri).host;
  return refuses(call.server, domain) ? refused(`domain of ${uri} is blocked from this instance; you will not be able to Move to that account`) : null;
}

function targetRefusal(call: SignedCall, origin: Account, target: Account): Reply | null {
  const { server } = call;
  if (target.suspended) return refused(`target account ${target.uri} is suspended from this instance; you will not be able to Move to that account`);
  if (origin.movedToUri !== null && origin.movedToUri !== target.uri)
    return refused(`your account is already Moving or has Moved to ${origin.movedToUri}; you cannot also Move to ${target.uri}`);
  if (!target.alsoKnownAs.includes(origin.uri))
    return refused(`target account ${target.uri} is not aliased to this account via alsoKnownAs; if you just changed it, please wait a few minutes and try the Move again`);
  if (target.movedToUri !== null)
    return refused(`target account ${target.uri} has already Moved somewhere else (${target.movedToUri}); you will not be able to Move to that account`);
  const { moves } = server.tables;
  const involved = [origin.uri, target.uri].flatMap((uri) => [...moves.by('origin', uri), ...moves.by('target', uri)]);
  const tried = Math.max(0, ...involved.map((move) => move.attemptedAt));
  const succeeded = Math.max(0, ...involved.map((move) => move.succeededAt ?? 0));
  const until = (at: number) => new Date(at).toISOString();
  if (succeeded > now(server) - successPauseMs)
    return refused(
      `your account or target account have been involved in a successful Move within the last 7 days, will not process Move; please try again after ${until(succeeded + successPauseMs)}`,
    );
  return tried > now(server) - attemptPauseMs
    ? refused(
        `your account or target account have been involved in a Move attempt within the last 5 minutes, will not process Move; please try again after ${until(tried + attemptPauseMs)}`,
      )
    : null;
}

/** The target as its own server shows it right now. */
function freshTarget(call: SignedCall, query: string): Account | null {
  const known = findAccount(call.server, query, true);
  return known && refreshActor(call.server, known.uri, 0);
}

function moveGotosocial(call: SignedCall): Reply {
  const { server, me, params } = call;
  const early = requestRefusal(call);
  if (early) return early;
  const target = freshTarget(call, params.text('moved_to_uri') ?? '');
  if (!target) return refused('error dereferencing moved_to_uri account');
  if (target.id === me.account.id) return refused('cannot Move to yourself');
  const refusal = targetRefusal(call, me.account, target);
  if (refusal) return refusal;
  const move = recordMove(server, me.account, target.uri);
  if (server.faults.moves.failsAfterRecord > 0) {
    server.faults.moves.failsAfterRecord -= 1;
    return failure(500, 'Internal Server Error');
  }
  carryOut(server, me.account, target, move);
  return json({ message: 'accepted' }, 202);
}

const done: Reply = json({ status: 'success' });

/** Aliases of Akkoma are known accounts; it does not go and look (util_controller.ex find_user_by_nickname). */
function changeAlias(call: SignedCall): Reply {
  const { server, me, params, method } = call;
  const target = findAccount(server, params.text('alias') ?? '', false);
  if (method === 'DELETE') {
    if (!target || !me.account.alsoKnownAs.includes(target.uri)) return failure(404, 'Account has no such alias.');
    removeAlias(server, me.account, target.uri);
    return done;
  }
  if (!target) return failure(404, 'Target account does not exist.');
  if (target.id === me.account.id) return json({ error: 'Cannot alias an account to itself.' });
  addAlias(server, me.account, target.uri);
  return done;
}

/** Refusals have status 200; only an unknown account has 404. */
function movePleroma(call: SignedCall): Reply {
  const { server, me, params } = call;
  if (params.text('password') !== me.user.password) return json({ error: 'Invalid password.' });
  const target = freshTarget(call, params.text('target_account') ?? '');
  if (!target) return failure(404, 'Target account not found.');
  if (!target.alsoKnownAs.includes(me.account.uri)) return json({ error: 'Target account must have the origin in `alsoKnownAs`' });
  carryOut(server, me.account, target, recordMove(server, me.account, target.uri));
  return done;
}

function mitraAlias(call: SignedCall): Reply {
  const target = findAccount(call.server, call.params.text('acct') ?? '', true);
  if (!target) return failure(404, 'profile not found');
  addAlias(call.server, call.me.account, target.uri);
  return json(credentialAccountEntity(call.server, call.me.account, call.me.user));
}

function mitraMove(call: SignedCall): Reply {
  const { server, me } = call;
  const target = freshTarget(call, call.params.text('target_acct') ?? '');
  if (!target) return failure(404, 'profile not found');
  if (target.domain === null) return failure(400, "can't move followers to a local actor");
  if (!target.alsoKnownAs.includes(me.account.uri)) return failure(400, 'target is not an alias');
  carryOut(server, me.account, target, recordMove(server, me.account, target.uri));
  return json(credentialAccountEntity(server, me.account, me.user));
}

const gotosocial = { needs: 'gotosocialApi' } as const;
const pleroma = { needs: 'pleromaApi' } as const;
const mitra = { needs: 'mitraApi' } as const;

export const moveRoutes: readonly Route[] = [
  signed('POST', '/api/v1/accounts/alias', 'write:accounts', setAliases, gotosocial),
  signed('POST', '/api/v1/accounts/move', 'write:accounts', moveGotosocial, gotosocial),
  signed(
    'GET',
    '/api/pleroma/aliases',
    'read:accounts',
    ({ server, me }) => json({ aliases: aliasAccounts(server, me.account).map((account) => fullHandle(server, account)) }),
    pleroma,
  ),
  signed('PUT', '/api/pleroma/aliases', 'write:accounts', changeAlias, pleroma),
  signed('DELETE', '/api/pleroma/aliases', 'write:accounts', changeAlias, pleroma),
  signed('POST', '/api/pleroma/move_account', 'write:accounts', movePleroma, pleroma),
  signed('POST', '/api/v1/settings/aliases', 'write', mitraAlias, mitra),
  signed(
    'POST',
    '/api/v1/settings/aliases/remove',
    'write',
    (call) => {
      removeAlias(call.server, call.me.account, call.params.text('actor_id') ?? '');
      return json(credentialAccountEntity(call.server, call.me.account, call.me.user));
    },
    mitra,
  ),
  signed(
    'GET',
    '/api/v1/accounts/:id/aliases/all',
    'read',
    (call) => {
      const account = call.server.tables.accounts.get(call.at['id'] ?? '');
      const aliases = account ? aliasAccounts(call.server, account) : [];
      return json({ declared: aliases.map((alias) => accountEntity(call.server, alias)), verified: [], declared_all: account?.alsoKnownAs ?? [] });
    },
    mitra,
  ),
  signed('POST', '/api/v1/settings/move_followers', 'write', mitraMove, mitra),
];
