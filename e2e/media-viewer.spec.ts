/** Looking at pictures: enlarged and moved by keys, saved under their own name, closed where they were opened. */
import { readFileSync } from 'node:fs';
import { mediaText } from '../renderer/text/media.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`media viewer, ${size}`, () => {
    test.use({ viewport });

    test('a picture is enlarged, moved and saved by keys', async ({ signedIn: { page } }) => {
      await createSkeinWindow(page).expectLive(maren, birds);
      const tile = page.getByRole('button', { name: /^Open image/ }).first();
      await tile.click();
      const viewer = page.getByRole('dialog', { name: /^Media 1 of / });
      const picture = viewer.locator('img[data-shown]');
      await expect(picture).toHaveJSProperty('complete', true);
      const whole = await picture.boundingBox();

      await page.keyboard.press('+');
      await expect.poll(async () => Math.round(((await picture.boundingBox())?.width ?? 0) / (whole?.width ?? 1) * 10)).toBe(15);
      const before = await picture.boundingBox();
      await page.keyboard.press('ArrowRight');
      await expect.poll(async () => Math.round(((await picture.boundingBox())?.x ?? 0) - (before?.x ?? 0))).toBe(-60);
      await page.keyboard.press('0');
      await expect.poll(async () => Math.round((await picture.boundingBox())?.x ?? 0)).toBe(Math.round(whole?.x ?? -1));

      const saved = page.waitForEvent('download');
      await page.keyboard.press('s');
      const download = await saved;
      expect(download.suggestedFilename()).toMatch(/^[\w.-]+\.(?:png|jpe?g|webp|svg)$/);
      expect(readFileSync(await download.path()).byteLength).toBeGreaterThan(500);
      await expect(viewer.getByRole('button', { name: mediaText.copy })).toBeVisible();

      await page.keyboard.press('Escape');
      await expect(viewer).toBeHidden();
      await expect(tile).toBeFocused();
    });
  });
}
