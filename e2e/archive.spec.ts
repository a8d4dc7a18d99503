/** The archive a server makes of an account: kept, read and searched without any server, and its bookmarks carried on. */
import type { Locator, Page } from '@playwright/test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createArchive } from '../electron/practice/files/archive.ts';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { archiveText } from '../renderer/text/archives.ts';
import { snapshotText } from '../renderer/text/snapshots.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** As the server packs it now, after posts of several kinds. */
async function archiveOf(world: PracticeWorld): Promise<Buffer> {
  const person = asPerson(world, maren);
  const picture = await uploaded(world);
  await person.call('POST', '/api/v1/statuses', { status: 'A letter about limpets', visibility: 'direct' });
  await person.call('POST', '/api/v1/statuses', { status: 'Ébauche of the winter shore', visibility: 'unlisted', media_ids: [picture] });
  const [shown] = (await person.call('GET', '/api/v1/timelines/home?limit=1')) as readonly { readonly id: string }[];
  await person.call('POST', `/api/v1/statuses/${shown?.id}/bookmark`);
  const server = world.server('kelp.example').inner;
  const account = server.tables.accounts.get(world.person(maren).id);
  if (account === undefined) throw new Error('no account');
  return Buffer.from(createArchive(server, account, Date.now()));
}

async function uploaded(world: PracticeWorld): Promise<string> {
  const { origin, token } = world.signIn(maren);
  const form = new FormData();
  form.set('file', new Blob([png], { type: 'image/png' }), 'shore.png');
  form.set('description', 'Snow on the pier');
  const answer = await fetch(`${origin}/api/v2/media`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  return ((await answer.json()) as { readonly id: string }).id;
}

async function choose(page: Page, pane: Locator, file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await pane.getByRole('button', { name: archiveText.choose }).click();
  await (await chooser).setFiles(file);
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`archives, ${size}`, () => {
    test.use({ viewport });

    test('one is kept, read, searched, saved as text, carried on and removed', async ({ signedIn: { page, world, skein }, dataDir }) => {
      await createSkeinWindow(page).expectLive(maren, birds);
      await page.keyboard.press('Control+k');
      await page.keyboard.type(snapshotText.open);
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: snapshotText.title }).getByRole('button', { name: archiveText.open }).click();
      const pane = page.getByRole('region', { name: archiveText.title });
      await expect(pane.getByText(archiveText.empty)).toBeVisible();
      await expectAccessible(page, 'archives');
      await choose(page, pane, { name: 'archive-20231122.zip', mimeType: 'application/zip', buffer: await archiveOf(world) });

      await expect(pane.getByRole('heading', { name: `@${maren}` })).toBeVisible();
      const posts = pane.locator('ol > li');
      await expect(posts.first()).toContainText('Ébauche of the winter shore');
      await expect(posts.first()).toContainText(archiveText.visibility('unlisted'));
      await expect(posts.nth(1)).toContainText(archiveText.visibility('direct'));
      const picture = posts.first().getByRole('img', { name: 'Snow on the pier' });
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
      await expectAccessible(page, 'archives');

      const search = pane.getByRole('searchbox', { name: archiveText.search });
      await search.fill('EBAUCHE shore');
      await expect(pane.getByRole('status')).toHaveText(archiveText.found(1));
      await expect(posts).toHaveCount(1);
      await search.fill('no such word');
      await expect(pane.getByRole('status')).toHaveText(archiveText.nothingFound);
      await expect(posts).toHaveCount(0);

      await pane.getByRole('button', { name: 'Back' }).click();
      const saved = page.waitForEvent('download');
      await pane.getByRole('button', { name: archiveText.savePosts }).click();
      const file = await saved;
      expect(file.suggestedFilename()).toBe(`${maren}-posts.md`);
      expect(readFileSync(await file.path(), 'utf8')).toContain('A letter about limpets');
      await expectAccessible(page, 'archives');

      // It is there the next time, whether the server is or not.
      await page.goto(skein.url);
      await page.keyboard.press('Control+k');
      await page.keyboard.type(archiveText.open);
      await page.keyboard.press('Enter');
      const [folder = ''] = readdirSync(join(dataDir, 'archives')).filter((name) => name !== 'incoming');
      expect(existsSync(join(dataDir, 'archives', folder, 'archive.zip'))).toBe(true);
      await pane.getByRole('button', { name: archiveText.removeOf(`@${maren}`) }).click();
      await pane.getByRole('button', { name: archiveText.remove, exact: true }).click();
      await expect(pane.getByText(archiveText.empty)).toBeVisible();
      expect(existsSync(join(dataDir, 'archives', folder))).toBe(false);
    });
  });
}

test('its bookmarks become a plan for another account', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(archiveText.open);
  await page.keyboard.press('Enter');
  const pane = page.getByRole('region', { name: archiveText.title });
  await choose(page, pane, { name: 'mine.zip', mimeType: 'application/zip', buffer: await archiveOf(world) });
  await pane.getByRole('button', { name: 'Back' }).click();
  await pane.getByRole('button', { name: /^Carry \d+ bookmarks? into an account/ }).click();
  await pane.getByRole('button', { name: archiveText.carryTo('Bird Count North') }).click();
  await expect(page.getByText(`@${birds}`).first()).toBeVisible();
  await expect(pane).toHaveCount(0);
});

test('what is no archive is refused in words, and nothing of it stays', async ({ signedIn: { page }, dataDir }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(archiveText.open);
  await page.keyboard.press('Enter');
  const pane = page.getByRole('region', { name: archiveText.title });
  await choose(page, pane, { name: 'old.tar.gz', mimeType: 'application/gzip', buffer: gzipSync('ustar') });
  await expect(pane.getByRole('alert')).toHaveText(archiveText.refused('old.tar.gz', 'oldForm'));
  await choose(page, pane, { name: 'cut.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 and no more') });
  await expect(pane.getByRole('alert')).toHaveText(archiveText.refused('cut.zip', 'damaged'));
  expect(readdirSync(join(dataDir, 'archives'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
  await expectAccessible(page, 'archives');
});
