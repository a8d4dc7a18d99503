import { expect, it } from 'vitest';
import { spotBeside } from './place-beside.ts';

const view = { width: 400, height: 300 };
const size = { width: 100, height: 80 };
const options = { gap: 4, align: 'start' } as const;

it('hangs below, above where there is more room, and never leaves the window', () => {
  expect(spotBeside(size, { left: 20, right: 40, top: 20, bottom: 40 }, view, options)).toEqual({ left: 20, top: 44 });
  expect(spotBeside(size, { left: 20, right: 40, top: 260, bottom: 280 }, view, options)).toEqual({ left: 20, top: 176 });
  expect(spotBeside(size, { left: 380, right: 399, top: 20, bottom: 40 }, view, options)).toEqual({ left: 294, top: 44 });
  expect(spotBeside({ width: 900, height: 900 }, { left: 20, right: 40, top: 20, bottom: 40 }, view, options)).toEqual({ left: 6, top: 6 });
});
