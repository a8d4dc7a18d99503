/** People: their profile, how every account stands with them, and what several accounts do about them at once. */
import type { Locator, Page } from '@playwright/test';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { peopleText } from '../renderer/text/people.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { asPerson } from './fixtures/person.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';

const ines = 'ines@nordsee.example';
const yuki = 'yuki@salt.example';
const names = { maren: 'Maren Holt', birds: 'Bird Count North' } as const;

interface ProfilePane {
  readonly pane: Locator;
  /** The row of one account, with what is said below it. */
  row(name: string): Locator;
  tick(...wanted: readonly string[]): Promise<void>;
}

function createProfilePane(page: Page): ProfilePane {
  const pane = page.getByRole('region', { name: peopleText.title, exact: true });
  return {
    pane,
    row: (name) => pane.getByRole('rowgroup').filter({ has: page.getByRole('rowheader', { name, exact: true }) }),
    async tick(...wanted) {
      for (const name of Object.values(names)) await pane.getByRole('checkbox', { name: peopleText.pick(name) }).setChecked(wanted.includes(name));
    },
  };
}

/** What a server itself says of one account and one person. */
async function relationOf(world: PracticeWorld, who: string, handle: string): Promise<Readonly<Record<string, unknown>>> {
  const person = asPerson(world, who);
  const found = (await person.call('GET', `/api/v1/accounts/lookup?acct=${handle}`)) as { readonly id: string };
  const [relation] = (await person.call('GET', `/api/v1/accounts/relationships?id[]=${found.id}`)) as readonly Readonly<Record<string, unknown>>[];
  return relation ?? {};
}

async function openProfile(page: Page, postText: string): Promise<ProfilePane> {
  const post = createSkeinWindow(page).post(postText);
  await post.locator('[data-person]').nth(1).click();
  const profile = createProfilePane(page);
  await expect(profile.pane.getByRole('table')).toBeVisible();
  return profile;
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`people, ${size}`, () => {
    test.use({ viewport });

    test('a name opens the profile, with a row for every account', async ({ signedIn: { page } }) => {
      const { pane, row } = await openProfile(page, 'Ebbe, 18:40.');
      await expect(pane.getByRole('heading', { name: /^Ines Brandt/ })).toBeVisible();
      await expect(pane.getByText('Fährfrau. Schreibt vom Wasser.')).toBeVisible();
      for (const name of Object.values(names)) await expect(row(name)).toContainText(peopleText.follow.following);
      await expect(pane.getByRole('article').filter({ hasText: 'Ebbe, 18:40.' })).toBeVisible();
      await pane.getByRole('radio', { name: peopleText.tabs.media }).check();
      await expect(pane.getByRole('article')).toHaveCount(1);
      await pane.getByRole('radio', { name: peopleText.tabs.pinned }).check();
      await expect(pane.getByText(peopleText.empty.pinned)).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(pane).toHaveCount(0);
    });

    test('is accessible in light and dark', async ({ signedIn: { page } }) => {
      const { pane, row } = await openProfile(page, 'Ebbe, 18:40.');
      await expect(row(names.birds)).toContainText(peopleText.follow.following);
      await expect(pane.getByRole('article').first()).toBeVisible();
      await expectAccessible(page, 'profile');
    });

    test('several accounts act at once; what can be taken back offers it', async ({ signedIn: { world, page } }) => {
      const { pane, row, tick } = await openProfile(page, 'Ebbe, 18:40.');
      await tick(names.maren, names.birds);
      await pane.getByRole('button', { name: peopleText.doUnfollow('2 accounts') }).click();
      for (const name of Object.values(names)) await expect(row(name)).not.toContainText(peopleText.follow.following);
      for (const who of [maren, birds]) expect((await relationOf(world, who, ines))['following']).toBe(false);
      await page.getByRole('button', { name: peopleText.undo, exact: true }).click();
      for (const name of Object.values(names)) await expect(row(name)).toContainText(peopleText.follow.following, { timeout: 20_000 });
      for (const who of [maren, birds]) expect((await relationOf(world, who, ines))['following']).toBe(true);
    });
  });
}

test('familiar followers are named with the account that follows them, and open', async ({ signedIn: { page } }) => {
  const { pane } = await openProfile(page, 'The end of that film');
  const familiar = pane.getByRole('region', { name: peopleText.familiarAll });
  await expect(familiar).toContainText(`${peopleText.familiarBefore} Ines Brandt`);
  await familiar.getByRole('button', { name: peopleText.showFamiliar }).click();
  await expect(familiar.getByRole('listitem')).toContainText(names.birds);
  await expectAccessible(page, 'familiar followers');
  await familiar.getByRole('listitem').getByRole('button', { name: /Ines Brandt/ }).click();
  await expect(pane.getByRole('heading', { name: /^Ines Brandt/ })).toBeVisible();
});

