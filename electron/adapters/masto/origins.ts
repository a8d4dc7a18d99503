/** A practice server: handles say `kelp.example`, it answers at `http://127.0.0.2:4000`. */
export interface PracticeOrigin {
  readonly domain: string;
  readonly origin: string;
}

export type PracticeOrigins = () => readonly PracticeOrigin[];

/** Where a domain (`host` or `host:port`) is served. */
export function originOf(host: string, origins: PracticeOrigins): string {
  return findPractice(host, origins)?.origin ?? `https://${host}`;
}

/** The practice server behind a domain or behind its own loopback address. */
export function findPractice(host: string, origins: PracticeOrigins): PracticeOrigin | null {
  return origins().find(({ domain, origin }) => domain === host || new URL(origin).host === host) ?? null;
}

export function plainOrigins(origins: PracticeOrigins): () => readonly string[] {
  return () => origins().map(({ origin }) => origin);
}
