/** "One posts, the others boost": who writes a post, and who boosts it once it is out. */
import type { Account } from '../../electron/contract/accounts.ts';
import type { DraftBody } from '../../electron/contract/compose.ts';
import type { AccountKey } from '../../electron/contract/index.ts';
import { withTarget } from './compose-body.ts';

type Target = DraftBody['targets'][number];

export function boostersOf({ boosters }: Pick<DraftBody, 'boosters'>): readonly Target[] {
  return boosters ?? [];
}

/** Every account the post has to do with: those that write, then those that boost. */
export function membersOf(body: DraftBody): readonly Target[] {
  return [...body.targets, ...boostersOf(body)];
}

function withMembers(body: DraftBody, targets: readonly Target[], boosters: readonly Target[]): DraftBody {
  const { boosters: _before, ...others } = body;
  return { ...others, targets: [...targets], ...(boosters.length === 0 ? {} : { boosters: [...boosters] }) };
}

/** The first account writes and the others boost, or all of them write. What each posts differently stays with it. */
export function withBoosting(body: DraftBody, isOn: boolean): DraftBody {
  const all = membersOf(body);
  return isOn ? withMembers(body, all.slice(0, 1), all.slice(1)) : withMembers(body, all, []);
}

/** Another account writes what the others boost. */
export function withWriter(body: DraftBody, account: AccountKey): DraftBody {
  const all = membersOf(body);
  const writer = all.filter((each) => each.account === account);
  return writer.length === 0 ? body : withMembers(body, writer, all.filter((each) => each.account !== account));
}

/** One more account: it boosts where the others do. */
export function withMember(body: DraftBody, account: Account): DraftBody {
  if (membersOf(body).some((each) => each.account === account.key)) return body;
  return boostersOf(body).length === 0 ? withTarget(body, account) : withMembers(body, body.targets, [...boostersOf(body), { account: account.key, overrides: {} }]);
}

/** Without an account; where it was the one that writes, the first of the others does. */
export function withoutMember(body: DraftBody, account: AccountKey): DraftBody {
  const left = (some: readonly Target[]): readonly Target[] => some.filter((each) => each.account !== account);
  const [targets, boosters] = [left(body.targets), left(boostersOf(body))];
  return targets.length > 0 ? withMembers(body, targets, boosters) : withMembers(body, boosters.slice(0, 1), boosters.slice(1));
}
