import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MediaPath } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { MediaAttachment } from '../../contract/statuses.ts';
import type { MediaFile, MediaProxy } from '../media/media-proxy.ts';
import { createRandom } from '../random.ts';
import { createAttachments } from './attachments.ts';
import { createKeepMedia } from './keep-media.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'skein-keep-media-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const picture: MediaAttachment = { id: '1', kind: 'image', path: 'media/x' as MediaPath, previewPath: null, remoteUrl: null, description: 'a gull', blurhash: null, width: 2, height: 2, focus: { x: 0.5, y: 0 } };
const file = (contentType: string, bytes: string): Result<MediaFile> => ok({ status: 200, contentType, headers: {}, body: new Blob([bytes]).stream() });
const proxy = (answer: Result<MediaFile>): MediaProxy => ({ get: async () => answer });
const keeper = (answer: Result<MediaFile>) => {
  const attachments = createAttachments({ dir });
  return { attachments, keep: createKeepMedia({ media: proxy(answer), attachments, random: createRandom() }) };
};

test('a file of a post is whole in the profile again, with its words and its focus', async () => {
  const { attachments, keep } = keeper(file('image/png', 'png bytes'));
  const kept = await keep(picture);
  expect(kept).toMatchObject({ ok: true, value: { file: { mimeType: 'image/png', bytes: 9 }, name: 'picture.png', description: 'a gull', focus: { x: 0.5, y: 0 } } });
  expect(await attachments.read(kept.ok ? kept.value.file.id : '')).toEqual(ok(new TextEncoder().encode('png bytes')));
});

test.each([
  ['that is gone', fail({ kind: 'notFound', what: 'media' } as const), picture, { kind: 'notFound' }],
  ['without an address', file('image/png', 'x'), { ...picture, path: null }, { kind: 'notFound' }],
  ['that is no picture, film or sound', file('text/html', '<p>'), picture, { kind: 'invalidInput' }],
  ['without a byte', file('image/png', ''), picture, { kind: 'invalidInput' }],
] as const)('one %s is not kept', async (_what, answer, attachment, error) => {
  const { attachments, keep } = keeper(answer);
  expect(await keep(attachment)).toMatchObject({ ok: false, error });
  expect(await attachments.ids()).toEqual([]);
});
