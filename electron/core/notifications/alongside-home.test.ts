import { expect, test } from 'vitest';
import { ok } from '../../contract/result.ts';
import { createRecordedLog, createSeededRandom } from '../testing/fake-ports.ts';
import { sampleKey } from '../testing/samples.ts';
import type { HomeSync, SyncOutcome } from '../timelines/index.ts';
import { alongsideHome } from './alongside-home.ts';
import type { InboxSync } from './types.ts';

const maren = sampleKey('maren');
const birds = sampleKey('birds');
const outcome: SyncOutcome = ok({ incompleteUntil: null, missed: false });
const { signal } = new AbortController();

const home: HomeSync = {
  interrupted: () => undefined,
  catchUp: async () => outcome,
  compareTop: async () => outcome,
  sweep: async () => outcome,
  enqueue: () => undefined,
  gone: () => undefined,
  forget: () => undefined,
};

/** Every look waits until it is told how it ends. */
function createSlowInbox() {
  const looks: { readonly account: string; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const look = (account: string): Promise<void> => new Promise((end, fail) => looks.push({ account, end, fail }));
  const inbox: InboxSync = { interrupted: () => undefined, catchUp: look, compareTop: look, enqueue: () => undefined, forget: () => undefined };
  return { inbox, looks };
}

function start() {
  const { inbox, looks } = createSlowInbox();
  const log = createRecordedLog();
  return { both: alongsideHome(home, inbox, { log, random: createSeededRandom(1) }), looks, log };
}

test('an inbox whose server does not answer holds no home up', async () => {
  const { both, looks } = start();
  expect(await both.catchUp(maren, signal)).toEqual(outcome);
  expect(await both.compareTop(maren, signal)).toEqual(outcome);
  expect(await both.sweep(birds, signal)).toEqual(outcome);
  expect(looks.map(({ account }) => account)).toEqual([maren, maren, birds]);
});

test('looks at an inbox that hangs do not pile up, and go on when it answered', async () => {
  const { both, looks } = start();
  await both.compareTop(maren, signal);
  await both.compareTop(maren, signal);
  await both.compareTop(birds, signal);
  expect(looks.map(({ account }) => account)).toEqual([maren, birds]);
  looks[0]?.end();
  await new Promise((after) => setTimeout(after, 0));
  await both.compareTop(maren, signal);
  expect(looks).toHaveLength(3);
});

test('a look that throws is logged as a bug, and the next one is made', async () => {
  const { both, looks, log } = start();
  await both.compareTop(maren, signal);
  looks[0]?.fail(new Error('a hole in the inbox'));
  await new Promise((after) => setTimeout(after, 0));
  expect(JSON.stringify(log.lines)).toContain('inbox look');
  await both.compareTop(maren, signal);
  expect(looks).toHaveLength(2);
});
