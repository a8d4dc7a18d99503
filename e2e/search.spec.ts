/** Searching: the memory, all servers at once, addresses, and what is kept of it. */
import type { Locator, Page } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { frameText } from '../renderer/text/frame.ts';
import { peopleText } from '../renderer/text/people.ts';
import { searchText } from '../renderer/text/search.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { actionOf, createSkeinWindow } from './pages/skein-window.ts';

const ines = 'ines@nordsee.example';

interface SearchPane {
  readonly pane: Locator;
  readonly field: Locator;
  readonly results: Locator;
  tab(name: keyof typeof searchText.tabs): Promise<void>;
  /** Types it anew until the memory knows a post with this text: posts are taken up a moment after they came. */
  untilKnown(query: string, text: string): Promise<void>;
}

async function openSearch(page: Page): Promise<SearchPane> {
  await createSkeinWindow(page).expectLive(maren, birds);
  await page.keyboard.press('/');
  const pane = page.getByRole('region', { name: searchText.title, exact: true });
  const field = pane.getByRole('searchbox', { name: searchText.field });
  await expect(field).toBeFocused();
  const results = pane.getByRole('article');
  return {
    pane,
    field,
    results,
    tab: (name) => pane.getByRole('radio', { name: searchText.tabs[name] }).check({ force: true }),
    async untilKnown(query, text) {
      await expect(async () => {
        await field.fill('');
        await field.fill(query);
        await expect(results.filter({ hasText: text }).first()).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 20_000 });
    },
  };
}

