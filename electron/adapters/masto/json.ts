/**
 * Lenient readers for JSON from servers we do not trust. They never throw, look only at own keys (so a `__proto__` or
 * `constructor` in the data is just a name nobody asks for) and cap sizes before anything else sees the value.
 */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function asRecord(value: unknown): JsonRecord | null {
  return isRecord(value) ? value : null;
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function get(record: JsonRecord | null, key: string): unknown {
  return record !== null && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Follows keys from record to record. */
export function dig(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => get(asRecord(inner), key), value);
}

/** Text of at most `max` UTF-16 units, well formed (no half emoji) and without NUL, which cuts texts off in SQLite functions. */
export function clip(text: string, max: number): string {
  return (text.length > max ? text.slice(0, max) : text).replaceAll('\0', '').toWellFormed();
}

export function readText(value: unknown, max: number): string {
  return typeof value === 'string' ? clip(value, max) : '';
}

/** Null for anything but text with something in it. */
export function readTextOrNull(value: unknown, max: number): string | null {
  const text = readText(value, max);
  return text === '' ? null : text;
}

/** Ids are opaque text. Some servers send small ones as numbers; a number that JSON has already rounded is no id. */
export function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === 'string' && value.length > 0 && value.length <= 512 ? value : null;
}

export function readFlag(value: unknown): boolean {
  return value === true;
}

/** A whole number from 0 up; null for anything else. */
export function readCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER) : null;
}

/** Epoch ms of an ISO date with `Z`, with an offset or without time of day. */
export function readTime(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 64) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

export interface ParsedList<T> {
  readonly items: T[];
  /** Items that could not be read and were left out. */
  readonly dropped: number;
}

/** Reads at most `max` items; one that `parse` answers null for is left out and counted. */
export function readList<T>(value: unknown, max: number, parse: (item: unknown) => T | null): ParsedList<T> {
  if (!Array.isArray(value)) return { items: [], dropped: 0 };
  const items: T[] = [];
  for (const item of value.slice(0, max)) {
    const parsed = parse(item);
    if (parsed !== null) items.push(parsed);
  }
  return { items, dropped: value.length - items.length };
}

/** An absolute http(s) address of bearable length, normalised; null for every other scheme. */
export function readWebUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 4096) return null;
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' ? url.href : null;
}
