/** Copies of one post: known as one, changed as one, each with what became of it. */
import type { Locator, Page } from '@playwright/test';
import type { OracleEvent, PracticeWorld } from '../electron/practice/index.ts';
import { actingText } from '../renderer/text/acting.ts';
import { partsText } from '../renderer/text/compose-parts.ts';
import { copiesText } from '../renderer/text/copies.ts';
import { outboxText } from '../renderer/text/outbox.ts';
import { postText } from '../renderer/text/post.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { takePhoto } from './fixtures/pictures.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton, type SkeinWindow } from './pages/skein-window.ts';

const tomasz = 'tomasz@wattpost.example';
const yuki = 'yuki@salt.example';
const words = 'Three shores, one tide';

const deedsOf = (world: PracticeWorld, deed: OracleEvent['deed']): readonly string[] => world.oracle.events.filter((event) => event.deed === deed && event.requestSeq !== null).map(({ account }) => account).toSorted();
const textsAt = (world: PracticeWorld, needle: string): readonly string[] =>
  ['kelp.example', 'wattpost.example', 'salt.example'].filter((domain) => world.server(domain).inner.tables.statuses.all().some(({ text, local }) => local && text.includes(needle)));

async function openMenu(post: Locator, item: string): Promise<void> {
  await post.first().getByRole('button', { name: postText.more, exact: true }).click();
  await post.page().getByRole('menuitem', { name: item, exact: true }).click();
}

/** A post from three kinds of server; the one on Akkoma is refused at first. */
async function crossPost(page: Page, world: PracticeWorld): Promise<SkeinWindow> {
  page.setDefaultTimeout(10_000);
  const skeinWindow = createSkeinWindow(page);
  const composer = createComposer(page);
  await skeinWindow.expectLive(maren, tomasz, yuki);
  world.server('salt.example').faults.set({ method: 'POST', path: '/api/v1/statuses', times: 1, fault: { kind: 'jsonError', status: 422, error: 'Not today' } });
  await writeButton(page).click();
  await composer.add('Tomasz');
  await composer.add('Yuki');
  await composer.text.fill(words);
  await composer.sendNow();
  await expect.poll(() => deedsOf(world, 'created')).toEqual([maren, tomasz]);
  await expect(skeinWindow.post(words)).toContainText(copiesText.badge(2));
  await skeinWindow.openOutbox();
  await expect(skeinWindow.outbox.getByText('Not today')).toBeVisible();
  await skeinWindow.outbox.getByRole('button', { name: /Try again/ }).click();
  await expect.poll(() => deedsOf(world, 'created')).toEqual([maren, tomasz, yuki]);
  await page.keyboard.press('Escape');
  return skeinWindow;
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`copies, ${size}`, () => {
    test.use({ viewport });

    test('a post to three kinds of server is one entry, edited and deleted as one, also where one refuses', async ({ page, startWorld, startSkein }) => {
      const world = await startWorld();
      const skein = await startSkein({ world, people: [maren, tomasz, yuki] });
      await page.goto(skein.url);
      const { feed, post, dialog } = await crossPost(page, world);
      const entry = post(words);
      await expect(entry).toHaveCount(1);
      await expect(entry).toContainText(copiesText.badge(3));

      world.server('wattpost.example').faults.set({ method: 'PUT', path: '/api/v1/statuses/*', times: 1, fault: { kind: 'jsonError', status: 422, error: 'No edits before noon' } });
      await openMenu(entry, copiesText.edit);
      await expect(dialog.getByLabel(copiesText.text, { exact: true })).toHaveValue(words);
      await dialog.getByLabel(copiesText.text, { exact: true }).fill(`${words}, higher now`);
      if (size === 'wide') await expectAccessible(page, 'editing copies');
      await dialog.getByRole('button', { name: copiesText.save(3) }).click();
      await expect(dialog.getByText('No edits before noon')).toBeVisible();
      await expect.poll(() => deedsOf(world, 'edited')).toEqual([maren, yuki]);
      await dialog.getByRole('button', { name: copiesText.retry }).click();
      await expect(dialog).toHaveCount(0);
      expect(deedsOf(world, 'edited')).toEqual([maren, tomasz, yuki]);
      expect(textsAt(world, 'higher now')).toHaveLength(3);
      await expect(post('higher now')).toHaveCount(1);

      await post('higher now').getByRole('button', { name: postText.edited, exact: true }).click();
      await expect(dialog.locator('ins')).toContainText('higher now');
      await page.keyboard.press('Escape');

      await openMenu(post('higher now'), copiesText.delete);
      await expect(dialog.getByRole('checkbox')).toHaveCount(3);
      if (size === 'wide') await expectAccessible(page, 'deleting copies');
      await dialog.getByRole('button', { name: copiesText.changeDo('delete', 3) }).click();
      await expect(dialog).toHaveCount(0);
      await expect(page.getByText(copiesText.allDone('delete', 3))).toBeVisible();
      await expect(feed.getByText('higher now')).toHaveCount(0);
      expect(deedsOf(world, 'deleted')).toEqual([maren, tomasz, yuki]);
      expect(textsAt(world, words)).toEqual([]);
    });
  });
}

