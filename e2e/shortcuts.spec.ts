/** Keys: every one is in the sheet, can be changed, and is shown as it is now. */
import { settingsText } from '../renderer/text/settings.ts';
import { shortcutsText } from '../renderer/text/shortcuts.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow } from './pages/skein-window.ts';

test('a key is changed, taken away and put back; hints follow', async ({ signedIn: { page } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const composer = createComposer(page);
  const sheet = page.getByRole('dialog', { name: shortcutsText.title });
  await page.keyboard.press('?');
  await sheet.getByRole('button', { name: shortcutsText.change('Write'), exact: true }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  const row = sheet.locator('dl > div').filter({ hasText: /^Write/ });
  await expect(row).toContainText('gthenw');
  await expectAccessible(page, 'keys');

  // A key that others have says so.
  await sheet.getByRole('button', { name: shortcutsText.change(settingsText.title) }).click();
  await page.keyboard.press('b');
  await expect(sheet).toContainText(shortcutsText.taken('Boost'));
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await page.keyboard.press('n');
  await expect(composer.pane).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await expect(composer.text).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listitem').filter({ hasText: 'write a post' })).toContainText('gw');

  await page.keyboard.press('?');
  await sheet.getByRole('button', { name: shortcutsText.reset }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(composer.text).toBeFocused();
});

test('what is written is written, whatever keys its letters are elsewhere', async ({ signedIn: { page } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const composer = createComposer(page);
  await page.keyboard.press('n');
  await expect(composer.text).toBeFocused();
  const text = 'Zwölf Ringelgänse, dogs and signs; a b, a f, g h and c? / . [ ] { } 1 2 0';
  await page.keyboard.type(text, { delay: 3 });
  await expect(composer.text).toHaveValue(text);
  await expect(composer.text).toBeFocused();
});
