import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bitmapOf, colours } from './blurhash-colours.ts';

const hash = 'LEHV6nWB2yk8pyo0adR*.7kCMdnj';
let made = 0;
const revoked: string[] = [];
beforeEach(() => {
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${(made += 1)}`);
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
});
afterEach(() => vi.restoreAllMocks());

test('pixels stand row by row from the top, blue first', () => {
  const bytes = bitmapOf([...Array(16).keys()].flatMap((pixel) => [pixel, 100, 200, 255]), 4);
  expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('BM');
  expect(new DataView(bytes.buffer).getUint32(2, true)).toBe(54 + 16 * 3);
  expect(Array.from(bytes.subarray(54, 60))).toEqual([200, 100, 0, 200, 100, 1]);
  expect(Array.from(bytes.subarray(-3))).toEqual([200, 100, 15]);
});

test('a hash has one picture; one that is too long has none', () => {
  expect(colours(hash)).toBe(colours(hash));
  expect(colours('L'.repeat(167))).toBeNull();
});

test('the pictures not asked for longest are let go', () => {
  const first = colours(hash);
  for (let n = 0; n < 299; n += 1) colours(`LEHV6nWB2yk8pyo0adR*.7kCMd${n.toString(36).padStart(2, '0')}`);
  expect(colours(hash)).toBe(first);
  for (let n = 299; n < 320; n += 1) colours(`LEHV6nWB2yk8pyo0adR*.7kCMd${n.toString(36).padStart(2, '0')}`);
  expect(colours(hash)).toBe(first);
  expect(revoked.length).toBeGreaterThan(10);
  expect(revoked).not.toContain(first);
});
