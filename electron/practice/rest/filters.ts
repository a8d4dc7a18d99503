import { filterEntity, keywordEntity, v1FilterEntity } from '../entities/filter.ts';
import type { Filter } from '../model/rows.ts';
import { now, publish } from '../model/server.ts';
import { invalid, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Params } from './params.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

const contexts = ['home', 'notifications', 'public', 'thread', 'account'];

function changed(call: SignedCall): void {
  call.server.world.touch();
  publish(call.server, { event: 'filters_changed', channel: `user:${call.viewerId}` });
}

function own(call: SignedCall, name = 'id'): Filter | null {
  const filter = call.server.tables.filters.get(call.at[name] ?? '');
  return filter && filter.userId === call.viewerId ? filter : null;
}

function expiry(call: SignedCall, before: number | null): number | null {
  if (call.params.isNull('expires_in')) return null;
  const seconds = call.params.number('expires_in');
  return seconds === undefined ? before : now(call.server) + seconds * 1000;
}

/** `keywords_attributes`: new ones without id, changed ones with it, `_destroy` removes. */
function applyKeywords(call: SignedCall, filter: Filter, attributes: readonly Params[]): void {
  for (const entry of attributes) {
    const id = entry.text('id');
    const known = filter.keywords.find((keyword) => keyword.id === id);
    if (entry.flag('_destroy')) filter.keywords = filter.keywords.filter((keyword) => keyword !== known);
    else if (known) Object.assign(known, { keyword: entry.text('keyword') ?? known.keyword, wholeWord: entry.flag('whole_word') ?? known.wholeWord });
    else filter.keywords.push({ id: call.server.ids.row(), keyword: entry.text('keyword') ?? '', wholeWord: entry.flag('whole_word') ?? false });
  }
}

function applyFilter(call: SignedCall, filter: Filter): Reply {
  const title = call.params.text('title') ?? filter.title;
  const context = call.params.list('context') ?? filter.context;
  if (title === '') return invalid("Title can't be blank");
  if (context.length === 0 || context.some((name) => !contexts.includes(name))) return invalid('Context None or invalid context supplied');
  const action = (['warn', 'hide', 'blur'] as const).find((name) => name === call.params.text('filter_action')) ?? filter.action;
  if (action === 'blur' && (call.server.traits.apiLevel ?? 0) < 5) return invalid('Filter action is not included in the list');
  Object.assign(filter, { title, context, action, expiresAt: expiry(call, filter.expiresAt) });
  applyKeywords(call, filter, call.params.groups('keywords_attributes') ?? []);
  call.server.tables.filters.put(filter);
  changed(call);
  return json(filterEntity(filter, true));
}

function fresh(call: SignedCall): Filter {
  return { id: call.server.ids.row(), userId: call.viewerId, title: '', context: [], action: 'warn', expiresAt: null, keywords: [], statuses: [] };
}

function withFilter(handle: (call: SignedCall, filter: Filter) => Reply, name = 'id'): (call: SignedCall) => Reply {
  return (call) => {
    const filter = own(call, name);
    return filter ? handle(call, filter) : notFound(call.server);
  };
}

/** The filter a keyword or status entry of the path belongs to. */
function holding(call: SignedCall, part: 'keywords' | 'statuses'): Filter | undefined {
  return call.server.tables.filters
    .by('user', call.viewerId)
    .find((filter) => filter[part].some((entry: { id: string }) => entry.id === call.at['id']));
}

function keywordRoute(handle: (call: SignedCall, filter: Filter, keyword: Filter['keywords'][number]) => Reply): (call: SignedCall) => Reply {
  return (call) => {
    const filter = holding(call, 'keywords');
    const keyword = filter?.keywords.find((entry) => entry.id === call.at['id']);
    return filter && keyword ? handle(call, filter, keyword) : notFound(call.server);
  };
}

function statusRoute(handle: (call: SignedCall, filter: Filter, entry: Filter['statuses'][number]) => Reply): (call: SignedCall) => Reply {
  return (call) => {
    const filter = holding(call, 'statuses');
    const entry = filter?.statuses.find((one) => one.id === call.at['id']);
    return filter && entry ? handle(call, filter, entry) : notFound(call.server);
  };
}

function addKeyword(call: SignedCall, filter: Filter): Reply {
  const keyword = { id: call.server.ids.row(), keyword: call.params.text('keyword') ?? '', wholeWord: call.params.flag('whole_word') ?? false };
  if (keyword.keyword === '') return invalid("Keyword can't be blank");
  filter.keywords.push(keyword);
  changed(call);
  return json(keywordEntity(keyword));
}

function addStatus(call: SignedCall, filter: Filter): Reply {
  const statusId = call.params.text('status_id') ?? '';
  if (!call.server.tables.statuses.get(statusId)) return notFound(call.server);
  if (filter.statuses.some((entry) => entry.statusId === statusId)) return invalid('Status has already been taken');
  const entry = { id: call.server.ids.row(), statusId };
  filter.statuses.push(entry);
  changed(call);
  return json({ id: entry.id, status_id: entry.statusId });
}

