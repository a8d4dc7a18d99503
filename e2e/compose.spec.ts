/** Writing: from one account or several, each by the rules of its own server. */
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton } from './pages/skein-window.ts';

const tomasz = 'tomasz@wattpost.example';

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`composer, ${size}`, () => {
    test.use({ viewport });

    test('one text goes out from two accounts, and both copies come home', async ({ signedIn: { page, world } }) => {
      const skeinWindow = createSkeinWindow(page);
      const composer = createComposer(page);
      await skeinWindow.expectLive(maren, birds);
      await writeButton(page).click();
      await expect(composer.text).toBeFocused();
      await composer.add('Bird Count North');
      await composer.text.fill('Low water at noon, bring boots');
      await expect(composer.send).toHaveText(/Post to Maren Holt and Bird Count North/);
      await composer.sendNow();
      await expect(skeinWindow.post('Low water at noon')).toHaveCount(1);
      await expect(skeinWindow.post('Low water at noon')).toContainText('2 copies');
      const created = world.oracle.events.filter(({ deed }) => deed === 'created');
      expect(created.map(({ account }) => account).toSorted()).toEqual([birds, maren]);
      const keys = world.oracle.requests.filter(({ method, path }) => method === 'POST' && path === '/api/v1/statuses').map(({ headers }) => headers['idempotency-key']);
      expect(new Set(keys).size).toBe(2);
      expect(keys.every((key) => (key ?? '').length > 20)).toBe(true);
    });
  });
}

test('every account counts by the rules of its server, and one can have a shorter version', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [maren, tomasz] });
  await page.goto(skein.url);
  const composer = createComposer(page);
  await createSkeinWindow(page).expectLive(maren, tomasz);
  await writeButton(page).click();
  await composer.add('Tomasz');
  // Mastodon counts every link as 23 characters and allows 500; GoToSocial counts what is there and allows 5000.
  const link = `https://radio.example/${'a'.repeat(600)}`;
  await composer.text.fill(`Look: ${link}`);
  await expect(composer.pane.getByText(`${500 - 6 - 23} left`)).toBeVisible();
  await expect(composer.pane.getByText(`${(5000 - 6 - link.length).toLocaleString('en-GB')} left`)).toBeVisible();
  await expect(composer.send).not.toHaveAttribute('aria-disabled', 'true');

  await composer.text.fill('word '.repeat(120).trim());
  await expect(composer.pane.getByText('99 over').first()).toBeVisible();
  await expect(composer.send).toHaveAttribute('aria-disabled', 'true');
  await composer.pane.getByRole('button', { name: 'Shorten for Maren Holt only' }).click();
  await composer.pane.getByRole('textbox', { name: 'Text for Maren Holt' }).fill('The short of it');
  await expect(composer.send).not.toHaveAttribute('aria-disabled', 'true');
  await composer.sendNow();
  await expect.poll(() => world.oracle.events.filter(({ deed }) => deed === 'created').map(({ account, text }) => [account, text.length])).toEqual(expect.arrayContaining([[maren, 15], [tomasz, 599]]));
});

test('visibility, language and a content warning arrive as set', async ({ signedIn: { page, world } }) => {
  const composer = createComposer(page);
  await createSkeinWindow(page).expectLive(maren, birds);
  await writeButton(page).click();
  await composer.text.fill('Nur für die, die es wollen');
  await composer.pane.getByLabel('Visible to').first().selectOption('private');
  await composer.pane.getByLabel('Language').first().selectOption('de');
  await composer.pane.getByRole('button', { name: 'Add a content warning' }).click();
  await composer.pane.getByLabel('Content warning', { exact: true }).fill('Ein Film');
  await composer.sendNow();
  const { statuses } = world.server('kelp.example').inner.tables;
  await expect.poll(() => statuses.all().find(({ text }) => text.startsWith('Nur für die'))).toMatchObject({ visibility: 'private', language: 'de', spoilerText: 'Ein Film', sensitive: true });
});

test('what is sent can be taken back before it leaves, and a draft outlives a restart', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const first = await startSkein({ world });
  await page.goto(first.url);
  const composer = createComposer(page);
  await createSkeinWindow(page).expectLive(maren, birds);
  await writeButton(page).click();
  await composer.text.fill('Not so fast');
  await composer.send.click();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(composer.text).toHaveValue('Not so fast');
  await composer.text.fill('Not so fast, and longer now');
  await expect(composer.pane.getByText(/^Draft saved/)).toBeVisible();
  await page.goto('about:blank');
  await first.stop();

  const second = await startSkein({ world });
  await page.goto(second.url);
  await writeButton(page).click();
  await expect(composer.text).toHaveValue('Not so fast, and longer now');
  expect(world.oracle.events.filter(({ deed }) => deed === 'created')).toEqual([]);
});