test('replies to every copy stand in one thread, and say which they answer', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [maren, tomasz, yuki] });
  await page.goto(skein.url);
  const skeinWindow = await crossPost(page, world);
  const nordsee = world.server('nordsee.example').inner.tables.statuses;
  const answer = (to: string, text: string): void => {
    const uri = world.oracle.events.find((event) => event.deed === 'created' && event.account === to)?.uri ?? '';
    const parent = nordsee.one('uri', uri);
    expect(parent).toBeDefined();
    world.post(birds, { text: `@${to} ${text}`, inReplyTo: parent ?? null });
    world.flush();
  };
  world.flush();
  answer(maren, 'to the first');
  answer(tomasz, 'to the second');
  await skeinWindow.openThread(words);
  await expect(skeinWindow.thread.getByText('to the first')).toBeVisible();
  await expect(skeinWindow.thread.getByText('to the second')).toBeVisible();
  await expect(skeinWindow.thread.getByText('to the copy of')).toHaveCount(1);
  await expect(skeinWindow.thread.getByRole('article', { name: /^The opened post/ })).toContainText('2 replies');
  // One more, while it is open.
  answer(maren, 'and one more');
  await expect(skeinWindow.thread.getByText('and one more')).toBeVisible();
  await expectAccessible(page, 'the thread of copies');
});

test('only the ticked copies are changed, and what is not done outlives a killed process', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const first = await startSkein({ world, people: [maren, tomasz, yuki] });
  await page.goto(first.url);
  const { post, dialog } = await crossPost(page, world);
  world.server('wattpost.example').faults.set({ method: 'DELETE', path: '/api/v1/statuses/*', fault: { kind: 'jsonError', status: 503, error: 'Later' } });
  await openMenu(post(words), copiesText.delete);
  await dialog.getByRole('checkbox', { name: /Yuki/ }).uncheck();
  await dialog.getByRole('button', { name: copiesText.changeDo('delete', 2) }).click();
  await expect.poll(() => deedsOf(world, 'deleted')).toEqual([maren]);
  await page.goto('about:blank');
  await first.kill();
  world.server('wattpost.example').faults.clear();

  const second = await startSkein({ world, people: [maren, tomasz, yuki] });
  await page.goto(second.url);
  // The server said 503: how long that waits grows with how often it was tried before the kill.
  await expect.poll(() => deedsOf(world, 'deleted'), { timeout: 90_000 }).toEqual([maren, tomasz]);
  expect(textsAt(world, words)).toEqual(['salt.example']);
});

test('delete and write again brings the words of both back into one draft', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [maren, tomasz, yuki] });
  await page.goto(skein.url);
  const { post, dialog } = await crossPost(page, world);
  await openMenu(post(words), copiesText.redraft);
  await dialog.getByRole('button', { name: copiesText.changeDo('redraft', 3) }).click();
  await expect(dialog).toHaveCount(0);
  const composer = createComposer(page);
  await expect(composer.text).toHaveValue(words);
  await expect(composer.send).toHaveText(/Maren Holt.*3|Maren Holt, Tomasz.* and Yuki|3 accounts/);
  await expect.poll(() => deedsOf(world, 'deleted')).toEqual([maren, tomasz, yuki]);
});

