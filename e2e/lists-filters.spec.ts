/** Lists, followed tags, filters, mutes and blocks over all accounts, and what one account hides applied to another. */
import type { Page } from '@playwright/test';
import { belongingsText } from '../renderer/text/belongings.ts';
import { frameText } from '../renderer/text/frame.ts';
import { inboxText } from '../renderer/text/notifications.ts';
import { settingsText } from '../renderer/text/settings.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

const ines = 'ines@nordsee.example';
const pane = (page: Page) => page.getByRole('region', { name: belongingsText.title });

async function openPane(page: Page, tab: keyof typeof belongingsText.tabs): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: frameText.palette }).fill(belongingsText.commands[tab]);
  await page.getByRole('option', { name: belongingsText.commands[tab], exact: true }).click();
  await expect(pane(page)).toBeVisible();
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`lists and filters, ${size}`, () => {
    test.use({ viewport });

    test('a list is made, renamed and deleted, and a filter is made on two accounts', async ({ signedIn: { page, world } }) => {
      await createSkeinWindow(page).expectLive(maren, birds);
      const at = asPerson(world, maren);
      await openPane(page, 'lists');
      await pane(page).getByRole('button', { name: belongingsText.newList }).click();
      const dialog = page.getByRole('dialog', { name: belongingsText.newList });
      await dialog.getByLabel(belongingsText.listTitle).fill('Coast');
      await dialog.getByRole('button', { name: belongingsText.save }).click();
      await expect(pane(page).getByText('Coast', { exact: true })).toBeVisible();
      await expectAccessible(page, 'lists and filters');
      await pane(page).getByRole('button', { name: belongingsText.editList('Coast') }).click();
      await page.getByRole('dialog').getByLabel(belongingsText.listTitle).fill('Tides');
      await page.getByRole('dialog').getByRole('button', { name: belongingsText.save }).click();
      await expect.poll(async () => JSON.stringify(await at.call('GET', '/api/v1/lists'))).toContain('"Tides"');
      await pane(page).getByRole('button', { name: `${belongingsText.removeList} Tides` }).click();
      await expect(page.getByRole('dialog').getByText(belongingsText.removeListAbout(0))).toBeVisible();
      await page.getByRole('dialog').getByRole('button', { name: belongingsText.removeList }).click();
      await expect.poll(async () => JSON.stringify(await at.call('GET', '/api/v1/lists'))).not.toContain('"Tides"');

      await pane(page).getByRole('radio', { name: belongingsText.tabs.filters }).click();
      await pane(page).getByRole('button', { name: belongingsText.newFilter }).click();
      const filter = page.getByRole('dialog', { name: belongingsText.newFilter });
      await filter.getByLabel(belongingsText.filterTitle).fill('Ferries');
      await filter.getByLabel(belongingsText.keyword(1), { exact: true }).fill('ferry');
      await expectAccessible(page, 'lists and filters');
      await filter.getByRole('button', { name: belongingsText.save }).click();
      await expect(pane(page).getByText('Ferries', { exact: true })).toHaveCount(2);
      for (const person of [maren, birds]) expect(JSON.stringify(await asPerson(world, person).call('GET', '/api/v2/filters'))).toContain('"ferry"');
      await expectAccessible(page, 'lists and filters');
    });
  });
}

test('filters are compared, and copied as ticked', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  await asPerson(world, maren).call('POST', '/api/v2/filters', { title: 'Spoilers', context: ['home'], filter_action: 'hide', keywords_attributes: [{ keyword: 'finale', whole_word: true }] });
  const theirs = async () => JSON.stringify(await asPerson(world, birds).call('GET', '/api/v2/filters'));
  await openPane(page, 'filters');
  await pane(page).getByRole('button', { name: belongingsText.sync }).click();
  const dialog = page.getByRole('dialog', { name: belongingsText.syncTitle });
  await dialog.getByRole('button', { name: belongingsText.compare }).click();
  await expect(dialog.getByLabel('Add “Spoilers”')).toBeChecked();
  expect(await theirs()).not.toContain('Spoilers');
  await expectAccessible(page, 'lists and filters');
  await dialog.getByRole('button', { name: /^Make \d+ change/ }).click();
  await expect(dialog.getByText(/: \d+ changes? made/)).toBeVisible();
  expect(await theirs()).toContain('"finale"');
});

