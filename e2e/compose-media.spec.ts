/** Media and polls: from the composer to every server, each by its own rules. */
import type { Locator, Page } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { partsText } from '../renderer/text/compose-parts.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { cameraWords, takePhoto } from './fixtures/pictures.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton, type ComposerPane } from './pages/skein-window.ts';

const upload = { method: 'POST', path: '/api/v2/media' } as const;

const tiles = (composer: ComposerPane): Locator => composer.pane.getByRole('list', { name: partsText.media }).getByRole('listitem');

async function attach(page: Page, composer: ComposerPane, ...files: readonly { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await composer.pane.getByRole('button', { name: partsText.attach }).click();
  await (await chooser).setFiles([...files]);
}

async function describe(page: Page, composer: ComposerPane, place: number, words: string): Promise<void> {
  await composer.pane.getByRole('button', { name: partsText.describe(place) }).click();
  const dialog = page.getByRole('dialog', { name: partsText.descriptionTitle });
  await dialog.getByLabel(partsText.description).fill(words);
  await dialog.getByRole('button', { name: partsText.done }).click();
}

const uploads = (world: PracticeWorld) => world.oracle.events.filter(({ deed }) => deed === 'uploaded');

async function uploadedBytes(world: PracticeWorld, domain: string, file: string): Promise<Buffer> {
  const origin = world.servers.find((server) => server.domain === domain)?.origin ?? '';
  return Buffer.from(await (await fetch(`${origin}/media/${file}`)).arrayBuffer());
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`media, ${size}`, () => {
    test.use({ viewport });

    test('a picture goes to both servers without what the camera wrote, upright and described; one refuses it and gets a smaller one', async ({ signedIn: { page, world } }) => {
      const skeinWindow = createSkeinWindow(page);
      const composer = createComposer(page);
      await skeinWindow.expectLive(maren, birds);
      world.server('nordsee.example').faults.set({ ...upload, times: 1, fault: { kind: 'jsonError', status: 413, error: 'Request entity too large' } });
      await writeButton(page).click();
      await composer.add('Bird Count North');
      await composer.text.fill('The tally of today');
      const photo = await takePhoto(page, { width: 900, height: 600 });
      expect(photo.includes(cameraWords)).toBe(true);
      await attach(page, composer, { name: 'tally.jpg', mimeType: 'image/jpeg', buffer: photo });
      await expect(tiles(composer)).toHaveCount(1);

      // Asked once for a description; saved in place.
      await composer.send.click();
      await expect(composer.pane.getByText('The image has no description')).toBeVisible();
      expect(uploads(world)).toEqual([]);
      await composer.pane.getByRole('textbox', { name: partsText.description }).fill('A tally sheet on a wet bench');
      await composer.pane.getByRole('button', { name: partsText.saveDescription }).click();
      await expect(composer.pane.getByText('The image has no description')).toBeHidden();
      await composer.sendNow();

      await expect.poll(() => uploads(world).map(({ account, text }) => [account, text])).toEqual([[maren, 'A tally sheet on a wet bench']]);
      const sent = await uploadedBytes(world, 'kelp.example', uploads(world)[0]?.uri ?? '');
      expect(sent.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      expect(sent.includes(cameraWords), 'nothing of the camera left this computer').toBe(false);
      expect(jpegSize(sent), 'turned upright').toEqual({ width: 600, height: 900 });

      await skeinWindow.openOutbox();
      const card = skeinWindow.outbox.getByRole('article', { name: 'The tally of today' });
      const refused = card.getByRole('listitem').filter({ hasText: 'Bird Count North' });
      await expect(card).toContainText('+ 1 file');
      await expect(card.getByRole('listitem').filter({ hasText: 'Maren Holt' })).toContainText('Posted');
      await expect(refused).toContainText('nordsee.example');
      await expect(refused).toContainText('refused the image: too large.');
      await refused.getByRole('button', { name: /^Send a smaller image, \d+ KB/ }).click();
      await expect(refused).toContainText('Posted');
      const smaller = uploads(world).find(({ account }) => account === birds);
      expect((await uploadedBytes(world, 'nordsee.example', smaller?.uri ?? '')).length).toBeLessThan(sent.length / 2);
      expect(world.oracle.events.filter(({ deed }) => deed === 'created').map(({ account }) => account).toSorted()).toEqual([birds, maren]);
    });

    test('a poll goes to both servers; what one does not allow is named before it is sent', async ({ page, startWorld, startSkein }) => {
      const tomasz = 'tomasz@wattpost.example';
      const world = await startWorld();
      const skein = await startSkein({ world, people: [maren, tomasz] });
      await page.goto(skein.url);
      const composer = createComposer(page);
      await createSkeinWindow(page).expectLive(maren, tomasz);
      await writeButton(page).click();
      await composer.add('Tomasz');
      await composer.text.fill('Which tide suits you?');
      await composer.pane.getByRole('button', { name: partsText.addPoll }).click();
      await expect(composer.pane.getByText('Maren Holt allows 4, Tomasz 6')).toBeVisible();
      await expect(composer.pane.getByText('needs two choices at least')).toBeVisible();
      const option = (n: number): Locator => composer.pane.getByRole('textbox', { name: partsText.option(n) });
      await option(1).fill('Saturday');
      await option(2).fill('Sunday');
      for (const n of [3, 4, 5]) {
        await composer.pane.getByRole('button', { name: partsText.addOption }).click();
        await expect(option(n)).toBeFocused();
        await option(n).fill(`Day ${n}`);
      }
      await expect(composer.pane.getByText('Maren Holt allows 4 choices.')).toBeVisible();
      await expect(composer.send).toHaveAttribute('aria-disabled', 'true');
      await composer.pane.getByRole('button', { name: partsText.removeOption(5) }).click();
      await composer.pane.getByRole('combobox', { name: partsText.ends }).selectOption('2 days');
      await composer.pane.getByRole('combobox', { name: partsText.choices }).selectOption(partsText.several);
      await expect(composer.send).not.toHaveAttribute('aria-disabled', 'true');
      await composer.sendNow();
      await expect.poll(() => world.oracle.events.filter(({ deed }) => deed === 'created').length).toBe(2);
      const post = createSkeinWindow(page).post('Which tide suits you?').first();
      await expect(post).toContainText('Saturday');
      await expect(post).toContainText('Day 4');
    });
  });
}

test('media can be dropped and pasted, moved, described, focused and taken out; a restart keeps all of it', async ({ signedIn: { page, world } }) => {
  const composer = createComposer(page);
  await createSkeinWindow(page).expectLive(maren, birds);
  await writeButton(page).click();
  await expect(composer.text).toBeFocused();
  const photo = await takePhoto(page, { width: 60, height: 40 });
  await attach(page, composer, { name: 'one.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(tiles(composer)).toHaveCount(1);
  for (const [kind, name] of [['drop', 'two.jpg'], ['paste', 'three.jpg']] as const) {
    await composer.text.evaluate(
      (field, { kind, name, base64 }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name, { type: 'image/jpeg' }));
        field.dispatchEvent(kind === 'drop' ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }) : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
      },
      { kind, name, base64: photo.toString('base64') },
    );
    await expect(tiles(composer).filter({ has: page.getByRole('button', { name: partsText.describe(kind === 'drop' ? 2 : 3) }) })).toHaveCount(1);
  }
  await attach(page, composer, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }, { name: 'phone.heic', mimeType: 'image/heic', buffer: Buffer.from('x') });
  await expect(page.getByText('notes.txt is no image, video or sound.')).toBeVisible();
  await expect(page.getByText(/phone\.heic was not attached/)).toBeVisible();
  await expect(tiles(composer)).toHaveCount(3);

  await composer.pane.getByRole('button', { name: partsText.earlier(3) }).click();
  await expect(tiles(composer).nth(1)).toHaveAccessibleName(/three\.jpg/);
  await composer.pane.getByRole('button', { name: partsText.remove(3) }).click();
  await expect(tiles(composer)).toHaveCount(2);
  await composer.pane.getByRole('button', { name: partsText.describe(1) }).click();
  const dialog = page.getByRole('dialog', { name: partsText.descriptionTitle });
  await expect(dialog.getByLabel(partsText.description)).toBeFocused();
  await dialog.getByLabel(partsText.description).fill('Grain');
  const stage = dialog.getByRole('button', { name: partsText.focus });
  await stage.press('ArrowUp');
  await stage.press('ArrowUp');
  await expect(dialog.getByText('50 % from the left, 40 % from the top')).toBeVisible();
  await expectAccessible(page, 'description of media');
  await dialog.getByRole('button', { name: partsText.done }).click();

  await expect(composer.pane.getByText(/Draft saved/)).toBeVisible();
  await page.reload();
  await writeButton(page).click();
  await expect(tiles(composer)).toHaveCount(2);
  await expect.poll(() => tiles(composer).first().locator('img').evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBeGreaterThan(0);
  await describe(page, composer, 2, 'More grain');
  await composer.sendNow();
  await expect.poll(() => uploads(world).map(({ text }) => text)).toEqual(['Grain', 'More grain']);
  await expect.poll(() => world.oracle.events.filter(({ deed }) => deed === 'created').map(({ text }) => text)).toEqual(['']);
});

test('a film that the server prepares in the background is posted when it is ready, not before', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  const composer = createComposer(page);
  await skeinWindow.expectLive(maren, birds);
  await writeButton(page).click();
  await composer.text.fill('Geese, moving');
  await attach(page, composer, { name: 'geese.mp4', mimeType: 'video/mp4', buffer: Buffer.from('....ftypisom and then geese') });
  await describe(page, composer, 1, 'Geese over the dyke');
  world.server('kelp.example').faults.slowMediaMs = 3_000;
  await composer.sendNow();
  await skeinWindow.openOutbox();
  const card = skeinWindow.outbox.getByRole('article', { name: 'Geese, moving' });
  await expect(card).toContainText('the server prepares it');
  await expect(card).toContainText('Posted');
  expect(world.oracle.requests.filter(({ method, path }) => method === 'POST' && path === '/api/v1/statuses').map(({ status }) => status), 'never posted too early').toEqual([200]);
});

/** Of the first frame header. */
function jpegSize(bytes: Buffer): { readonly width: number; readonly height: number } {
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  throw new Error('no frame');
}