test('a post is pinned on all profiles, and boosted by the accounts that did not write it', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [maren, birds, tomasz] });
  await page.goto(skein.url);
  const skeinWindow = createSkeinWindow(page);
  const composer = createComposer(page);
  await skeinWindow.expectLive(maren, birds, tomasz);
  await writeButton(page).click();
  await composer.text.fill('Only from Maren');
  await composer.sendNow();
  const entry = skeinWindow.post('Only from Maren');
  await expect(entry.first()).toBeVisible();
  await openMenu(entry, copiesText.pin);
  await skeinWindow.dialog.getByRole('button', { name: copiesText.changeDo('pin', 1) }).click();
  await expect(skeinWindow.dialog).toHaveCount(0);
  expect(world.server('kelp.example').inner.tables.statuses.all().filter(({ pinned }) => pinned)).toHaveLength(1);

  await openMenu(entry, copiesText.boostRest);
  const { dialog } = skeinWindow;
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  await dialog.getByRole('radio', { name: actingText.audiences.unlisted }).check();
  await dialog.getByRole('button', { name: actingText.run('reblog', 2) }).click();
  await expect(dialog).toHaveCount(0);
  expect(deedsOf(world, 'boosted')).toEqual([birds, tomasz]);
  await expect(page.getByText(copiesText.allDone('boost', 2))).toBeVisible();
  const boosts = ['nordsee.example', 'wattpost.example'].map((domain) => world.server(domain).inner.tables.statuses.all().find(({ local, reblogOfId }) => local && reblogOfId !== null && reblogOfId !== undefined)?.visibility);
  expect(boosts).toContain('unlisted');
});

test('a post that is still held is boosted by the rest as soon as it has left', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  const composer = createComposer(page);
  const { dialog, outbox } = skeinWindow;
  await skeinWindow.expectLive(maren, birds);
  await writeButton(page).click();
  await composer.text.fill('Held for a moment');
  await composer.send.click();
  await skeinWindow.openOutbox();
  await outbox.getByRole('button', { name: copiesText.boostRest }).click();
  await dialog.getByRole('button', { name: actingText.run('reblog', 1) }).click();
  await expect(dialog.getByText(copiesText.waitsForPost)).toBeVisible();
  await page.keyboard.press('Escape');
  expect(deedsOf(world, 'created')).toEqual([]);
  await page.getByRole('button', { name: outboxText.sendNow, exact: true }).click();
  await expect.poll(() => [deedsOf(world, 'created'), deedsOf(world, 'boosted')], { timeout: 40_000 }).toEqual([[maren], [birds]]);
});

test('alt text is added to both copies at once, and the picture comes back with a redraft', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  const composer = createComposer(page);
  const { post, dialog } = skeinWindow;
  await skeinWindow.expectLive(maren, birds);
  await writeButton(page).click();
  await composer.add('Bird Count North');
  await composer.text.fill('The breakwater today');
  const chooser = page.waitForEvent('filechooser');
  await composer.pane.getByRole('button', { name: partsText.attach }).click();
  await (await chooser).setFiles([{ name: 'breakwater.jpg', mimeType: 'image/jpeg', buffer: await takePhoto(page, { width: 300, height: 200 }) }]);
  await expect(composer.pane.getByRole('list', { name: partsText.media }).getByRole('listitem')).toHaveCount(1);
  // Asked once for a description; the second press means it.
  await composer.send.click();
  await expect(composer.pane.getByText('The image has no description')).toBeVisible();
  await composer.sendNow();
  await expect.poll(() => deedsOf(world, 'created')).toEqual([birds, maren]);

  await openMenu(post('The breakwater today'), copiesText.edit);
  await dialog.getByLabel(copiesText.description(0, 1)).fill('Gulls on wet stone');
  await dialog.getByRole('button', { name: copiesText.save(2) }).click();
  await expect(dialog).toHaveCount(0);
  const described = (domain: string): readonly string[] => world.server(domain).inner.tables.media.all().flatMap(({ description, statusId }) => (statusId !== null && description === 'Gulls on wet stone' ? [description] : []));
  expect([described('kelp.example').length > 0, described('nordsee.example').length > 0]).toEqual([true, true]);

  await openMenu(post('The breakwater today'), copiesText.redraft);
  await dialog.getByRole('button', { name: copiesText.changeDo('redraft', 2) }).click();
  await expect(dialog).toHaveCount(0);
  await expect(composer.text).toHaveValue('The breakwater today');
  await expect(composer.pane.getByRole('list', { name: partsText.media }).getByRole('listitem')).toHaveCount(1);
  await composer.sendNow();
  await expect.poll(() => deedsOf(world, 'created')).toEqual([birds, birds, maren, maren]);
  expect(described('kelp.example').length).toBeGreaterThan(0);
});
