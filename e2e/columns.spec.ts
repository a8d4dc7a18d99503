/** Columns: any lists side by side, what they leave out, and that all of it is there again after a restart. */
import type { Locator, Page } from '@playwright/test';
import { columnsText } from '../renderer/text/columns.ts';
import { searchText } from '../renderer/text/search.ts';
import { threadText } from '../renderer/text/thread.ts';
import { timelineText } from '../renderer/text/timeline.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

const ines = 'ines@nordsee.example';
const tomasz = 'tomasz@wattpost.example';
const yuki = 'yuki@salt.example';

const columnOf = (page: Page, name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name}(?:,|$)`) });
const postIn = (column: Locator, text: string): Locator => column.getByRole('article').filter({ hasText: text });
const titles = (page: Page): Promise<string[]> => page.locator('[data-column] h2').allInnerTexts();

interface Wanted {
  readonly kind: keyof typeof columnsText.kinds;
  readonly fill?: Readonly<Record<string, string>>;
  readonly name?: string;
}

async function addColumn(page: Page, { kind, fill = {}, name }: Wanted): Promise<void> {
  await page.getByRole('button', { name: columnsText.add, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(columnsText.what).selectOption(kind);
  for (const [label, value] of Object.entries(fill)) await dialog.getByLabel(label, { exact: true }).fill(value);
  if (name !== undefined) await dialog.getByLabel(columnsText.name, { exact: true }).fill(name);
  await dialog.getByRole('button', { name: columnsText.addNow }).last().click();
  await expect(dialog).toBeHidden();
}

async function openMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: columnsText.menu(name), exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const refresh = (column: Locator): Promise<void> => column.getByRole('button', { name: timelineText.refresh }).click();

test.describe('columns, wide', () => {
  test.use({ viewport: sizes.wide });

  test('read any list beside the home, and get its news', async ({ signedIn: { page, world } }) => {
    await createSkeinWindow(page).expectLive(maren, birds);
    world.post(yuki, { text: 'Salt and bread #bread #salt' });
    world.post(yuki, { text: 'Only bread today #bread' });
    world.flush();
    await addColumn(page, { kind: 'local' });
    const local = columnOf(page, 'Local');
    await expect(local.getByRole('article').first()).toBeVisible();
    world.post(maren, { text: 'A word from the kelp station' });
    await refresh(local);
    await expect(postIn(local, 'A word from the kelp station')).toHaveCount(1);
    await expect(postIn(columnOf(page, 'Home'), 'A word from the kelp station')).toHaveCount(1);

    await addColumn(page, { kind: 'hashtag', fill: { [columnsText.tagsAny]: '#bread', [columnsText.tagsNone]: 'salt' }, name: 'Bakery' });
    await expect(postIn(columnOf(page, 'Bakery'), 'Only bread today')).toHaveCount(1);
    await expect(postIn(columnOf(page, 'Bakery'), 'Salt and bread')).toHaveCount(0);

    await addColumn(page, { kind: 'person', fill: { [columnsText.handle]: `@${tomasz}` } });
    await expect(columnOf(page, `@${tomasz}`).getByRole('article').first()).toHaveAccessibleName(/^Tomasz/);
  });

  test('read another server without an account there, and say so where one does not answer', async ({ signedIn: { page, world } }) => {
    world.post(maren, { text: 'The lamp is lit' });
    world.flush();
    await addColumn(page, { kind: 'instance', fill: { [columnsText.host]: 'kelp.example' } });
    const column = columnOf(page, 'kelp.example');
    await expect(postIn(column, 'The lamp is lit')).toHaveCount(1);
    await expect(postIn(column, 'The lamp is lit')).toHaveAccessibleName(/^Maren Holt, [^,]*$/);
    await addColumn(page, { kind: 'instance', fill: { [columnsText.host]: 'wattpost.example' } });
    const broken = columnOf(page, 'wattpost.example');
    await expect(broken.getByRole('button', { name: columnsText.refused(['wattpost.example']) })).toBeVisible();
    await expect(broken.getByRole('button', { name: timelineText.tryAgain })).toBeVisible();
  });

  test('get public posts and those of several tags as they come, and say so', async ({ signedIn: { page, world } }) => {
    await createSkeinWindow(page).expectLive(maren, birds);
    await addColumn(page, { kind: 'federated' });
    await addColumn(page, { kind: 'hashtag', fill: { [columnsText.tagsAny]: 'tide fog', [columnsText.tagsNone]: 'lottery' }, name: 'Weather' });
    const [federated, weather] = [columnOf(page, 'Federated'), columnOf(page, 'Weather')];
    for (const column of [federated, weather]) await expect(column.getByRole('button', { name: columnsText.liveNow, exact: true })).toBeVisible();
    const fog = world.post(yuki, { text: 'First of the day #fog' });
    world.post(yuki, { text: 'Win a lamp #fog #lottery' });
    world.post(yuki, { text: 'High at noon #tide' });
    world.flush();
    // Sooner than anything is asked for.
    await expect(postIn(weather, 'High at noon')).toHaveCount(1, { timeout: 5_000 });
    await expect(postIn(weather, 'First of the day')).toHaveCount(1);
    await expect(postIn(federated, 'Win a lamp')).toHaveCount(1);
    await expect(postIn(weather, 'Win a lamp')).toHaveCount(0);
    const author = asPerson(world, yuki);
    await author.call('DELETE', `/api/v1/statuses/${await author.idOf(fog.uri)}`);
    world.flush();
    await expect(postIn(weather, 'First of the day')).toHaveCount(0);
    await expect(postIn(federated, 'First of the day')).toHaveCount(0);
  });

  test('keep a search, which goes on finding, and is there again after a restart', async ({ page, dataDir: _dataDir, startWorld, startSkein }) => {
    const world = await startWorld();
    const skein = await startSkein({ world });
    await page.goto(skein.url);
    await createSkeinWindow(page).expectLive(maren, birds);
    world.post(ines, { text: 'A lapwing on the dyke' });
    world.flush();
    await page.keyboard.press('/');
    const pane = page.getByRole('region', { name: searchText.title, exact: true });
    await pane.getByRole('searchbox', { name: searchText.field }).fill('lapwing -duck');
    await pane.getByRole('button', { name: columnsText.saveSearch }).click();
    await expect(page.getByText(columnsText.searchSaved('lapwing -duck'))).toBeVisible();
    await page.keyboard.press('Escape');
    const found = columnOf(page, 'lapwing -duck');
    await expect(postIn(found, 'A lapwing on the dyke')).toHaveCount(1);
    const late = world.post(ines, { text: 'Two lapwings now', language: 'en' });
    world.post(ines, { text: 'A lapwing and a duck' });
    world.flush();
    await expect(postIn(columnOf(page, 'Home'), 'A lapwing and a duck')).toHaveCount(1);
    await openMenu(page, 'lapwing -duck', columnsText.settings);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(columnsText.query, { exact: true }).fill('lapwing* -duck acount:maren');
    await dialog.getByRole('button', { name: columnsText.save }).click();
    await expect(dialog).toContainText(searchText.problems({ kind: 'unknownOperator', part: 'acount:maren', suggestions: [] }));
    await expectAccessible(page, 'a search that means nothing');
    await dialog.getByLabel(columnsText.query, { exact: true }).fill('lapwing* -duck');
    await dialog.getByLabel(columnsText.name, { exact: true }).fill('Birds');
    await dialog.getByRole('button', { name: columnsText.save }).click();
    const birdsColumn = columnOf(page, 'Birds');
    await expect(birdsColumn).toContainText(`${columnsText.kinds.search} · lapwing* -duck`);
    await expect(postIn(birdsColumn, 'Two lapwings now')).toHaveCount(1);
    const author = asPerson(world, ines);
    await author.call('DELETE', `/api/v1/statuses/${await author.idOf(late.uri)}`);
    world.flush();
    await expect(postIn(birdsColumn, 'Two lapwings now')).toHaveCount(0);
    await expect(postIn(birdsColumn, 'a duck')).toHaveCount(0);

    await skein.stop();
    await page.goto((await startSkein({ world })).url);
    await expect(postIn(birdsColumn, 'A lapwing on the dyke')).toHaveCount(1);
  });

  test('favourites stand in the order they were given', async ({ signedIn: { page, world } }) => {
    const me = asPerson(world, maren);
    const [older, newer] = [world.post(ines, { text: 'Older of the two' }), world.post(ines, { text: 'Newer of the two' })];
    world.flush();
    for (const { uri } of [newer, older]) await me.call('POST', `/api/v1/statuses/${await me.idOf(uri)}/favourite`);
    await addColumn(page, { kind: 'favourites' });
    const articles = columnOf(page, 'Favourites').getByRole('article');
    await expect(articles.nth(0)).toContainText('Older of the two');
    await expect(articles.nth(1)).toContainText('Newer of the two');
  });

  test('names, order, widths, rules and workspaces are there again after a restart', async ({ page, dataDir: _dataDir, startWorld, startSkein }) => {
    const world = await startWorld();
    const skein = await startSkein({ world });
    await page.goto(skein.url);
    await createSkeinWindow(page).expectLive(maren, birds);
    await addColumn(page, { kind: 'local', name: 'Neighbours' });
    await addColumn(page, { kind: 'bookmarks' });
    expect(await titles(page)).toEqual(['Home', 'Neighbours', 'Bookmarks', 'Inbox']);
    await openMenu(page, 'Bookmarks', columnsText.moveLeft);
    await expect.poll(() => titles(page)).toEqual(['Home', 'Bookmarks', 'Neighbours', 'Inbox']);
    const edge = page.getByRole('separator', { name: columnsText.resize('Bookmarks') });
    await edge.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const width = (await columnOf(page, 'Bookmarks').boundingBox())?.width ?? 0;
    await openMenu(page, 'Neighbours', columnsText.settings);
    await page.getByRole('dialog').getByRole('switch', { name: columnsText.boosts }).uncheck();
    await page.getByRole('dialog').getByRole('button', { name: columnsText.save }).click();
    await page.getByRole('button', { name: columnsText.newWorkspace }).click();
    await page.getByLabel(columnsText.workspaceName).fill('Birds');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: columnsText.workspaces }).getByRole('button', { name: 'Birds' })).toHaveAttribute('aria-current', 'page');
    await expect.poll(() => titles(page)).toEqual(['Home', 'Inbox']);

    await skein.stop();
    const again = await startSkein({ world });
    await page.goto(again.url);
    await expect.poll(() => titles(page)).toEqual(['Home', 'Inbox']);
    await page.keyboard.press('Control+Alt+1');
    await expect.poll(() => titles(page)).toEqual(['Home', 'Bookmarks', 'Neighbours', 'Inbox']);
    expect((await columnOf(page, 'Bookmarks').boundingBox())?.width).toBeCloseTo(width, 0);
    await openMenu(page, 'Neighbours', columnsText.settings);
    await expect(page.getByRole('dialog').getByRole('switch', { name: columnsText.boosts })).not.toBeChecked();
  });

  test('columns are moved by drag, taken out, and put back', async ({ signedIn: { page } }) => {
    await addColumn(page, { kind: 'local' });
    await expect.poll(() => titles(page)).toEqual(['Home', 'Local', 'Inbox']);
    await page.locator('[data-column="home"] [data-grip]').dragTo(columnOf(page, 'Local'), { targetPosition: { x: 280, y: 300 } });
    await expect.poll(() => titles(page)).toEqual(['Local', 'Home', 'Inbox']);
    await openMenu(page, 'Local', columnsText.remove);
    await expect.poll(() => titles(page)).toEqual(['Home', 'Inbox']);
    await page.getByRole('button', { name: columnsText.undo }).click();
    await expect.poll(() => titles(page)).toEqual(['Local', 'Home', 'Inbox']);
  });

  test('a post that came by itself and as a boost stands once, and names who boosted it', async ({ signedIn: { page, world } }) => {
    await createSkeinWindow(page).expectLive(maren, birds);
    const post = world.post(yuki, { text: 'Bread is a kind of tide' });
    world.flush();
    const home = columnOf(page, 'Home');
    await expect(postIn(home, 'Bread is a kind of tide')).toHaveCount(1);
    const before = await postIn(home, 'Bread is a kind of tide').boundingBox();
    await home.getByRole('feed').hover();
    const elsewhere = asPerson(world, tomasz);
    await elsewhere.call('POST', `/api/v1/statuses/${await elsewhere.idOf(post.uri)}/reblog`);
    world.flush();
    const entry = postIn(home, 'Bread is a kind of tide');
    await expect(entry).toContainText(columnsText.alsoBoosted(['Tomasz']));
    await expect(entry).toHaveCount(1);
    await expect(entry).toHaveAccessibleName(/reached Maren Holt and Bird Count North$/);
    expect((await entry.boundingBox())?.y).toBe(before?.y);
    await openMenu(page, 'Home', columnsText.leftOut);
    const leftOut = page.getByRole('dialog').getByRole('button').filter({ hasText: 'Bread is a kind of tide' });
    await expect(leftOut).toContainText(columnsText.boostedBy('Tomasz'));
    await expect(leftOut).toContainText(/Seen before: it stands here once/);
    const rows = page.getByRole('dialog').getByRole('listitem');
    await expect(page.getByRole('dialog', { name: columnsText.leftOutTitle('Home', await rows.count()) })).toBeVisible();
    await expectAccessible(page, 'what is left out');
    await leftOut.click();
    await expect(page.getByRole('region', { name: threadText.title }).getByRole('article').filter({ hasText: 'Bread is a kind of tide' })).toBeVisible();
    await page.keyboard.press('Escape');
    await openMenu(page, 'Home', columnsText.settings);
    await page.getByRole('dialog').getByLabel(columnsText.repeats).uncheck();
    await page.getByRole('dialog').getByRole('button', { name: columnsText.save }).click();
    await expect(postIn(home, 'Bread is a kind of tide')).toHaveCount(2);
  });

  test('a column leaves out what the person does not want in it', async ({ signedIn: { page, world } }) => {
    world.post(ines, { text: 'Fähre um sieben', language: 'de' });
    world.post(ines, { text: 'Ferry at eight', language: 'en' });
    world.post(ines, { text: 'Lottery numbers', language: 'en' });
    world.flush();
    const home = columnOf(page, 'Home');
    await expect(postIn(home, 'Lottery numbers')).toHaveCount(1);
    await openMenu(page, 'Home', columnsText.settings);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(columnsText.pattern, { exact: true }).fill('(lot+)+ery');
    await dialog.getByRole('button', { name: columnsText.save }).click();
    await expect(dialog).toContainText(columnsText.patternProblem.slow);
    await dialog.getByLabel(columnsText.pattern, { exact: true }).fill('lot+ery');
    await dialog.getByLabel(columnsText.languages, { exact: true }).fill('en');
    await dialog.getByRole('button', { name: columnsText.save }).click();
    await expect(postIn(home, 'Ferry at eight')).toHaveCount(1);
    await expect(postIn(home, 'Lottery numbers')).toHaveCount(0);
    await expect(postIn(home, 'Fähre um sieben')).toHaveCount(0);
    await openMenu(page, 'Home', columnsText.settings);
    await dialog.getByLabel(columnsText.minFavourites).fill('100000');
    await dialog.getByRole('button', { name: columnsText.save }).click();
    await expect(home).toContainText(columnsText.allLeftOut);
  });

  test('the oldest stands first where the person reads that way', async ({ signedIn: { page, world } }) => {
    await createSkeinWindow(page).expectLive(maren, birds);
    await openMenu(page, 'Home', columnsText.settings);
    await page.getByRole('dialog').getByRole('radio', { name: columnsText.orders.oldest }).check();
    await page.getByRole('dialog').getByRole('button', { name: columnsText.save }).click();
    const home = columnOf(page, 'Home');
    await page.keyboard.press('.');
    await expect(home.getByText(columnsText.done)).toBeVisible();
    world.post(ines, { text: 'The newest of all' });
    world.flush();
    await expect(home.getByRole('article').last()).toContainText('The newest of all');
  });

  test('a place that another app was read to is offered, and nobody is taken there', async ({ page, startWorld, startSkein }) => {
    const world = await startWorld();
    for (let n = 1; n <= 60; n += 1) world.post(ines, { text: `Log entry ${n} of 60`, createdAt: Date.now() - (61 - n) * 60_000 });
    world.flush();
    const skein = await startSkein({ world });
    await page.goto(skein.url);
    const home = columnOf(page, 'Home');
    await expect(home.getByRole('article').first()).toBeVisible();
    await home.getByRole('feed').hover();
    await page.mouse.wheel(0, 3_000);
    await page.waitForTimeout(1_500);
    const elsewhere = asPerson(world, maren);
    const statuses = (await elsewhere.call('GET', '/api/v1/timelines/home?limit=40')) as readonly { readonly id: string; readonly content: string }[];
    const marked = statuses.find(({ content }) => content.includes('Log entry 58 of 60'));
    await elsewhere.call('POST', '/api/v1/markers', { home: { last_read_id: marked?.id } });
    await skein.stop();
    await page.goto((await startSkein({ world })).url);
    const offer = home.getByRole('button', { name: timelineText.goElsewhere });
    await expect(offer).toBeVisible();
    await expect(postIn(home, 'Log entry 58 of 60')).not.toBeInViewport();
    await offer.click();
    await expect(postIn(home, 'Log entry 58 of 60')).toBeInViewport();
    await expect(offer).toBeHidden();
  });

  test('keys go from column to column', async ({ signedIn: { page } }) => {
    await addColumn(page, { kind: 'local' });
    await expect(columnOf(page, 'Local').getByRole('article').first()).toBeVisible();
    await page.keyboard.press('1');
    await expect(columnOf(page, 'Home').getByRole('article').first()).toBeFocused();
    await page.keyboard.press(']');
    await expect(columnOf(page, 'Local').getByRole('article').first()).toBeFocused();
    await page.keyboard.press('j');
    await expect(columnOf(page, 'Local').getByRole('article').nth(1)).toBeFocused();
  });
});

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`columns are accessible, ${size}`, () => {
    test.use({ viewport });
    test.slow();

    test('on every screen of theirs', async ({ page, signedIn: _signedIn }) => {
      if (size === 'narrow') await page.setViewportSize(sizes.wide);
      await addColumn(page, { kind: 'local' });
      await page.setViewportSize(viewport);
      if (size === 'narrow') {
        await expect(page.getByRole('tab', { name: 'Local' })).toHaveAttribute('aria-selected', 'true');
        await page.getByRole('tab', { name: 'Home' }).click();
        await expect(columnOf(page, 'Home').getByRole('article').first()).toBeVisible();
        await page.getByRole('tab', { name: 'Local' }).click();
      }
      await expect(columnOf(page, 'Local').getByRole('article').first()).toBeVisible();
      await expectAccessible(page, 'columns');
      await page.getByRole('button', { name: columnsText.menu('Local') }).click();
      await expectAccessible(page, 'menu of a column');
      await page.getByRole('menuitem', { name: columnsText.settings }).click();
      await expectAccessible(page, 'settings of a column');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: columnsText.add, exact: true }).click();
      await page.getByRole('dialog').getByLabel(columnsText.what).selectOption('hashtag');
      await page.getByRole('dialog').getByRole('button', { name: columnsText.addNow }).last().click();
      await expect(page.getByRole('dialog')).toContainText(columnsText.badTags);
      await expectAccessible(page, 'a new column with an error');
    });
  });
}
