import { describe, expect, test } from 'vitest';
import type { CopyState } from '../../../electron/contract/compose.ts';
import type { AccountKey, AppError } from '../../../electron/contract/index.ts';
import type { CopyChange } from '../../stores/outbox.ts';
import { announcementsOf, countdownWords } from './announcements.ts';

const error: AppError = { kind: 'rejected', host: 'cartolab.example', status: 422, message: 'Text is too long' };
const post = { id: 'p', createdAt: 0, copies: [], body: { text: '', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [] } } satisfies CopyChange['post'];
const change = (account: string, status: CopyState): CopyChange => ({ post, before: 'sending', copy: { id: account, account: account as AccountKey, text: '', part: 0, parts: 1, status } });
const sent: CopyState = { state: 'sent', at: 1, id: null, uri: null, url: null };
const say = (...changes: CopyChange[]) => announcementsOf(changes, (key) => key);

describe('spoken changes', () => {
  test('what was posted is said once, with all names', () => {
    expect(say(change('Home', sent), change('Work', sent))).toEqual({ polite: 'Posted from Home and Work.', assertive: '' });
  });

  test('only "not posted" interrupts', () => {
    const { polite, assertive } = say(change('Home', sent), change('Work', { state: 'failed', at: 1, error }), change('Birds', { state: 'needsDecision', sentAt: 1, checkedAt: 2, error }));
    expect(assertive).toMatch(/^Not posted from Work\. .*Text is too long/);
    expect(assertive).not.toContain('Birds');
    expect(polite).toMatch(/^Posted from Home\. The answer for Birds was lost\./);
  });

  test('waiting, sending and taking back are not', () => {
    expect(say(change('a', { state: 'waiting', sendAt: 1, lastError: null }), change('b', { state: 'sending', since: 1 }), change('c', { state: 'cancelled', at: 1 }))).toEqual({ polite: '', assertive: '' });
  });
});

test.each([
  [10, [10, 5, 0]],
  [60, [60, 5, 0]],
  [5, [5, 0]],
  [3, [3, 0]],
])('a countdown of %d seconds speaks at %j', (total, expected) => {
  const lefts = Array.from({ length: total + 1 }, (_, passed) => total - passed);
  expect(lefts.filter((left) => left === total || countdownWords(left, total) !== countdownWords(left + 1, total))).toEqual(expected);
});
