import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkQuiet, type Finding } from './checker.ts';
import { removeProfile, type Plants } from './client.ts';
import { scheduleFaults } from './fault-schedule.ts';
import type { FaultKind } from './faults.ts';
import { scheduleNotes } from './notes.ts';
import { schedulePosts } from './posts.ts';
import { scheduleReader } from './reader.ts';
import { createWorld, wakeUp, type World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** Simulated hours with faults; then comes the quiet. */
  readonly hours: number;
  readonly plants?: Plants;
  /** Gives up at the first thing that is wrong. */
  readonly stopEarly?: boolean;
}

export interface SimulationReport {
  readonly seed: number;
  readonly accountHours: number;
  readonly findings: readonly Finding[];
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly hash: string;
  readonly posts: number;
  readonly tail: readonly string[];
}

const HOUR_MS = 3_600_000;
const LOOK_MS = 20_000;
/** From the last fault to the check: the longest backoff, a second look and a sweep fit in well. */
const QUIET_MS = 25 * 60_000;
/** Lines of the trace that a failing run shows. */
const TAIL = 5_000;

/** One run, from a seed to what was wrong. */
export async function runSimulation({ seed, hours, plants = {}, stopEarly = false }: SimulationOptions): Promise<SimulationReport> {
  const base = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'skein-simulation-'));
  const world = createWorld(seed, plants, base);
  try {
    const { burst } = schedulePosts(world);
    scheduleFaults(world, burst);
    if (world.keepsInbox) scheduleNotes(world);
    scheduleReader(world);
    const isOver = (): boolean => stopEarly && world.watch.findings.length > 0;
    await live(world, hours * HOUR_MS, isOver);
    if (!isOver()) await calmDown(world, isOver);
    const now = world.time.now();
    const quiet = isOver() ? [] : checkQuiet(world.client, world.accounts, world.signedOut, now - QUIET_MS, now);
    const findings = [...world.watch.findings, ...quiet];
    return { seed, accountHours: hours * world.accounts.length, findings, faults: world.faults.counts, hash: world.trace.hash(), posts: world.posts, tail: world.trace.tail(TAIL) };
  } finally {
    world.client.kill();
    removeProfile(base);
  }
}

/** Lets time pass, looking at the app three times a minute. */
async function live(world: World, ms: number, isOver: () => boolean): Promise<void> {
  const end = world.time.now() + ms;
  while (world.time.now() < end && !isOver()) {
    await world.time.runUntil(world.time.now() + LOOK_MS);
    if (!world.down) world.watch.look(world.client);
  }
}

async function calmDown(world: World, isOver: () => boolean): Promise<void> {
  world.quiet = true;
  world.faults.clear();
  world.net.networkDown = false;
  world.client.diskFull = false;
  world.watch.diskFree();
  for (const server of world.servers) server.clockOffMs = 0;
  if (world.time.machine.asleep) wakeUp(world, 0);
  world.watch.troubleFor(null);
  await live(world, QUIET_MS, isOver);
}
