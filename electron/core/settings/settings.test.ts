import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../contract/defaults.ts';
import type { Settings } from '../../contract/settings.ts';
import { createSettings } from './settings.ts';

function setUp(stored?: unknown) {
  const values = new Map<string, unknown>(stored === undefined ? [] : [['settings', stored]]);
  const published: Settings[] = [];
  const store = { get: (name: string) => values.get(name), set: (name: string, value: unknown) => void values.set(name, value) };
  return { values, published, open: () => createSettings({ store, publish: (settings) => published.push(settings) }) };
}

describe('settings', () => {
  test('are the defaults until something is chosen', () => {
    const { open, published } = setUp();
    expect(open().get()).toEqual(defaultSettings);
    expect(published).toEqual([]);
  });

  test('a change is stored, told and there after a restart', () => {
    const { open, published } = setUp();
    const changed = { ...defaultSettings, theme: 'dark', undoSeconds: 0 };
    expect(open().set({ theme: 'dark', undoSeconds: 0 })).toEqual({ ok: true, value: changed });
    expect(published).toEqual([changed]);
    expect(open().get()).toEqual(changed);
  });

  test('an undefined value changes nothing', () => {
    const { open } = setUp();
    const settings = open();
    settings.set({ textSize: 120 });
    settings.set({ textSize: undefined, autoplay: true });
    expect(settings.get()).toMatchObject({ textSize: 120, autoplay: true });
  });

  test('a stored value that is not valid any more falls back alone', () => {
    const { open } = setUp({ theme: 'sepia', textSize: 1e9, undoSeconds: 30, gone: true, ['__proto__']: 1 });
    expect(open().get()).toEqual({ ...defaultSettings, undoSeconds: 30 });
  });

  test.each([['text'], [null], [[]], [7]])('garbage in the store (%j) gives the defaults', (stored) => {
    expect(setUp(stored).open().get()).toEqual(defaultSettings);
  });
});
