import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

/** A window whose screen shows what was changed `paintMs` later. */
function fakeWindow(paintMs: number) {
  const tasks: { readonly at: number; readonly run: () => void }[] = [];
  let now = 0;
  const after = (delayMs: number, run: () => void): void => void tasks.push({ at: now + delayMs, run });
  return {
    world: { now: () => now, after, painted: (run: () => void) => after(paintMs, run) },
    at(until: number) {
      for (let next = tasks.toSorted((a, b) => a.at - b.at)[0]; next !== undefined && next.at <= until; next = tasks.toSorted((a, b) => a.at - b.at)[0]) {
        tasks.splice(tasks.indexOf(next), 1);
        now = next.at;
        next.run();
      }
      now = until;
    },
  };
}

describe('createPace', () => {
  it('runs at once where the page has nothing to do', () => {
    const { world, at } = fakeWindow(10);
    const ran: number[] = [];
    const soon = createPace(world);
    at(100);
    soon(() => ran.push(world.now()));
    expect(ran).toEqual([]);
    at(100);
    expect(ran).toEqual([100]);
  });

  it('rests for half of what the last news took, and draws together what came meanwhile', () => {
    const { world, at } = fakeWindow(30);
    const ran: string[] = [];
    const soon = createPace(world);
    soon(() => ran.push(`a ${world.now()}`));
    at(10);
    soon(() => ran.push(`b ${world.now()}`));
    at(40);
    soon(() => ran.push(`c ${world.now()}`));
    at(44);
    expect(ran).toEqual(['a 0']);
    at(45);
    expect(ran).toEqual(['a 0', 'b 45', 'c 45']);
    at(1_000);
    soon(() => ran.push(`d ${world.now()}`));
    at(1_000);
    expect(ran.at(-1)).toBe('d 1000');
  });

  it('holds nothing back for long on a slow machine', () => {
    const { world, at } = fakeWindow(500);
    const ran: number[] = [];
    const soon = createPace(world);
    soon(() => ran.push(world.now()));
    at(1);
    soon(() => ran.push(world.now()));
    at(2_000);
    expect(ran).toEqual([0, 530]);
  });

  it('goes on after one of the news failed, with those that came with it', () => {
    const { world, at } = fakeWindow(10);
    const ran: string[] = [];
    const soon = createPace(world);
    soon(() => {
      throw new Error('a bug');
    });
    soon(() => ran.push('beside it'));
    expect(() => at(5)).toThrow('a bug');
    at(100);
    soon(() => ran.push('later'));
    at(200);
    expect(ran).toEqual(['beside it', 'later']);
  });
});
