import { describe, expect, test, vi } from 'vitest';
import type { Command } from '../../stores/commands.ts';
import { bindingsOf, toTinykeys } from './key-bindings.ts';

const command = (id: string, keys: readonly string[], more: Partial<Command> = {}): Command => ({ id, keys, label: id, group: 'app', run: vi.fn<() => void>(), ...more });
const press = (): KeyboardEvent => ({ preventDefault: vi.fn<() => void>() }) as unknown as KeyboardEvent;

test.each([['?', '[Shift]+?'], ['/', '[Shift]+/'], ['.', '[Shift]+.'], ['j', 'j'], ['g h', 'g h'], ['$mod+,', '$mod+,'], ['Enter', 'Enter'], ['0', '0']])('%s binds as %s', (keys, expected) => expect(toTinykeys(keys)).toBe(expected));

describe('bindings', () => {
  test('every key of a command runs it', () => {
    const write = command('write', ['n', 'c']);
    const bindings = bindingsOf([write], () => false);
    bindings['n']?.(press());
    bindings['c']?.(press());
    expect(write.run).toHaveBeenCalledTimes(2);
  });

  test('in a text field only commands made for it run, and the key stays the field\'s', () => {
    const write = command('write', ['n']);
    const send = command('send', ['$mod+Enter'], { inText: true });
    const bindings = bindingsOf([write, send], () => true);
    const event = press();
    bindings['n']?.(event);
    bindings['$mod+Enter']?.(press());
    expect(write.run).not.toHaveBeenCalled();
    expect(event.preventDefault).not.toHaveBeenCalled();
    expect(send.run).toHaveBeenCalledOnce();
  });

  test('a key that writes a letter writes it, also where the command has another key for text fields', () => {
    const settings = command('settings', ['$mod+,', 'g s', 'Shift+g', 'Space'], { inText: true });
    const bindings = bindingsOf([settings], () => true);
    for (const keys of ['g s', 'Shift+g', 'Space']) {
      const event = press();
      bindings[keys]?.(event);
      expect(event.preventDefault).not.toHaveBeenCalled();
    }
    expect(settings.run).not.toHaveBeenCalled();
    bindings['$mod+,']?.(press());
    expect(settings.run).toHaveBeenCalledOnce();
  });

  test('of two commands with one key the newer that may run does, and only one', () => {
    const older = command('older', ['Escape']);
    const newer = command('newer', ['Escape'], { when: () => false });
    bindingsOf([older, newer], () => false)['Escape']?.(press());
    expect(newer.run).not.toHaveBeenCalled();
    expect(older.run).toHaveBeenCalledOnce();
    const both = command('both', ['Escape']);
    bindingsOf([older, both], () => false)['Escape']?.(press());
    expect(both.run).toHaveBeenCalledOnce();
    expect(older.run).toHaveBeenCalledOnce();
  });
});
