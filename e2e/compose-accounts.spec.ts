/** Who a post goes out from: one that posts and others that boost, remembered per workspace. And the emojis used last. */
import type { PracticeWorld } from '../electron/practice/index.ts';
import { boostingText } from '../renderer/text/boosting.ts';
import { columnsText } from '../renderer/text/columns.ts';
import { completionText } from '../renderer/text/completion.ts';
import { composerText } from '../renderer/text/composer.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton } from './pages/skein-window.ts';

const doneBy = (world: PracticeWorld, deed: 'created' | 'boosted'): readonly string[] => world.oracle.events.filter((event) => event.deed === deed && event.requestSeq !== null).map(({ account }) => account).toSorted();

test('one account posts, the other boosts it once it is out, and the outbox says so; workspaces remember their own', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  const { pane, text, targets, add, sendNow } = createComposer(page);
  await skeinWindow.expectLive(maren, birds);
  await writeButton(page).click();
  await add('Bird Count North');
  await pane.getByRole('radio', { name: boostingText.one }).check();
  await text.fill('Geese over the dyke');
  await pane.getByLabel(composerText.visibility, { exact: true }).first().selectOption('private');
  await expect(pane.getByText(boostingText.heldVisibility)).toBeVisible();
  await pane.getByLabel(composerText.visibility, { exact: true }).first().selectOption('public');
  await expect(targets.getByText(boostingText.boosts)).toHaveCount(1);
  await expectAccessible(page, 'one posts, the others boost');
  await sendNow();
  await expect.poll(() => [doneBy(world, 'created'), doneBy(world, 'boosted')], { timeout: 40_000 }).toEqual([[maren], [birds]]);
  await skeinWindow.openOutbox();
  await expect(skeinWindow.outbox.getByRole('list', { name: boostingText.list })).toContainText(boostingText.state('done'));
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: columnsText.newWorkspace }).click();
  await page.getByLabel(columnsText.workspaceName).fill('Birds');
  await page.keyboard.press('Enter');
  await writeButton(page).click();
  await targets.getByRole('button', { name: composerText.removeTarget('Maren') }).click();
  await expect(targets.getByRole('button', { name: composerText.removeTarget('Bird Count North') })).toBeVisible();
  await text.fill('Only from the count');
  await page.getByRole('navigation', { name: columnsText.workspaces }).getByRole('button', { name: 'Everything' }).click();
  await expect(text).toHaveValue('Only from the count');
  await expect(targets.getByText(boostingText.boosts)).toHaveCount(0);
  await pane.getByRole('button', { name: composerText.newPost }).click();
  await expect(targets.getByText(boostingText.boosts)).toHaveCount(1);
});

test('the emoji picker remembers what was used last, and the skin tone, over a restart of the page', async ({ signedIn: { page } }) => {
  const { pane, text } = createComposer(page);
  const dialog = page.getByRole('dialog');
  await createSkeinWindow(page).expectLive(maren, birds);
  await writeButton(page).click();
  await pane.getByRole('button', { name: completionText.emoji }).click();
  await dialog.getByRole('radio').nth(3).check();
  await dialog.getByLabel(completionText.search).fill('waving hand');
  await dialog.getByRole('button', { name: 'waving hand', exact: true }).click();
  await expect(text).toHaveValue(/👋🏽/u);
  await page.reload();
  await writeButton(page).click();
  await pane.getByRole('button', { name: completionText.emoji }).click();
  await expect(dialog.getByRole('button', { name: completionText.recent })).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(page, 'the emoji picker');
  await dialog.getByRole('button', { name: 'waving hand', exact: true }).click();
  await expect(text).toHaveValue(/👋🏽\s*👋🏽/u);
});
