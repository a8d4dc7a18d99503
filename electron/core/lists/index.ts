import type { Handlers } from '../../contract/index.ts';
import type { listCalls } from '../../contract/lists.ts';
import type { Lists } from './lists.ts';

export { createLists, type Lists } from './lists.ts';

/** This feature's part of the table of handlers. */
export function listHandlers(lists: Lists): Pick<Handlers, keyof typeof listCalls> {
  return {
    'lists.all': () => lists.all(),
    'lists.create': (input) => lists.create(input),
    'lists.update': (input) => lists.update(input),
    'lists.remove': (input) => lists.remove(input),
    'lists.members': (input) => lists.members(input),
    'tags.followed': () => lists.followedTags(),
    'tags.setFollowed': (input) => lists.setTagFollowed(input),
  };
}
