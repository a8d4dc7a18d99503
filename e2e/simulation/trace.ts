/** What happened, as text: its hash says whether two runs were the same, its end says how a run failed. */
export interface Trace {
  add(time: number, what: string): void;
  hash(): string;
  tail(lines: number): readonly string[];
}

const KEPT = 5_000;

export function createTrace(): Trace {
  const lines: string[] = [];
  // FNV-1a, two lanes of 32 bits.
  let low = 0x811c9dc5;
  let high = 0x01000193;
  return {
    add(time, what) {
      const line = `${new Date(time).toISOString().slice(5, 23)} ${what}`;
      for (let index = 0; index < line.length; index += 1) {
        low = Math.imul(low ^ line.charCodeAt(index), 0x01000193);
        high = Math.imul(high ^ (line.charCodeAt(index) + index), 0x811c9dc5);
      }
      lines.push(line);
      if (lines.length > 2 * KEPT) lines.splice(0, KEPT);
    },
    hash: () => [low, high].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join(''),
    tail: (count) => lines.slice(-count),
  };
}
