/** Moving to another account, from the first look to the last follower, over pages and over the API of the servers. */
import { readFileSync } from 'node:fs';
import type { BrowserContext, Download, Page } from '@playwright/test';
import type { PracticeWorld, PracticeWorldOptions } from '../electron/practice/index.ts';
import { copyText } from '../renderer/text/carry-over.ts';
import { movingText } from '../renderer/text/moving.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { expect, sizes, test, type SkeinProcess } from './fixtures/test.ts';
import { createComposer, createSkeinWindow } from './pages/skein-window.ts';
import { createMovingScreen, openServerPage, type MovingScreen } from './pages/moving.ts';

const old = 'lena@tidewater.example';
const mastodon = 'lena@kelp.example';
const gotosocial = 'lena@loom.example';
const akkoma = 'lena@sanriku.example';

/** A person with accounts on three kinds of servers, people who follow, and one whose software knows nothing of moves. */
const world: PracticeWorldOptions = {
  seed: 1,
  servers: [
    { domain: 'tidewater.example', kind: 'mastodon-4.2' },
    { domain: 'kelp.example', kind: 'mastodon-4.6' },
    { domain: 'loom.example', kind: 'gotosocial' },
    { domain: 'sanriku.example', kind: 'akkoma' },
    { domain: 'wetlands.example', kind: 'mastodon-4.5' },
    { domain: 'ember.example', kind: 'hollo', traits: { software: 'wordpress', takesMoves: false } },
  ],
  deliveryMs: { from: 0, to: 5 },
  jobMs: { from: 0, to: 10 },
};

function addPeople(world: PracticeWorld, from: string): void {
  for (const key of [old, mastodon, gotosocial, akkoma]) world.addPerson(key.split('@')[1] ?? '', { username: 'lena', displayName: 'Lena', note: 'Ferries and stars.' });
  for (const [username, domain] of [['nea', 'wetlands'], ['ned', 'wetlands'], ['kai', 'kelp'], ['juno', 'ember']] as const) {
    world.addPerson(`${domain}.example`, { username });
    world.follow(`${username}@${domain}.example`, from);
  }
  world.addPerson('wetlands.example', { username: 'pia' });
  for (const key of ['nea@wetlands.example', 'pia@wetlands.example', 'kai@kelp.example']) world.follow(from, key);
}

/** What the server itself knows, behind the API. */
function followersOf(world: PracticeWorld, key: string): string[] {
  const server = world.server(key.split('@')[1] ?? '').inner;
  const { id } = world.person(key);
  return server.tables.follows.by('target', id).map((row) => server.tables.accounts.get(row.source)?.username ?? '').toSorted();
}

function followsOf(world: PracticeWorld, key: string): string[] {
  const server = world.server(key.split('@')[1] ?? '').inner;
  const { id } = world.person(key);
  return server.tables.follows.by('source', id).map((row) => server.tables.accounts.get(row.target)?.username ?? '').toSorted();
}

/** Everything is there; what was sent is looked at again half a minute later, for a server's first answer lies. */
const copyTimeoutMs = 60_000;

async function setAliasOnPage(moving: MovingScreen, context: BrowserContext, skein: SkeinProcess, from: string): Promise<void> {
  await moving.alias.getByRole('button', { name: movingText.action('alias', 'openAliasPage') }).click();
  const aliases = await openServerPage(context, skein, 0, 'lena');
  await aliases.locator('#account_alias_acct').fill(from);
  await aliases.getByRole('button', { name: 'Create alias' }).click();
  await expect(aliases.getByText(from)).toBeVisible();
  await moving.alias.getByRole('button', { name: movingText.action('alias', 'checkNow') }).click();
  await expect(moving.alias.getByText(movingText.aliasPublic, { exact: true })).toBeVisible();
}