/** The address of what somebody said. */
async function uriOf(world: PracticeWorld, who: string, text: string): Promise<string> {
  const person = asPerson(world, who);
  const self = (await person.call('GET', '/api/v1/accounts/verify_credentials')) as { readonly id: string };
  const posts = (await person.call('GET', `/api/v1/accounts/${self.id}/statuses`)) as readonly { readonly uri: string; readonly content: string }[];
  return posts.find(({ content }) => content.includes(text))?.uri ?? '';
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`search, ${size}`, () => {
    test.use({ viewport });

    test('finds what was seen: words of any script, operators, as it is typed', async ({ signedIn: { page } }) => {
      const { pane, field, results, untilKnown } = await openSearch(page);
      await untilKnown('flaming', 'very lost flamingo');
      await field.fill('パン');
      await expect(results.filter({ hasText: '塩パンを焼きました' })).toBeVisible();
      await field.fill('fahre NEBEL');
      await expect(results).toHaveCount(1);
      await expect(results).toContainText('Die Fähre um sechs fällt aus');
      await field.fill('from:ines has:media');
      await expect(results).toHaveCount(1);
      await expect(results).toContainText('Ebbe, 18:40.');
      await field.fill('from:ines -has:media lang:de nebel before:1h');
      await expect(results).toHaveCount(1);
      await field.fill('from:ines nebel after:1h');
      await expect(results).toHaveCount(0);
      await field.fill('zeppelin');
      await expect(results).toHaveCount(0);
      await expect(pane.getByRole('status').filter({ hasText: searchText.nothing('zeppelin') })).toBeAttached();
    });

    test('says what it cannot use, and what was meant', async ({ signedIn: { page } }) => {
      const { pane, field, untilKnown } = await openSearch(page);
      await untilKnown('flamingo', 'very lost flamingo');
      await field.fill('form:ines has:');
      await expect(pane.getByText(searchText.problems({ kind: 'unknownOperator', part: 'form:ines', suggestions: [] }))).toBeVisible();
      await expect(pane.getByText(searchText.problems({ kind: 'missingValue', part: 'has:', suggestions: [] }))).toBeVisible();
      await pane.getByRole('button', { name: 'from:ines', exact: true }).click();
      await expect(field).toHaveValue('from:ines has:');
      await pane.getByRole('button', { name: searchText.remove }).click();
      await expect(field).toHaveValue('from:ines');
      await expect(field).toBeFocused();
      await expect(pane.getByRole('article').first()).toBeVisible();
    });

    test('asks all servers at once, marks who found what, and says who could not', async ({ signedIn: { page, world } }) => {
      const { pane, field, tab } = await openSearch(page);
      world.server('nordsee.example').faults.set({ method: 'GET', path: '/api/v2/search', times: 1, fault: { kind: 'jsonError', status: 500, error: 'Not today' } });
      await tab('people');
      await field.fill('ines');
      const person = pane.getByRole('button', { name: /Ines Brandt/ });
      await expect(person).toBeVisible();
      await expect(person.getByRole('img', { name: searchText.foundBy(['Maren Holt']) })).toBeVisible();
      await expect(pane.getByText(searchText.answered('Maren Holt', 1))).toBeVisible();
      await expect(pane.getByText(/^Bird Count North: .*Not today/)).toBeVisible();
      await pane.getByRole('button', { name: peopleText.tryAgain }).click();
      await expect(person.getByRole('img', { name: searchText.foundBy(['Maren Holt', 'Bird Count North']) }).or(person.getByRole('img', { name: searchText.foundBy(['Bird Count North', 'Maren Holt']) }))).toBeVisible();
      await tab('tags');
      await field.fill('bird');
      await pane.getByRole('button', { name: /^#birds/ }).click();
      await expect(pane.getByRole('radio', { name: searchText.tabs.posts })).toBeChecked();
      await expect(field).toHaveValue('#birds');
      await tab('people');
      await field.fill('ines');
      await person.click();
      await expect(page.getByRole('region', { name: peopleText.title, exact: true }).getByRole('heading', { name: /^Ines Brandt/ })).toBeVisible();
      await page.keyboard.press('Backspace');
      await expect(field).toHaveValue('ines');
    });

    test('is no barrier to anybody', async ({ signedIn: { page } }) => {
      test.slow();
      const { pane, field, tab, untilKnown } = await openSearch(page);
      await expectAccessible(page, 'help');
      await untilKnown('flamingo', 'very lost flamingo');
      await expectAccessible(page, 'results of the memory');
      await field.fill('form:me before:soon');
      await expect(pane.getByText(searchText.problems({ kind: 'badDate', part: 'before:soon', suggestions: [] }))).toBeVisible();
      await expectAccessible(page, 'problems');
      await field.fill('bird');
      for (const kind of ['people', 'tags', 'posts'] as const) {
        await tab(kind);
        await expect(pane.getByText(/^Bird Count North: (?:\d|nothing)/)).toBeVisible();
        await expectAccessible(page, kind);
      }
      await field.fill('https://nordsee.example/@ines/404');
      await page.keyboard.press('Enter');
      await expect(pane.getByText(searchText.notThere)).toBeVisible();
      await expectAccessible(page, 'an address that leads nowhere');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('flamingo');
      await expect(page.getByRole('option', { name: /very lost flamingo/ })).toBeVisible();
      await expectAccessible(page, 'palette');
    });
  });
}

test('everything goes by keys: down into the results, j and k, back into the field, and out', async ({ signedIn: { page } }) => {
  const { pane, field, results, untilKnown } = await openSearch(page);
  await untilKnown('from:ines', 'Ebbe, 18:40.');
  await field.press('ArrowDown');
  await expect(results.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(results.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(field).toBeFocused();
  await field.press('Enter');
  await expect(results.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(createSkeinWindow(page).thread).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(field).toHaveValue('from:ines');
  await page.keyboard.press('Escape');
  await expect(pane).toHaveCount(0);
});

test('what changes in a post changes what finds it; what is deleted is gone', async ({ signedIn: { page, world } }) => {
  const { field, results, untilKnown } = await openSearch(page);
  const person = asPerson(world, ines);
  const made = (await person.call('POST', '/api/v1/statuses', { status: 'Heute Kormorane.' })) as { readonly id: string };
  await untilKnown('kormorane', 'Heute Kormorane.');
  await actionOf(results.first(), 'bookmark').click();
  await untilKnown('in:bookmarks', 'Heute Kormorane.');
  await person.call('PUT', `/api/v1/statuses/${made.id}`, { status: 'Heute Eisvögel.' });
  await untilKnown('eisvogel', 'Heute Eisvögel.');
  await field.fill('kormorane');
  await expect(results).toHaveCount(0);
  await person.call('DELETE', `/api/v1/statuses/${made.id}`);
  await expect(async () => {
    await field.fill('');
    await field.fill('eisvogel');
    await expect(results).toHaveCount(0, { timeout: 500 });
  }).toPass({ timeout: 15_000 });
});

test('a boost that comes in is known as one', async ({ signedIn: { page, world } }) => {
  const { untilKnown } = await openSearch(page);
  const tomasz = asPerson(world, 'tomasz@wattpost.example');
  const id = await tomasz.idOf(await uriOf(world, 'yuki@salt.example', 'lighthouse keeper'));
  await tomasz.call('POST', `/api/v1/statuses/${id}/reblog`);
  await untilKnown('is:boost from:yuki', 'The end of that film');
});

test('an address opens the post here, a handle the person, whichever server they are on', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  const uri = await uriOf(world, 'yuki@salt.example', '塩パン');
  const palette = page.getByRole('combobox', { name: frameText.palette });
  await page.keyboard.press('Control+k');
  await palette.fill(uri);
  await page.getByRole('option', { name: searchText.openAddress(uri) }).click();
  await expect(skeinWindow.thread.getByRole('article', { name: /^The opened post/ })).toContainText('塩パン');
  await page.keyboard.press('Control+k');
  await palette.fill('@yuki@salt.example');
  await palette.press('Enter');
  await expect(page.getByRole('region', { name: peopleText.title, exact: true }).getByRole('heading', { name: /^Yuki/ })).toBeVisible();
});

test('the palette goes to people, posts, tags and settings, and on to a search', async ({ signedIn: { page } }) => {
  const { untilKnown } = await openSearch(page);
  await untilKnown('flamingo', 'very lost flamingo');
  await page.keyboard.press('Escape');
  const palette = page.getByRole('combobox', { name: frameText.palette });
  await page.getByRole('button', { name: frameText.paletteHint }).click();
  await palette.fill('ine');
  await expect(page.getByRole('option', { name: /^Ines Brandt/ })).toBeVisible();
  await palette.fill('bird');
  await expect(page.getByRole('option', { name: /^birds/ })).toBeVisible();
  await palette.fill('lost flamingo');
  await palette.press('Enter');
  await expect(createSkeinWindow(page).thread).toContainText('very lost flamingo');
  await page.keyboard.press('Control+k');
  await palette.fill('Wattenmeer');
  await page.getByRole('option', { name: searchText.palette.inMemory('Wattenmeer') }).click();
  await expect(page.getByRole('region', { name: searchText.title, exact: true }).getByRole('article')).toContainText('Seehunde');
});

test('earlier posts can be read into the memory, and all of it deleted', async ({ signedIn: { page, world } }) => {
  const { field, pane, untilKnown } = await openSearch(page);
  await untilKnown('flamingo', 'very lost flamingo');
  const person = asPerson(world, maren);
  const found = (await person.call('GET', `/api/v2/search?resolve=true&q=${encodeURIComponent(await uriOf(world, 'yuki@salt.example', 'lighthouse keeper'))}`)) as { readonly statuses: readonly { readonly id: string }[] };
  await person.call('POST', `/api/v1/statuses/${found.statuses[0]?.id}/bookmark`);
  await page.keyboard.press('Control+,');
  const settings = createSkeinWindow(page).settings;
  const size = settings.locator('[data-search-size]');
  await expect(size).toContainText(/\d+ posts can be found/);
  await settings.getByRole('button', { name: searchText.backfillDo('Maren Holt') }).click();
  await expect(settings.getByText(/^Read, \d+ posts?/)).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('/');
  await untilKnown('in:bookmarks', 'The end of that film');
  await page.keyboard.press('Control+,');
  await settings.getByRole('combobox', { name: new RegExp(`^${searchText.days}`) }).selectOption({ label: 'A month' });
  await settings.getByRole('button', { name: searchText.forget }).click();
  await page.getByRole('dialog', { name: searchText.forgetTitle }).getByRole('button', { name: searchText.forgetDo, exact: true }).click();
  await expect(size).toContainText(searchText.kept(0));
  await page.keyboard.press('/');
  await field.fill('in:bookmarks');
  await expect(pane.getByRole('status').filter({ hasText: searchText.nothing('in:bookmarks') })).toBeAttached();
});
