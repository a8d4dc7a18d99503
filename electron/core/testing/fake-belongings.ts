import { fail, ok, type Result } from '../../contract/result.ts';
import type { BelongingsCalls } from '../fediverse-belongings.ts';

/** A server that has none of it: for tests that look at something else. */
export function noBelongings(): BelongingsCalls {
  const unsupported = (): Promise<Result<never>> => Promise.resolve(fail({ kind: 'unsupported', capability: 'belongings' }));
  const none = async (): Promise<Result<readonly never[]>> => ok([]);
  return {
    people: unsupported,
    relations: none,
    findPerson: unsupported,
    follow: unsupported,
    endorse: unsupported,
    domainBlocks: unsupported,
    domainBlockPreview: unsupported,
    setDomainBlock: unsupported,
    marked: unsupported,
    lists: unsupported,
    createList: unsupported,
    updateList: unsupported,
    removeList: unsupported,
    listMembers: unsupported,
    addToList: unsupported,
    removeFromList: unsupported,
    listsWith: unsupported,
    filters: unsupported,
    createFilter: unsupported,
    updateFilter: unsupported,
    removeFilter: unsupported,
    addFilterStatus: unsupported,
    removeFilterStatus: unsupported,
    followedTags: unsupported,
    setTagFollowed: unsupported,
    featuredTags: unsupported,
    featureTag: unsupported,
    unfeatureTag: unsupported,
    profile: unsupported,
    saveProfile: unsupported,
    picture: unsupported,
    limits: unsupported,
    importFile: unsupported,
    bulkOpenAt: () => null,
    rates: () => ({ window: null, paging: null, dailyFollows: null }),
  };
}
