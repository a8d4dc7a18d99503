import { noRules } from '../../../electron/contract/defaults.ts';
import { isOfNobody } from '../../../electron/contract/feed-keys.ts';
import type { ColumnRules, ColumnSpec, ReadingColumn } from '../../../electron/contract/columns.ts';
import type { FeedGroup, FeedKind, FeedSource } from '../../../electron/contract/feeds.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { patternProblem } from '../../stores/column-rules.ts';
import { columnsText } from '../../text/columns.ts';

/** One source as it is being written down. What its kind does not need is kept, in case the kind changes back. */
export interface SourceDraft {
  readonly kind: FeedKind;
  readonly any: string;
  readonly all: string;
  readonly none: string;
  readonly handle: string;
  readonly host: string;
  readonly query: string;
  readonly list: { readonly account: AccountKey; readonly id: string; readonly title: string } | null;
}

export interface ColumnDraft {
  readonly sources: readonly SourceDraft[];
  readonly accounts: 'all' | readonly AccountKey[];
  readonly name: string;
  readonly repeats: ReadingColumn['repeats'];
  readonly order: ReadingColumn['order'];
  readonly rules: Omit<ColumnRules, 'languages' | 'words' | 'pattern'>;
  readonly languages: string;
  readonly words: string;
  readonly pattern: string;
}

/** What is wrong, by the field it is wrong in: `any0` is the tags of the first source. */
export type DraftProblems = Readonly<Record<string, string>>;

export const blankSource: SourceDraft = { kind: 'local', any: '', all: '', none: '', handle: '', host: '', query: '', list: null };

export function draftOf(column: ColumnSpec | null): ColumnDraft {
  const reading = column === null || column.kind === 'inbox' ? null : column;
  const { languages, words, pattern, ...rules } = reading?.rules ?? noRules;
  const feeds = reading?.kind === 'feeds' ? reading.feeds : [];
  const shared = feeds.find(({ source }) => source.kind !== 'list' && !isOfNobody(source));
  return {
    sources: feeds.length === 0 ? [blankSource] : feeds.map(sourceDraftOf),
    accounts: shared?.accounts ?? 'all',
    name: column?.name ?? '',
    repeats: reading?.repeats ?? 'once',
    order: reading?.order ?? 'newest',
    rules,
    languages: languages.join(' '),
    words: words.join(', '),
    pattern: pattern ?? '',
  };
}

function sourceDraftOf({ source, accounts }: FeedGroup): SourceDraft {
  const blank = { ...blankSource, kind: source.kind };
  switch (source.kind) {
    case 'hashtag':
      return { ...blank, any: source.any.join(' '), all: source.all.join(' '), none: source.none.join(' ') };
    case 'person':
      return { ...blank, handle: source.handle };
    case 'instance':
      return { ...blank, host: source.host };
    case 'search':
      return { ...blank, query: source.query };
    case 'list': {
      const account = accounts === 'all' ? undefined : accounts[0];
      return { ...blank, list: account === undefined ? null : { account, id: source.id, title: source.title } };
    }
    default:
      return blank;
  }
}

const parts = (text: string): string[] => [...new Set(text.split(/[\s,]+/).map((part) => part.replace(/^#/, '')).filter((part) => part !== ''))];
const tagShape = /^[\p{L}\p{M}\p{N}_·・‌]{1,100}$/u;
const languageShape = /^[a-z]{2,3}$/;

/** A source as the app takes it, or what is wrong with it, by field. */
function toSource(draft: SourceDraft): FeedSource | Readonly<Record<string, string>> {
  switch (draft.kind) {
    case 'hashtag': {
      const [any, all, none] = [parts(draft.any), parts(draft.all), parts(draft.none)];
      const isGood = any.length > 0 && [any, all, none].every((tags) => tags.length <= 10 && tags.every((tag) => tagShape.test(tag)));
      return isGood ? { kind: 'hashtag', any, all, none } : { any: columnsText.badTags };
    }
    case 'person': {
      const handle = draft.handle.trim().replace(/^@/, '');
      return /^[^\s@/]{1,256}@[^\s@/]{1,256}$/.test(handle) ? { kind: 'person', handle } : { handle: columnsText.badHandle };
    }
    case 'instance': {
      const host = draft.host.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/\/.*$/, '');
      return /^[\p{L}\p{N}.-]{1,253}(?::\d{1,5})?$/u.test(host) ? { kind: 'instance', host } : { host: columnsText.badHost };
    }
    case 'search': {
      const query = draft.query.trim();
      return query === '' ? { query: columnsText.noQuery } : { kind: 'search', query };
    }
    case 'list':
      return draft.list === null ? { list: columnsText.pickList } : { kind: 'list', id: draft.list.id, title: draft.list.title };
    default:
      return { kind: draft.kind };
  }
}

/** A list belongs to one account. Nobody ticked: all. */
function readersOf({ kind, list }: SourceDraft, accounts: ColumnDraft['accounts']): FeedGroup['accounts'] {
  if (kind === 'list' && list !== null) return [list.account];
  return accounts === 'all' || accounts.length === 0 ? 'all' : [...accounts];
}

const isSource = (made: ReturnType<typeof toSource>): made is FeedSource => 'kind' in made;

export interface DraftedColumn {
  readonly feeds: readonly FeedGroup[];
  readonly name: string | null;
  readonly rules: ColumnRules;
  readonly repeats: ReadingColumn['repeats'];
  readonly order: ReadingColumn['order'];
}

/** `readsFeeds` false: a column that follows the rail, of which only the rest is written down. */
export function readDraft(draft: ColumnDraft, readsFeeds: boolean): { readonly column: DraftedColumn } | { readonly problems: DraftProblems } {
  const problems: Record<string, string> = {};
  const feeds: FeedGroup[] = [];
  for (const [index, source] of (readsFeeds ? draft.sources : []).entries()) {
    const made = toSource(source);
    if (isSource(made)) feeds.push({ source: made, accounts: readersOf(source, draft.accounts) });
    else for (const [field, problem] of Object.entries(made)) problems[`${field}${index}`] = problem;
  }
  const languages = parts(draft.languages.toLowerCase());
  if (!languages.every((language) => languageShape.test(language))) problems['languages'] = columnsText.badLanguages;
  const wrong = draft.pattern === '' ? null : patternProblem(draft.pattern);
  if (wrong !== null) problems['pattern'] = columnsText.patternProblem[wrong];
  if (Object.keys(problems).length > 0) return { problems };
  const words = draft.words.split(',').map((word) => word.trim()).filter((word) => word !== '').slice(0, 50);
  const rules: ColumnRules = { ...draft.rules, languages, words, pattern: draft.pattern === '' ? null : draft.pattern };
  return { column: { feeds, name: draft.name.trim() === '' ? null : draft.name.trim(), rules, repeats: draft.repeats, order: draft.order } };
}
