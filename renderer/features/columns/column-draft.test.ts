import { describe, expect, it } from 'vitest';
import { noRules } from '../../../electron/contract/defaults.ts';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import type { FeedGroup } from '../../../electron/contract/feeds.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { blankSource, draftOf, readDraft, type ColumnDraft, type SourceDraft } from './column-draft.ts';

const me = 'a.example/1' as AccountKey;
const other = 'b.example/1' as AccountKey;
const draft = (change: Partial<ColumnDraft> = {}, ...sources: Partial<SourceDraft>[]): ColumnDraft => ({ ...draftOf(null), ...change, ...(sources.length === 0 ? {} : { sources: sources.map((source) => ({ ...blankSource, ...source })) }) });

function feedsOf(...sources: Partial<SourceDraft>[]): readonly FeedGroup[] {
  const read = readDraft(draft({}, ...sources), true);
  return 'column' in read ? read.column.feeds : [];
}

function problemsOf(change: Partial<ColumnDraft>, ...sources: Partial<SourceDraft>[]): readonly string[] {
  const read = readDraft(draft(change, ...sources), true);
  return 'problems' in read ? Object.keys(read.problems) : [];
}

describe('readDraft', () => {
  it('takes tags as people write them', () => {
    expect(feedsOf({ kind: 'hashtag', any: '#birds, tide  birds', none: '雪' })).toEqual([{ source: { kind: 'hashtag', any: ['birds', 'tide'], all: [], none: ['雪'] }, accounts: 'all' }]);
  });

  it('takes handles and servers as people copy them', () => {
    expect(feedsOf({ kind: 'person', handle: ' @ana@kelp.example ' }, { kind: 'instance', host: 'https://Far.Example/public/local' })).toEqual([
      { source: { kind: 'person', handle: 'ana@kelp.example' }, accounts: 'all' },
      { source: { kind: 'instance', host: 'far.example' }, accounts: 'all' },
    ]);
  });

  it('takes a search as it is typed, and gives it back to be changed', () => {
    const [group] = feedsOf({ kind: 'search', query: '  lapwing -is:boost ' });
    expect(group).toEqual({ source: { kind: 'search', query: 'lapwing -is:boost' }, accounts: 'all' });
    const column: ColumnSpec = { kind: 'feeds', id: 'c', name: null, width: null, rules: noRules, repeats: 'once', order: 'newest', feeds: group === undefined ? [] : [group] };
    expect(draftOf(column).sources).toMatchObject([{ kind: 'search', query: 'lapwing -is:boost' }]);
    expect(problemsOf({}, { kind: 'search', query: '  ' })).toEqual(['query0']);
  });

  it('reads a list with its own account, whoever is ticked', () => {
    const read = readDraft(draft({ accounts: [other] }, { kind: 'list', list: { account: me, id: '7', title: 'Near' } }, { kind: 'local' }), true);
    expect(read).toMatchObject({ column: { feeds: [{ source: { kind: 'list', id: '7' }, accounts: [me] }, { source: { kind: 'local' }, accounts: ['b.example/1'] }] } });
  });

  it.each<[string, Partial<ColumnDraft>, Partial<SourceDraft>, string]>([
    ['no tag', {}, { kind: 'hashtag', any: ' , ' }, 'any0'],
    ['a tag that is none', {}, { kind: 'hashtag', any: 'a-b' }, 'any0'],
    ['a bare name', {}, { kind: 'person', handle: 'ana' }, 'handle0'],
    ['no server', {}, { kind: 'instance', host: 'not a server' }, 'host0'],
    ['no list', {}, { kind: 'list' }, 'list0'],
    ['no language', { languages: 'english' }, {}, 'languages'],
    ['a slow pattern', { pattern: '(a+)+' }, {}, 'pattern'],
  ])('says that there is %s, and where', (_what, change, source, field) => expect(problemsOf(change, source)).toEqual([field]));

  it('does not look at sources where the column follows the rail', () => {
    expect(readDraft(draft({ words: 'a, b ,, c', name: '  ' }, { kind: 'person', handle: '' }), false)).toMatchObject({ column: { feeds: [], name: null, rules: { words: ['a', 'b', 'c'] } } });
  });

  it('gives back a column as it was', () => {
    const column: ColumnSpec = {
      kind: 'feeds',
      id: 'x',
      name: 'Mine',
      width: 400,
      feeds: [
        { source: { kind: 'hashtag', any: ['a'], all: ['b'], none: ['c'] }, accounts: [me] },
        { source: { kind: 'list', id: '7', title: 'Near' }, accounts: [me] },
        { source: { kind: 'instance', host: 'far.example' }, accounts: [me] },
      ],
      rules: { ...noRules, boosts: false, languages: ['de'], words: ['a b'], pattern: 'x+', minReblogs: 2 },
      repeats: 'each',
      order: 'oldest',
    };
    const { id: _id, kind: _kind, width: _width, ...rest } = column;
    expect(readDraft(draftOf(column), true)).toEqual({ column: rest });
  });
});
