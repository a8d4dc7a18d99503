import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPracticeThread } from './practice.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'skein-practice-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A thread that starts with `begin` (JavaScript) and writes its data file when it is closed. */
function entryThat(begin: string): string {
  const path = join(dataDir, 'entry.mjs');
  writeFileSync(
    path,
    `import { parentPort, workerData } from 'node:worker_threads';
     import { writeFileSync } from 'node:fs';
     parentPort.on('message', () => { writeFileSync(workerData.dataFile, 'kept'); parentPort.postMessage({ closed: true }); });
     ${begin}`,
  );
  return path;
}

const started = `parentPort.postMessage({ ready: { servers: [{ domain: 'a.test', origin: 'http://127.0.0.1:1' }], signIns: [] } });`;

test('starts once, however often it is asked, and keeps its world with the profile', async () => {
  const practice = createPracticeThread({ entry: entryThat(started), dataDir });
  const [one, two] = await Promise.all([practice.start(), practice.start()]);
  expect(one).toEqual({ servers: [{ domain: 'a.test', origin: 'http://127.0.0.1:1' }], signIns: [] });
  expect(two).toBe(one);
  await practice.close();
  expect(readFileSync(join(dataDir, 'practice.json'), 'utf8')).toBe('kept');
});

test('asked again it gives the sign-ins of now: those of before may have been revoked', async () => {
  const entry = join(dataDir, 'counting.mjs');
  const ready = `parentPort.postMessage({ ready: { servers: [], signIns: [{ token: String(asked += 1) }] } });`;
  writeFileSync(entry, `import { parentPort } from 'node:worker_threads'; let asked = 0; ${ready} parentPort.on('message', (text) => { if (text === 'world') { ${ready} } else parentPort.postMessage({ closed: true }); });`);
  const practice = createPracticeThread({ entry, dataDir });
  expect(await practice.start()).toMatchObject({ signIns: [{ token: '1' }] });
  expect(await practice.start()).toMatchObject({ signIns: [{ token: '2' }] });
  await practice.close();
});

test('a thread that ended by itself is started anew', async () => {
  const entry = join(dataDir, 'short-lived.mjs');
  writeFileSync(entry, `import { parentPort, threadId } from 'node:worker_threads'; parentPort.postMessage({ ready: { servers: [], signIns: [{ token: String(threadId) }] } }); setTimeout(() => process.exit(0), 50);`);
  const practice = createPracticeThread({ entry, dataDir });
  const first = await practice.start();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await practice.start()).signIns[0]?.token).not.toBe(first.signIns[0]?.token);
  await practice.close();
});

test.each([
  ['closes at once', `parentPort.postMessage({ closed: true });`, 'stopped'],
  ['throws', `throw new Error('broken');`, 'broken'],
  ['ends', `process.exit(7);`, 'ended with 7'],
])('a thread that %s is told, and the next start tries again', async (_name, answer, message) => {
  const practice = createPracticeThread({ entry: entryThat(answer), dataDir });
  await expect(practice.start()).rejects.toThrow(message);
  entryThat(started);
  await expect(practice.start()).resolves.toMatchObject({ signIns: [] });
  await practice.close();
});

test('closing what never started is nothing', async () => {
  await expect(createPracticeThread({ entry: '/nonexistent', dataDir }).close()).resolves.toBeUndefined();
});
