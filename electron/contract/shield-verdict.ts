import type { AccountKey } from './ids.ts';
import type { HiddenKind, Shield } from './shield.ts';

/** Who hides somebody, and how. */
export interface ShieldVerdict {
  readonly kind: HiddenKind;
  readonly account: AccountKey;
  /** The handle or the domain that is hidden. */
  readonly subject: string;
}

interface Sets {
  /** By handle in lower case; epoch ms of the end, null where it stays. */
  readonly people: ReadonlyMap<string, { readonly kind: 'mute' | 'block'; readonly endsAt: number | null }>;
  readonly domains: ReadonlySet<string>;
}

/** The rules, ready to be asked for every post on the screen. */
export interface ShieldIndex {
  readonly over: ReadonlyMap<AccountKey | 'foreign', readonly AccountKey[]>;
  readonly sets: ReadonlyMap<AccountKey, Sets>;
}

export const noShield: ShieldIndex = { over: new Map(), sets: new Map() };

export function indexOf({ rules, sets }: Shield): ShieldIndex {
  const over = Map.groupBy(rules, (rule) => rule.over);
  return {
    over: new Map([...over].map(([shown, those]) => [shown, those.map(({ from }) => from)])),
    sets: new Map(
      sets.map(({ account, hidden }) => {
        // A block says more than a mute of the same person, and stays.
        const people = hidden.toSorted((a, b) => Number(a.kind === 'block') - Number(b.kind === 'block')).flatMap(({ kind, subject, endsAt }) => (kind === 'domain' ? [] : [[subject, { kind, endsAt }] as const]));
        return [account, { people: new Map(people), domains: new Set(hidden.flatMap(({ kind, subject }) => (kind === 'domain' ? [subject] : []))) }];
      }),
    ),
  };
}

/**
 * Whether one of these people is hidden in what `reached` shows. A rule is for a pair of accounts: a post that came by
 * an account nobody shields is shown. `reached` empty: it was read without an account.
 */
export function shieldVerdict(handles: readonly string[], reached: readonly AccountKey[], { over, sets }: ShieldIndex, now: number): ShieldVerdict | null {
  if (over.size === 0) return null;
  const shown: readonly (AccountKey | 'foreign')[] = reached.length === 0 ? ['foreign'] : reached;
  let verdict: ShieldVerdict | null = null;
  for (const place of shown) {
    const found = firstOf([...(over.get(place) ?? []), ...(place === 'foreign' || !sets.has(place) ? [] : [place])], handles, sets, now);
    if (found === null) return null;
    verdict ??= found;
  }
  return verdict;
}

/**
 * Whether other accounts hide this person in what `place` is told. What the account itself hides is its server's to
 * keep back: a mute may be meant for timelines only.
 */
export function hiddenByOthers(handle: string, place: AccountKey, { over, sets }: ShieldIndex, now: number): ShieldVerdict | null {
  return firstOf(over.get(place) ?? [], [handle], sets, now);
}

function firstOf(from: readonly AccountKey[], handles: readonly string[], sets: ShieldIndex['sets'], now: number): ShieldVerdict | null {
  for (const account of from) {
    const own = sets.get(account);
    if (own === undefined) continue;
    for (const handle of handles) {
      const name = handle.toLowerCase();
      const person = own.people.get(name);
      if (person !== undefined && (person.endsAt === null || person.endsAt > now)) return { kind: person.kind, account, subject: name };
      const domain = name.slice(name.lastIndexOf('@') + 1);
      if (own.domains.has(domain)) return { kind: 'domain', account, subject: domain };
    }
  }
  return null;
}
