import { describe, expect, test } from 'vitest';
import type { AppError, BadAnswerReason, OfflineReason } from '../../electron/contract/result.ts';
import { errorText, errorWords } from './errors.ts';

const host = 'kelp.example';
// `satisfies` breaks the build when a reason is added and nobody wrote words for it here.
const offline = { noNetwork: 1, dns: 1, refused: 1, reset: 1, timeout: 1, certificate: 1, privateAddress: 1, proxy: 1 } satisfies Record<OfflineReason, 1>;
const badAnswer = { html: 1, captivePortal: 1, blockedByProxy: 1, notJson: 1, wrongShape: 1, tooLarge: 1, redirected: 1, notFediverse: 1 } satisfies Record<BadAnswerReason, 1>;
const others: { readonly [K in Exclude<AppError['kind'], 'offline' | 'badAnswer'>]: Extract<AppError, { kind: K }> } = {
  serverError: { kind: 'serverError', host, status: 503, message: 'Down for work', retryAt: null, mayHaveArrived: false },
  unauthorized: { kind: 'unauthorized', host, message: 'The access token was revoked' },
  forbidden: { kind: 'forbidden', host, message: '' },
  rateLimited: { kind: 'rateLimited', host, retryAt: Date.UTC(2026, 10, 22, 12) },
  rejected: { kind: 'rejected', host, status: 422, message: 'Text is too long' },
  notFound: { kind: 'notFound', what: 'this post' },
  unsupported: { kind: 'unsupported', capability: 'bookmarks' },
  invalidInput: { kind: 'invalidInput', field: 'address', message: 'that is no address' },
  cancelled: { kind: 'cancelled' },
  storage: { kind: 'storage', message: 'disk full' },
  bug: { kind: 'bug', id: 'b-17' },
};
const all: readonly AppError[] = [
  ...Object.keys(offline).map((reason): AppError => ({ kind: 'offline', host, reason: reason as OfflineReason, mayHaveArrived: false })),
  ...Object.keys(badAnswer).map((reason): AppError => ({ kind: 'badAnswer', host, reason: reason as BadAnswerReason, status: 200, mayHaveArrived: false })),
  ...Object.values(others),
];
const named = all.map((error) => [`${error.kind} ${'reason' in error ? error.reason : ''}`, error] as const);

describe('words for errors', () => {
  test.each(named)('%s: whole sentences, no blame, no shouting', (_name, error) => {
    const { title, detail } = errorWords(error);
    expect(title).toMatch(/^[A-Z“]|^kelp\.example/);
    expect(`${title} ${detail}`.trim()).toMatch(/[.”]$/);
    expect(`${title} ${detail}`).not.toMatch(/!|oops|sorry|undefined|null|NaN|you did/i);
  });

  test.each(named.filter(([, error]) => 'host' in error))('%s names the server', (_name, error) => {
    expect(errorText(error)).toContain(host);
  });

  test('no two errors say the same', () => {
    expect(new Set(all.map((error) => errorWords(error).title)).size).toBe(all.length);
  });

  test('what the server says is quoted', () => {
    expect(errorText(others.rejected)).toContain('“Text is too long”');
    expect(errorText(others.serverError)).toContain('“Down for work”');
    expect(errorText(others.forbidden)).not.toContain('“”');
  });

  test('a lost answer is not called a failure', () => {
    expect(errorText({ kind: 'offline', host, reason: 'timeout', mayHaveArrived: true })).toContain('may have arrived');
    expect(errorText({ kind: 'offline', host, reason: 'timeout', mayHaveArrived: false })).not.toContain('may have arrived');
  });
});
