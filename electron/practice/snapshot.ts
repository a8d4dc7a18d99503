import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PracticeWorld } from './index.ts';
import type { RunningServer } from './world.ts';
import type { StageProgress } from './stage.ts';
import { restoreTables, saveTables } from './model/save.ts';

const version = 3;

/** A whole world as plain data: rows, counters, ports, uploads, and how far the cast is. */
export interface Snapshot {
  readonly version: typeof version;
  readonly seed: number;
  readonly servers: readonly {
    readonly domain: string;
    readonly port: number;
    readonly counters: { row: number; tick: number };
    readonly tables: Record<string, unknown[]>;
  }[];
  readonly uploads: readonly { readonly name: string; readonly mime: string; readonly base64: string }[];
  readonly stage: StageProgress | null;
}

function portOf(server: RunningServer): number {
  return Number(new URL(server.origin).port) || 0;
}

export function takeSnapshot(world: PracticeWorld, seed: number): Snapshot {
  return {
    version,
    seed,
    servers: world.servers.map((server) => ({
      domain: server.domain,
      port: portOf(server),
      counters: server.inner.ids.counters(),
      tables: saveTables(server.inner.tables),
    })),
    uploads: world.inner.core.files.uploads(),
    stage: world.stage?.progress() ?? null,
  };
}

/** Puts a snapshot's rows into a world that was made with the same servers and cast. */
export function restoreSnapshot(world: PracticeWorld, snapshot: Snapshot): void {
  for (const saved of snapshot.servers) {
    const server = world.servers.find((other) => other.domain === saved.domain);
    if (!server) continue;
    restoreTables(server.inner.tables, saved.tables);
    server.inner.ids.restore(saved.counters);
    world.inner.core.jobs.resume(server.inner);
  }
  for (const upload of snapshot.uploads)
    world.inner.core.files.put(upload.name, { mime: upload.mime, bytes: new Uint8Array(Buffer.from(upload.base64, 'base64')) });
  if (snapshot.stage) world.stage?.resume(snapshot.stage);
}

function isSnapshot(value: unknown): value is Snapshot {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === version &&
    'servers' in value &&
    Array.isArray(value.servers) &&
    'uploads' in value &&
    Array.isArray(value.uploads) &&
    'seed' in value &&
    'stage' in value
  );
}

/** The snapshot of a file; null when there is none, or none this version can read (practice data is not worth a migration). */
export function readSnapshot(file: string): Snapshot | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isSnapshot(value) ? value : null;
  } catch {
    return null;
  }
}

/** Writes beside the file and renames, so that a crash leaves the old one. */
export function writeSnapshot(file: string, snapshot: Snapshot): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.new`;
  writeFileSync(beside, JSON.stringify(snapshot), { mode: 0o600 });
  renameSync(beside, file);
}
