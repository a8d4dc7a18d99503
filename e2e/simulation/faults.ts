import type { Random } from '../../electron/core/ports.ts';

/** Faults of one request, as long as a window of them lasts for a host. */
export const requestFaults = [
  'requestLost', 'answerLost', 'delay', 'slowAnswer', 'refused', 'dns', 'tls', 'reset', 'http500', 'http502Html', 'http503', 'http429', 'http429Plain', 'http404',
  'http403Html', 'http401', 'captivePortal', 'truncatedJson', 'wrongShape',
] as const;
/** Faults of an upgrade. */
export const upgradeFaults = ['upgrade401', 'upgrade403', 'upgrade404', 'upgrade429', 'upgrade503', 'upgradeUnreachable', 'slowUpgrade', 'acceptThenClose'] as const;
/** Things done to sockets that are open. */
export const socketFaults = ['close1000', 'close1001', 'close1005', 'close1006', 'halfOpen', 'silentStream', 'duplicate', 'reorder'] as const;
/** Things that happen to what a server holds. */
export const serverFaults = ['rebuild', 'restore', 'clockOff', 'revoke'] as const;
/** Things that happen to the computer. */
export const machineFaults = ['suspend', 'clockJump', 'crash', 'powerLoss', 'networkLost', 'networkReset', 'diskFull'] as const;
/** Seen where the model does them by itself. */
export const modelFaults = ['lateSubscribe', 'latePost', 'edit', 'delete', 'notification'] as const;

export type RequestFault = (typeof requestFaults)[number];
export type UpgradeFault = (typeof upgradeFaults)[number];
export type FaultKind = RequestFault | UpgradeFault | (typeof socketFaults)[number] | (typeof serverFaults)[number] | (typeof machineFaults)[number] | (typeof modelFaults)[number];

export const allFaults: readonly FaultKind[] = [...requestFaults, ...upgradeFaults, ...socketFaults, ...serverFaults, ...machineFaults, ...modelFaults];

/** Which faults are on, and how often each really bit: a fault nobody felt proves nothing. */
export interface Faults {
  begin(host: string, kind: FaultKind, until: number): void;
  /** The fault that hits this request or upgrade now, counted. */
  pick<K extends FaultKind>(host: string, kinds: readonly K[], now: number): K | null;
  isOn(host: string, kind: FaultKind, now: number): boolean;
  count(kind: FaultKind): void;
  readonly counts: ReadonlyMap<FaultKind, number>;
  clear(): void;
}

export function createFaults(): Faults {
  const counts = new Map<FaultKind, number>();
  const running = new Map<string, Map<FaultKind, number>>();
  const isOn = (host: string, kind: FaultKind, now: number): boolean => (running.get(host)?.get(kind) ?? 0) > now;
  const count = (kind: FaultKind): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    counts,
    count,
    isOn,
    begin(host, kind, until) {
      running.set(host, (running.get(host) ?? new Map<FaultKind, number>()).set(kind, until));
    },
    pick(host, kinds, now) {
      const hit = kinds.find((kind) => isOn(host, kind, now));
      if (hit === undefined) return null;
      count(hit);
      return hit;
    },
    clear: () => running.clear(),
  };
}

export function pickOf<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[Math.floor(random.unit() * choices.length)];
  if (choice === undefined) throw new Error('nothing to choose from');
  return choice;
}

/** Between `from` and `to`, small values more often. */
export function skewed(random: Random, from: number, to: number): number {
  return from + (to - from) * random.unit() ** 3;
}