async function moveOnPage(moving: MovingScreen, context: BrowserContext, skein: SkeinProcess, to: string, nth: number): Promise<void> {
  await moving.confirmMove(to);
  await moving.dialog.getByRole('button', { name: movingText.openPageNow }).click();
  await expect(moving.dialog.getByText(movingText.pageHandle)).toBeVisible();
  const migration = await openServerPage(context, skein, nth, 'lena');
  await migration.locator('#account_migration_acct').fill(to);
  await migration.locator('#account_migration_current_password').fill('practice');
  await migration.getByRole('button', { name: 'Move followers' }).click();
}

/** Three of four come; the fourth has software that knows nothing of moves, and is named. */
async function expectArrivals(moving: MovingScreen, page: Page): Promise<void> {
  await expect(moving.dialog.getByText(movingText.watchDone)).toBeVisible({ timeout: 40_000 });
  await moving.dialog.getByRole('button', { name: movingText.close }).click();
  await expect(moving.followers.getByRole('img', { name: /: 3 came/ })).toBeVisible({ timeout: 30_000 });
  await moving.followers.getByRole('button', { name: movingText.whoOf('ember.example') }).click();
  await expect(moving.dialog.getByRole('listitem')).toHaveText(['@juno@ember.exampleCannot come']);
  await page.keyboard.press('Escape');
}

test('Mastodon to Mastodon: alias and move on the pages of the servers, everything else here', async ({ page, context, startWorld, startSkein }) => {
  const people = await startWorld(world);
  addPeople(people, old);
  const lena = asPerson(people, old);
  await lena.call('POST', '/api/v1/lists', { title: 'Shipmates' });
  await lena.call('POST', '/api/v1/tags/ferries/follow');
  const skein = await startSkein({ world: people, people: [old, mastodon] });
  await page.goto(skein.url);
  const moving = createMovingScreen(page);
  await moving.open();
  await moving.begin(old, mastodon);
  await moving.startCopy();
  await setAliasOnPage(moving, context, skein, old);
  await expect(moving.carried.getByText(copyText.allDone)).toBeVisible({ timeout: copyTimeoutMs });
  await expect(moving.kind('Follows')).toContainText('3 / 3');
  expect(followsOf(people, mastodon)).toEqual(['kai', 'nea', 'pia']);
  expect(await asPerson(people, mastodon).call('GET', '/api/v1/lists')).toMatchObject([{ title: 'Shipmates' }]);

  await moveOnPage(moving, context, skein, mastodon, 1);
  await expectArrivals(moving, page);
  expect(followersOf(people, mastodon)).toEqual(['kai', 'nea', 'ned']);

  // A restart: the plan is still there, with what it knows.
  await page.reload();
  await moving.open();
  await expect(moving.row('oldGuarded')).toBeVisible();
  await expect(moving.followers.getByRole('img', { name: /: 3 came/ })).toBeVisible();
  const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: movingText.saveReport }).click()]);
  expect(await textOf(report)).toContain(mastodon);
});

test('GoToSocial to Mastodon: the move by the API, with a password that is kept nowhere', async ({ page, context, startWorld, startSkein }) => {
  const people = await startWorld(world);
  addPeople(people, gotosocial);
  const skein = await startSkein({ world: people, people: [gotosocial, mastodon] });
  await page.goto(skein.url);
  const moving = createMovingScreen(page);
  await moving.open();
  await moving.begin(gotosocial, mastodon);
  await setAliasOnPage(moving, context, skein, gotosocial);

  await moving.confirmMove(gotosocial);
  const send = moving.dialog.getByRole('button', { name: movingText.moveNow });
  await expect(send, 'held while the handle is another one').toHaveAttribute('aria-disabled', 'true');
  await moving.dialog.getByLabel(movingText.typeHandle).fill(`@${mastodon}`);
  const password = moving.dialog.getByLabel(movingText.password(gotosocial));
  await expect(password).toHaveAttribute('type', 'password');
  await password.fill('wrong');
  await send.click();
  await expect(moving.dialog.getByRole('alert')).toBeVisible();
  await expect(password).toHaveValue('');
  await password.fill('practice');
  await send.click();
  await expectArrivals(moving, page);
  expect(followersOf(people, mastodon)).toEqual(['kai', 'nea', 'ned']);
});

