/** The merged home: what is in it, how it comes, and that it never moves under the reader. */
import type { Page } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, tell, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

const ines = 'ines@nordsee.example';
const tomasz = 'tomasz@wattpost.example';

/** Posts of Ines, who both accounts follow, one a minute, the oldest first. */
function writeHistory(world: PracticeWorld, count: number): void {
  for (let index = 0; index < count; index += 1) world.post(ines, { text: `Log entry ${index + 1} of ${count}`, createdAt: Date.now() - (count - index) * 60_000 - 60 * 60_000 * 100 });
  world.flush();
}

/** Distance in px of a post from the top of the window, once it has stopped moving after a scroll. */
async function topOf(page: Page, text: string): Promise<number> {
  const measure = (): Promise<number> => createSkeinWindow(page).post(text).evaluate((post) => new Promise<number>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(post.getBoundingClientRect().top)))));
  let top = await measure();
  await expect
    .poll(async () => {
      const before = top;
      top = await measure();
      return Math.abs(top - before);
    }, { intervals: [100] })
    .toBe(0);
  return top;
}

async function turnWheel(page: Page, px: number): Promise<void> {
  await createSkeinWindow(page).feed.hover();
  await page.mouse.wheel(0, px);
}

/** Turns the wheel and waits until the list stands still again. */
async function scrollBy(page: Page, px: number): Promise<void> {
  const scrolled = (): Promise<number> => createSkeinWindow(page).feed.evaluate((feed) => feed.parentElement?.scrollTop ?? 0);
  const from = await scrolled();
  await turnWheel(page, px);
  let last = from;
  await expect
    .poll(async () => {
      const before = last;
      last = await scrolled();
      return last !== from && last === before;
    }, { intervals: [100] })
    .toBe(true);
}

/** The post at the upper edge of Home. */
function postAtEdge(page: Page): Promise<string> {
  return createSkeinWindow(page).feed.evaluate((feed) => {
    const edge = feed.parentElement?.getBoundingClientRect().top ?? 0;
    const post = [...feed.querySelectorAll('article')].find((each) => each.getBoundingClientRect().bottom > edge + 1);
    return /Log entry \d+/.exec(post?.textContent ?? '')?.[0] ?? '';
  });
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`home, ${size}`, () => {
    test.use({ viewport });

    test('shows each post once, with the accounts it reached', async ({ signedIn: { page } }) => {
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren, birds);
      await expect(skeinWindow.post('where did it go?')).toHaveCount(1);
      await expect(skeinWindow.post('where did it go?')).toContainText('via 2 accounts');
      await expect(skeinWindow.post('where did it go?')).toHaveAccessibleName(/reached Maren Holt and Bird Count North$/);
      await expect(skeinWindow.post('The end of that film')).toHaveAccessibleName(/reached Maren Holt$/);
    });

    test('new posts wait above the reader, and nothing on the screen moves', async ({ page, startWorld, startSkein }) => {
      const world = await startWorld();
      writeHistory(world, 60);
      const skein = await startSkein({ world });
      await page.goto(skein.url);
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren, birds);
      await scrollBy(page, 1_500);
      const words = (await skeinWindow.feed.getByText(/^Log entry \d+ of 60$/).nth(5).textContent()) ?? '';
      const before = await topOf(page, words);
      for (const text of ['First of three', 'Second of three: with a longer text that runs over more than one line in any window, so that its height is no guess', 'Third of three']) world.post(ines, text);
      world.flush();
      await expect(page.getByRole('button', { name: /3 new posts/ })).toBeVisible();
      expect(Math.abs((await topOf(page, words)) - before)).toBeLessThanOrEqual(1);
      await page.getByRole('button', { name: /3 new posts/ }).click();
      await expect(skeinWindow.post('Third of three')).toBeInViewport();
      await expect(page.getByRole('button', { name: /new posts/ })).toHaveCount(0);
    });

    test('older posts load while scrolling, and only what is near is in the page', async ({ page, startWorld, startSkein }) => {
      const world = await startWorld();
      writeHistory(world, 130);
      const skein = await startSkein({ world });
      await page.goto(skein.url);
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren, birds);
      let mostInPage = 0;
      await expect(async () => {
        await turnWheel(page, 4_000);
        mostInPage = Math.max(mostInPage, await skeinWindow.feed.getByRole('article').count());
        await expect(skeinWindow.post('Log entry 1 of 130')).toBeVisible({ timeout: 250 });
      }).toPass();
      await expect(page.getByText('That is all your servers keep.')).toBeVisible();
      expect(mostInPage).toBeLessThan(40);
    });
  });
}

