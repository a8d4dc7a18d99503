/** One named step of a gate: a child process, its time, and its output where it matters. */
import { spawn } from 'node:child_process';
import { inProject } from './paths.mjs';

/**
 * Runs `[program, ...args]` and answers `{ name, ok, output, seconds }`. `live` shows the output while it runs; otherwise
 * it is shown by the caller, when something went wrong. `timeoutMs` ends what hangs.
 */
export function runStep(name, [program, ...args], { live = false, env = {}, timeoutMs = 900_000 } = {}) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: inProject(), env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    const tooLate = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    let output = '';
    const hear = (chunk) => {
      output += chunk;
      if (live) process.stdout.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => hear(`${error.message}\n`));
    child.once('close', (code) => {
      clearTimeout(tooLate);
      const seconds = (Date.now() - startedAt) / 1_000;
      const ok = code === 0;
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
      if (!ok && !live) process.stdout.write(output);
      resolve({ name, ok, output, seconds });
    });
  });
}

/** Type checks and lint, the same for the quick and the whole gate. */
export function staticSteps() {
  const tsc = (project) => [`types, ${project}`, ['tsc', '-p', `tsconfig.${project}.json`]];
  return [tsc('node'), tsc('web'), tsc('e2e'), ['lint', ['oxlint', '--type-aware', '--deny-warnings']]];
}

/** The programs of the project come first, Node 24 among them. */
export function useProjectPrograms() {
  process.env.PATH = `${inProject('node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
}
