/** What a bench measured: a number with its unit, beside what the project has set itself. Nothing here passes or fails. */
export interface Figure {
  readonly value: number;
  readonly unit: 'ms' | 'ms/s' | 'events/s' | 'posts/s' | 'bytes' | 'MB' | 'nodes' | 'px' | 'posts' | 'events' | 'tasks' | 'frames';
  /** As people read it: `<= 10`. */
  readonly budget?: string;
}

export type Figures = Readonly<Record<string, Figure>>;

export interface BenchOptions {
  readonly isFull: boolean;
  readonly seed: number;
}

/** `--full` measures at the sizes the budgets speak of; the default is quick. */
export function readOptions(): BenchOptions {
  const { argv } = process;
  const seedAt = argv.indexOf('--seed');
  return { isFull: argv.includes('--full'), seed: seedAt < 0 ? 7 : Number(argv[seedAt + 1]) };
}

export function figure(value: number, unit: Figure['unit'], budget?: string): Figure {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
  return { value: rounded, unit, ...(budget === undefined ? {} : { budget }) };
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One line of JSON on stdout, which is all that a bench says there. */
export function report(figures: Figures): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

export function progress(words: string): void {
  process.stderr.write(`  ${words}\n`);
}
