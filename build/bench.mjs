/** `npm run bench`: every `e2e/bench/*.bench.ts` in a process of its own; one JSON object `{ name: figures }` on stdout. */
import { readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './launch/bundle.mjs';
import { areInstalled, install } from './launch/dependencies.mjs';
import { findNode24, inProject } from './launch/paths.mjs';

if (!areInstalled() && !install()) process.exit(1);
const node = findNode24();
const buildError = node === null ? 'Node 24 is missing' : await ensureBuilt(node);
if (buildError !== null) {
  console.error(buildError);
  process.exit(1);
}

const wanted = process.argv.slice(2);
const files = readdirSync(inProject('e2e/bench')).filter((file) => file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((part) => file.includes(part))));
const figures = {};
let failures = 0;
for (const file of files.toSorted()) {
  console.error(`bench ${file} …`);
  const run = spawnSync(node, ['--expose-gc', inProject('e2e/bench', file)], { cwd: inProject(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], timeout: 600_000, maxBuffer: 64 * 1024 * 1024 });
  const measured = parseFigures(run.stdout);
  if (run.status !== 0 || measured === null) failures += 1;
  figures[file.replace('.bench.ts', '')] = measured ?? { failed: run.signal ?? run.status };
}
console.log(JSON.stringify(figures, null, 2));
process.exitCode = failures === 0 ? 0 : 1;

/** A bench prints one JSON object, as its last line or as all of its output. */
function parseFigures(output) {
  for (const text of [output, output.trim().split('\n').at(-1) ?? '']) {
    try {
      return JSON.parse(text);
    } catch {
      // Try the other form.
    }
  }
  return null;
}
