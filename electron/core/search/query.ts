import type { QueryProblem } from '../../contract/search.ts';
import { isNear } from './near.ts';

export const operators = ['from', 'to', 'mentions', 'has', 'is', 'in', 'account', 'lang', 'before', 'after'] as const;
export type Operator = (typeof operators)[number];

/** One thing a query asks for, as typed. `source` stands in the query. */
export type QueryPart =
  | { readonly kind: 'text'; readonly source: string; readonly negated: boolean; readonly text: string; readonly isQuoted: boolean; readonly isLast: boolean }
  | { readonly kind: 'tag'; readonly source: string; readonly negated: boolean; readonly name: string }
  | { readonly kind: 'person'; readonly source: string; readonly negated: boolean; readonly handle: string }
  | { readonly kind: 'operator'; readonly source: string; readonly negated: boolean; readonly name: Operator; readonly value: string };

export interface ParsedQuery {
  readonly parts: readonly QueryPart[];
  readonly problems: readonly QueryProblem[];
}

/** More than anybody types; keeps what the index has to work on small. */
const mostParts = 32;

/** A minus, a name before a colon, a text in quotes (which may lack its end, while it is typed) or up to the next space. */
const pattern = /(?<minus>-?)(?:(?<name>[A-Za-z]+):(?=\S|$))?(?:["“„](?<quoted>[^"“”]*)(?<closed>["“”]?)|(?<bare>[^\s"“„]\S*)?)/gu;
const isOperator = (name: string): name is Operator => operators.some((operator) => operator === name);

/**
 * Reads what was typed into the search field. Never fails: what cannot be an operator is text (`12:30`, `https://…`),
 * and what looks like one with a slip in its name is told in `problems`.
 */
export function parseQuery(typed: string): ParsedQuery {
  const parts: QueryPart[] = [];
  const problems: QueryProblem[] = [];
  for (const match of typed.matchAll(pattern)) {
    const source = match[0];
    if (source === '' || source === '-') continue;
    if (parts.length === mostParts) {
      problems.push({ kind: 'tooLong', part: typed.slice(match.index), suggestions: [] });
      break;
    }
    const read = readPart(match, match.index + source.length === typed.length);
    if ('part' in read) problems.push(read);
    else parts.push(read);
  }
  return { parts, problems };
}

function readPart(match: RegExpExecArray, isLast: boolean): QueryPart | QueryProblem {
  const source = match[0];
  const { minus, name = '', quoted, bare = '' } = match.groups ?? {};
  const negated = minus === '-';
  const value = quoted ?? bare;
  if (name !== '') {
    const known = name.toLowerCase();
    if (isOperator(known)) return value === '' ? { kind: 'missingValue', part: source, suggestions: [] } : { kind: 'operator', source, negated, name: known, value };
    const meant = value.startsWith('//') ? [] : operators.filter((operator) => isNear(known, operator));
    if (meant.length > 0) return { kind: 'unknownOperator', part: source, suggestions: meant.map((operator) => source.replace(`${name}:`, `${operator}:`)) };
  }
  const text = name === '' ? value : `${name}:${value}`;
  if (quoted === undefined && /^#[\p{L}\p{N}]/u.test(text)) return { kind: 'tag', source, negated, name: text.slice(1) };
  if (quoted === undefined && /^@[\w.-]+(?:@[\w.:-]+)?$/.test(text)) return { kind: 'person', source, negated, handle: text.slice(1) };
  return { kind: 'text', source, negated, text, isQuoted: quoted !== undefined, isLast };
}
