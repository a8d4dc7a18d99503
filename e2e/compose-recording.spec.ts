/** A voice message: recorded from a microphone Chromium makes up, heard, attached and posted; and one that may not be used. */
import { existsSync } from 'node:fs';
import { partsText } from '../renderer/text/compose-parts.ts';
import { recordingText } from '../renderer/text/recording.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton } from './pages/skein-window.ts';

/** The headless shell of Debian has no devices at all. */
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
test.skip(executablePath === undefined, 'skipped: no whole Chromium here');
test.use({
  // A microphone that beeps once a second.
  launchOptions: [async ({ launchOptions }, use) => use({ ...launchOptions, ...(executablePath === undefined ? {} : { executablePath }), args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream'] }), { scope: 'worker' }],
});

test('a voice is recorded, heard and posted in a kind its server takes', async ({ signedIn: { page, world }, context }) => {
  await context.grantPermissions(['microphone']);
  const { pane, text, sendNow } = createComposer(page);
  const dialog = page.getByRole('dialog');
  await createSkeinWindow(page).expectLive(maren, birds);
  await writeButton(page).click();
  await text.fill('Listen to this');
  await pane.getByRole('button', { name: recordingText.record }).click();
  await dialog.getByRole('button', { name: recordingText.start }).click();
  await expect(dialog.getByRole('timer')).toHaveText('0:02');
  await expectAccessible(page, 'a voice being recorded');
  await page.keyboard.press('Escape');
  await expect(dialog.getByText(recordingText.discardAsk)).toBeVisible();
  await dialog.getByRole('button', { name: recordingText.keep }).click();
  await dialog.getByRole('button', { name: recordingText.stop }).click();
  await expect(dialog.getByLabel(recordingText.listen)).toBeVisible();
  await expect.poll(() => dialog.locator('audio').evaluate((player: HTMLAudioElement) => player.readyState)).toBeGreaterThan(0);
  await context.clearPermissions();
  await dialog.getByRole('button', { name: recordingText.again }).click();
  await expect(dialog.getByText(recordingText.failure('refused'))).toBeVisible();
  await expect(dialog.getByLabel(recordingText.listen)).toBeVisible();
  await dialog.getByRole('button', { name: recordingText.attach }).click();
  await expect(pane.getByRole('list', { name: partsText.media }).getByRole('listitem')).toHaveCount(1);
  await pane.locator('footer [data-send]').click();
  await expect(pane.getByText(/sound has no description/)).toBeVisible();
  await sendNow();
  const sounds = (): readonly string[] => world.server('kelp.example').inner.tables.media.all().flatMap(({ statusId, type }) => (statusId === null ? [] : [type]));
  await expect.poll(sounds, { timeout: 40_000 }).toContain('audio');
});

test('without permission it says so and can be tried again', async ({ signedIn: { page } }) => {
  const { pane } = createComposer(page);
  const dialog = page.getByRole('dialog');
  await createSkeinWindow(page).expectLive(maren, birds);
  await writeButton(page).click();
  await pane.getByRole('button', { name: recordingText.record }).click();
  await dialog.getByRole('button', { name: recordingText.start }).click();
  await expect(dialog.getByText(recordingText.failure('refused'))).toBeVisible();
  await expect(dialog.getByRole('button', { name: recordingText.start })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
