import type { HostFacts, StoredFollower, StoredPlan } from '../plan.ts';
import type { PlanStore } from '../store.ts';

interface Kept extends StoredFollower {
  readonly generation: number;
}

/** The store's contract in plain maps. What goes in comes out as a copy, like from a file. */
export function createMemoryPlanStore(): PlanStore & { readonly text: () => string } {
  const plans = new Map<string, string>();
  const followers = new Map<string, Map<string, Kept>>();
  const hosts = new Map<string, Map<string, HostFacts>>();
  const of = (plan: string): Map<string, Kept> => followers.get(plan) ?? followers.set(plan, new Map()).get(plan)!;
  const change = (plan: string, uri: string, to: Partial<Kept>): void => {
    const known = of(plan).get(uri);
    if (known !== undefined) of(plan).set(uri, { ...known, ...to });
  };
  return {
    text: () => JSON.stringify([...plans.values(), ...[...followers.values()].map((each) => [...each.values()])]),
    plans: () => [...plans.values()].map((json) => JSON.parse(json) as StoredPlan).toSorted((one, other) => one.createdAt - other.createdAt),
    put: (plan) => void plans.set(plan.id, JSON.stringify(plan)),
    remove(plan) {
      plans.delete(plan);
      followers.delete(plan);
      hosts.delete(plan);
    },
    addFollowers: (plan, generation, added) => added.forEach((each) => of(plan).set(each.uri, { class: of(plan).get(each.uri)?.class ?? 'stillOld', ...each, generation })),
    dropOlder(plan, generation) {
      for (const each of of(plan).values()) if (each.generation < generation) of(plan).delete(each.uri);
    },
    setClass: (plan, uris, to) => uris.forEach((uri) => change(plan, uri, { class: to })),
    setHostClass(plan, host, to) {
      for (const each of of(plan).values()) if (each.host === host && ['stillOld', 'cannot', 'unreachable'].includes(each.class)) change(plan, each.uri, { class: to });
    },
    known: (plan, uris) => new Map(uris.flatMap((uri) => (of(plan).has(uri) ? [[uri, of(plan).get(uri)!.class] as const] : []))),
    followers: (plan, query) =>
      [...of(plan).values()]
        .filter((each) => each.uri > (query.after ?? '') && (query.class === null || each.class === query.class) && (query.host === null || each.host === query.host))
        .toSorted((one, other) => (one.uri < other.uri ? -1 : 1))
        .slice(0, query.limit)
        .map(({ generation: _generation, ...each }) => each),
    hostCounts(plan) {
      const groups = Map.groupBy(of(plan).values(), (each) => `${each.host} ${each.class}`);
      return [...groups.values()].map((each) => ({ host: each[0]!.host, class: each[0]!.class, count: each.length }));
    },
    hosts: (plan) => new Map(hosts.get(plan)),
    putHost: (plan, host, facts) => void (hosts.get(plan) ?? hosts.set(plan, new Map()).get(plan)!).set(host, facts),
  };
}
