/** Safe copies: taken, compared, written into a file, and carried into another account. */
import type { Page } from '@playwright/test';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotText } from '../renderer/text/snapshots.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

async function openCopies(page: Page) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(snapshotText.open);
  await page.keyboard.press('Enter');
  return page.getByRole('region', { name: snapshotText.title });
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`safe copies, ${size}`, () => {
    test.use({ viewport });

    test('an account is saved, what changed is told, and a file holds who is followed', async ({ signedIn: { page, world }, dataDir }) => {
      await createSkeinWindow(page).expectLive(maren, birds);
      const pane = await openCopies(page);
      const card = pane.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Maren Holt' }) });
      await expect(card).toContainText(snapshotText.never);
      await card.getByRole('button', { name: snapshotText.named(snapshotText.takeNow, 'Maren Holt') }).click();
      await expect(card).toContainText('Saved just now');
      await expect(card).toContainText(/\d+ follows?, \d+ followers?/);

      const person = asPerson(world, maren);
      const [followed] = (await person.call('GET', `/api/v1/accounts/${await ownId(person)}/following`)) as readonly { readonly id: string; readonly acct: string }[];
      await person.call('POST', `/api/v1/accounts/${followed?.id}/unfollow`);
      await card.getByRole('button', { name: snapshotText.named(snapshotText.takeNow, 'Maren Holt') }).click();
      await card.getByRole('button', { name: snapshotText.named(snapshotText.compare, 'Maren Holt') }).click();
      await card.getByText(snapshotText.lost(1)).click();
      await expect(card.getByRole('listitem')).toContainText([followed?.acct ?? '']);

      await card.getByRole('button', { name: snapshotText.named(snapshotText.exportAs, 'Maren Holt') }).click();
      const saved = page.waitForEvent('download');
      await card.getByRole('button', { name: /^Follows/ }).click();
      const download = await saved;
      expect(download.suggestedFilename()).toBe('following_accounts.csv');
      const text = readFileSync(await download.path(), 'utf8');
      expect(text).toContain('Account address,Show boosts,Notify on new posts,Languages');
      expect(text).not.toContain(followed?.acct ?? '');

      // Nothing of it can be read on the disk.
      const files = readdirSync(join(dataDir, 'snapshots'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(files).toHaveLength(2);
      for (const file of files) expect(readFileSync(join(file.parentPath, file.name)).includes('example')).toBe(false);

      await expectAccessible(page, 'safe copies');

      await card.getByRole('button', { name: snapshotText.named(snapshotText.restore, 'Maren Holt') }).click();
      await card.getByRole('button', { name: snapshotText.restoreTo('Bird Count North') }).click();
      await expect(page.getByText('@birdcount@nordsee.example').first()).toBeVisible();
    });
  });
}

async function ownId(person: ReturnType<typeof asPerson>): Promise<string> {
  const own = (await person.call('GET', '/api/v1/accounts/verify_credentials')) as { readonly id: string };
  return own.id;
}
