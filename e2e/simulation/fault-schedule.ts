import { every } from './posts.ts';
import { machineFaults, pickOf, requestFaults, serverFaults, skewed, socketFaults, upgradeFaults, type FaultKind } from './faults.ts';
import type { ModelServer } from './model-server.ts';
import { kill } from './sim-net.ts';
import { wakeUp, type World } from './world.ts';

/** A new fault somewhere about this often. */
const FAULT_EVERY_MS = 7 * 60_000;

/** Things go wrong, of every kind, as long as it is not quiet. */
export function scheduleFaults(world: World): void {
  const begin = (kinds: readonly FaultKind[]): void => {
    if (world.quiet) return;
    const kind = pickOf(world.random, kinds);
    const server = pickOf(world.random, world.servers);
    world.trace.add(world.time.now(), `fault ${kind} ${server.host}`);
    strike(world, kind, server);
  };
  every(world, FAULT_EVERY_MS, () => begin(requestFaults));
  every(world, FAULT_EVERY_MS, () => begin(socketFaults));
  every(world, FAULT_EVERY_MS * 2, () => begin(upgradeFaults));
  every(world, FAULT_EVERY_MS * 4, () => begin(serverFaults));
  every(world, FAULT_EVERY_MS * 4, () => begin(machineFaults));
  // All streams cut in one moment, often enough to see whether they come back in one moment.
  every(world, FAULT_EVERY_MS * 4, () => begin(['networkReset']));
}

function strike(world: World, kind: FaultKind, server: ModelServer): void {
  const { faults, time, random, net, watch } = world;
  const now = time.now();
  const lasts = now + skewed(random, 2_000, 5 * 60_000);
  const open = [...net.sockets].filter((socket) => socket.account.server === server && !socket.dead);
  const closing = { close1000: 1000, close1001: 1001, close1005: 1005, close1006: 1006 } as const;
  watch.trouble(server.host);
  switch (kind) {
    case 'close1000':
    case 'close1001':
    case 'close1005':
    case 'close1006':
      for (const socket of open) {
        faults.count(kind);
        socket.close(closing[kind]);
      }
      return;
    case 'halfOpen':
      for (const socket of open) {
        faults.count(kind);
        kill(socket, now);
      }
      return;
    case 'silentStream':
      for (const socket of open) {
        faults.count(kind);
        socket.mutedUntil = lasts;
      }
      return;
    case 'rebuild':
      for (const account of server.accounts) {
        faults.count(kind);
        account.rebuildingUntil = Math.min(lasts, now + 60_000);
        account.home.splice(Math.floor(server.window / 2));
      }
      return;
    case 'restore':
      // From a backup: the newest lines are gone, and no event says so.
      for (const account of server.accounts) {
        faults.count(kind);
        account.home.splice(0, Math.floor(skewed(random, 1, 15)));
      }
      return;
    case 'clockOff':
      faults.count(kind);
      server.clockOffMs = (random.unit() - 0.5) * 2 * 3_600_000;
      return;
    case 'revoke':
      return revoke(world, server);
    case 'suspend':
    case 'clockJump':
    case 'crash':
    case 'powerLoss':
    case 'networkLost':
    case 'networkReset':
    case 'diskFull':
      return strikeMachine(world, kind);
    default:
      // An upgrade is felt only when there is one: what is open is cut.
      if (upgradeFaults.some((fault) => fault === kind)) for (const socket of open) socket.close(1006);
      faults.begin(server.host, kind, lasts);
  }
}

function revoke(world: World, server: ModelServer): void {
  const account = pickOf(world.random, server.accounts);
  world.faults.count('revoke');
  account.revoked = true;
  for (const socket of world.net.sockets) if (socket.account === account) socket.close(1005);
  world.time.after(15 * 60_000, () => {
    // The person signs in again.
    account.revoked = false;
    world.watch.troubleFor(account);
    if (world.signedOut.delete(account.key) && !world.down) world.client.signIn(account);
  });
}

function strikeMachine(world: World, kind: (typeof machineFaults)[number]): void {
  const { time, random, net, watch, faults } = world;
  if (time.machine.asleep || world.down) return;
  watch.troubleFor(null);
  faults.count(kind);
  switch (kind) {
    case 'suspend': {
      const sleptMs = skewed(random, 3_000, 8 * 3_600_000);
      time.machine.sleep();
      time.after(sleptMs, () => {
        if (!time.machine.asleep) return;
        wakeUp(world, sleptMs);
        // Not every system says so.
        if (random.unit() < 0.5) world.lifecycle.resume();
      });
      return;
    }
    case 'clockJump':
      return time.machine.jump((random.unit() - 0.5) * 2 * 48 * 3_600_000);
    case 'crash':
      return world.restart('kill', 2_000);
    case 'powerLoss':
      return world.restart('powerLoss', 20_000);
    case 'networkLost': {
      const told = random.unit() < 0.5;
      net.networkDown = true;
      for (const socket of net.sockets) kill(socket, time.now());
      if (told) world.lifecycle.online(false);
      time.after(skewed(random, 2_000, 20 * 60_000), () => {
        net.networkDown = false;
        watch.troubleFor(null);
        if (told) world.lifecycle.online(true);
      });
      return;
    }
    case 'networkReset':
      watch.cutAll();
      for (const socket of net.sockets) socket.close(1006);
      return;
    case 'diskFull':
      world.client.diskFull = true;
      time.after(skewed(random, 2_000, 3 * 60_000), () => {
        world.client.diskFull = false;
        watch.diskFree();
        watch.troubleFor(null);
      });
  }
}
