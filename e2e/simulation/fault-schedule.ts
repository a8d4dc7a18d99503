import { every } from './posts.ts';
import { machineFaults, pickOf, requestFaults, serverFaults, skewed, socketFaults, upgradeFaults, type FaultKind } from './faults.ts';
import type { ModelServer } from './model-server.ts';
import { kill } from './sim-net.ts';
import { wakeUp, type World } from './world.ts';

/** In a bad spell a new fault of a kind comes about this often; else an eighth as often. */
const FAULT_EVERY_MS = 7 * 60_000;
const CALM_SHARE = 1 / 8;
/** Trouble seldom comes alone: bad spells begin about this often and last this long. */
const SPELL_EVERY_MS = 4 * 3_600_000;
const SPELL = { from: 10 * 60_000, to: 60 * 60_000 };
/** Chance that people have much to say in the minute in which everything is cut. */
const BURST_SHARE = 0.3;

/** Things go wrong, of every kind, as long as it is not quiet. `burst`: many posts at once. */
export function scheduleFaults(world: World, burst: () => void): void {
  const { random, time } = world;
  let badUntil = time.now() + SPELL.to;
  const begin = (kinds: readonly FaultKind[], server = pickOf(random, world.servers)): void => {
    const kind = pickOf(random, kinds);
    world.trace.add(time.now(), `fault ${kind} ${server.host}`);
    strike(world, kind, server);
  };
  const often = (share: number, run: () => void): void =>
    every(world, FAULT_EVERY_MS * share, () => {
      if (!world.quiet && (time.now() < badUntil || random.unit() < CALM_SHARE)) run();
    });
  every(world, SPELL_EVERY_MS, () => void (badUntil = time.now() + SPELL.from + (SPELL.to - SPELL.from) * random.unit()));
  often(1, () => begin(requestFaults));
  often(1, () => begin(socketFaults));
  often(2, () => begin(upgradeFaults));
  often(4, () => begin(serverFaults));
  often(4, () => begin(machineFaults));
  // All streams cut in one moment, often enough to see whether they come back in one moment, while one of the servers is not well.
  often(4, () => {
    begin(requestFaults);
    if (random.unit() < BURST_SHARE) burst();
    begin(['networkReset']);
  });
}

function strike(world: World, kind: FaultKind, server: ModelServer): void {
  const { faults, time, random, net, watch } = world;
  const now = time.now();
  // What is done to events bites only where there are some.
  const longest = kind === 'duplicate' || kind === 'reorder' ? 40 * 60_000 : 5 * 60_000;
  const lasts = now + skewed(random, 2_000, longest);
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
