import { expect, test } from 'vitest';
import { toWav } from './wav.ts';

test('a WAV file says how long it is and holds every sample, the loudest cut off', async () => {
  const file = toWav(Float32Array.from([0, 1, -1, 0.5, 3]), 24_000);
  const bytes = new DataView(await file.arrayBuffer());
  const text = (from: number, to: number): string => new TextDecoder().decode(bytes.buffer.slice(from, to));
  expect([file.type, text(0, 4), text(8, 16), text(36, 40)]).toEqual(['audio/wav', 'RIFF', 'WAVEfmt ', 'data']);
  expect([bytes.getUint32(4, true), bytes.byteLength, bytes.getUint32(40, true)]).toEqual([46, 54, 10]);
  expect([bytes.getUint16(22, true), bytes.getUint32(24, true), bytes.getUint32(28, true), bytes.getUint16(34, true)]).toEqual([1, 24_000, 48_000, 16]);
  expect([0, 1, 2, 3, 4].map((at) => bytes.getInt16(44 + at * 2, true))).toEqual([0, 32_767, -32_767, 16_384, 32_767]);
});
