import type { CallOptions } from '../../fediverse.ts';
import type { PublicReader } from '../../fediverse-moving.ts';
import type { HostFacts } from './plan.ts';
import type { PlanStore } from './store.ts';

/** Servers asked at the same time; each is another one, so nobody is asked twice at once. */
const lanes = 8;

export interface HostDeps {
  readonly store: PlanStore;
  readonly reader: PublicReader;
}

/** Asks servers of followers what they run, and keeps since when one has been silent. */
export async function readHosts(deps: HostDeps, plan: string, hosts: readonly string[], { now, options }: { readonly now: number; readonly options: CallOptions }): Promise<void> {
  const known = deps.store.hosts(plan);
  const queue = [...hosts];
  async function lane(): Promise<void> {
    for (let host = queue.shift(); host !== undefined; host = queue.shift()) {
      const answer = await deps.reader.software(host, options);
      if (!answer.ok && answer.error.kind === 'cancelled') return;
      const before = known.get(host);
      const facts: HostFacts = answer.ok
        ? { software: answer.value ?? before?.software ?? null, checkedAt: now, silentSince: null }
        : { software: before?.software ?? null, checkedAt: now, silentSince: before?.silentSince ?? now };
      deps.store.putHost(plan, host, facts);
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, hosts.length) }, lane));
}
