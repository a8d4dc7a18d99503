import type { AccountKey, AppError } from '../../electron/contract/index.ts';
import type { FoundPerson, FoundTag, SearchKind, ServerFindings } from '../../electron/contract/search.ts';
import type { StatusView } from '../../electron/contract/statuses.ts';

/** Something found, with the accounts whose servers found it, in the order in which they answered. */
export interface FoundBy<T> {
  readonly key: string;
  readonly found: T;
  readonly accounts: readonly AccountKey[];
}

export type AskedAccount =
  | { readonly account: AccountKey; readonly state: 'asking' }
  | { readonly account: AccountKey; readonly state: 'answered'; readonly count: number }
  | { readonly account: AccountKey; readonly state: 'failed'; readonly error: AppError };

/** One search over the servers, as far as they have answered. */
export interface Findings {
  readonly id: string;
  readonly text: string;
  readonly kind: SearchKind;
  readonly asked: readonly AskedAccount[];
  readonly people: readonly FoundBy<FoundPerson>[];
  readonly posts: readonly FoundBy<StatusView>[];
  readonly tags: readonly FoundBy<FoundTag>[];
}

export function beginFindings(id: string, text: string, kind: SearchKind): Findings {
  return { id, text, kind, asked: [], people: [], posts: [], tags: [] };
}

/** Accounts that answered before it was known who is asked stay as they are. */
export function withAsked(findings: Findings, accounts: readonly AccountKey[]): Findings {
  const known = new Map(findings.asked.map((each) => [each.account, each]));
  return { ...findings, asked: accounts.map((account) => known.get(account) ?? { account, state: 'asking' }) };
}

export function withAnswer(findings: Findings, account: AccountKey, answer: ServerFindings | AppError): Findings {
  const state: AskedAccount = 'people' in answer ? { account, state: 'answered', count: answer[findings.kind].length } : { account, state: 'failed', error: answer };
  const isKnown = findings.asked.some((each) => each.account === account);
  const asked = isKnown ? findings.asked.map((each) => (each.account === account ? state : each)) : [...findings.asked, state];
  if (!('people' in answer)) return { ...findings, asked };
  return {
    ...findings,
    asked,
    people: merge(findings.people, answer.people, account, ({ person }) => person.handle.toLowerCase()),
    posts: merge(findings.posts, answer.posts, account, ({ status }) => status.uri).toSorted((a, b) => b.found.status.createdAt - a.found.status.createdAt),
    tags: merge(findings.tags, answer.tags, account, ({ name }) => name.toLowerCase()),
  };
}

/** What two servers found is one thing; what more of them found comes first, else what came first stays above. */
function merge<T>(known: readonly FoundBy<T>[], found: readonly T[], account: AccountKey, keyOf: (item: T) => string): readonly FoundBy<T>[] {
  const all = new Map(known.map((each) => [each.key, each]));
  for (const item of found) {
    const key = keyOf(item);
    const before = all.get(key);
    if (before?.accounts.includes(account) === true) continue;
    all.set(key, { key, found: before?.found ?? item, accounts: [...(before?.accounts ?? []), account] });
  }
  return [...all.values()].toSorted((a, b) => b.accounts.length - a.accounts.length);
}

export const isAsking = ({ asked }: Findings): boolean => asked.length === 0 || asked.some(({ state }) => state === 'asking');
