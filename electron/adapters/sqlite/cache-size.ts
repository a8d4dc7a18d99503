import { toNumber, type Connection } from './connection.ts';

/** Bytes in use in `cache.db`: pages that deleted rows left behind are used again and do not count. */
export function createCacheSize(connection: Connection): () => number {
  const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) => connection.prepare(`PRAGMA cache.${name}`));
  const read = (statement: typeof pages): number => toNumber(Object.values(statement?.get() ?? {})[0]);
  return () => (read(pages) - read(free)) * read(size);
}
