import type { AccountKey } from '../../contract/ids.ts';
import type { FamiliarFollower } from '../../contract/people.ts';
import type { Person } from '../../contract/statuses.ts';

/** Whom each account named, each person once, those whom most accounts follow first. Own accounts stand elsewhere on the page. */
export function mergeFamiliar(told: readonly { readonly account: AccountKey; readonly people: readonly Person[] }[], ownHandles: ReadonlySet<string>): readonly FamiliarFollower[] {
  const byHandle = new Map<string, FamiliarFollower>();
  for (const { account, people } of told) {
    for (const person of people) {
      const handle = person.handle.toLowerCase();
      if (ownHandles.has(handle)) continue;
      const known = byHandle.get(handle);
      if (known?.followedBy.includes(account) === true) continue;
      byHandle.set(handle, known === undefined ? { person, followedBy: [account] } : { ...known, followedBy: [...known.followedBy, account] });
    }
  }
  return [...byHandle.values()].toSorted((a, b) => b.followedBy.length - a.followedBy.length);
}