test('tags are followed as each account', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const tagsOf = async (person: string) => JSON.stringify(await asPerson(world, person).call('GET', '/api/v1/followed_tags'));
  await openPane(page, 'tags');
  await pane(page).getByLabel(belongingsText.newTag).fill('lighthouses');
  await pane(page).getByRole('button', { name: belongingsText.follow, exact: true }).click();
  await expect.poll(() => tagsOf(birds)).toContain('"lighthouses"');
  await pane(page).getByRole('button', { name: belongingsText.follows('Bird Count North', 'lighthouses') }).click();
  await expect.poll(() => tagsOf(birds)).not.toContain('"lighthouses"');
  expect(await tagsOf(maren)).toContain('"lighthouses"');
  await expectAccessible(page, 'lists and filters');
});

test('whom one account mutes is hidden in what the other shows, says why, and comes back', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const posts = page.getByRole('article');
  const follows = (await asPerson(world, birds).call('GET', '/api/v1/timelines/home?limit=40')) as readonly { readonly account: { readonly acct: string; readonly username: string } ; readonly reblog: unknown }[];
  const author = follows.find(({ account, reblog }) => reblog === null && !account.acct.startsWith('birdcount'))?.account.acct ?? '';
  const handle = author.includes('@') ? author : `${author}@nordsee.example`;
  const at = asPerson(world, maren);
  const found = (await at.call('GET', `/api/v1/accounts/search?resolve=true&q=${encodeURIComponent(handle)}`)) as readonly { readonly id: string }[];
  await at.call('POST', `/api/v1/accounts/${found[0]?.id ?? ''}/mute`, {});
  await openPane(page, 'hidden');
  const section = pane(page).getByRole('region', { name: 'Maren Holt' });
  await expect(section.getByText(`@${handle}`)).toBeVisible();
  await expectAccessible(page, 'lists and filters');
  const rule = section.getByRole('switch', { name: belongingsText.shieldOver('Bird Count North') });
  await rule.click();
  await expect(rule).toBeChecked();
  await page.getByRole('button', { name: /^Bird Count North/ }).first().click();
  const stub = posts.filter({ hasText: `@${handle}: ${belongingsText.hiddenBy.mute}` });
  await expect(stub.first()).toBeVisible();
  expect(handle).not.toBe(ines);
  // The inbox and quotes, too.
  const me = `@${birds}`;
  world.post(handle, `${me} how many cranes?`);
  world.post(ines, `${me} how many gulls?`);
  const quoted = world.post(handle, 'A thing about cranes');
  world.flush();
  const other = asPerson(world, ines);
  await other.call('POST', '/api/v1/statuses', { status: 'Look at this', quoted_status_id: await other.idOf(quoted.uri) });
  world.flush();
  const inbox = page.getByRole('region', { name: /^Inbox, / });
  await expect(inbox.getByRole('article').filter({ hasText: 'how many gulls?' })).toBeVisible();
  await expect(inbox).toContainText(inboxText.shielded(1));
  await expect(inbox.getByRole('article').filter({ hasText: 'how many cranes?' })).toHaveCount(0);
  await inbox.getByRole('button', { name: inboxText.showShielded }).click();
  await expect(inbox.getByRole('article').filter({ hasText: 'how many cranes?' })).toContainText(belongingsText.hiddenBy.mute);
  const quoting = posts.filter({ hasText: 'Look at this' });
  await expect(quoting).toContainText(belongingsText.hiddenBy.mute);
  await quoting.getByRole('button', { name: 'Show' }).click();
  await expect(quoting).toContainText('A thing about cranes');
  await stub.first().getByRole('button', { name: 'Show' }).click();
  await section.getByRole('button', { name: belongingsText.takeBackOf('mute', handle) }).click();
  await expect(stub).toHaveCount(0);
});

test('the pane opens from the settings', async ({ signedIn: { page } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('region', { name: settingsText.title, exact: true }).getByRole('button', { name: belongingsText.open }).click();
  await expect(pane(page)).toBeVisible();
});
