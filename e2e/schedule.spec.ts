/** Scheduled posts: kept by servers or by Skein, all in one list, whoever put them there. */
import type { Page } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { composerText } from '../renderer/text/composer.ts';
import { scheduleText } from '../renderer/text/schedule.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton } from './pages/skein-window.ts';

const dayMs = 24 * 60 * 60_000;
const kept = (world: PracticeWorld, domain: string) => world.server(domain).inner.tables.scheduled.all();

/** Day and time as the field takes them, at a full minute. */
function local(at: number): string {
  const date = new Date(at - (at % 60_000));
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

async function pickTime(page: Page, at: number): Promise<void> {
  const dialog = page.getByRole('dialog', { name: scheduleText.title });
  await dialog.getByLabel(scheduleText.at).fill(local(at));
  await dialog.getByRole('button', { name: scheduleText.set }).click();
}

async function openScheduled(page: Page): Promise<void> {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.openOutbox();
  await skeinWindow.outbox.getByRole('button', { name: scheduleText.open, exact: true }).first().click();
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`schedule, ${size}`, () => {
    test.use({ viewport });

    test('a post is kept by both servers, moved, taken back to edit, and cancelled', async ({ signedIn: { page, world } }) => {
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren, birds);
      const composer = createComposer(page);
      await writeButton(page).click();
      await composer.add('Bird Count North');
      await composer.text.fill('Spring tide tomorrow');
      await composer.pane.getByRole('button', { name: scheduleText.button, exact: true }).click();
      await page.getByRole('button', { name: scheduleText.tomorrow }).click();
      await expect(page.getByText(/kelp\.example and nordsee\.example keep the post/)).toBeVisible();
      await page.getByRole('button', { name: scheduleText.set }).click();
      await expect(composer.send).toHaveText(/Schedule for Maren Holt and Bird Count North/);
      await composer.send.click();
      await expect.poll(() => [kept(world, 'kelp.example').length, kept(world, 'nordsee.example').length], { timeout: 30_000 }).toEqual([1, 1]);
      expect(world.oracle.events.filter(({ deed }) => deed === 'created')).toEqual([]);

      await openScheduled(page);
      const pane = page.getByRole('region', { name: scheduleText.pane });
      await expect(pane.getByText('Spring tide tomorrow')).toHaveCount(2);
      await expect(pane.getByText(scheduleText.keptBy('kelp.example'))).toBeVisible();
      await expectAccessible(page, 'scheduled posts');

      const marens = pane.getByRole('listitem').filter({ hasText: 'Maren Holt' });
      const later = Math.ceil((Date.now() + 3 * dayMs) / 60_000) * 60_000;
      await marens.getByRole('button', { name: scheduleText.moveOf('Spring tide tomorrow') }).click();
      await pickTime(page, later);
      await expect.poll(() => kept(world, 'kelp.example').map(({ scheduledAt }) => scheduledAt)).toEqual([later]);

      await pane.getByRole('listitem').filter({ hasText: 'Bird Count North' }).getByRole('button', { name: scheduleText.removeOf('Spring tide tomorrow') }).click();
      await expect.poll(() => kept(world, 'nordsee.example')).toEqual([]);
      await marens.getByRole('button', { name: scheduleText.editOf('Spring tide tomorrow') }).click();
      await expect(composer.text).toHaveValue('Spring tide tomorrow');
      await expect(composer.pane.getByText(scheduleText.replaces('Maren Holt', later))).toBeVisible();
      await expectAccessible(page, 'new version of a scheduled post');
      expect(kept(world, 'kelp.example')).toHaveLength(1);
      await composer.text.fill('Spring tide, corrected');
      await composer.send.click();
      await expect.poll(() => kept(world, 'kelp.example').map(({ params }) => Reflect.get(params, 'text')), { timeout: 30_000 }).toEqual(['Spring tide, corrected']);
    });
  });
}

test('what another app scheduled is in the list, and can be edited', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const server = world.server('kelp.example');
  const { token } = world.signIn(maren);
  const answer = await fetch(`${server.origin}/api/v1/statuses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'From the other app', scheduled_at: new Date(Date.now() + 2 * dayMs).toISOString(), visibility: 'unlisted' }),
  });
  expect(answer.status).toBe(200);
  await openScheduled(page);
  const row = page.getByRole('region', { name: scheduleText.pane }).getByRole('listitem').filter({ hasText: 'From the other app' });
  await row.getByRole('button', { name: scheduleText.editOf('From the other app') }).click();
  const composer = createComposer(page);
  await expect(composer.text).toHaveValue('From the other app');
  await expect(composer.pane.getByLabel(composerText.visibility).first()).toHaveValue('unlisted');
  await composer.text.fill('From the other app, edited');
  await composer.send.click();
  await expect.poll(() => kept(world, 'kelp.example').map(({ params }) => Reflect.get(params, 'text')), { timeout: 30_000 }).toEqual(['From the other app, edited']);
});

test('a thread is kept by Skein, which says so, and is posted at its time', async ({ signedIn: { page, world } }) => {
  test.slow();
  await createSkeinWindow(page).expectLive(maren, birds);
  const composer = createComposer(page);
  await writeButton(page).click();
  await composer.text.fill('First of two');
  await composer.pane.getByRole('button', { name: composerText.addPart }).click();
  await page.keyboard.type('Second of two');
  await composer.pane.getByRole('button', { name: scheduleText.button, exact: true }).click();
  const at = (Math.floor(Date.now() / 60_000) + 1) * 60_000;
  await expect(page.getByText(/Skein sends it itself, because servers keep no threads/)).toBeVisible();
  await pickTime(page, at);
  await composer.send.click();
  await openScheduled(page);
  await expect(page.getByRole('region', { name: scheduleText.pane }).getByText(scheduleText.parts(2))).toBeVisible();
  const created = () => world.oracle.events.filter(({ deed }) => deed === 'created').map(({ text }) => text);
  if (Date.now() < at - 2_000) expect(created()).toEqual([]);
  await expect.poll(created, { timeout: 80_000 }).toEqual(['First of two', 'Second of two']);
  expect(kept(world, 'kelp.example')).toEqual([]);
  expect(Date.now()).toBeGreaterThanOrEqual(at);
});
