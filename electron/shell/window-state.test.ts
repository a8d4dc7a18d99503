import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeWindow, readWindowState } from './window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const size = { width: 1000, height: 700 };

test.each([
  ['on the screen', { x: 100, y: 100 }, [laptop], true],
  ['on the second screen', { x: 3000, y: 200 }, [laptop, monitor], true],
  ['on a screen that is gone', { x: 3000, y: 200 }, [laptop], false],
  ['above the screen, where it cannot be dragged', { x: 100, y: -50 }, [laptop], false],
  ['mostly left of the screen', { x: -900, y: 100 }, [laptop], false],
  ['partly left of the screen', { x: -500, y: 100 }, [laptop], true],
  ['below the screen', { x: 100, y: 890 }, [laptop], false],
])('a window %s', (_name, at, areas, comesBack) => {
  expect(placeWindow({ ...at, ...size }, areas)).toEqual(comesBack ? { ...at, ...size } : size);
});

test('a first window gets a size and no place', () => expect(placeWindow(null, [laptop])).toEqual({ width: 1440, height: 900 }));

test.each([['{'], ['null'], ['[]'], ['{"box":{"x":1,"y":2,"width":0,"height":5}}'], ['{"box":{"x":"1","y":2,"width":3,"height":5}}'], ['{"box":{"x":1e400,"y":2,"width":3,"height":5}}']])('%s is no state', (text) => {
  const folder = mkdtempSync(join(tmpdir(), 'skein-state-'));
  writeFileSync(join(folder, 'window.json'), text);
  expect(readWindowState(join(folder, 'window.json'))).toEqual({ box: null, isMaximized: false });
  rmSync(folder, { recursive: true });
});
