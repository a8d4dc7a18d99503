import type { Locator, Page } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { frameText } from '../renderer/text/frame.ts';
import { inboxText } from '../renderer/text/notifications.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow } from './pages/skein-window.ts';

const ines = 'ines@nordsee.example';
const tomasz = 'tomasz@wattpost.example';
const yuki = 'yuki@salt.example';

const inbox = (page: Page): Locator => page.getByRole('region', { name: /^Inbox, / });
const row = (page: Page, text: string | RegExp): Locator => inbox(page).getByRole('article').filter({ hasText: text });

async function favourite(world: PracticeWorld, who: string, uri: string): Promise<void> {
  const person = asPerson(world, who);
  await person.call('POST', `/api/v1/statuses/${await person.idOf(uri)}/favourite`);
}

/** Something of each kind that practice people can do to maren and the bird count. */
async function makeNews(world: PracticeWorld): Promise<void> {
  const own = world.post(maren, 'Contour lines, but knitted: 40 rows per metre of height');
  for (const who of [ines, tomasz, yuki]) await favourite(world, who, own.uri);
  const reader = asPerson(world, tomasz);
  await reader.call('POST', `/api/v1/statuses/${await reader.idOf(own.uri)}/reblog`);
  world.post(ines, `@${maren} @${birds} who counts on Saturday?`);
  world.post(yuki, { text: `@${maren} it was the gull`, spoilerText: 'About the film' });
  world.flush();
}

