import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../core/ports.ts';
import { redact, redactText } from './redact.ts';

export interface LogOptions {
  /** Folder of the log files, made where it is missing. */
  readonly dir: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Where warnings and errors are shown as well, one line each; for development. */
  readonly warn?: (line: string) => void;
  readonly maxFileBytes?: number;
  readonly maxFiles?: number;
}

type Level = 'info' | 'warn' | 'error';

/** `skein.log` is the newest, `skein.1.log` the one before it. */
const nameOf = (index: number): string => (index === 0 ? 'skein.log' : `skein.${index}.log`);

function createFiles({ dir, maxFileBytes = 1024 * 1024, maxFiles = 5 }: LogOptions): (line: string) => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = (index: number): string => join(dir, nameOf(index));
  let bytes = existsSync(path(0)) ? statSync(path(0)).size : 0;

  function rotate(): void {
    rmSync(path(maxFiles - 1), { force: true });
    for (let index = maxFiles - 2; index >= 0; index -= 1) if (existsSync(path(index))) renameSync(path(index), path(index + 1));
    bytes = 0;
  }

  return (line) => {
    const size = Buffer.byteLength(line);
    if (bytes > 0 && bytes + size > maxFileBytes) rotate();
    // Synchronous on purpose: the last lines before a crash are the ones that are needed.
    appendFileSync(path(0), line, { mode: 0o600 });
    bytes += size;
  };
}

/** One JSON object per line: `time`, `level`, `event`, then the fields, redacted. A log that cannot be written never stops the app. */
export function createLog(options: LogOptions): Log {
  let write: (line: string) => void = () => {};
  try {
    write = createFiles(options);
  } catch (error) {
    options.warn?.(`log: ${String(error)}`);
  }

  function record(level: Level, event: string, fields: Record<string, unknown> = {}): void {
    const line = JSON.stringify({ time: new Date(options.now()).toISOString(), level, event: redactText(event), ...asFields(fields) });
    if (level !== 'info') options.warn?.(line);
    try {
      write(`${line}\n`);
    } catch (error) {
      options.warn?.(`log: ${String(error)}`);
    }
  }

  return {
    info: (event, fields) => record('info', event, fields),
    warn: (event, fields) => record('warn', event, fields),
    error: (event, fields) => record('error', event, fields),
  };
}

/** Fields may not replace the line's own names. */
function asFields(fields: Record<string, unknown>): Record<string, unknown> {
  const clean = redact(fields);
  if (typeof clean !== 'object' || clean === null) return {};
  const own = new Set(['time', 'level', 'event']);
  return Object.fromEntries(Object.entries(clean).map(([name, value]) => [own.has(name) ? `${name}_` : name, value]));
}
