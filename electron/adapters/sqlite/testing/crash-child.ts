/**
 * Writes into the profile in argv[2] until it is killed. Every number on stdout was acknowledged by the store before
 * it was printed, so it must be there after the kill.
 */
import { writeSync } from 'node:fs';
import { createStores } from '../stores.ts';
import { account, sampleLine, sampleSeen } from './samples.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const opened = createStores(process.argv[2] ?? '', { log: silent });
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const stores = opened.value;
const owner = account('ann');
const body = { text: 'Tide at 7', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [] } as const;

/** Waits where nobody reads at the moment: a test that is busy itself does not end the writer. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

for (let n = Number(process.argv[3] ?? 0); ; n += 1) {
  stores.transactions.run(() => {
    stores.compose.putDraft({ id: String(n), body: { ...body, targets: [] }, savedAt: n });
    stores.statuses.put(owner, sampleSeen(n), n);
    stores.timelines.putLines([sampleLine(owner, n)]);
  });
  say(`${n}\n`);
}
