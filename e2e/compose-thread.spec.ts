/** Threads: written post by post, or cut from a text that is too long for one account. */
import type { Locator } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { composerText } from '../renderer/text/composer.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton } from './pages/skein-window.ts';

const tomasz = 'tomasz@wattpost.example';

/** What an account posted, oldest first, and whether each answers the one before it. */
function posted(world: PracticeWorld, handle: string): { readonly texts: readonly string[]; readonly isChain: boolean } {
  const { tables } = world.server(handle.split('@')[1] ?? '').inner;
  const own = world.oracle.events.filter(({ deed, account }) => deed === 'created' && account === handle);
  const statuses = own.flatMap(({ uri }) => tables.statuses.one('uri', uri) ?? []);
  return { texts: statuses.map(({ text }) => text), isChain: statuses.every(({ inReplyToId }, at) => inReplyToId === (statuses[at - 1]?.id ?? null)) };
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`threads, ${size}`, () => {
    test.use({ viewport });

    test('a thread of three goes out as a chain from each account, written by keyboard', async ({ signedIn: { page, world } }) => {
      await createSkeinWindow(page).expectLive(maren, birds);
      const composer = createComposer(page);
      await writeButton(page).click();
      await composer.add('Bird Count North');
      await composer.text.fill('Low water at noon');
      await page.keyboard.press('ControlOrMeta+Shift+Enter');
      const second = composer.pane.getByLabel(composerText.partText(1), { exact: true });
      await expect(second).toBeFocused();
      await page.keyboard.type('Bring boots');
      await page.keyboard.press('ControlOrMeta+Shift+Enter');
      await page.keyboard.type('And a thermos');
      await page.keyboard.press('ControlOrMeta+Shift+Enter');
      await page.keyboard.press('Backspace');
      await expect(composer.pane.getByLabel(composerText.partText(2), { exact: true })).toBeFocused();
      await composer.pane.getByRole('button', { name: composerText.numbered }).click();
      await expect(composer.send).toHaveText(/Post 3 posts × 2 accounts/);
      await expectAccessible(page, 'a thread being written');
      await composer.sendNow();
      for (const handle of [maren, birds]) {
        await expect.poll(() => posted(world, handle)).toEqual({ texts: ['Low water at noon\n\n1/3', 'Bring boots\n\n2/3', 'And a thermos\n\n3/3'], isChain: true });
      }
    });
  });
}

test('what is too long for one account becomes a thread there and stays one post elsewhere', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [maren, tomasz] });
  await page.goto(skein.url);
  await createSkeinWindow(page).expectLive(maren, tomasz);
  const composer = createComposer(page);
  await writeButton(page).click();
  await composer.add('Tomasz');
  const text = Array.from({ length: 12 }, (_, at) => `Sentence ${at + 1} tells of the tide and of what it leaves behind on the sand.`).join(' ');
  await composer.text.fill(text);
  await expect(composer.send).toHaveAttribute('aria-disabled', 'true');
  await composer.pane.getByRole('button', { name: composerText.splitFor('Maren Holt') }).click();
  const preview = composer.pane.getByRole('region', { name: composerText.goesAs('Maren Holt', 2) });
  await expect(preview.getByRole('listitem')).toHaveCount(2);
  await expect(composer.send).not.toHaveAttribute('aria-disabled', 'true');
  await composer.sendNow();
  await expect.poll(() => posted(world, maren).texts.length).toBe(2);
  const marens = posted(world, maren);
  expect(marens.isChain).toBe(true);
  expect(marens.texts.join(' ')).toBe(text);
  expect(marens.texts.every((each) => each.length <= 500 && each.endsWith('.'))).toBe(true);
  await expect.poll(() => posted(world, tomasz).texts).toEqual([text]);
});

test('a lost answer in the middle of a thread is read back: nothing is missing and nothing is there twice', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  const composer = createComposer(page);
  await writeButton(page).click();
  await composer.text.fill('One');
  await composer.pane.getByRole('button', { name: composerText.addPart }).click();
  await page.keyboard.type('Two');
  await composer.pane.getByRole('button', { name: composerText.addPart }).click();
  await page.keyboard.type('Three');
  world.server('kelp.example').faults.set({ method: 'POST', path: '/api/v1/statuses', skip: 1, times: 1, fault: { kind: 'lostAnswer' } });
  await composer.sendNow();
  await expect.poll(() => posted(world, maren), { timeout: 40_000 }).toEqual({ texts: ['One', 'Two', 'Three'], isChain: true });
  await skeinWindow.openOutbox();
  await expect(skeinWindow.outbox.getByText('3 of 3')).toBeVisible();
  await expect(skeinWindow.outbox.getByRole('listitem').filter({ hasText: 'Posted' })).toHaveCount(3);
});

test('a thread outlives a restart, post by post', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const first = await startSkein({ world });
  await page.goto(first.url);
  await createSkeinWindow(page).expectLive(maren, birds);
  const composer = createComposer(page);
  await writeButton(page).click();
  await composer.text.fill('Begun');
  await composer.pane.getByRole('button', { name: composerText.addPart }).click();
  await page.keyboard.type('Gone on');
  await expect(composer.pane.getByText(/^Draft saved/)).toBeVisible();
  await page.goto('about:blank');
  await first.stop();
  const second = await startSkein({ world });
  await page.goto(second.url);
  await writeButton(page).click();
  await expect(composer.pane.getByLabel(composerText.partText(0), { exact: true })).toHaveValue('Begun');
  await expect(composer.pane.getByLabel(composerText.partText(1), { exact: true })).toHaveValue('Gone on');
});

test('what was typed a moment before comes back with the post or the draft that was thrown away', async ({ signedIn: { page } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const { pane, text } = createComposer(page);
  const second = pane.getByLabel(composerText.partText(1), { exact: true });
  /** In one go: nothing that waits for a pause in typing has run by the time the button is pressed. */
  const typeAndPress = (field: Locator, words: string, button: string): Promise<void> =>
    field.evaluate(
      (element: HTMLTextAreaElement, [typed = '', label = '']) => {
        element.setRangeText(typed, element.value.length, element.value.length, 'end');
        element.dispatchEvent(new InputEvent('input', { bubbles: true }));
        element.closest('section')?.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.click();
      },
      [words, button],
    );
  await writeButton(page).click();
  await text.fill('Low water at noon');
  await expect(pane.getByText(/^Draft saved/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await typeAndPress(second, 'Bring boots', composerText.removePart(1));
  await page.getByRole('button', { name: composerText.undo }).click();
  await expect(second).toHaveValue('Bring boots');
  await expect(pane.getByText(/^Draft saved/)).toBeVisible();
  await typeAndPress(second, ' and a thermos', composerText.discard);
  await page.getByRole('button', { name: composerText.undo }).click();
  await pane.getByRole('button', { name: composerText.drafts(1) }).click();
  await pane.getByRole('button', { name: composerText.draftOpen('Low water at noon') }).click();
  await expect(second).toHaveValue('Bring boots and a thermos');
});
