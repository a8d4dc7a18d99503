/**
 * `npm run bench -- [--full] [--seed N] [name …]`: every `e2e/bench/*.bench.ts` in a process of its own; one JSON object
 * `{ machine, mode, seed, figures }` on stdout. Figures stand beside their budgets; none of them fails anything.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './launch/bundle.mjs';
import { areInstalled, install } from './launch/dependencies.mjs';
import { findNode24, inProject } from './launch/paths.mjs';

/** The largest takes minutes with a million posts. */
const longestMs = 30 * 60_000;

const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false }, quick: { type: 'boolean', default: true }, seed: { type: 'string', default: '7' } },
  allowPositionals: true,
});

if (!areInstalled() && !install()) process.exit(1);
const node = findNode24();
const buildError = node === null ? 'Node 24 is missing' : await ensureBuilt(node);
if (buildError !== null) {
  console.error(buildError);
  process.exit(1);
}

const suffix = '.bench.ts';
const names = readdirSync(inProject('e2e/bench')).filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -suffix.length));
const wanted = names.filter((name) => positionals.length === 0 || positionals.includes(name)).toSorted();
const machine = describeMachine();
const figures = {};
for (const name of wanted) {
  console.error(`bench ${name} …`);
  figures[name] = run(name);
}
console.log(JSON.stringify({ machine: { ...machine, loadAtEnd: load() }, mode: values.full ? 'full' : 'quick', seed: Number(values.seed), figures }, null, 2));
process.exitCode = Object.values(figures).some((measured) => 'failed' in measured) || wanted.length === 0 ? 1 : 0;

function run(name) {
  const args = [inProject('e2e/bench', `${name}${suffix}`), ...(values.full ? ['--full'] : []), '--seed', values.seed];
  const ended = spawnSync(node, args, { cwd: inProject(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], timeout: longestMs });
  try {
    if (ended.status === 0) return JSON.parse(ended.stdout);
  } catch {
    // What it said is no JSON: told below as a failure.
  }
  return { failed: ended.signal ?? ended.error?.message ?? `exit ${ended.status}` };
}

function describeMachine() {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    slowdown: slowdown(),
    loadAtStart: load(),
  };
}

function load() {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

/** How much longer than its processor time a second of plain work takes: above about 1.2 the machine is doing other things, and times mean little. */
function slowdown() {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let busyMs = 0;
  for (let n = 0; busyMs < 1_000; n += 1) if (n % 100_000 === 0) busyMs = process.cpuUsage(before).user / 1000;
  return Math.round(((performance.now() - startedAt) / busyMs) * 100) / 100;
}