test('Akkoma to Mastodon: the move by an API that leaves no signpost, so that counts have to tell', async ({ page, context, startWorld, startSkein }) => {
  const people = await startWorld(world);
  addPeople(people, akkoma);
  const skein = await startSkein({ world: people, people: [akkoma, mastodon] });
  await page.goto(skein.url);
  const moving = createMovingScreen(page);
  await moving.open();
  await moving.begin(akkoma, mastodon);
  await setAliasOnPage(moving, context, skein, akkoma);
  await moving.confirmMove(mastodon);
  await moving.dialog.getByLabel(movingText.password(akkoma)).fill('practice');
  await moving.dialog.getByRole('button', { name: movingText.moveNow }).click();
  await expectArrivals(moving, page);
  expect(followersOf(people, mastodon)).toEqual(['kai', 'nea', 'ned']);
});

test('Mastodon to GoToSocial: the alias by the API, the move on the page', async ({ page, context, startWorld, startSkein }) => {
  const people = await startWorld(world);
  addPeople(people, old);
  const skein = await startSkein({ world: people, people: [old, gotosocial] });
  await page.goto(skein.url);
  const moving = createMovingScreen(page);
  await moving.open();
  await moving.begin(old, gotosocial);
  await moving.alias.getByRole('button', { name: movingText.action('alias', 'addAlias') }).click();
  await expect(moving.alias.getByText(movingText.aliasPublic, { exact: true })).toBeVisible();
  expect(people.person(gotosocial).alsoKnownAs).toEqual([people.person(old).uri]);
  const unlock = moving.row('locked').getByRole('button', { name: movingText.action('locked', 'unlock') });
  await expect(moving.row('locked')).toBeVisible();
  if (await unlock.isVisible()) await unlock.click();

  await moveOnPage(moving, context, skein, gotosocial, 0);
  await expectArrivals(moving, page);
  expect(followersOf(people, gotosocial)).toEqual(['kai', 'nea', 'ned']);
});

async function textOf(download: Download): Promise<string> {
  const path = await download.path();
  return readFileSync(path, 'utf8');
}

test('the old server is gone: follows and mutes come from its files', async ({ page, startWorld, startSkein }) => {
  const people = await startWorld(world);
  addPeople(people, old);
  const skein = await startSkein({ world: people, people: [mastodon, gotosocial] });
  await page.goto(skein.url);
  const moving = createMovingScreen(page);
  await createSkeinWindow(page).openAccountMenu(gotosocial);
  await page.getByRole('menuitem', { name: movingText.accountMenu }).click();
  await expect(page.getByRole('group', { name: movingText.fromAccount }).getByRole('radio', { name: `@${gotosocial}` }), 'chosen by where the menu was').toBeChecked();
  await page.getByRole('radio', { name: movingText.sourceFiles }).check();
  await page.locator('input[type=file][accept*=csv]').setInputFiles([
    { name: 'whatever.csv', mimeType: 'text/csv', buffer: Buffer.from('Account address,Show boosts,Notify on new posts,Languages\nnea@wetlands.example,true,false,\npia@wetlands.example,false,false,\n') },
    { name: 'mutes.csv', mimeType: 'text/csv', buffer: Buffer.from('Account address,Hide notifications\nned@wetlands.example,true\n') },
  ]);
  await page.getByRole('group', { name: movingText.toAccount }).getByText(`@${mastodon}`).click();
  await page.getByRole('button', { name: movingText.beginFiles }).click();
  await expect(moving.checks).toBeVisible();
  await expect(moving.row('move')).toBeHidden();
  await moving.startCopy();
  await expect(moving.kind('Follows')).toContainText('2 / 2', { timeout: copyTimeoutMs });
  await expect(moving.kind('Mutes')).toContainText('1 / 1');
  expect(followsOf(people, mastodon)).toEqual(['nea', 'pia']);
});

