import type { AccountKey } from '../../contract/ids.ts';
import type { QueryProblem } from '../../contract/search.ts';
import { parsePeriod } from './dates.ts';
import { accountFacet, every } from './document.ts';
import { closest } from './near.ts';
import type { ParsedQuery, QueryPart } from './query.ts';
import type { Match, Phrase } from './store.ts';
import { facet, toPhrase } from './tokens.ts';

/** An account of the person, signed in or not. */
export interface OwnAccount {
  readonly key: AccountKey;
  readonly handle: string;
  readonly nickname: string;
}

export interface Plan {
  readonly match: Match;
  /**
   * The same without that the last word may go on; null where it may not. Asked first: looking up all words with a
   * beginning takes longer than one word, and where that fills a page nobody waits for more.
   */
  readonly narrow: Match | null;
  readonly problems: readonly QueryProblem[];
  /** Nothing says what to look for. */
  readonly isEmpty: boolean;
}

type OperatorPart = Extract<QueryPart, { kind: 'operator' }>;
/** What one part asks for: any of these phrases, or a bound in time. */
type Asked = { readonly any: readonly Phrase[] } | { readonly before: number } | { readonly after: number } | { readonly problem: QueryProblem };

interface PlanContext {
  readonly now: number;
  readonly accounts: readonly OwnAccount[];
  /** Accounts the query is about, from `account:`. Null: any. */
  readonly within: readonly OwnAccount[] | null;
}

const values = {
  has: ['media', 'image', 'video', 'audio', 'poll', 'link'],
  is: ['reply', 'boost', 'mine'],
  in: ['bookmarks', 'favourites'],
} as const;
const otherNames: Readonly<Record<string, string>> = { images: 'image', videos: 'video', polls: 'poll', links: 'link', replies: 'reply', boosts: 'boost', reblog: 'boost', bookmark: 'bookmarks', favourite: 'favourites', favorites: 'favourites', favs: 'favourites' };

/** Shorter beginnings of words fit so much that looking them up takes longer than a keystroke; of names there are fewer. */
const shortestPrefix = 3;
const shortestNamePrefix = 2;

const word = (name: string): Phrase => ({ words: [name], isPrefix: false });
const nothing: Asked = { any: [] };

/** What to look up in the index for a query. */
export function planQuery(query: ParsedQuery, { now, accounts }: { readonly now: number; readonly accounts: readonly OwnAccount[] }): Plan {
  const problems: QueryProblem[] = [...query.problems];
  const all: (readonly Phrase[])[] = [];
  const none: Phrase[] = [];
  const bounds = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const context = { now, accounts, within: accountsWithin(query, accounts) };
  for (const part of query.parts) {
    const asked = askedBy(part, context);
    if ('problem' in asked) problems.push(asked.problem);
    else if ('before' in asked) bounds.to = Math.min(bounds.to, asked.before);
    else if ('after' in asked) bounds.from = Math.max(bounds.from, asked.after);
    else if (part.negated) none.push(...asked.any);
    else if (asked.any.length > 0) all.push(asked.any);
  }
  const from = Number.isFinite(bounds.from) ? bounds.from : null;
  const to = Number.isFinite(bounds.to) ? bounds.to : null;
  if (from !== null && to !== null && from >= to) problems.push({ kind: 'emptyRange', part: '', suggestions: [] });
  const isEmpty = all.length === 0 && none.length === 0 && from === null && to === null;
  const match = { all: all.length === 0 ? [[word(every)]] : all, none, from, to };
  return { match, narrow: goesOn(query) ? narrowed(match) : null, problems, isEmpty };
}

/** The last word is being typed, and no star says that it may go on. */
const goesOn = ({ parts }: ParsedQuery): boolean => {
  const last = parts.at(-1);
  return last?.kind === 'text' && last.isLast && !last.text.endsWith('*');
};

function narrowed(match: Match): Match | null {
  const [group, ...rest] = match.all.toReversed();
  if (group?.some(({ isPrefix }) => isPrefix) !== true) return null;
  return { ...match, all: [...rest.toReversed(), group.map((phrase) => ({ ...phrase, isPrefix: false }))] };
}

function accountsWithin(query: ParsedQuery, accounts: readonly OwnAccount[]): readonly OwnAccount[] | null {
  const named = query.parts.filter((part) => part.kind === 'operator' && part.name === 'account' && !part.negated);
  return named.length === 0 ? null : named.flatMap((part) => (part.kind === 'operator' ? accountsNamed(part.value, accounts) : []));
}

