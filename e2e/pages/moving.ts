import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { copyText } from '../../renderer/text/carry-over.ts';
import { movingText } from '../../renderer/text/moving.ts';
import type { SkeinProcess } from '../fixtures/skein-process.ts';

/** A move as the person sees it. */
export interface MovingScreen {
  readonly checks: Locator;
  readonly carried: Locator;
  readonly followers: Locator;
  readonly alias: Locator;
  readonly dialog: Locator;
  row(id: string): Locator;
  kind(name: string): Locator;
  open(): Promise<void>;
  /** Chooses both ends and begins a plan. */
  begin(from: string, to: string): Promise<void>;
  /** Looks through what would be carried over, and starts. */
  startCopy(): Promise<void>;
  /** Opens the question and types the handle. */
  confirmMove(handle: string): Promise<void>;
}

export function createMovingScreen(page: Page): MovingScreen {
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const carried = region(copyText.title);
  const dialog = page.getByRole('dialog');
  const checks = region(movingText.checks);
  const kind = (name: string): Locator => carried.getByRole('row').filter({ has: page.getByRole('button', { name: `Items of ${name}` }) });
  return {
    checks,
    carried,
    followers: region(movingText.arriving),
    alias: region(movingText.rowTitle('alias')),
    dialog,
    row: (id) => checks.locator(`[data-row="${id}"]`),
    kind,
    open: () => page.getByRole('button', { name: new RegExp(`^${movingText.title}`) }).click(),
    async begin(from, to) {
      await page.getByRole('group', { name: movingText.fromAccount }).getByText(`@${from}`).click();
      await page.getByRole('group', { name: movingText.toAccount }).getByText(`@${to}`).click();
      await page.getByRole('button', { name: movingText.begin }).click();
      await expect(checks).toBeVisible();
    },
    async startCopy() {
      const read = carried.getByRole('button', { name: copyText.readNow });
      const preview = page.getByRole('button', { name: copyText.preview });
      // A plan has its old account read by itself: the button may go while it is being pressed.
      await expect(async () => {
        if (await read.isVisible()) await read.click({ timeout: 1_000 });
        await expect(preview).toBeVisible({ timeout: 2_000 });
      }).toPass();
      await preview.click();
      await dialog.getByRole('button', { name: /^Carry over/ }).click();
      await expect(dialog).toBeHidden();
    },
    async confirmMove(handle) {
      await checks.getByRole('button', { name: movingText.moveButton }).click();
      await dialog.getByLabel(movingText.typeHandle).fill(handle);
    },
  };
}

/** The old or new server's own pages in the system browser, signed in. */
export async function openServerPage(context: BrowserContext, skein: SkeinProcess, nth: number, username: string): Promise<Page> {
  await expect.poll(() => skein.openedLinks().length, 'links handed to the system browser').toBeGreaterThan(nth);
  const link = skein.openedLinks()[nth] ?? '';
  const page = await context.newPage();
  await page.goto(link);
  if (await page.getByLabel('Password').isVisible() && !(await page.getByLabel('Handle').isVisible())) {
    await page.getByLabel('Name').fill(username);
    await page.getByLabel('Password').fill('practice');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(link);
  }
  return page;
}
