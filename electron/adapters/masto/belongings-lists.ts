import { fail, type Result } from '../../contract/index.ts';
import type { BelongingsCalls, FilterDraft, ListDraft, OwnFilter } from '../../core/fediverse-belongings.ts';
import type { CallOptions } from '../../core/fediverse.ts';
import type { Clock } from '../../core/ports.ts';
import type { AccountApi } from './account-api.ts';
import type { Asking } from './belongings-asking.ts';
import { pageSizes } from './belongings-people.ts';
import { parseFeaturedTag, parseFilter, parseFilterV1, parseList, parseListedPerson, parseTagName } from './parse-belongings.ts';
import type { ParseContext } from './parse-context.ts';
import { pathPart } from './rest-plan.ts';

type ListCalls = Pick<BelongingsCalls, 'lists' | 'createList' | 'updateList' | 'removeList' | 'listMembers' | 'addToList' | 'removeFromList' | 'listsWith'>;

export function belongingsLists(asking: Asking, parse: ParseContext): ListCalls {
  const path = '/api/v1/lists';
  const ofList = (id: string): string => `${path}/${pathPart(id)}`;
  const bodyOf = ({ title, repliesPolicy, exclusive }: ListDraft): unknown => ({ title, replies_policy: repliesPolicy, exclusive });
  const capability = 'lists';
  return {
    lists: (options) => asking.all(path, parseList, { what: 'lists', options, capability }),
    createList: (draft, options) => asking.one('POST', path, bodyOf(draft), parseList, { what: 'list', options, capability }),
    updateList: (id, draft, options) => asking.one('PUT', ofList(id), bodyOf(draft), parseList, { what: 'list', options }),
    removeList: (id, options) => asking.done('DELETE', ofList(id), undefined, { what: 'list', options }),
    listMembers: (id, cursor, options) => asking.page(`${ofList(id)}/accounts`, { limit: pageSizes.people, cursor }, (item) => parseListedPerson(item, parse), { what: 'list', options }),
    addToList: (id, people, options) => asking.done('POST', `${ofList(id)}/accounts`, { account_ids: people }, { what: 'list', options }),
    removeFromList: (id, people, options) => asking.done('DELETE', `${ofList(id)}/accounts`, { account_ids: people }, { what: 'list', options }),
    listsWith: (person, options) => asking.all(`/api/v1/accounts/${pathPart(person)}/lists`, parseList, { what: 'lists', options }),
  };
}

type FilterCalls = Pick<BelongingsCalls, 'filters' | 'createFilter' | 'updateFilter' | 'removeFilter' | 'addFilterStatus' | 'removeFilterStatus'>;

export interface FilterDeps {
  readonly api: AccountApi;
  readonly clock: Clock;
}

/** Servers take the time left in seconds and answer a date; by their clock. */
function expiresIn(draft: FilterDraft, { api, clock }: FilterDeps): number | null {
  return draft.expiresAt === null ? null : Math.max(1, Math.round((draft.expiresAt - clock.now() - api.skewMs()) / 1000));
}

export function filtersV2(asking: Asking, deps: FilterDeps): FilterCalls {
  const path = '/api/v2/filters';
  const capability = 'filters';
  const bodyOf = (draft: FilterDraft, keywords: readonly unknown[]): unknown => ({
    title: draft.title,
    context: draft.context,
    filter_action: draft.action,
    expires_in: expiresIn(draft, deps),
    keywords_attributes: keywords,
  });
  const added = (draft: FilterDraft): unknown[] => draft.keywords.map(({ keyword, wholeWord }) => ({ keyword, whole_word: wholeWord }));
  return {
    filters: (options) => asking.all(path, parseFilter, { what: 'filters', options, capability }),
    createFilter: (draft, options) => asking.one('POST', path, bodyOf(draft, added(draft)), parseFilter, { what: 'filter', options, capability }),
    updateFilter: (before, draft, options) => asking.one('PUT', `${path}/${pathPart(before.id)}`, bodyOf(draft, keywordChanges(before, draft)), parseFilter, { what: 'filter', options }),
    removeFilter: (id, options) => asking.done('DELETE', `${path}/${pathPart(id)}`, undefined, { what: 'filter', options }),
    addFilterStatus: (id, status, options) => asking.done('POST', `${path}/${pathPart(id)}/statuses`, { status_id: status }, { what: 'filter', options }),
    removeFilterStatus: (entry, options) => asking.done('DELETE', `${path}/statuses/${pathPart(entry)}`, undefined, { what: 'filter', options }),
  };
}

