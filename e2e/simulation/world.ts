import { join } from 'node:path';
import type { AccountKey } from '../../electron/contract/ids.ts';
import type { Random } from '../../electron/core/ports.ts';
import { createFakeLifecycle, createRecordedLog, createSeededRandom } from '../../electron/core/testing/fake-ports.ts';
import { copyProfile, createClient, removeProfile, type Client, type Plants } from './client.ts';
import { createFaults, type Faults } from './faults.ts';
import { addAccount, createModelServer, flavours, type ModelAccount, type ModelServer } from './model-server.ts';
import { createSimNet, type SimNet } from './sim-net.ts';
import { createSimTime, type SimTime } from './sim-time.ts';
import { createTrace, type Trace } from './trace.ts';
import { createWatch, type Watch } from './watch.ts';

/** When every run begins, true time. */
const START = Date.UTC(2026, 10, 22, 20);
/** Lines a home keeps: a small window makes runs fast and holes real. */
const WINDOW = 36;
/** Lines a page holds at most, few of the 40 that servers give: the same walks over fewer posts, and more than one unasked walk takes. */
const PAGE = 5;

/** One seed in so many has an inbox beside the homes: its looks cost more than all else. */
export const INBOX_EVERY = 9;

/** All that the parts of one run share. */
export interface World {
  readonly time: SimTime;
  readonly random: Random;
  readonly trace: Trace;
  readonly faults: Faults;
  readonly servers: readonly ModelServer[];
  readonly accounts: readonly ModelAccount[];
  readonly net: SimNet;
  readonly watch: Watch;
  readonly lifecycle: ReturnType<typeof createFakeLifecycle>;
  readonly signedOut: Set<AccountKey>;
  /** The app keeps an inbox too, and people react. */
  readonly keepsInbox: boolean;
  /** No faults any more. */
  quiet: boolean;
  /** The app does not run. */
  down: boolean;
  client: Client;
  /** Ends the app's life in the given way and starts it again from what is on the disk. */
  restart(how: 'kill' | 'powerLoss', downMs: number): void;
  posts: number;
}

/** One seed in so many has a server without a stream: asking it every minute costs as much as all other accounts. */
const POLLED_EVERY = 4;

function createServers(seed: number): ModelServer[] {
  const last = seed % POLLED_EVERY === 1 ? flavours.mitra : flavours.gotosocial;
  const [kelp, moss, fern, reed] = [
    createModelServer('kelp.example', flavours.mastodon, { window: WINDOW, page: PAGE }),
    createModelServer('moss.example', flavours.gotosocial, { window: WINDOW, page: PAGE }),
    createModelServer('fern.example', flavours.akkoma, { window: WINDOW, page: PAGE }),
    createModelServer('reed.example', last, { window: WINDOW, page: PAGE }),
  ];
  addAccount(kelp, 'ana');
  addAccount(kelp, 'ben');
  addAccount(moss, 'cleo');
  addAccount(fern, 'dov');
  addAccount(reed, 'eli');
  return [kelp, moss, fern, reed];
}

export function wakeUp(world: World, sleptMs: number): void {
  world.time.machine.wake();
  world.net.woke(sleptMs);
  world.watch.troubleFor(null);
}

/** A fresh world, with the app just started; its profile is below `base`. */
export function createWorld(seed: number, plants: Plants, base: string): World {
  const random = createSeededRandom(seed);
  const time = createSimTime(START);
  const trace = createTrace();
  const faults = createFaults();
  const servers = createServers(seed);
  const accounts = servers.flatMap((server) => server.accounts);
  const lifecycle = createFakeLifecycle();
  const signedOut = new Set<AccountKey>();
  const keepsInbox = seed % INBOX_EVERY === 0;
  const watch = createWatch({ time, servers, client: () => world.client, sockets: () => net.sockets });
  const net = createSimNet({ time, random, trace, faults, servers, witness: watch });
  let life = 0;
  const dirOf = (number: number): string => join(base, String(number));

  function start(): Client {
    const own = life;
    watch.reborn();
    return createClient({
      clock: time.machine.clock,
      random: createSeededRandom(Math.floor(random.unit() * 2 ** 32)),
      net: net.forLife(() => life === own),
      lifecycle: lifecycleOf(() => life === own),
      log: createRecordedLog(),
      dataDir: dirOf(own),
      accounts,
      signedOut,
      inbox: keepsInbox,
      plants,
      healthChanged(account, health) {
        if (life !== own) return;
        trace.add(time.now(), `${account} is ${health.state}`);
        if (health.state === 'signedOut') signedOut.add(account);
        watch.health(account, health);
      },
    });
  }

  const lifecycleOf = (isAlive: () => boolean): typeof lifecycle => ({
    ...lifecycle,
    onResume: (task) => lifecycle.onResume(() => (isAlive() ? task() : undefined)),
    onOnline: (task) => lifecycle.onOnline((online) => (isAlive() ? task(online) : undefined)),
  });

  const world: World = {
    time, random, trace, faults, servers, accounts, net, watch, lifecycle, signedOut, keepsInbox,
    quiet: false,
    down: false,
    posts: 0,
    client: null as unknown as Client,
    restart(how, downMs) {
      if (world.down) return;
      world.down = true;
      const before = life;
      life += 1;
      copyProfile(dirOf(before), dirOf(life), how);
      world.client.kill();
      removeProfile(dirOf(before));
      for (const socket of net.sockets) socket.vanish();
      time.after(downMs, () => {
        world.client = start();
        world.down = false;
      });
      trace.add(time.now(), how);
    },
  };
  world.client = start();
  return world;
}