/** By key, by handle, or by the beginning of either name. */
function accountsNamed(typed: string, accounts: readonly OwnAccount[]): readonly OwnAccount[] {
  const name = typed.toLowerCase().replace(/^@/, '');
  const exact = accounts.filter(({ key, handle, nickname }) => [key, handle, nickname].some((each) => each.toLowerCase() === name));
  return exact.length > 0 ? exact : accounts.filter(({ handle, nickname }) => handle.toLowerCase().startsWith(name) || nickname.toLowerCase().startsWith(name));
}

function askedBy(part: QueryPart, context: PlanContext): Asked {
  switch (part.kind) {
    case 'tag':
      return { any: [named('tag', part.name)] };
    case 'person':
      return { any: people(['from', 'mentions'], part.handle) };
    case 'text':
      return askedByText(part);
    case 'operator':
      return askedByOperator(part, context);
  }
}

function askedByText({ text, isQuoted, isLast }: Extract<QueryPart, { kind: 'text' }>): Asked {
  // Servers hide the beginning of an address from what is read.
  const words = toPhrase(text.replace(/^https?:\/\/(?:www\.)?/i, ''));
  if (words.length === 0) return nothing;
  const last = words.at(-1) ?? '';
  // What is being typed may go on. Pairs of a script without spaces need no prefix.
  const mayGoOn = text.endsWith('*') || (isLast && /[\p{L}\p{N}\p{M}]$/u.test(text));
  const isPrefix = mayGoOn && !isQuoted && last.length >= shortestPrefix;
  return { any: [{ words, isPrefix }] };
}

function people(names: readonly string[], handle: string): readonly Phrase[] {
  return names.map((name) => named(name, handle.replace(/^@/, '')));
}

/** A name that ends in `*` may go on. */
export function named(facetName: string, name: string): Phrase {
  const isPrefix = name.endsWith('*') && name.length > shortestNamePrefix;
  return { words: [facet(facetName, name.replace(/\*$/, ''))], isPrefix };
}

function askedByOperator(part: OperatorPart, context: PlanContext): Asked {
  const { name, value } = part;
  switch (name) {
    case 'from':
      return value.toLowerCase() === 'me' ? { any: mine(context) } : { any: people(['from'], value) };
    case 'to':
    case 'mentions':
      return value.toLowerCase() === 'me' ? { any: context.accounts.flatMap(({ handle }) => people([name], handle)) } : { any: people([name], value) };
    case 'lang':
      return /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i.test(value) ? { any: [word(facet('lang', value))] } : wrong('badValue', part, []);
    case 'account': {
      const named = accountsNamed(value, context.accounts);
      return named.length > 0 ? { any: named.map(({ key }) => word(accountFacet('account', key))) } : wrong('unknownAccount', part, context.accounts.map(({ handle }) => handle));
    }
    case 'before':
    case 'after':
      return bound(part, context.now);
    case 'has':
    case 'is':
    case 'in':
      return askedByValue(part, name, context);
  }
}

function wrong(kind: QueryProblem['kind'], { source }: OperatorPart, meant: readonly string[]): Asked {
  const operator = source.slice(0, source.indexOf(':') + 1);
  return { problem: { kind, part: source, suggestions: meant.slice(0, 8).map((other) => operator + (/\s/.test(other) ? `"${other}"` : other)) } };
}

/** `before:2026-03` ends where March begins; `after:2026-03` begins where March ends. Turned round by a minus. */
function bound(part: OperatorPart, now: number): Asked {
  const period = parsePeriod(part.value, now);
  if (period === null) return wrong('badDate', part, []);
  if (part.name === 'before') return part.negated ? { after: period.from } : { before: period.from };
  return part.negated ? { before: period.to } : { after: period.to };
}

function askedByValue(part: OperatorPart, name: keyof typeof values, context: PlanContext): Asked {
  const typed = part.value.toLowerCase();
  const value = otherNames[typed] ?? typed;
  const known: readonly string[] = values[name];
  if (!known.includes(value)) {
    const near = closest(typed, known);
    return wrong('badValue', part, near.length > 0 ? near : known);
  }
  if (value === 'mine') return { any: mine(context) };
  if (name !== 'in' || context.within === null) return { any: [word(facet(name, value))] };
  // Bookmarked by the account that is named, not by any.
  const which = value === 'bookmarks' ? 'bookmarks' : 'favourites';
  return { any: context.within.map(({ key }) => word(accountFacet(which, key))) };
}

function mine({ accounts, within }: PlanContext): readonly Phrase[] {
  const handles = (within ?? accounts).flatMap(({ handle }) => people(['from'], handle));
  // Without accounts nothing is mine: a word that no post has.
  return handles.length > 0 ? handles : [word(facet('from', ''))];
}