test('the announcement is a post of the old account with ready words; nobody can be moved without an alias', async ({ page, startWorld, startSkein }) => {
  const people = await startWorld(world);
  addPeople(people, old);
  const skein = await startSkein({ world: people, people: [old, mastodon] });
  await page.goto(skein.url);
  const moving = createMovingScreen(page);
  await moving.open();
  await moving.begin(old, mastodon);
  await moving.row('announced').getByRole('button', { name: movingText.action('announced', 'writeAnnouncement') }).click();
  const composer = createComposer(page);
  await expect(composer.text).toHaveValue(new RegExp(`@${old}.*@${mastodon}`));
  await expect(composer.targets).toContainText(`@${old}`);
  await expect(composer.targets).not.toContainText(`@${mastodon}`);
  await page.keyboard.press('Escape');
  await moving.row('announced').getByRole('button', { name: movingText.action('announced', 'confirm') }).click();
  await expect(moving.row('announced')).toContainText('Announced');
  // Without the alias a move would strand everybody: there is no button to press.
  await expect(moving.row('move')).toContainText('has to wait');
  await expect(moving.checks.getByRole('button', { name: movingText.moveButton })).toBeHidden();
});

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`axe, ${size}`, () => {
    test.use({ viewport });
    test.slow();

    test('every screen of a move, by the keys', async ({ page, startWorld, startSkein }) => {
      const people = await startWorld(world);
      addPeople(people, old);
      const skein = await startSkein({ world: people, people: [old, gotosocial] });
      await page.goto(skein.url);
      const moving = createMovingScreen(page);
      await expect(page.getByRole('feed').or(page.getByText('Nothing here yet')).first()).toBeVisible();
      await page.keyboard.press('Control+k');
      await page.keyboard.type(movingText.command);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('group', { name: movingText.fromAccount })).toBeVisible();
      await expectAccessible(page, 'two ends');
      await page.getByRole('radio', { name: movingText.sourceFiles }).check();
      await expectAccessible(page, 'files');
      await page.getByRole('radio', { name: movingText.sourceAccount }).check();
      await moving.begin(old, gotosocial);
      await expect(moving.alias).toBeVisible();
      await expectAccessible(page, 'checks');
      const isNarrow = size === 'narrow';
      if (isNarrow) await page.getByRole('radio', { name: copyText.title }).check();
      await expect(moving.kind('Follows')).toBeVisible();
      await expectAccessible(page, 'what is carried over');
      await page.getByRole('button', { name: copyText.preview }).focus();
      await page.keyboard.press('Enter');
      await expect(moving.dialog).toBeVisible();
      await expectAccessible(page, 'preview');
      await page.keyboard.press('Escape');
      await expect(moving.dialog).toBeHidden();
      await moving.kind('Follows').getByRole('button', { name: 'Items of Follows' }).focus();
      await page.keyboard.press('Enter');
      await expect(moving.dialog.getByRole('checkbox')).toHaveCount(3);
      await expectAccessible(page, 'items');
      await page.keyboard.press('Escape');
      if (isNarrow) await page.getByRole('radio', { name: movingText.followers }).check();
      await expect(moving.followers).toBeVisible();
      await expectAccessible(page, 'followers');
      if (isNarrow) await page.getByRole('radio', { name: movingText.checks }).check();
      await moving.alias.getByRole('button', { name: movingText.action('alias', 'addAlias') }).press('Enter');
      await expect(moving.alias.getByText(movingText.aliasPublic, { exact: true })).toBeVisible();
      await moving.confirmMove(gotosocial);
      await expectAccessible(page, 'the question before the move');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: movingText.remove }).press('Enter');
      await expectAccessible(page, 'removing');
      await moving.dialog.getByRole('button', { name: movingText.removeNow }).press('Enter');
      await expect(page.getByRole('heading', { name: movingText.title, exact: true })).toBeFocused();
      // Closed by the key, and the window behind it can be used again.
      await page.keyboard.press('Escape');
      await expect(page.getByRole('group', { name: movingText.fromAccount })).toBeHidden();
    });
  });
}
