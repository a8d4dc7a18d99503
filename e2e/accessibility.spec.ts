/** axe on every screen, light and dark, wide and narrow: 0 violations. */
import type { PracticeWorld } from '../electron/practice/index.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { actionOf, createComposer, createSkeinWindow, writeButton } from './pages/skein-window.ts';
import { createSignInForm } from './pages/welcome.ts';

function post(world: PracticeWorld): void {
  world.post('ines@nordsee.example', { text: 'Kaffee oder Tee?', poll: { options: ['Kaffee', 'Tee'], expiresInMs: 3_600_000, multiple: false, hideTotals: false } });
  world.flush();
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`axe, ${size}`, () => {
    test.use({ viewport });
    // A look at one screen takes a second; some tests look at ten.
    test.slow();

    test('the way in', async ({ page, startWorld, startSkein }) => {
      const skein = await startSkein({ world: await startWorld(), people: [] });
      await page.goto(skein.url);
      const form = createSignInForm(page);
      await expect(form.suggestion('mastodon.social')).toBeVisible();
      await expectAccessible(page, 'welcome');
      await form.address.fill('not-a-server.invalid');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await expectAccessible(page, 'welcome with an error');
      await form.address.fill('kelp.example');
      await expect(page.getByRole('heading', { name: 'Kelp' })).toBeVisible();
      await expectAccessible(page, 'welcome with a server');
      await form.goTo('kelp.example');
      await expect(form.waiting).toBeVisible();
      await expectAccessible(page, 'waiting for the browser');
      await form.useCode();
      await expect(form.code).toBeVisible();
      await expectAccessible(page, 'asking for a code');
    });

    test('reading', async ({ page, startWorld, startSkein }) => {
      const world = await startWorld();
      post(world);
      const skein = await startSkein({ world });
      await page.goto(skein.url);
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren, birds);
      await expect(skeinWindow.post('Kaffee oder Tee?')).toBeVisible();
      await expectAccessible(page, 'home');
      await actionOf(skeinWindow.post('Kaffee oder Tee?'), 'favourite').click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'act-as menu');
      await page.keyboard.press('Escape');
      await skeinWindow.post('Kaffee oder Tee?').getByRole('button', { name: 'More', exact: true }).click();
      await expectAccessible(page, 'menu of a post');
      await page.keyboard.press('Escape');
      await skeinWindow.openThread('Flamingo!');
      await expect(skeinWindow.thread).toContainText('where did it go?');
      await expectAccessible(page, 'thread');
      await page.keyboard.press('Escape');
      const tide = skeinWindow.post('Ebbe, 18:40.');
      await tide.getByRole('button', { name: /^Open image/ }).click();
      await expect(page.getByRole('dialog', { name: 'Media 1 of 1' })).toBeVisible();
      await expectAccessible(page, 'media viewer');
      await page.keyboard.press('Escape');
      await tide.getByRole('button', { name: /^ALT/ }).click();
      await expectAccessible(page, 'description of a picture');
    });

    test('writing and what is on its way', async ({ signedIn: { page, world } }) => {
      const skeinWindow = createSkeinWindow(page);
      const composer = createComposer(page);
      await skeinWindow.expectLive(maren, birds);
      await writeButton(page).click();
      await expectAccessible(page, 'empty composer');
      await composer.add('Bird Count North');
      await composer.pane.getByRole('button', { name: 'Add a content warning' }).click();
      await composer.text.fill('word '.repeat(130));
      await expect(composer.pane.getByText(/ over$/).first()).toBeVisible();
      await composer.pane.getByRole('button', { name: /^Shorten for/ }).first().click();
      await expectAccessible(page, 'composer, too long, with versions');
      await page.keyboard.press('Escape');
      await skeinWindow.openThread('Flamingo!');
      await actionOf(skeinWindow.thread.getByRole('article', { name: /^The opened post/ }), 'reply').click();
      await expect(composer.text).toHaveValue(/@ines/);
      await expectAccessible(page, 'composer of an answer');
      await composer.text.pressSequentially('Südlich vom Leuchtturm.');
      const { faults } = world.server('kelp.example');
      faults.set({ method: 'POST', path: '/api/v1/statuses', times: 1, fault: { kind: 'jsonError', status: 422, error: 'No' } });
      await composer.send.click();
      await expect(page.getByRole('button', { name: /^Undo/ })).toBeVisible();
      await skeinWindow.openOutbox();
      await expectAccessible(page, 'outbox, held back');
      // The time to take it back runs out meanwhile.
      await expect(skeinWindow.outbox).toContainText('Not posted', { timeout: 30_000 });
      await expectAccessible(page, 'outbox, failed');
    });

    test('settings, dialogs, menus and help', async ({ signedIn: { page, world } }) => {
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren, birds);
      await skeinWindow.openSettings();
      await expect(skeinWindow.settings).toBeVisible();
      await expectAccessible(page, 'settings');
      await page.keyboard.press('Escape');
      await skeinWindow.openAccountMenu(maren);
      await expectAccessible(page, 'account menu');
      await page.getByRole('menuitem', { name: 'Name and colour' }).click();
      await expectAccessible(page, 'name and colour');
      await page.keyboard.press('Escape');
      await skeinWindow.openAccountMenu(maren);
      await page.getByRole('menuitem', { name: 'Remove from Skein' }).click();
      await expectAccessible(page, 'removing an account');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(skeinWindow.dialog).toBeVisible();
      await expectAccessible(page, 'keys');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox')).toBeVisible();
      await expectAccessible(page, 'commands');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Add an account' }).click();
      await expectAccessible(page, 'adding an account');
      world.revokeTokens(maren);
      await expect(page.getByText('Maren Holt is signed out.', { exact: true })).toBeVisible();
      await expectAccessible(page, 'signed out');
    });
  });
}
