import type { SearchState } from '../../stores/search.ts';
import { columnsText } from '../../text/columns.ts';
import { searchText } from '../../text/search.ts';
import type { DraftProblems, SourceDraft } from './column-draft.ts';

/** What is wrong with the searches among these sources, by field: a column must not show more than was asked for. */
export async function queryProblems(sources: readonly SourceDraft[], check: SearchState['check']): Promise<DraftProblems> {
  const problems: Record<string, string> = {};
  await Promise.all(
    sources.map(async ({ kind, query }, index) => {
      if (kind !== 'search') return;
      const { problems: found, isEmpty } = await check(query.trim());
      const [first] = found;
      if (first !== undefined) problems[`query${index}`] = [searchText.problems(first), ...(first.suggestions.length > 0 ? [columnsText.mayMean(first.suggestions)] : [])].join(' ');
      else if (isEmpty) problems[`query${index}`] = columnsText.noQuery;
    }),
  );
  return problems;
}
