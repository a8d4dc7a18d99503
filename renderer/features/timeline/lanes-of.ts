import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';

/** More lanes than this cannot be told apart: the rest of the accounts share one grey lane. */
const ownLanes = 8;

export interface Lane {
  readonly id: string;
  /** 1 to 8, or 0 for the lane that several accounts share. */
  readonly colour: number;
  readonly accounts: readonly AccountKey[];
}

/** One lane per account in the order of the rail, so that position tells what colour cannot. */
export function lanesOf(accounts: readonly Account[]): readonly Lane[] {
  const own = accounts.slice(0, ownLanes).map(({ key, colour }): Lane => ({ id: key, colour, accounts: [key] }));
  const rest = accounts.slice(ownLanes);
  return rest.length === 0 ? own : [...own, { id: 'rest', colour: 0, accounts: rest.map(({ key }) => key) }];
}

/** Width of the margin in px for this many lanes: 14 before, 7 each, 9 after. */
export function gutterWidth(lanes: number): number {
  return 14 + lanes * 7 + 9;
}
