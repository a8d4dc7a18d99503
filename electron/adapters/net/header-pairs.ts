import type { NetAnswer } from '../../core/ports.ts';

/** Names and values in turn, as Node and undici give them. Bytes above ASCII are Latin-1 (RFC 9110 section 5.5). */
export function headerPairs(raw: readonly (Buffer | string)[]): NetAnswer['headers'] {
  const texts = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')));
  return Array.from({ length: texts.length >> 1 }, (_, at) => [(texts[at * 2] ?? '').toLowerCase(), texts[at * 2 + 1] ?? ''] as const);
}
