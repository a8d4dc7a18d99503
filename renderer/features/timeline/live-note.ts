import type { Account } from '../../../electron/contract/accounts.ts';

/** What the head of a column has to say about the accounts in it. Nothing, as long as all is well. */
export type LiveNote =
  | { readonly kind: 'reconnecting'; readonly account: Account; readonly retryAt: number | null }
  | { readonly kind: 'signedOut'; readonly account: Account }
  | { readonly kind: 'offline'; readonly since: number; readonly account: Account | null }
  | { readonly kind: 'catchingUp'; readonly account: Account }
  | { readonly kind: 'several'; readonly count: number };

const troubled = new Set<Account['health']['state']>(['reconnecting', 'offline', 'signedOut']);

/** One line for all: the gravest where one account is concerned, a number where several are. */
export function liveNote(accounts: readonly Account[]): LiveNote | null {
  const inTrouble = accounts.filter(({ health }) => troubled.has(health.state));
  const offline = accounts.filter(({ health }) => health.state === 'offline');
  if (offline.length > 0 && offline.length === accounts.length) {
    return { kind: 'offline', since: Math.min(...offline.map(({ health }) => health.since)), account: accounts.length === 1 ? (accounts[0] ?? null) : null };
  }
  if (inTrouble.length > 1) return { kind: 'several', count: inTrouble.length };
  const [account] = inTrouble;
  if (account === undefined) {
    const catchingUp = accounts.find(({ health }) => health.state === 'catchingUp');
    return catchingUp === undefined ? null : { kind: 'catchingUp', account: catchingUp };
  }
  if (account.health.state === 'signedOut') return { kind: 'signedOut', account };
  if (account.health.state === 'offline') return { kind: 'offline', since: account.health.since, account };
  return { kind: 'reconnecting', account, retryAt: account.health.retryAt };
}