/** A v1 filter is one keyword of a filter of its own. */
function writeV1(call: SignedCall, filter: Filter, keyword: Filter['keywords'][number]): Reply {
  const phrase = call.params.text('phrase') ?? keyword.keyword;
  const context = call.params.list('context') ?? filter.context;
  if (phrase === '') return invalid("Phrase can't be blank");
  if (context.length === 0 || context.some((name) => !contexts.includes(name))) return invalid('Context None or invalid context supplied');
  const hides = call.params.flag('irreversible') ?? filter.action === 'hide';
  Object.assign(keyword, { keyword: phrase, wholeWord: call.params.flag('whole_word') ?? keyword.wholeWord });
  Object.assign(filter, { title: phrase, context, action: hides ? 'hide' : 'warn', expiresAt: expiry(call, filter.expiresAt) });
  if (!filter.keywords.includes(keyword)) filter.keywords.push(keyword);
  call.server.tables.filters.put(filter);
  changed(call);
  return json(v1FilterEntity(filter, keyword));
}

function removeKeyword(call: SignedCall, filter: Filter, keyword: Filter['keywords'][number]): Reply {
  filter.keywords = filter.keywords.filter((entry) => entry !== keyword);
  if (filter.keywords.length === 0 && call.path.startsWith('/api/v1/')) call.server.tables.filters.delete(filter.id);
  changed(call);
  return json({});
}

const v2 = { needs: 'filtersV2' } as const;
const v1 = { needs: 'filtersV1' } as const;

export const filterRoutes: readonly Route[] = [
  signed(
    'GET',
    '/api/v2/filters',
    'read:filters',
    (call) => json(call.server.tables.filters.by('user', call.viewerId).map((filter) => filterEntity(filter, true))),
    v2,
  ),
  signed('POST', '/api/v2/filters', 'write:filters', (call) => applyFilter(call, fresh(call)), v2),
  signed(
    'GET',
    '/api/v2/filters/:id',
    'read:filters',
    withFilter((_call, filter) => json(filterEntity(filter, true))),
    v2,
  ),
  signed('PUT', '/api/v2/filters/:id', 'write:filters', withFilter(applyFilter), v2),
  signed(
    'DELETE',
    '/api/v2/filters/:id',
    'write:filters',
    withFilter((call, filter) => {
      call.server.tables.filters.delete(filter.id);
      changed(call);
      return json({});
    }),
    v2,
  ),
  signed(
    'GET',
    '/api/v2/filters/:filter/keywords',
    'read:filters',
    withFilter((_call, filter) => json(filter.keywords.map(keywordEntity)), 'filter'),
    v2,
  ),
  signed('POST', '/api/v2/filters/:filter/keywords', 'write:filters', withFilter(addKeyword, 'filter'), v2),
  signed(
    'GET',
    '/api/v2/filters/keywords/:id',
    'read:filters',
    keywordRoute((_call, _filter, keyword) => json(keywordEntity(keyword))),
    v2,
  ),
  signed(
    'PUT',
    '/api/v2/filters/keywords/:id',
    'write:filters',
    keywordRoute((call, _filter, keyword) => {
      Object.assign(keyword, {
        keyword: call.params.text('keyword') ?? keyword.keyword,
        wholeWord: call.params.flag('whole_word') ?? keyword.wholeWord,
      });
      changed(call);
      return json(keywordEntity(keyword));
    }),
    v2,
  ),
  signed('DELETE', '/api/v2/filters/keywords/:id', 'write:filters', keywordRoute(removeKeyword), v2),
  signed(
    'GET',
    '/api/v2/filters/:filter/statuses',
    'read:filters',
    withFilter((_call, filter) => json(filter.statuses.map((entry) => ({ id: entry.id, status_id: entry.statusId }))), 'filter'),
    v2,
  ),
  signed('POST', '/api/v2/filters/:filter/statuses', 'write:filters', withFilter(addStatus, 'filter'), v2),
  signed(
    'GET',
    '/api/v2/filters/statuses/:id',
    'read:filters',
    statusRoute((_call, _filter, entry) => json({ id: entry.id, status_id: entry.statusId })),
    v2,
  ),
  signed(
    'DELETE',
    '/api/v2/filters/statuses/:id',
    'write:filters',
    statusRoute((call, filter, entry) => {
      filter.statuses = filter.statuses.filter((one) => one !== entry);
      changed(call);
      return json({});
    }),
    v2,
  ),
  signed(
    'GET',
    '/api/v1/filters',
    'read:filters',
    (call) =>
      json(
        call.server.tables.filters.by('user', call.viewerId).flatMap((filter) => filter.keywords.map((keyword) => v1FilterEntity(filter, keyword))),
      ),
    v1,
  ),
  signed(
    'POST',
    '/api/v1/filters',
    'write:filters',
    (call) => writeV1(call, fresh(call), { id: call.server.ids.row(), keyword: '', wholeWord: false }),
    v1,
  ),
  signed(
    'GET',
    '/api/v1/filters/:id',
    'read:filters',
    keywordRoute((_call, filter, keyword) => json(v1FilterEntity(filter, keyword))),
    v1,
  ),
  signed('PUT', '/api/v1/filters/:id', 'write:filters', keywordRoute(writeV1), v1),
  signed('DELETE', '/api/v1/filters/:id', 'write:filters', keywordRoute(removeKeyword), v1),
];
