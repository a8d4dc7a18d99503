import type { Handlers } from '../../contract/index.ts';
import type { peopleCalls } from '../../contract/people.ts';
import type { People } from './types.ts';

export { createPeople } from './people.ts';
export type { People, PeopleDeps } from './types.ts';

/** This feature's part of the table of handlers. */
export function peopleHandlers(people: People): Pick<Handlers, keyof typeof peopleCalls> {
  return {
    'people.profile': (input) => people.profile(input),
    'people.statuses': (input) => people.statuses(input),
    'people.relations': (input) => people.relations(input),
    'people.familiar': (input) => people.familiar(input),
    'people.change': (input) => people.change(input),
    'people.saveNote': (input) => people.saveNote(input),
    'people.lists': (input) => people.lists(input),
    'people.setListed': (input) => people.setListed(input),
    'people.rules': (input) => people.rules(input),
    'people.report': (input) => people.report(input),
  };
}
