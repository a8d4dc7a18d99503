import { accountEntity } from '../entities/account.ts';
import type { Json } from '../entities/json.ts';
import type { List } from '../model/rows.ts';
import { now } from '../model/server.ts';
import { edgePage } from './accounts.ts';
import { failure, invalid, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

/** Lists a person may have (list.rb PER_ACCOUNT_LIMIT), and the length of a title. */
const maxLists = 50;
const maxTitle = 256;

function listEntity(call: SignedCall, list: List): Json {
  const entity: Json = { id: list.id, title: list.title, replies_policy: list.repliesPolicy, exclusive: list.exclusive };
  if (call.server.traits.software === 'akkoma') delete entity['exclusive'];
  return entity;
}

function own(call: SignedCall): List | null {
  const list = call.server.tables.lists.get(call.at['id'] ?? '');
  return list && list.userId === call.viewerId ? list : null;
}

function withList(handle: (call: SignedCall, list: List) => Reply): (call: SignedCall) => Reply {
  return (call) => {
    const list = own(call);
    return list ? handle(call, list) : notFound(call.server);
  };
}

function change(call: SignedCall, list: List): Reply {
  const title = call.params.text('title') ?? list.title;
  if (title.trim() === '') return invalid("Title can't be blank");
  if (title.length > maxTitle) return invalid(`Title is too long (maximum is ${maxTitle} characters)`);
  list.title = title;
  list.repliesPolicy = (['followed', 'list', 'none'] as const).find((policy) => policy === call.params.text('replies_policy')) ?? list.repliesPolicy;
  list.exclusive = call.params.flag('exclusive') ?? list.exclusive;
  call.server.tables.lists.put(list);
  call.server.world.touch();
  return json(listEntity(call, list));
}

function create(call: SignedCall): Reply {
  if (call.server.tables.lists.by('user', call.viewerId).length >= maxLists) return invalid('You have reached the maximum number of lists');
  return change(call, { id: call.server.ids.row(), userId: call.viewerId, title: '', repliesPolicy: 'list', exclusive: false });
}

function remove(call: SignedCall, list: List): Reply {
  for (const member of call.server.tables.listMembers.by('source', list.id)) call.server.tables.listMembers.delete(member.id);
  call.server.tables.lists.delete(list.id);
  call.server.world.touch();
  return json({});
}

/** All or nothing: one account that is not followed or is in already refuses the whole call (migration section 2). */
function addMembers(call: SignedCall, list: List): Reply {
  const { follows, followRequests, listMembers, accounts } = call.server.tables;
  const ids = call.params.list('account_ids') ?? [];
  for (const id of ids) {
    if (!accounts.get(id)) return notFound(call.server);
    const pair = `${call.viewerId}>${id}`;
    const known = id === call.viewerId || follows.one('pair', pair) !== undefined || followRequests.one('pair', pair) !== undefined;
    if (!known) return (call.server.traits.apiLevel ?? 0) >= 6 ? invalid('Account must be a followed account') : failure(404, 'Record not found');
    if (listMembers.one('pair', `${list.id}>${id}`)) return invalid('Account is already on the list');
  }
  for (const id of ids) listMembers.put({ id: call.server.ids.row(), source: list.id, target: id, createdAt: now(call.server) });
  call.server.world.touch();
  return json({});
}

function removeMembers(call: SignedCall, list: List): Reply {
  for (const id of call.params.list('account_ids') ?? []) {
    const member = call.server.tables.listMembers.one('pair', `${list.id}>${id}`);
    if (member) call.server.tables.listMembers.delete(member.id);
  }
  call.server.world.touch();
  return json({});
}

function members(call: SignedCall, list: List): Reply {
  const rows = call.server.tables.listMembers.by('source', list.id);
  const show = (id: string) => call.server.tables.accounts.get(id) ?? [];
  // limit=0 answers everybody at once.
  if (call.query.get('limit') === '0') return json(rows.flatMap((row) => show(row.target)).map((account) => accountEntity(call.server, account)));
  return edgePage(call, rows, 'target', (account) => accountEntity(call.server, account));
}

export const listRoutes: readonly Route[] = [
  signed('GET', '/api/v1/lists', 'read:lists', (call) =>
    json(call.server.tables.lists.by('user', call.viewerId).map((list) => listEntity(call, list))),
  ),
  signed('POST', '/api/v1/lists', 'write:lists', create),
  signed(
    'GET',
    '/api/v1/lists/:id',
    'read:lists',
    withList((call, list) => json(listEntity(call, list))),
  ),
  signed('PUT', '/api/v1/lists/:id', 'write:lists', withList(change)),
  signed('DELETE', '/api/v1/lists/:id', 'write:lists', withList(remove)),
  signed('GET', '/api/v1/lists/:id/accounts', 'read:lists', withList(members)),
  signed('POST', '/api/v1/lists/:id/accounts', 'write:lists', withList(addMembers)),
  signed('DELETE', '/api/v1/lists/:id/accounts', 'write:lists', withList(removeMembers)),
];
