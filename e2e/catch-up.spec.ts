/** The digest of the last hours: what is in it, how it is gathered and ordered, and what is missing. */
import type { Locator, Page } from '@playwright/test';
import { catchUpText } from '../renderer/text/catch-up.ts';
import { threadText } from '../renderer/text/thread.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

async function openCatchUp(page: Page): Promise<Locator> {
  await createSkeinWindow(page).expectLive(maren, birds);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  const pane = page.getByRole('region', { name: catchUpText.title, exact: true });
  await expect(pane.getByRole('article').first()).toBeVisible();
  return pane;
}

const show = (pane: Locator, view: keyof typeof catchUpText.views): Promise<void> => pane.getByRole('radio', { name: catchUpText.views[view], exact: true }).check({ force: true });

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`catch-up, ${size}`, () => {
    test.use({ viewport });

    test('shows each post once, by people, links and threads, and goes on after a thread where it was', async ({ signedIn: { page } }) => {
      const pane = await openCatchUp(page);
      await pane.getByRole('slider', { name: catchUpText.hoursLabel }).fill('48');
      await expect(pane.getByText(catchUpText.hours(48))).toBeVisible();
      const uris = async (): Promise<(string | null)[]> => pane.getByRole('article').evaluateAll((posts) => posts.map((post) => post.getAttribute('data-post-uri')));
      await expect(async () => expect(new Set(await uris()).size).toBeGreaterThan(10)).toPass();
      const all = await uris();
      expect(new Set(all).size).toBe(all.length);
      await expectAccessible(page, 'posts');

      for (const view of ['authors', 'links', 'threads'] as const) {
        await show(pane, view);
        await expectAccessible(page, view);
      }
      await show(pane, 'authors');
      const groups = pane.locator('button[aria-expanded]');
      const sizesOf = async (): Promise<number[]> => (await groups.allInnerTexts()).map((text) => Number(/(\d+) posts?\b/.exec(text)?.[1]));
      const most = await sizesOf();
      expect(most.length).toBeGreaterThan(3);
      expect(most).toEqual(most.toSorted((one, other) => other - one));
      await pane.getByRole('button', { name: catchUpText.reverse }).click();
      await expect(async () => expect(await sizesOf()).toEqual(most.toReversed())).toPass();

      await groups.first().click();
      const post = pane.getByRole('article').first();
      await expect(post).toBeVisible();
      await expectAccessible(page, 'an unfolded person');
      await post.press('Enter');
      await expect(page.getByRole('region', { name: threadText.title })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(groups.first()).toHaveAttribute('aria-expanded', 'true');
    });

    test('reads the chosen accounts only, and goes through them by keys', async ({ signedIn: { page } }) => {
      const pane = await openCatchUp(page);
      const boxes = pane.getByRole('group', { name: catchUpText.sources }).getByRole('checkbox');
      await expect(boxes).toHaveCount(2);
      await boxes.first().uncheck();
      await expect(async () => {
        const reached = await pane.getByRole('article').evaluateAll((posts) => posts.map((post) => post.getAttribute('data-post-reached')));
        expect(new Set(reached).size).toBe(1);
      }).toPass();
      await boxes.last().uncheck();
      await expect(pane.getByText(catchUpText.noSources)).toBeVisible();
      await expect(pane.getByRole('article')).toHaveCount(0);
      await boxes.first().check();
      await expect(pane.getByRole('article').first()).toBeVisible();
      await page.keyboard.press('j');
      await expect(pane.getByRole('article').first()).toBeFocused();
      await page.keyboard.press('j');
      await expect(pane.getByRole('article').nth(1)).toBeFocused();
      await page.keyboard.press('k');
      await expect(pane.getByRole('article').first()).toBeFocused();
    });
  });
}

test('folds boosts into one row that is moved by buttons', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const texts = ['One tide', 'Two tides', 'Three tides', 'Four tides'];
  const posts = texts.map((text) => world.post('yuki@salt.example', { text, createdAt: Date.now() - 5 * 3_600_000 }));
  const tomasz = asPerson(world, 'tomasz@wattpost.example');
  for (const { uri } of posts) await tomasz.call('POST', `/api/v1/statuses/${await tomasz.idOf(uri)}/reblog`);
  world.flush();
  const pane = await openCatchUp(page);
  await pane.getByRole('slider', { name: catchUpText.hoursLabel }).fill('1');
  const row = pane.getByRole('region', { name: catchUpText.boosts(4) });
  await expect(row.getByRole('article')).toHaveCount(4);
  await expect(row.getByRole('article').first()).toContainText('Tomasz');
  await row.getByRole('button', { name: catchUpText.later }).click();
  await expect.poll(() => row.getByRole('list').evaluate((strip) => strip.scrollLeft)).toBeGreaterThan(100);
  await expectAccessible(page, 'boosts');
});

