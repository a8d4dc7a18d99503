import { describe, expect, it, test } from 'vitest';
import type { Command } from './commands.ts';
import { pressOf, rivalsOf, shownKeys, withOwnKeys } from './own-keys.ts';

const command = (id: string, ...keys: readonly string[]): Command => ({ id, keys, label: id, group: 'app', run: () => undefined });
const commands = [command('write', 'n', 'c'), command('favourite', 'f'), command('favouriteAs', 'a f'), command('home', 'g h')];

describe('own keys', () => {
  it('take the place of those a command came with, or leave it without', () => {
    expect(withOwnKeys(commands, { write: ['w'], home: [] }).map(({ keys }) => keys)).toEqual([['w'], ['f'], ['a f'], []]);
  });

  it('are what tips show', () => {
    const own = { write: ['w'], home: [] };
    expect(shownKeys(commands, own, 'n')).toBe('w');
    expect(shownKeys(commands, own, 'g h')).toBeNull();
    expect(shownKeys(commands, own, 'f')).toBe('f');
    expect(shownKeys(commands, own, '$mod+Enter')).toBe('$mod+Enter');
  });

  it('collide with the same key, with the beginning of a sequence, and with what begins with them', () => {
    expect(rivalsOf(commands, 'home', 'f').map(({ id }) => id)).toEqual(['favourite']);
    expect(rivalsOf(commands, 'home', 'a').map(({ id }) => id)).toEqual(['favouriteAs']);
    expect(rivalsOf(commands, 'write', 'f x').map(({ id }) => id)).toEqual(['favourite']);
    expect(rivalsOf(commands, 'write', 'n')).toEqual([]);
  });

  it('named like what every object has are no keys', () => {
    expect(withOwnKeys([command('constructor', 'k')], {})[0]?.keys).toEqual(['k']);
  });
});

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
test.each([
  [{ ...plain, key: 'j' }, false, 'j'],
  [{ ...plain, key: 'J', shiftKey: true }, false, 'Shift+j'],
  [{ ...plain, key: '?', shiftKey: true }, false, '?'],
  [{ ...plain, key: 'k', ctrlKey: true }, false, '$mod+k'],
  [{ ...plain, key: 'k', metaKey: true }, true, '$mod+k'],
  [{ ...plain, key: 'F2', altKey: true }, false, 'Alt+F2'],
  [{ ...plain, key: ' ' }, false, 'Space'],
  [{ ...plain, key: 'Control', ctrlKey: true }, false, null],
  [{ ...plain, key: 'Dead' }, false, null],
])('%o on a Mac %s is %s', (press, isMac, expected) => expect(pressOf(press, isMac)).toBe(expected));
