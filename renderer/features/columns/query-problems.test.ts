import { expect, test } from 'vitest';
import type { QueryProblem } from '../../../electron/contract/search.ts';
import { columnsText } from '../../text/columns.ts';
import { blankSource, type SourceDraft } from './column-draft.ts';
import { queryProblems } from './query-problems.ts';

const search = (query: string): SourceDraft => ({ ...blankSource, kind: 'search', query });
const known: Readonly<Record<string, readonly QueryProblem[]>> = {
  lapwing: [],
  'lapwing has:medai': [{ kind: 'badValue', part: 'has:medai', suggestions: ['has:media'] }],
  'before:never': [{ kind: 'badDate', part: 'before:never', suggestions: [] }],
};

test('names what means nothing by the field it stands in, with what may have been meant', async () => {
  const asked: string[] = [];
  const sources = [search('lapwing'), { ...blankSource, query: 'kept while another kind is chosen' }, search(' lapwing has:medai'), search('before:never'), search('""')];
  const problems = await queryProblems(sources, async (text) => {
    asked.push(text);
    return { problems: known[text] ?? [], isEmpty: text === '""' };
  });
  expect(asked).toEqual(['lapwing', 'lapwing has:medai', 'before:never', '""']);
  expect(Object.keys(problems)).toEqual(['query2', 'query3', 'query4']);
  expect(problems['query2']).toContain('has:media');
  expect(problems['query4']).toBe(columnsText.noQuery);
});
