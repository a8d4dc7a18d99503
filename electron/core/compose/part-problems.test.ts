import { describe, expect, test } from 'vitest';
import type { DraftMedia, DraftPoll } from '../../contract/attachments.ts';
import type { ServerLimits } from '../../contract/servers.ts';
import { sampleProfile } from '../testing/samples.ts';
import { partProblems } from './part-problems.ts';

const limits: ServerLimits = {
  ...sampleProfile().limits,
  maxDescription: 5,
  imageBytes: 100,
  videoBytes: 1000,
  mimeTypes: ['image/png', 'image/gif', 'video/mp4', 'audio/ogg'],
  poll: { maxOptions: 3, maxOptionCharacters: 4, minExpirationMs: 300_000, maxExpirationMs: 600_000 },
};
const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const media = (n: number, change: { mimeType?: string; bytes?: number; description?: string } = {}): DraftMedia => ({ file: { id: id(n), mimeType: change.mimeType ?? 'image/png', bytes: change.bytes ?? 10 }, name: 'a', description: change.description ?? '', focus: null });
const poll = (change: Partial<DraftPoll> = {}): DraftPoll => ({ options: ['a', 'b'], expiresInMs: 300_000, multiple: false, ...change });
const problemsOf = (list: readonly DraftMedia[], of: DraftPoll | null = null, change: Partial<ServerLimits> = {}) => partProblems({ media: list, poll: of }, {}, { ...limits, ...change }).map(({ problem }) => problem);

describe('media', () => {
  test('within the limits there is nothing to say', () => expect(problemsOf([1, 2, 3, 4].map((n) => media(n)))).toEqual([]));
  test('too many', () => expect(problemsOf([1, 2, 3, 4, 5].map((n) => media(n)))).toEqual(['tooManyMedia']));
  test('a film or a sound is alone on Mastodon, and among others elsewhere', () => {
    const mixed = [media(1), media(2, { mimeType: 'video/mp4' })];
    expect(problemsOf(mixed)).toEqual(['notAlone']);
    expect(problemsOf([media(1, { mimeType: 'audio/ogg' })])).toEqual([]);
    expect(problemsOf(mixed, null, { lengthRule: 'codePoints' })).toEqual([]);
  });
  test('a type the server did not name; a server that names none takes all', () => {
    expect(problemsOf([media(1, { mimeType: 'image/avif' })])).toEqual(['mediaType']);
    expect(problemsOf([media(1, { mimeType: 'image/avif' })], null, { mimeTypes: [] })).toEqual([]);
  });
  test('size by kind: a GIF may be as large as the film it becomes', () => {
    expect(partProblems({ media: [media(1, { bytes: 101 })], poll: null }, {}, limits)).toEqual([{ problem: 'mediaTooLarge', media: id(1), bytes: 101, limit: 100 }]);
    expect(problemsOf([media(1, { bytes: 100 })])).toEqual([]);
    expect(problemsOf([media(1, { bytes: 1000, mimeType: 'image/gif' })])).toEqual([]);
    expect(problemsOf([media(1, { bytes: 1001, mimeType: 'video/mp4' })])).toEqual(['mediaTooLarge']);
  });
  test('a smaller file of the account counts in the place of the first', () => {
    const overrides = { smaller: [{ of: id(1), file: { id: id(9), mimeType: 'image/png', bytes: 90 } }] };
    expect(partProblems({ media: [media(1, { bytes: 500 })], poll: null }, overrides, limits)).toEqual([]);
  });
  test('a description too long, in characters', () => {
    expect(problemsOf([media(1, { description: '🪿🪿🪿🪿🪿' })])).toEqual([]);
    expect(problemsOf([media(1, { description: '🪿🪿🪿🪿🪿🪿' })])).toEqual(['descriptionTooLong']);
  });
});

describe('polls', () => {
  test('two choices within the limits are fine, empty ones do not count', () => expect(problemsOf([], poll({ options: ['a', ' ', 'b'] }))).toEqual([]));
  test.each<[string, Partial<DraftPoll>]>([
    ['tooFewOptions', { options: ['a', ''] }],
    ['sameOptions', { options: ['a', ' a '] }],
    ['tooManyOptions', { options: ['a', 'b', 'c', 'd'] }],
    ['optionTooLong', { options: ['a', 'abcde'] }],
    ['pollTooShort', { expiresInMs: 299_999 }],
    ['pollTooLong', { expiresInMs: 600_001 }],
  ])('%s', (problem, change) => expect(problemsOf([], poll(change))).toEqual([problem]));
  test('not beside media', () => expect(problemsOf([media(1)], poll())).toEqual(['pollWithMedia']));
});
