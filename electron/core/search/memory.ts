import type { MemoryPage, QuickFindings, QuickPost } from '../../contract/search.ts';
import type { Person, StatusView } from '../../contract/statuses.ts';
import type { CallInput } from '../../contract/index.ts';
import { toPlainText } from '../notifications/index.ts';
import { named, planQuery } from './plan.ts';
import { parseQuery } from './query.ts';
import { fold } from './tokens.ts';
import type { SearchDeps } from './types.ts';

/** Of each kind in a short list. */
const quickResults = 4;
/** Posts looked at for the people and tags in them: the busiest do not crowd out the others. */
const quickPosts = 80;
const longestLine = 200;
/** A name that somebody may have begun to type: one word. */
const isName = /^[@#]?[^\s@#":]{2,64}(?:@[^\s@#":]{0,200})?$/u;

/** Looking through what Skein has seen. */
export interface Memory {
  search(input: CallInput<'search.memory'>): MemoryPage;
  quick(text: string): QuickFindings;
}

export function createMemory(deps: SearchDeps): Memory {
  const { search, clock } = deps;

  function find(input: CallInput<'search.memory'>): MemoryPage {
    const { match, narrow, problems, isEmpty } = planQuery(parseQuery(input.text), { now: clock.now(), accounts: deps.ownAccounts() });
    if (isEmpty) return { views: [], cursor: null, problems, isEmpty };
    const exact = narrow === null ? null : search.find(narrow, input.cursor, input.limit);
    const found = exact === null || exact.cursor === null ? search.find(match, input.cursor, input.limit) : exact;
    return { views: found.views, cursor: found.cursor, problems, isEmpty };
  }

  function postsNamed(facetName: string, name: string): readonly StatusView[] {
    const match = { all: [[named(facetName, `${name}*`)]], none: [], from: null, to: null };
    return search.find(match, null, quickPosts).views;
  }

  function peopleNamed(name: string): readonly Person[] {
    const people = new Map(postsNamed('from', name).map(({ status }) => [status.author.handle.toLowerCase(), status.author]));
    return [...people.values()].slice(0, quickResults);
  }

  function tagsNamed(name: string): readonly string[] {
    const begin = fold(name);
    const tags = new Map(postsNamed('tag', name).flatMap(({ status }) => status.tags.map((tag) => [fold(tag.name), tag.name] as const)));
    return [...tags].flatMap(([folded, tag]) => (folded.startsWith(begin) ? [tag] : [])).slice(0, quickResults);
  }

  return {
    search: find,
    quick(typed) {
      const text = typed.trim();
      const name = isName.test(text) ? text.replace(/^[@#]/, '') : null;
      return {
        people: name === null || text.startsWith('#') ? [] : peopleNamed(name),
        tags: name === null || text.startsWith('@') ? [] : tagsNamed(name),
        posts: find({ text, cursor: null, limit: quickResults }).views.map(toQuickPost),
      };
    },
  };
}

function toQuickPost({ status: { uri, author, createdAt, spoilerText, content } }: StatusView): QuickPost {
  return { uri, author, createdAt, text: (spoilerText === '' ? toPlainText(content) : spoilerText).slice(0, longestLine) };
}
