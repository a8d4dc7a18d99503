import { describe, expect, test } from 'vitest';
import { createVirtualClock } from './core/testing/virtual-clock.ts';
import { createQuietStart } from './app-quiet-start.ts';

function start(hasAccounts: boolean) {
  const clock = createVirtualClock(0);
  const quiet = createQuietStart({ clock, hasAccounts });
  const began: string[] = [];
  const plan = (name: string) => quiet.afterFirstPage(() => began.push(name));
  return { clock, quiet, began, plan };
}

describe('a quiet start', () => {
  test('lets work begin in order, once the first page had time to be drawn', async () => {
    const { clock, quiet, began, plan } = start(true);
    plan('ann');
    const takeBack = plan('ben');
    plan('cem');
    await clock.advance(1_000);
    quiet.pageAnswered();
    await clock.advance(500);
    // Only the first one counts: scrolling holds nothing back.
    quiet.pageAnswered();
    takeBack();
    expect(began).toEqual([]);
    await clock.advance(300);
    expect(began).toEqual(['ann', 'cem']);
    plan('dan');
    expect(began).toEqual(['ann', 'cem', 'dan']);
  });

  test('ends by itself where no window asks for anything', async () => {
    const { clock, began, plan } = start(true);
    plan('ann');
    await clock.advance(3_900);
    expect(began).toEqual([]);
    await clock.advance(200);
    expect(began).toEqual(['ann']);
  });

  test('is none without accounts, and begins nothing after the end', async () => {
    const first = start(false);
    first.plan('ann');
    expect(first.began).toEqual(['ann']);
    const second = start(true);
    second.plan('ann');
    second.quiet.pageAnswered();
    second.quiet.close();
    await second.clock.advance(10_000);
    expect(second.began).toEqual([]);
  });
});