test('the key p opens the author of the focused post, and Backspace leads back to it', async ({ signedIn: { page } }) => {
  const post = createSkeinWindow(page).post('Ebbe, 18:40.');
  await post.focus();
  await page.keyboard.press('p');
  const { pane } = createProfilePane(page);
  await expect(pane.getByRole('heading', { name: /^Ines Brandt/ })).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(pane).toHaveCount(0);
  await expect(post).toBeFocused();
});

test('a mention opens the person here', async ({ signedIn: { page } }) => {
  await createSkeinWindow(page).post('where did it go?').getByRole('link', { name: /^@ines/ }).click();
  await expect(createProfilePane(page).pane.getByRole('heading', { name: /^Ines Brandt/ })).toBeVisible();
});

test('whoever approves by hand is asked, and an account whose server has not met them makes it look', async ({ signedIn: { world, page } }) => {
  const { pane, row, tick } = await openProfile(page, 'The end of that film');
  await expect(pane.getByText(peopleText.locked)).toBeVisible();
  await tick(names.birds);
  await pane.getByRole('button', { name: peopleText.doFollow(names.birds) }).click();
  await expect(row(names.birds)).toContainText(peopleText.follow.requested, { timeout: 20_000 });
  expect((await relationOf(world, birds, yuki))['requested']).toBe(true);
  await pane.getByRole('button', { name: peopleText.doTakeBack(names.birds) }).click();
  await expect(pane.getByRole('button', { name: peopleText.doFollow(names.birds) })).toBeVisible();
  expect((await relationOf(world, birds, yuki))['requested']).toBe(false);
});

test('mutes end when they should, blocks are confirmed by name, and each account is its own', async ({ signedIn: { world, page } }) => {
  const { pane, row, tick } = await openProfile(page, 'Ebbe, 18:40.');
  await tick(names.maren);
  await pane.getByRole('button', { name: peopleText.mute, exact: true }).click();
  await page.getByRole('menuitem', { name: 'For a day' }).click();
  await expect(row(names.maren)).toContainText('Muted until');
  const muted = await relationOf(world, maren, ines);
  expect(Math.abs(Date.parse(String(muted['muting_expires_at'])) - Date.now() - 86_400_000)).toBeLessThan(120_000);
  expect((await relationOf(world, birds, ines))['muting']).toBe(false);
  await tick(names.birds);
  await pane.getByRole('button', { name: peopleText.block, exact: true }).click();
  await expect(page.getByRole('dialog', { name: peopleText.blockTitle(ines) })).toContainText(names.birds);
  await page.getByRole('button', { name: peopleText.cancel }).click();
  expect((await relationOf(world, birds, ines))['blocking']).toBe(false);
  await pane.getByRole('button', { name: peopleText.block, exact: true }).click();
  await page.getByRole('button', { name: peopleText.blockDo([names.birds]) }).click();
  await expect(row(names.birds)).toContainText(peopleText.blocked);
  expect([(await relationOf(world, birds, ines))['blocking'], (await relationOf(world, maren, ines))['blocking']]).toEqual([true, false]);
});

test('a private note is kept by the account\'s own server', async ({ signedIn: { world, page } }) => {
  const { pane } = await openProfile(page, 'Ebbe, 18:40.');
  await pane.getByRole('button', { name: peopleText.editNote(names.maren) }).click();
  await page.getByLabel(peopleText.noteLabel, { exact: true }).fill('Knows the tides');
  await page.getByRole('button', { name: peopleText.save, exact: true }).click();
  await expect(pane.getByRole('button', { name: peopleText.noteOf(names.maren, 'Knows the tides') })).toBeVisible();
  expect((await relationOf(world, maren, ines))['note']).toBe('Knows the tides');
  expect((await relationOf(world, birds, ines))['note']).toBe('');
});

test('a card shows who it is in passing, and can be switched off', async ({ signedIn: { page } }) => {
  const skeinWindow = createSkeinWindow(page);
  const name = skeinWindow.post('Ebbe, 18:40.').locator('[data-person]').nth(1);
  const card = page.locator('[data-person-card]');
  await name.hover();
  await expect(card).toBeVisible();
  await expect(card).toContainText('Fährfrau. Schreibt vom Wasser.');
  await expect(card).toContainText(names.maren);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await skeinWindow.openSettings();
  await page.getByRole('switch', { name: peopleText.hoverCards }).click();
  await expect(card).toHaveCount(0);
});
