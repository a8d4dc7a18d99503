import { expect, test } from 'vitest';
import { fail, ok } from '../../../contract/result.ts';
import type { PublicReader } from '../../fediverse-moving.ts';
import { endOfRedirects } from './redirects.ts';

/** `a` redirects to `b`, and so on; an arrow to itself is a circle. */
function readerOf(arrows: Readonly<Record<string, string>>): PublicReader {
  return {
    actorUri: async (handle) => ok(`https://${handle}`),
    actor: async (uri) => (uri.includes('gone') ? fail({ kind: 'notFound', what: 'actor' }) : ok({ uri, alsoKnownAs: [], movedTo: arrows[uri] ?? null })),
    account: async () => fail({ kind: 'notFound', what: 'account' }),
    software: async () => ok(null),
  };
}

test.each([
  ['nowhere else', 'https://a', {}, null],
  ['over two more', 'https://a', { 'https://a': 'https://b', 'https://b': 'https://c' }, 'https://c'],
  ['from a handle', 'bo@x.example', { 'https://bo@x.example': 'https://c' }, 'https://c'],
  ['in a circle', 'https://a', { 'https://a': 'https://b', 'https://b': 'https://a' }, 'https://b'],
  ['to somebody who is gone', 'https://a', { 'https://a': 'https://gone' }, 'https://gone'],
])('a chain that leads %s', async (_what, from, arrows, end) => expect(await endOfRedirects(from, readerOf(arrows), {})).toBe(end));
