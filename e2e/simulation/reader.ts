import type { Place, TimelineSpec } from '../../electron/contract/timelines.ts';
import { pickOf } from './faults.ts';
import { every } from './posts.ts';
import type { World } from './world.ts';

const everything: TimelineSpec = { source: 'home', accounts: 'all' };

/** A person reads: scrolls down, opens holes, asks for what is new. */
export function scheduleReader(world: World): void {
  every(world, 3_600_000, () => scroll(world, null, 3));
  every(world, 30 * 60_000, () => openHole(world));
  every(world, 40 * 60_000, () => {
    if (!isAway(world)) void world.client.timelines.refresh({ timeline: everything });
  });
}

function scroll(world: World, before: Place | null, pages: number): void {
  if (isAway(world) || pages === 0) return;
  const result = world.client.timelines.page({ timeline: everything, before, limit: 40 });
  if (!result.ok || result.value.older === 'end') return;
  const last = result.value.entries.at(-1) ?? before;
  world.time.after(8_000, () => scroll(world, last === null ? null : { at: last.at, id: last.id }, pages - 1));
}

function openHole(world: World): void {
  if (isAway(world)) return;
  const holes = world.accounts.flatMap((account) => world.client.stores.timelines.gaps(account.key));
  if (holes.length === 0) return;
  const hole = pickOf(world.random, holes);
  world.trace.add(world.time.now(), `opens ${hole.id}`);
  void world.client.timelines.loadGap({ gap: hole.id, from: world.random.unit() < 0.5 ? 'newer' : 'older' });
}

const isAway = (world: World): boolean => world.time.machine.asleep || world.down;
