import { expect, test } from 'vitest';
import type { DraftBody } from '../../contract/compose.ts';
import { createRecordedLog, createSeededRandom } from '../testing/fake-ports.ts';
import { sampleKey } from '../testing/samples.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createKeptFiles } from './kept-files.ts';
import type { StoredCopy } from './store.ts';
import { createMemoryAttachments } from './testing/memory-attachments.ts';
import { createMemoryComposeStore } from './testing/memory-compose-store.ts';

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const media = (n: number) => ({ file: { id: id(n), mimeType: 'image/png', bytes: 1 }, name: 'a.png', description: '', focus: null });
const body = (numbers: readonly number[], smaller: readonly number[] = [], thread: readonly number[] = []): DraftBody => ({
  text: '', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyTo: null, poll: null, numbered: false, scheduledAt: null, quote: null, quotePolicy: null,
  thread: [{ id: 'second', text: '', media: thread.map(media), poll: null, own: [] }],
  media: numbers.map(media),
  targets: [{ account: sampleKey('ann'), overrides: smaller.length === 0 ? {} : { smaller: smaller.map((n) => ({ of: id(1), file: media(n).file })) } }],
});

test('a file stays while a draft or an unfinished copy names it, and goes two sweeps later', async () => {
  const clock = createVirtualClock();
  const store = createMemoryComposeStore();
  const attachments = createMemoryAttachments();
  for (const n of [1, 2, 3, 4]) attachments.files.set(id(n), new Uint8Array([n]));
  const copy = (status: StoredCopy['status']): StoredCopy => ({
    id: 'c', post: 'p', account: sampleKey('ann'), part: 0, parts: 1, after: null, scheduledAt: null, replaces: null, idempotencyKey: 'k', keyFirstUsedAt: null, attempts: 0, status,
    payload: { text: '', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyToId: null, mediaIds: [], poll: null },
    media: [{ ...media(3), uploadedId: null }],
  });
  store.putDraft({ id: 'd', savedAt: 0, body: body([1], [2]) });
  store.putPost({ id: 'p', createdAt: 0, body: body([3]) }, [copy({ state: 'failed', at: 0, error: { kind: 'cancelled' } })], 'd');
  const kept = createKeptFiles({ clock, random: createSeededRandom(1), log: createRecordedLog(), store, attachments });
  kept.start();
  const left = (): string[] => [...attachments.files.keys()].map((each) => each.slice(-1));
  await clock.advance(9 * 60_000);
  expect(left()).toEqual(['1', '2', '3', '4']);
  await clock.advance(2 * 60_000);
  expect(left(), 'nobody named it').toEqual(['1', '2', '3']);
  store.putCopy(copy({ state: 'sent', at: 0, id: null, uri: null, url: null }));
  store.deleteDraft('d');
  await clock.advance(10 * 60_000);
  expect(left(), 'the draft may still come back').toEqual(['1', '2', '3']);
  store.putDraft({ id: 'd', savedAt: 0, body: body([1]) });
  await clock.advance(10 * 60_000);
  expect(left()).toEqual(['1']);
  kept.close();
  store.deleteDraft('d');
  await clock.advance(60 * 60_000);
  expect(left()).toEqual(['1']);
});
