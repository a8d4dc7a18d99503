import { createPracticeWorld, startPracticeServers } from './index.ts';
import type { PracticeWorld, SignIn } from './index.ts';
import { readSnapshot, restoreSnapshot, takeSnapshot, writeSnapshot } from './snapshot.ts';
import { cast } from './cast/index.ts';
import { drawRehearsal, rehearsalServers, resumeRehearsal, stageRehearsal, tellRehearsal } from './rehearsal/index.ts';

/** The person trying the app: two accounts on two servers. */
const trialAccounts = ['maren@kelp.example', 'birdcount@nordsee.example'] as const;
const saveEveryMs = 3000;

export interface DefaultWorldOptions {
  /** Where the world is kept between runs; without it, it ends with the process. */
  readonly dataFile?: string;
  /** Port of the first server; the others take the following ones. 0 or nothing: any free port. */
  readonly port?: number;
  readonly seed?: number;
}

export interface DefaultWorld {
  readonly world: PracticeWorld;
  readonly servers: readonly { readonly domain: string; readonly origin: string }[];
  /** Good when it is read: whoever signs out revokes the token it got. */
  readonly signIns: readonly SignIn[];
  close(): Promise<void>;
}

/** Ports of the last run, so that the addresses of accounts stay right. */
function portsOf(options: DefaultWorldOptions, snapshot: ReturnType<typeof readSnapshot>, world: PracticeWorld): Record<string, number> {
  if (snapshot) return Object.fromEntries(snapshot.servers.map((server) => [server.domain, server.port]));
  const first = options.port ?? 0;
  return first === 0 ? {} : Object.fromEntries(world.servers.map((server, index) => [server.domain, first + index]));
}

/** The world for people who try the app. Started again with the same file, it goes on where it was. */
export async function startDefaultWorld(options: DefaultWorldOptions = {}): Promise<DefaultWorld> {
  const snapshot = options.dataFile === undefined ? null : readSnapshot(options.dataFile);
  const seed = snapshot?.seed ?? options.seed ?? 1;
  const world = createPracticeWorld({ seed, cast: cast(seed), servers: rehearsalServers });
  drawRehearsal(world);
  if (snapshot) restoreSnapshot(world, snapshot);
  else stageRehearsal(world);
  resumeRehearsal(world);
  const started = await startPracticeServers(world, portsOf(options, snapshot, world));
  world.stage?.start();
  if (!snapshot) tellRehearsal(world);
  const { dataFile } = options;
  let changed = true;
  const save = () => {
    if (dataFile === undefined || !changed) return;
    changed = false;
    writeSnapshot(dataFile, takeSnapshot(world, seed));
  };
  world.inner.onChange(() => void (changed = true));
  const saving = setInterval(save, saveEveryMs);
  save();
  return {
    world,
    get signIns() {
      return trialAccounts.map((key) => world.signIn(key));
    },
    servers: world.servers.map((server) => ({ domain: server.domain, origin: server.origin })),
    async close() {
      clearInterval(saving);
      await started.close();
      changed = true;
      save();
    },
  };
}
