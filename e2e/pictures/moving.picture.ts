import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cast } from '../../electron/practice/cast/index.ts';
import type { PracticeWorld } from '../../electron/practice/index.ts';
import { drawRehearsal, mover, rehearsalServers, resumeRehearsal, stageRehearsal } from '../../electron/practice/rehearsal/index.ts';
import { copyText } from '../../renderer/text/carry-over.ts';
import { movingText } from '../../renderer/text/moving.ts';
import { expect, sizes, test } from '../fixtures/test.ts';
import { createMovingScreen, openServerPage } from '../pages/moving.ts';
import { createSkeinWindow } from '../pages/skein-window.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');
/** Arrivals are counted once a minute at first, and those of a slow server come last. */
const arrivalsTimeoutMs = 240_000;

function stage(world: PracticeWorld): void {
  drawRehearsal(world);
  stageRehearsal(world);
  resumeRehearsal(world);
  world.flush();
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(sizes.wide.width - 2, sizes.wide.height - 2);
  await expect(page.locator('[popover]:popover-open')).toHaveCount(0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test.describe('the user’s guide to moving', () => {
  test.use({ viewport: sizes.wide, reducedMotion: 'reduce' });
  test.setTimeout(480_000);

  test('docs/pictures/moving-*.png', async ({ page, context, startWorld, startSkein }) => {
    const world = await startWorld({ seed: 1, cast: cast(1), servers: rehearsalServers, deliveryMs: { from: 0, to: 20 }, jobMs: { from: 100, to: 900 } });
    stage(world);
    const skein = await startSkein({ world, people: [mover.old, mover.mastodon] });
    await page.goto(skein.url);
    await createSkeinWindow(page).expectLive(mover.old, mover.mastodon);
    const moving = createMovingScreen(page);
    await moving.open();
    await take(page, 'moving-begin');
    await moving.begin(mover.old, mover.mastodon);
    await expect(page.getByRole('button', { name: copyText.preview })).toBeVisible({ timeout: 60_000 });
    await expect(moving.row('software')).not.toContainText('Looking now', { timeout: 60_000 });
    await take(page, 'moving-prepare');
    await page.getByRole('button', { name: copyText.preview }).click();
    await take(page, 'moving-preview');
    await moving.dialog.getByRole('button', { name: /^Carry over/ }).click();
    await expect(moving.dialog).toBeHidden();

    await moving.alias.getByRole('button', { name: movingText.action('alias', 'openAliasPage') }).click();
    const aliases = await openServerPage(context, skein, 0, 'lena');
    await aliases.locator('#account_alias_acct').fill(mover.old);
    await aliases.getByRole('button', { name: 'Create alias' }).click();
    await expect(aliases.getByText(mover.old)).toBeVisible();
    await aliases.close();
    // This server shows an alias a while after it was saved, as real ones do.
    await expect(moving.alias.getByText(movingText.aliasPublic, { exact: true })).toBeVisible({ timeout: 90_000 });
    await moving.confirmMove(mover.mastodon);
    await moving.checks.evaluate((pane) => pane.scrollTo(0, 0));
    await take(page, 'moving-confirm');
    await moving.dialog.getByRole('button', { name: movingText.openPageNow }).click();
    const migration = await openServerPage(context, skein, 1, 'lena');
    await migration.locator('#account_migration_acct').fill(mover.mastodon);
    await migration.locator('#account_migration_current_password').fill('practice');
    await migration.getByRole('button', { name: 'Move followers' }).click();
    await expect(migration.locator('#account_migration_current_password')).toHaveCount(0);
    await migration.close();
    await expect(moving.dialog.getByText(movingText.watchDone)).toBeVisible({ timeout: 60_000 });
    await moving.dialog.getByRole('button', { name: movingText.close }).click();
    await expect(moving.followers.getByRole('img', { name: /: 30 came/ })).toBeVisible({ timeout: arrivalsTimeoutMs });
    await moving.checks.evaluate((pane) => pane.scrollTo(0, 0));
    await take(page, 'moving-arrived');
  });
});
