/** Light and dark, by the system and by choice; text size; and what stays chosen. */
import type { Page } from '@playwright/test';
import { expect, maren, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

/** Perceived lightness of what the page stands on, 0 to 255. */
const lightness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    if (canvas === null) return Number.NaN;
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

test('follows the system, until the person chooses; the choice outlives a restart', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const first = await startSkein({ world });
  await page.goto(first.url);
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren);
  expect(await lightness(page)).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await lightness(page)).toBeLessThan(60);
  await skeinWindow.openSettings();
  await skeinWindow.settings.getByRole('radio', { name: 'Light', exact: true }).check();
  await expect.poll(() => lightness(page)).toBeGreaterThan(200);
  const before = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  await skeinWindow.settings.getByRole('slider', { name: 'Text size' }).press('ArrowRight');
  await expect.poll(() => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThan(before);
  await page.goto('about:blank');
  await first.stop();

  const second = await startSkein({ world });
  await page.goto(second.url);
  await skeinWindow.expectLive(maren);
  expect(await lightness(page)).toBeGreaterThan(200);
  await skeinWindow.openSettings();
  await skeinWindow.settings.getByRole('radio', { name: 'As the system' }).check();
  await expect.poll(() => lightness(page)).toBeLessThan(60);
});

test('settings say what is kept where, and never call a plain file encrypted', async ({ signedIn: { page, skein } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.openSettings();
  await expect(skeinWindow.settings).toContainText(skein.dataDir);
  await expect(skeinWindow.settings).toContainText('It is not encrypted, because');
  await expect(skeinWindow.settings).toContainText('in a browser window on Linux');
});

test('a name and a colour of one\'s own for an account', async ({ signedIn: { page } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren);
  await skeinWindow.openAccountMenu(maren);
  await page.getByRole('menuitem', { name: 'Name and colour' }).click();
  await skeinWindow.dialog.getByLabel('Name in Skein').fill('Lab');
  // The radio itself is for keys and screen readers; people with a mouse press the swatch around it.
  await skeinWindow.dialog.getByRole('radio', { name: 'Moss' }).locator('..').click();
  await skeinWindow.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(skeinWindow.account(maren)).toHaveAccessibleName(/^Lab,/);
  await expect(skeinWindow.account(maren)).toHaveAttribute('data-colour', '4');
  await expect(skeinWindow.post('The end of that film')).toHaveAccessibleName(/reached Lab$/);
});

test('other pages of the same window cannot be reached, and a used start link opens nothing', async ({ signedIn: { page, skein }, context }) => {
  await createSkeinWindow(page).expectLive(maren);
  const second = await context.newPage();
  await second.goto(skein.url);
  await expect(second.getByRole('heading', { name: /This link was used before|no longer connected/ })).toBeVisible();
});