test('says what was linked most, whatever trackers were added', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const url = 'https://news.example/tide';
  for (const address of [`${url}?utm_source=x`, url, 'https://news.example/other']) world.inner.core.pages.put({ url: address, title: address.endsWith('other') ? 'Something else' : 'The longest tide', description: '', provider: 'News', picture: null });
  world.post('yuki@salt.example', { text: 'https://news.example/other' });
  world.post('yuki@salt.example', { text: `Read this ${url}` });
  world.post('ines@nordsee.example', { text: `Look ${url}?utm_source=x` });
  world.flush();
  const pane = await openCatchUp(page);
  await show(pane, 'links');
  const groups = pane.locator('button[aria-expanded]');
  await expect(async () => {
    await pane.getByRole('button', { name: catchUpText.refresh }).click();
    await expect(groups).toHaveText([/The longest tide.*2 posts, 2 people/, /Something else.*1 post, 1 person/], { timeout: 1_000 });
  }).toPass();
  await groups.first().click();
  await expect(pane.getByRole('article')).toHaveCount(2);
  await expectAccessible(page, 'links');
});

test('names what is not stored of the period and asks the servers for it', async ({ signedIn: { page } }) => {
  const pane = await openCatchUp(page);
  await pane.getByRole('slider', { name: catchUpText.hoursLabel }).fill('48');
  await expect(pane.getByText(/: stored from /).first()).toBeVisible();
  await pane.getByRole('button', { name: catchUpText.fill }).click();
  await expect(pane.getByRole('button', { name: catchUpText.fill })).toHaveCount(0, { timeout: 15_000 });
  await expect(pane.getByText(catchUpText.filling)).toHaveCount(0, { timeout: 15_000 });
  await expect(pane.getByText(/: stored from /)).toHaveCount(0);
});

test('opens as it was left, also after a restart, and takes lists that stand in no column', async ({ page, dataDir: _dataDir, startWorld, startSkein }) => {
  const world = await startWorld();
  const me = asPerson(world, maren);
  const list = (await me.call('POST', '/api/v1/lists', { title: 'Lighthouses' })) as { readonly id: string };
  const [followed] = (await me.call('GET', '/api/v1/accounts/search?q=ines&limit=1')) as readonly { readonly id: string }[];
  await me.call('POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: [followed?.id] });
  world.post('ines@nordsee.example', { text: 'The lamp of the lighthouse is lit' });
  world.flush();
  const skein = await startSkein({ world });
  await page.goto(skein.url);
  const pane = await openCatchUp(page);
  const boxes = pane.getByRole('group', { name: catchUpText.sources });
  await boxes.getByRole('checkbox', { name: /^Lighthouses/ }).check();
  for (const home of [/^Maren Holt$/, /^Bird Count North$/]) await boxes.getByRole('checkbox', { name: home }).uncheck();
  await pane.getByRole('slider', { name: catchUpText.hoursLabel }).fill('30');
  await show(pane, 'authors');
  await pane.getByRole('combobox', { name: catchUpText.sortLabel }).selectOption('replies');
  // The list was never read: it is now, in the background.
  await expect(pane.locator('button[aria-expanded]').first()).toContainText('Ines');
  await page.waitForTimeout(1_000);

  await skein.stop();
  await page.goto((await startSkein({ world })).url);
  await createSkeinWindow(page).expectLive(maren, birds);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(pane.getByText(catchUpText.hours(30))).toBeVisible();
  await expect(boxes.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(boxes.getByRole('checkbox', { name: /^Lighthouses/ })).toBeChecked();
  await expect(pane.getByRole('radio', { name: catchUpText.views.authors, exact: true })).toBeChecked();
  await expect(pane.getByRole('combobox', { name: catchUpText.sortLabel })).toHaveValue('replies');
  await expect(pane.locator('button[aria-expanded]').first()).toContainText('Ines');
});
