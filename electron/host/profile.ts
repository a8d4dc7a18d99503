/**
 * The profile folder as hosts see it: private to its owner, with a `run` folder for what means something only while
 * one process lives. That only one process uses a profile is the app's own lock (`createApp` refuses), not a matter of
 * the files here.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a second start needs to know about the process that runs the profile. */
export interface RunningHost {
  readonly host: 'shell' | 'webhost';
  readonly pid: number;
  /** Address of the loopback server; null for the shell. */
  readonly origin: string | null;
  /** Bearer key of `POST /handover`; null for the shell. */
  readonly key: string | null;
}

export interface RunFolder {
  readonly path: string;
  announce(running: RunningHost): void;
  remove(): void;
}

/** Only for the process that holds the profile: what a killed one left behind is thrown away. */
export function openRunFolder(dataDir: string): RunFolder {
  const path = join(dataDir, 'run');
  rmSync(path, { recursive: true, force: true });
  makePrivateDir(path);
  return {
    path,
    announce: (running) => writePrivateFile(announcementFile(dataDir), JSON.stringify(running)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Null when nobody has announced itself. A killed process leaves its announcement, so ask it before believing it. */
export function readRunningHost(dataDir: string): RunningHost | null {
  try {
    return parseRunningHost(JSON.parse(readFileSync(announcementFile(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

/** Mode 0700, also when the folder was there before with another mode. */
export function makePrivateDir(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** Mode 0600, whole or not at all. */
export function writePrivateFile(path: string, text: string): void {
  const next = `${path}.next`;
  rmSync(next, { force: true });
  writeFileSync(next, text, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(next, path);
}

function announcementFile(dataDir: string): string {
  return join(dataDir, 'run', 'host.json');
}

function parseRunningHost(value: unknown): RunningHost | null {
  if (typeof value !== 'object' || value === null) return null;
  const { host, pid, origin, key }: Partial<Record<keyof RunningHost, unknown>> = value;
  if ((host !== 'shell' && host !== 'webhost') || typeof pid !== 'number') return null;
  return { host, pid, origin: typeof origin === 'string' ? origin : null, key: typeof key === 'string' ? key : null };
}
