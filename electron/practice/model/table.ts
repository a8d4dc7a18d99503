/** A table in memory: rows by id, in order of insertion, with named look-ups. Fields an index reads must not change. */
export interface Table<Row extends { readonly id: string }, Index extends string = never> {
  get(id: string): Row | undefined;
  /** Inserts, or replaces the row of the same id. */
  put(row: Row): void;
  delete(id: string): Row | undefined;
  all(): readonly Row[];
  by(index: Index, key: string): readonly Row[];
  one(index: Index, key: string): Row | undefined;
  readonly size: number;
  clear(): void;
}

export function createTable<Row extends { readonly id: string }, Index extends string = never>(
  indexes: Readonly<Record<Index, (row: Row) => string | null>>,
): Table<Row, Index> {
  const rows = new Map<string, Row>();
  const keyed = new Map<string, Map<string, Set<Row>>>();
  const names = Object.entries<(row: Row) => string | null>(indexes);
  for (const [name] of names) keyed.set(name, new Map());

  function unlink(row: Row): void {
    for (const [name, keyOf] of names) {
      const key = keyOf(row);
      if (key === null) continue;
      const bucket = keyed.get(name)?.get(key);
      bucket?.delete(row);
      if (bucket?.size === 0) keyed.get(name)?.delete(key);
    }
  }
  function link(row: Row): void {
    for (const [name, keyOf] of names) {
      const key = keyOf(row);
      if (key === null) continue;
      const buckets = keyed.get(name);
      const bucket = buckets?.get(key);
      if (bucket) bucket.add(row);
      else buckets?.set(key, new Set([row]));
    }
  }

  return {
    get: (id) => rows.get(id),
    put(row) {
      const old = rows.get(row.id);
      if (old && old !== row) unlink(old);
      rows.set(row.id, row);
      if (old !== row) link(row);
    },
    delete(id) {
      const row = rows.get(id);
      if (row) {
        rows.delete(id);
        unlink(row);
      }
      return row;
    },
    all: () => [...rows.values()],
    by: (index, key) => [...(keyed.get(index)?.get(key) ?? [])],
    one: (index, key) => keyed.get(index)?.get(key)?.values().next().value,
    get size() {
      return rows.size;
    },
    clear() {
      rows.clear();
      for (const buckets of keyed.values()) buckets.clear();
    },
  };
}
