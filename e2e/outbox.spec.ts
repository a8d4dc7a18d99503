/** What is on its way: nothing is lost and nothing is sent twice, whatever happens between pressing the button and the answer. */
import type { Page } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton, type SkeinWindow } from './pages/skein-window.ts';

const tomasz = 'tomasz@wattpost.example';
const posting = { method: 'POST', path: '/api/v1/statuses' } as const;

const created = (world: PracticeWorld, text: string): string[] => world.oracle.events.filter((event) => event.deed === 'created' && event.text === text).map(({ account }) => account);

async function write(page: Page, text: string, ...others: readonly string[]): Promise<void> {
  const composer = createComposer(page);
  await writeButton(page).click();
  for (const nickname of others) await composer.add(nickname);
  await composer.text.fill(text);
  await composer.sendNow();
}

/** The row of one copy: whose it is, and its state in a word. */
const copyOf = (skeinWindow: SkeinWindow, text: string, nickname: string) => skeinWindow.outbox.getByRole('article', { name: text }).getByRole('listitem').filter({ hasText: nickname });

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`outbox, ${size}`, () => {
    test.use({ viewport });

    test('a server that refuses holds up no other; the reason stands there, and a retry sends only what is missing', async ({ signedIn: { page, world } }) => {
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren, birds);
      world.server('nordsee.example').faults.set({ ...posting, times: 1, fault: { kind: 'jsonError', status: 422, error: 'Validation failed: no posts about tides' } });
      await write(page, 'Spring tide tonight', 'Bird Count North');
      await skeinWindow.openOutbox();
      await expect(copyOf(skeinWindow, 'Spring tide tonight', 'Maren Holt')).toContainText('Posted');
      const failed = copyOf(skeinWindow, 'Spring tide tonight', 'Bird Count North');
      await expect(failed).toContainText('Not posted');
      await expect(failed).toContainText('“Validation failed: no posts about tides”');
      expect(created(world, 'Spring tide tonight')).toEqual([maren]);
      await failed.getByRole('button', { name: /^Try again/ }).click();
      await expect(failed).toContainText('Posted');
      expect(created(world, 'Spring tide tonight').toSorted()).toEqual([birds, maren]);
    });
  });
}

test('a lost answer is read back: the post is there, so it is not sent again', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  world.server('kelp.example').faults.set({ ...posting, times: 1, fault: { kind: 'lostAnswer' } });
  await write(page, 'Heard, but not confirmed');
  await skeinWindow.openOutbox();
  await expect(copyOf(skeinWindow, 'Heard, but not confirmed', 'Maren Holt')).toContainText('Posted', { timeout: 30_000 });
  expect(created(world, 'Heard, but not confirmed')).toEqual([maren]);
});

test('where the server cannot tell whether the post is there, Skein asks instead of guessing', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [tomasz, maren] });
  await page.goto(skein.url);
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(tomasz, maren);
  const { faults } = world.server('wattpost.example');
  faults.set({ ...posting, times: 1, fault: { kind: 'dropBefore' } });
  // The list of the account's own posts, where Skein looks for it, is not to be had either.
  const noList = faults.set({ method: 'GET', path: '/api/v1/accounts/*/statuses', fault: { kind: 'jsonError', status: 403, error: 'Not now' } });
  await write(page, 'Latarnia znowu świeci');
  await skeinWindow.openOutbox();
  const copy = copyOf(skeinWindow, 'Latarnia znowu świeci', 'Tomasz');
  await expect(copy).toContainText('Decide', { timeout: 40_000 });
  await expect(copy).toContainText('Was it posted from Tomasz?');
  expect(created(world, 'Latarnia znowu świeci')).toEqual([]);
  noList.remove();
  await copy.getByRole('button', { name: /^Not there, send again/ }).click();
  await expect(copy).toContainText('Posted');
  expect(created(world, 'Latarnia znowu świeci')).toEqual([tomasz]);
});

test('killed between the request and its answer, killed while holding back: after the restart 0 lost, 0 doubled', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const first = await startSkein({ world });
  await page.goto(first.url);
  const skeinWindow = createSkeinWindow(page);
  const composer = createComposer(page);
  await skeinWindow.expectLive(maren, birds);
  world.server('kelp.example').faults.set({ ...posting, times: 1, fault: { kind: 'delay', ms: 600_000 } });
  world.server('nordsee.example').faults.set({ ...posting, times: 1, fault: { kind: 'delay', ms: 600_000 } });
  await write(page, 'Sent, and then the lights went out', 'Bird Count North');
  await expect.poll(() => created(world, 'Sent, and then the lights went out').length).toBe(2);
  await writeButton(page).click();
  await composer.text.fill('Held back when it happened');
  await composer.send.click();
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeVisible();
  await first.kill();
  await expect(page.getByText('The connection to Skein was lost.')).toBeVisible();

  const second = await startSkein({ world });
  await page.goto(second.url);
  await skeinWindow.expectLive(maren, birds);
  await skeinWindow.openOutbox();
  for (const nickname of ['Maren Holt', 'Bird Count North']) await expect(copyOf(skeinWindow, 'Sent, and then the lights went out', nickname)).toContainText('Posted', { timeout: 40_000 });
  await expect(copyOf(skeinWindow, 'Held back when it happened', 'Maren Holt')).toContainText('Posted', { timeout: 40_000 });
  expect(created(world, 'Sent, and then the lights went out').toSorted()).toEqual([birds, maren]);
  expect(created(world, 'Held back when it happened').toSorted()).toEqual([birds, maren]);
});

test('a server that asks to wait is waited for, in sight, and the post goes out by itself', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  world.server('kelp.example').faults.set({ ...posting, times: 1, fault: { kind: 'rateLimited', headers: true, resetInMs: 6_000 } });
  await write(page, 'One post too many');
  await skeinWindow.openOutbox();
  const copy = copyOf(skeinWindow, 'One post too many', 'Maren Holt');
  await expect(copy).toContainText('Waiting');
  await expect(copy).toContainText('asks to wait');
  await expect(copy).toContainText('Posted', { timeout: 40_000 });
  expect(created(world, 'One post too many')).toEqual([maren]);
});
