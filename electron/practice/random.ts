/** Seeded random numbers: the same seed gives the same world. Not for secrets; a practice world has none. */
export interface PracticeRandom {
  /** 0 <= x < 1 */
  unit(): number;
  /** Whole number, `from` <= x <= `to`. */
  between(from: number, to: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Lower-case hexadecimal text of `bytes` bytes. */
  hex(bytes: number): string;
  /** For the snapshot: where the sequence stands. */
  state(): number;
}

/** mulberry32: 32 bits of state, good enough for content and delays. */
export function createRandom(seed: number): PracticeRandom {
  let state = seed >>> 0;
  function unit(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (from: number, to: number) => from + Math.floor(unit() * (to - from + 1));
  return {
    unit,
    between,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    hex: (bytes) => Array.from({ length: bytes }, () => between(0, 255).toString(16).padStart(2, '0')).join(''),
    state: () => state,
  };
}

/** A stable number for a text, so that parts of a world can have seeds of their own. */
export function seedFrom(seed: number, text: string): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
