import { join } from 'node:path';
import { expect, sizes, test } from '../fixtures/test.ts';
import { createSkeinWindow } from '../pages/skein-window.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');

for (const [name, viewport] of [['home', sizes.wide], ['narrow', sizes.narrow]] as const) {
  test.describe(name, () => {
    test.use({ viewport, reducedMotion: 'reduce' });

    test(`docs/pictures/${name}.png`, async ({ page, startSkein }) => {
      const skein = await startSkein();
      await page.goto(skein.url);
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive('maren@kelp.example', 'birdcount@nordsee.example');
      await expect(skeinWindow.feed.getByRole('article').first()).toBeVisible();
      if (name === 'home') {
        await skeinWindow.feed.getByRole('button', { name: /^Reply, [1-9]/ }).first().locator('xpath=ancestor::article').focus();
        await page.keyboard.press('Enter');
        await expect(skeinWindow.thread.getByRole('article').nth(1)).toBeVisible();
      }
      await expect.poll(() => page.evaluate(() => [...document.images].filter((image) => image.checkVisibility() && image.getBoundingClientRect().top < innerHeight).every((image) => image.complete))).toBe(true);
      await page.mouse.move(viewport.width - 2, viewport.height - 2);
      await page.screenshot({ path: join(folder, `${name}.png`) });
    });
  });
}
