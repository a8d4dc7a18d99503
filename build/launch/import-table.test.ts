/**
 * The import table of ARCHITECTURE.md, tried out. A pattern that the linter cannot read matches nothing and says
 * nothing, so every row is shown to refuse what it should and to let through what it should.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

type Row = readonly [folder: string, refused: readonly string[], allowed: readonly string[]];

const table: readonly Row[] = [
  ['electron/contract', ['node:fs', 'electron', 'react', '../core/ports.ts', '../adapters/clock.ts'], ['./ids.ts', 'valibot']],
  ['electron/core/x', ['node:fs', 'electron', 'masto', 'ws', 'undici', '../../adapters/clock.ts', '../../host/profile.ts', '../../practice/index.ts', '../y/inside.ts'], ['./z.ts', '../ports.ts', '../y/index.ts', '../../contract/index.ts']],
  ['electron/adapters/x', ['electron', '../../shell/main.ts', '../../webhost/host.ts', '../../host/profile.ts', '../../../renderer/main.tsx'], ['node:fs/promises', 'masto', 'undici', '../../core/ports.ts', '../../contract/index.ts']],
  ['electron/host', ['electron', 'ws', 'undici', '../adapters/clock.ts', '../shell/policy.ts', '../webhost/gate.ts', '../practice/index.ts', '../core/dispatch.ts', '../core/accounts/index.ts'], ['node:fs', 'node:fs/promises', './profile.ts', '../app.ts', '../contract/index.ts', '../core/ports.ts']],
  ['electron/shell', ['../adapters/clock.ts', '../webhost/gate.ts', '../practice/index.ts', '../core/dispatch.ts', '../core/accounts/index.ts', '../../renderer/main.tsx'], ['electron', '../app.ts', '../host/profile.ts', '../core/ports.ts']],
  ['electron/webhost', ['electron', '../adapters/clock.ts', '../shell/policy.ts', '../practice/index.ts', '../core/dispatch.ts', '../core/accounts/index.ts'], ['ws', 'node:http', '../app.ts', '../host/profile.ts', '../core/ports.ts']],
  ['electron/practice', ['electron', 'undici', 'masto', '../core/ports.ts', '../adapters/clock.ts', '../contract/index.ts', '../host/profile.ts'], ['ws', 'node:fs', 'node:fs/promises', './world.ts']],
  ['electron/practice/rest', ['@napi-rs/keyring', '../../contract/index.ts'], ['../model/rows.ts']],
  ['renderer/bridge', ['react', 'zustand', 'node:fs', '../stores/stores.ts', '../../electron/host/profile.ts', '../../electron/core/ports.ts', '../../electron/contract/index.ts'], ['../../electron/contract/result.ts']],
  ['renderer/stores', ['react', 'zustand', '../features/post/index.tsx', '../../electron/core/ports.ts', '../../electron/contract/index.ts', '../../electron/contract/columns.ts'], ['zustand/vanilla', '../bridge/bridge.ts', '../../electron/contract/defaults.ts']],
  ['renderer/features/x', ['electron', 'node:fs', '../../bridge/bridge.ts', '../../../electron/core/ports.ts', '../../../electron/host/profile.ts', '../y/inside.tsx', '../../../electron/contract/moving.ts'], ['react', '../y/index.tsx', '../../stores/stores.ts', '../../text/post.ts', '../../../electron/contract/vocabulary.ts']],
  ['renderer/ui', ['zustand', '../stores/stores.ts', '../features/post/index.tsx', '../bridge/bridge.ts'], ['react', '../../electron/contract/ids.ts']],
];

let dir = '';
const refusals = new Set<string>();

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'skein-imports-'));
  copyFileSync(join(root, '.oxlintrc.json'), join(dir, '.oxlintrc.json'));
  for (const [folder, refused, allowed] of table) {
    for (const [at, name] of [...refused, ...allowed].entries()) write(join(folder, `probe-${at}.ts`), `import { x } from '${name}';\nexport const y = x;\n`);
  }
  for (const { code, filename } of lint()) if (code === 'eslint(no-restricted-imports)') refusals.add(filename);
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

function lint(): readonly Diagnostic[] {
  try {
    execFileSync(join(root, 'node_modules/.bin/oxlint'), ['--format=json', 'electron', 'renderer'], { cwd: dir, encoding: 'utf8' });
    return [];
  } catch (error) {
    // It ends with 1 where it found something.
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    return (JSON.parse(output) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
  }
}

test.each(table)('%s', (folder, refused, allowed) => {
  const isRefused = (_name: string, at: number): boolean => refusals.has(join(folder, `probe-${at}.ts`));
  expect([...refused, ...allowed].filter(isRefused)).toEqual(refused);
});