/** Kept ones by their id, gone ones marked for removal, new ones without an id. */
function keywordChanges(before: OwnFilter, draft: FilterDraft): readonly unknown[] {
  const left = [...before.keywords];
  const wanted = draft.keywords.map(({ keyword, wholeWord }) => {
    const index = left.findIndex((known) => known.keyword === keyword);
    const [known] = index < 0 ? [] : left.splice(index, 1);
    return { ...(known === undefined ? {} : { id: known.id }), keyword, whole_word: wholeWord };
  });
  return [...wanted, ...left.map(({ id }) => ({ id, _destroy: true }))];
}

/** API v1: a filter is one phrase, its parts cannot be told apart from others. */
export function filtersV1(asking: Asking, deps: FilterDeps): FilterCalls {
  const path = '/api/v1/filters';
  const capability = 'filters';
  const bodyOf = (draft: FilterDraft, { keyword, wholeWord }: FilterDraft['keywords'][number]): unknown => ({
    phrase: keyword,
    context: draft.context,
    irreversible: draft.action === 'hide',
    whole_word: wholeWord,
    expires_in: expiresIn(draft, deps),
  });
  const noPosts = (): Promise<Result<never>> => Promise.resolve(fail({ kind: 'unsupported', capability: 'filtered posts' }));
  const create = async (draft: FilterDraft, options: CallOptions | undefined): Promise<Result<OwnFilter>> => {
    let last: Result<OwnFilter> = fail({ kind: 'invalidInput', field: 'keywords', message: 'A filter needs a phrase' });
    for (const keyword of draft.keywords) {
      last = await asking.one('POST', path, bodyOf(draft, keyword), parseFilterV1, { what: 'filter', options, capability });
      if (!last.ok) return last;
    }
    return last;
  };
  return {
    filters: (options) => asking.all(path, parseFilterV1, { what: 'filters', options, capability }),
    createFilter: create,
    async updateFilter(before, draft, options) {
      const [first, ...more] = draft.keywords;
      if (first === undefined) return fail({ kind: 'invalidInput', field: 'keywords', message: 'A filter needs a phrase' });
      const saved = await asking.one('PUT', `${path}/${pathPart(before.id)}`, bodyOf(draft, first), parseFilterV1, { what: 'filter', options });
      return !saved.ok || more.length === 0 ? saved : create({ ...draft, keywords: more }, options);
    },
    removeFilter: (id, options) => asking.done('DELETE', `${path}/${pathPart(id)}`, undefined, { what: 'filter', options }),
    addFilterStatus: noPosts,
    removeFilterStatus: noPosts,
  };
}

type TagCalls = Pick<BelongingsCalls, 'followedTags' | 'setTagFollowed' | 'featuredTags' | 'featureTag' | 'unfeatureTag'>;

export function belongingsTags(asking: Asking): TagCalls {
  const followed = 'followedTags';
  const featured = 'featuredTags';
  const path = '/api/v1/featured_tags';
  return {
    followedTags: (cursor, options) => asking.page('/api/v1/followed_tags', { limit: pageSizes.names, cursor }, parseTagName, { what: 'tags', options, capability: followed }),
    setTagFollowed: (name, isFollowed, options) => asking.done('POST', `/api/v1/tags/${pathPart(name)}/${isFollowed ? 'follow' : 'unfollow'}`, {}, { what: 'tag', options, capability: followed }),
    featuredTags: (options) => asking.all(path, parseFeaturedTag, { what: 'tags', options, capability: featured }),
    featureTag: (name, options) => asking.one('POST', path, { name }, parseFeaturedTag, { what: 'tag', options, capability: featured }),
    unfeatureTag: (id, options) => asking.done('DELETE', `${path}/${pathPart(id)}`, undefined, { what: 'tag', options }),
  };
}
