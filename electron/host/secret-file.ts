/** A small map of names to texts in one file of mode 0600, written whole. Not encrypted by itself. */
import { readFileSync, rmSync } from 'node:fs';
import { writePrivateFile } from './profile.ts';

export interface SecretFile {
  readonly path: string;
  get(name: string): string | null;
  /** Null takes the name out. */
  put(name: string, value: string | null): void;
  names(): readonly string[];
  remove(): void;
}

/** A file that is missing or cannot be read as a map counts as empty; it is overwritten by the next `put` only. */
export function openSecretFile(path: string): SecretFile {
  const values = readValues(path);
  return {
    path,
    get: (name) => values.get(name) ?? null,
    put(name, value) {
      if (value === null) values.delete(name);
      else values.set(name, value);
      writePrivateFile(path, JSON.stringify(Object.fromEntries(values)));
    },
    names: () => [...values.keys()],
    remove() {
      values.clear();
      rmSync(path, { force: true });
    },
  };
}

function readValues(path: string): Map<string, string> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return new Map();
    return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}