test('the same post stays at the top in a narrower and a wider window, with larger text, and after a reload', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  for (let index = 0; index < 60; index += 1) world.post(ines, { text: `Log entry ${index + 1}. ${'The tide comes and goes. '.repeat((index * 7) % 17)}`, createdAt: Date.now() - (60 - index) * 60_000 });
  world.flush();
  const skein = await startSkein({ world });
  await page.goto(skein.url);
  await createSkeinWindow(page).expectLive(maren, birds);
  await scrollBy(page, 3_000);
  const words = `${await postAtEdge(page)}.`;
  const before = await topOf(page, words);
  const expectSamePost = async (): Promise<void> => {
    await expect(createSkeinWindow(page).post(words)).toBeInViewport();
    await topOf(page, words);
    expect(`${await postAtEdge(page)}.`).toBe(words);
  };
  for (const width of [420, 1_440, 800, 1_440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectSamePost();
  }
  expect(Math.abs((await topOf(page, words)) - before)).toBeLessThanOrEqual(3);
  for (const fontSize of ['200%', '']) {
    await page.evaluate((size) => void (document.documentElement.style.fontSize = size), fontSize);
    await expectSamePost();
  }
  expect(Math.abs((await topOf(page, words)) - before)).toBeLessThanOrEqual(3);
  await page.reload();
  await expectSamePost();
  expect(Math.abs((await topOf(page, words)) - before)).toBeLessThanOrEqual(3);
});

test('shows boosts, warnings, pictures with their words, polls, quotes, links, emojis and times', async ({ signedIn: { page, world, skein } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);

  await expect(skeinWindow.post('Flamingo!').locator('blockquote')).toContainText('1 very lost flamingo');
  await expect(skeinWindow.post('Flamingo!').getByRole('img', { name: ':wave:' })).toBeVisible();
  await expect(skeinWindow.post('Flamingo!').getByRole('time').first()).toHaveText('2 h');
  await expect(skeinWindow.post('where did it go?')).toContainText('replying to @ines@nordsee.example');

  const warned = skeinWindow.post('The end of that film');
  await expect(warned).not.toContainText('lighthouse keeper');
  await warned.getByRole('button', { name: 'Show' }).click();
  await expect(warned).toContainText('The lighthouse keeper was the ship all along.');

  const tide = skeinWindow.post('Ebbe, 18:40.');
  await tide.scrollIntoViewIfNeeded();
  await expect(tide.getByRole('button', { name: /^Open image 1 of 1: Low tide at dusk/ })).toBeVisible();
  await tide.getByRole('button', { name: /^ALT/ }).click();
  await expect(page.getByText(/^Low tide at dusk: grey sand/)).toBeVisible();
  const picture = tide.locator('img').last();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(480);
  expect(new URL((await picture.getAttribute('src')) ?? '', page.url()).origin).toBe(new URL(page.url()).origin);

  await skeinWindow.post('harbour receiver').getByRole('link', { name: /radio\.example/ }).click();
  await expect.poll(() => skein.openedLinks()).toEqual(['https://radio.example/receivers/harbour/1962/schematics?page=3']);
  expect(page.url()).not.toContain('radio.example');

  world.addPerson('salt.example', { username: 'ren', displayName: 'Ren' });
  const boosted = world.post('ren@salt.example', 'Nobody here follows me, but Tomasz does');
  const atTomasz = asPerson(world, tomasz);
  await atTomasz.call('POST', `/api/v1/statuses/${await atTomasz.idOf(boosted.uri)}/reblog`);
  await page.getByRole('button', { name: /1 new post/ }).click();
  await expect(skeinWindow.post('Nobody here follows me')).toContainText('Tomasz boosted');
  await expect(skeinWindow.post('Nobody here follows me')).toHaveCount(1);
});

