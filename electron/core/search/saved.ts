import { fail, ok, type Result } from '../../contract/result.ts';
import { planQuery } from './plan.ts';
import { parseQuery } from './query.ts';
import type { Match } from './store.ts';
import type { SavedSearch } from '../timelines/index.ts';
import type { SearchDeps } from './types.ts';

/** Queries that stand in a column. Where a part means nothing the rest would find far more than was asked for: then nothing is found. */
export function createSavedSearch({ search, clock, ownAccounts }: SearchDeps): SavedSearch {
  function matchOf(query: string): Result<Match> {
    const { match, problems, isEmpty } = planQuery(parseQuery(query), { now: clock.now(), accounts: ownAccounts() });
    const [problem] = problems;
    if (problem === undefined && !isEmpty) return ok(match);
    return fail({ kind: 'invalidInput', field: 'query', message: problem === undefined || problem.part === '' ? query : problem.part });
  }

  return {
    page(query, cursor, limit) {
      const match = matchOf(query);
      return match.ok ? ok(search.find(match.value, cursor, limit)) : match;
    },
    among(query, posts) {
      const match = matchOf(query);
      return match.ok ? ok(search.among(match.value, posts.map(({ key }) => key))) : match;
    },
  };
}