test('what happens to all accounts is in one list, each thing once, with the accounts it came to', async ({ signedIn: { page, world } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  await makeNews(world);
  await expect(row(page, 'favourited your post')).toHaveCount(1);
  await expect(row(page, 'favourited your post')).toContainText(/and (?:2 others|1 other)|, .* and 1 other/);
  await expect(row(page, 'boosted your post')).toContainText('Tomasz');
  const both = row(page, 'who counts on Saturday?');
  await expect(both).toHaveCount(1);
  await expect(both).toContainText('Maren Holt');
  await expect(both).toContainText('Bird Count North');
  const warned = row(page, 'About the film');
  await expect(warned).not.toContainText('it was the gull');
  await warned.focus();
  await page.keyboard.press('x');
  await expect(warned).toContainText('it was the gull');

  await page.getByRole('tab', { name: inboxText.mentions }).click();
  await expect(row(page, 'favourited your post')).toHaveCount(0);
  await expect(both).toHaveCount(1);
});

test('a reply goes out from the account that was told', async ({ signedIn: { page, world } }) => {
  const skein = createSkeinWindow(page);
  await skein.expectLive(maren, birds);
  world.post(ines, `@${birds} how many geese?`);
  await row(page, 'how many geese?').getByRole('button', { name: inboxText.replyAs('Bird Count North') }).click();
  const composer = createComposer(page);
  await expect(composer.targets).toContainText('Bird Count North');
  await composer.text.pressSequentially('2300');
  await composer.sendNow();
  await expect.poll(() => world.oracle.events.filter(({ deed, requestSeq }) => deed === 'created' && requestSeq !== null).map(({ account }) => account)).toEqual([birds]);
});

test('reading is marked on the server, and what another app has read is read here', async ({ signedIn: { page, world } }) => {
  const skein = createSkeinWindow(page);
  await skein.expectLive(maren, birds);
  world.post(ines, `@${maren} one`);
  await expect(row(page, 'one')).toHaveAccessibleName(/^unread, /);
  await expect(skein.account(maren)).toHaveAccessibleName(/, [1-9]\d* unread, live$/);
  await inbox(page).getByRole('button', { name: inboxText.markRead }).click();
  await expect(row(page, 'one')).not.toHaveAccessibleName(/^unread, /);
  await expect(skein.account(maren)).toHaveAccessibleName(/@maren@kelp\.example, live$/);
  await expect(inbox(page)).toContainText(inboxText.empty);

  world.post(ines, `@${maren} two`);
  await expect(row(page, 'two')).toHaveAccessibleName(/^unread, /);
  const elsewhere = asPerson(world, maren);
  const [newest] = (await elsewhere.call('GET', '/api/v1/notifications')) as readonly { readonly id: string }[];
  await elsewhere.call('POST', '/api/v1/markers', { notifications: { last_read_id: newest?.id } });
  await inbox(page).getByRole('button', { name: inboxText.refresh }).click();
  await expect(row(page, 'two')).not.toHaveAccessibleName(/^unread, /);
});

test('follow requests and held-back people are answered from the inbox', async ({ signedIn: { page, world } }) => {
  const skein = createSkeinWindow(page);
  await skein.expectLive(maren, birds);
  const owner = asPerson(world, maren);
  await owner.call('PATCH', '/api/v1/accounts/update_credentials', { locked: true });
  await owner.call('PATCH', '/api/v2/notifications/policy', { for_not_following: 'filter' });
  world.addPerson('salt.example', { username: 'ren', displayName: 'Ren' });
  world.addPerson('salt.example', { username: 'kai', displayName: 'Kai' });
  const ren = asPerson(world, 'ren@salt.example');
  const found = (await ren.call('GET', `/api/v2/search?resolve=true&q=${encodeURIComponent(`@${maren}`)}`)) as { readonly accounts: readonly { readonly id: string }[] };
  await ren.call('POST', `/api/v1/accounts/${found.accounts[0]?.id}/follow`);
  world.post('kai@salt.example', `@${maren} you do not know me`);
  world.flush();
  await expect(row(page, 'you do not know me')).toHaveCount(0);

  await page.getByRole('tab', { name: inboxText.requests }).click();
  await inbox(page).getByRole('button', { name: inboxText.refresh }).click();
  const held = row(page, 'Kai');
  await expect(held).toContainText(inboxText.heldBack(1));
  await held.getByRole('button', { name: /^Let / }).click();
  await expect(held).toHaveCount(0);
  const asking = row(page, inboxText.wantsToFollow);
  await asking.getByRole('button', { name: inboxText.acceptAs('Ren', 'Maren Holt') }).click();
  await expect(asking).toHaveCount(0);
  await expect.poll(async () => ((await owner.call('GET', '/api/v1/follow_requests')) as readonly unknown[]).length).toBe(0);

  await page.getByRole('tab', { name: inboxText.all }).click();
  await expect(row(page, 'you do not know me')).toHaveCount(1);
});

test('kinds can be left out, and the choice lasts', async ({ signedIn: { page, world } }) => {
  const skein = createSkeinWindow(page);
  await skein.expectLive(maren, birds);
  await makeNews(world);
  await expect(row(page, 'boosted your post')).toHaveCount(1);
  await skein.openSettings();
  await page.getByRole('checkbox', { name: inboxText.showIn(inboxText.topics.boosts) }).uncheck();
  await expect(row(page, 'boosted your post')).toHaveCount(0);
  await page.reload();
  await expect(row(page, 'favourited your post')).toHaveCount(1);
  await expect(row(page, 'boosted your post')).toHaveCount(0);
});

test('what was missed while a server was away is there when it is back', async ({ signedIn: { page, world } }) => {
  const skein = createSkeinWindow(page);
  await skein.expectLive(maren, birds);
  world.server('nordsee.example').faults.down = true;
  world.server('nordsee.example').streams.closeAll(1006);
  await expect(skein.account(birds)).toHaveAccessibleName(/reconnecting|offline/);
  world.server('nordsee.example').faults.clear();
  for (let each = 1; each <= 3; each += 1) world.post(ines, `@${birds} call ${each}`);
  await skein.expectLive(birds);
  for (let each = 1; each <= 3; each += 1) await expect(row(page, `call ${each}`)).toHaveCount(1);
});

test('the inbox has no accessibility faults and works by keys', async ({ signedIn: { page, world } }) => {
  await page.setViewportSize(sizes.wide);
  await createSkeinWindow(page).expectLive(maren, birds);
  await makeNews(world);
  await expect(row(page, 'who counts on Saturday?')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(inbox(page).getByRole('article').first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(inbox(page).getByRole('article').nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(inbox(page).getByRole('article').first()).toBeFocused();
  await expectAccessible(page, 'inbox, wide');
  await page.setViewportSize(sizes.narrow);
  await page.getByRole('navigation', { name: frameText.tabs }).getByRole('button', { name: inboxText.title }).click();
  await expect(row(page, 'who counts on Saturday?')).toBeVisible();
  await expectAccessible(page, 'inbox, narrow');
});