test('a poll can be voted in, as the account that saw it', async ({ signedIn: { page, world } }) => {
  world.post(ines, { text: 'Kaffee oder Tee?', poll: { options: ['Kaffee', 'Tee'], expiresInMs: 3_600_000, multiple: false, hideTotals: false } });
  const poll = createSkeinWindow(page).post('Kaffee oder Tee?');
  await poll.getByRole('radio', { name: 'Tee' }).check();
  await poll.getByRole('button', { name: /^Vote as/ }).click();
  await expect(poll).toContainText('you voted as');
  await expect(poll).toContainText('100%');
  expect(world.oracle.events.filter(({ deed }) => deed === 'voted')).toHaveLength(1);
});

test('edits and deletions reach what is on the screen', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  const atInes = asPerson(world, ines);
  const status = world.post(ines, 'Ferry at six, with a tpyo');
  await expect(skeinWindow.post('with a tpyo')).toBeVisible();
  await atInes.call('PUT', `/api/v1/statuses/${status.id}`, { status: 'Ferry at six, without one' });
  await expect(skeinWindow.post('without one')).toContainText('edited');
  await expect(skeinWindow.post('with a tpyo')).toHaveCount(0);
  await atInes.call('DELETE', `/api/v1/statuses/${status.id}`);
  await expect(skeinWindow.post('without one')).toHaveCount(0);
});

test('every account has its colour, its state and a home of its own', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  await skeinWindow.account(birds).click();
  await expect(skeinWindow.post('where did it go?')).toBeVisible();
  await expect(skeinWindow.post('The end of that film')).toHaveCount(0);
  await page.getByRole('button', { name: 'All accounts' }).click();
  await expect(skeinWindow.post('The end of that film')).toBeVisible();

  world.server('nordsee.example').faults.down = true;
  world.server('nordsee.example').streams.closeAll(1006);
  await expect(skeinWindow.account(birds)).toHaveAccessibleName(/reconnecting|offline/);
  await expect(skeinWindow.account(maren)).toHaveAccessibleName(/, live$/);
  // Pressed before the server is back: once it answers, Skein connects by itself, and the menu has nothing to offer.
  await skeinWindow.openAccountMenu(birds);
  await page.getByRole('menuitem', { name: 'Connect now' }).click();
  world.server('nordsee.example').faults.clear();
  world.post(ines, 'Written while the stream was away');
  await skeinWindow.expectLive(birds);
  await expect(skeinWindow.post('Written while the stream was away')).toHaveCount(1);
});

test.describe('after a restart', () => {
  test('the saved home is there at once, at the same place, also with no server to be reached', async ({ page, startWorld, startSkein }) => {
    const world = await startWorld();
    writeHistory(world, 60);
    const first = await startSkein({ world });
    await page.goto(first.url);
    const skeinWindow = createSkeinWindow(page);
    await skeinWindow.expectLive(maren, birds);
    await scrollBy(page, 2_000);
    const words = (await skeinWindow.feed.getByText(/^Log entry \d+ of 60$/).nth(8).textContent()) ?? '';
    await skeinWindow.post(words).evaluate((post) => post.scrollIntoView({ block: 'start' }));
    const before = await topOf(page, words);
    await page.goto('about:blank');
    await first.stop();

    for (const server of world.servers) server.faults.down = true;
    const second = await startSkein({ world });
    const startedAt = Date.now();
    await page.goto(second.url);
    await expect(skeinWindow.post(words)).toBeInViewport();
    tell(`saved home shown after ${Date.now() - startedAt} ms without any server`);
    await expect.poll(async () => Math.abs((await topOf(page, words)) - before)).toBeLessThanOrEqual(2);
    await expect(skeinWindow.account(maren)).toHaveAccessibleName(/offline|reconnecting/);
    await expect(page.getByRole('button', { name: /offline since|accounts have trouble|reconnects/ })).toBeVisible();
  });
});
