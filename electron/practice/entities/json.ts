/** What goes out as JSON. Servers of different kinds send different fields, so this is a bag on purpose. */
export type Json = Record<string, unknown>;

/** `2026-11-22T10:00:00.000Z` */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function isoTimeOrNull(atMs: number | null): string | null {
  return atMs === null ? null : isoTime(atMs);
}

/** `2026-11-22` */
export function isoDate(atMs: number): string {
  return isoTime(atMs).slice(0, 10);
}
