/** What helps while writing: completion, emojis, quotes, warnings, rules and drafts. */
import { completionText } from '../renderer/text/completion.ts';
import { composerText } from '../renderer/text/composer.ts';
import { outboxText } from '../renderer/text/outbox.ts';
import { postText } from '../renderer/text/post.ts';
import { rulesText } from '../renderer/text/rules.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createComposer, createSkeinWindow, writeButton } from './pages/skein-window.ts';

const tomasz = 'tomasz@wattpost.example';

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`words, ${size}`, () => {
    test.use({ viewport });

    test('a person is completed by keyboard to a full handle, and the mention arrives', async ({ signedIn: { page, world } }) => {
      await createSkeinWindow(page).expectLive(maren, birds);
      const composer = createComposer(page);
      await writeButton(page).click();
      await composer.text.fill('Thanks ');
      await page.keyboard.type('@toma');
      const list = page.getByRole('listbox', { name: completionText.list });
      await expect(list.getByRole('option').first()).toContainText(`@${tomasz}`);
      await expect(composer.text).toHaveAttribute('aria-activedescendant', /.+/);
      await expectAccessible(page, 'writing');
      await page.keyboard.press('Enter');
      await expect(composer.text).toHaveValue(`Thanks @${tomasz} `);
      await page.keyboard.type('@in');
      await expect(list).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(list).toBeHidden();
      await expect(composer.pane).toBeVisible();
      await composer.text.fill(`Thanks @${tomasz}`);
      await composer.sendNow();
      await expect.poll(() => world.server('kelp.example').inner.tables.statuses.all().find(({ text }) => text.startsWith('Thanks @'))?.mentions.length).toBe(1);
    });

    test('emojis are picked by name, by keyboard alone', async ({ signedIn: { page } }) => {
      await createSkeinWindow(page).expectLive(maren, birds);
      const composer = createComposer(page);
      await writeButton(page).click();
      await composer.text.fill('Hello ');
      await composer.pane.getByRole('button', { name: completionText.emoji }).click();
      const picker = page.getByRole('dialog', { name: completionText.picker });
      await expect(picker.getByRole('button', { name: 'grinning face', exact: true })).toBeVisible();
      await expectAccessible(page, 'writing');
      await picker.getByLabel(completionText.search).fill('waving hand');
      await picker.getByRole('button', { name: 'waving hand', exact: true }).focus();
      await page.keyboard.press('Enter');
      await expect(composer.text).toHaveValue('Hello 👋');
      await expect(composer.text).toBeFocused();
    });
  });
}

test('a quote goes out from an account whose server has quotes; another sends a link, when asked to', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [maren, tomasz] });
  await page.goto(skein.url);
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, tomasz);
  const post = skeinWindow.post('Ebbe, 18:40.').first();
  await post.getByRole('button', { name: postText.more }).click();
  await page.getByRole('menuitem', { name: postText.quoteThis }).click();
  const composer = createComposer(page);
  await expect(composer.pane.getByRole('article', { name: composerText.quoting })).toContainText('Ebbe, 18:40.');
  await composer.add('Tomasz');
  await composer.text.fill('Worth a look');
  await expect(composer.pane.getByText(composerText.cannotQuote('Tomasz'), { exact: false })).toBeVisible();
  await expect(composer.send).toHaveAttribute('aria-disabled', 'true');
  await composer.pane.getByRole('button', { name: new RegExp(`^${composerText.linkInstead}`) }).click();
  await expect(composer.send).not.toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page, 'writing');
  await composer.sendNow();
  const own = (domain: string) => world.server(domain).inner.tables.statuses.all().find(({ text, local }) => local && text.startsWith('Worth a look'));
  await expect.poll(() => own('kelp.example')?.quote).toMatchObject({ state: 'accepted' });
  expect(own('kelp.example')?.text).toBe('Worth a look');
  await expect.poll(() => own('wattpost.example')?.text).toMatch(/^Worth a look\n\nhttps?:\/\/\S+$/);
});

test('an account with the rule asks before a public post, and only then', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  await skeinWindow.openSettings();
  await skeinWindow.settings.getByRole('switch', { name: rulesText.ask('Maren Holt') }).click();
  const composer = createComposer(page);
  await writeButton(page).click();
  await composer.text.fill('For everybody');
  await composer.send.click();
  const question = page.getByRole('dialog', { name: composerText.confirmTitle });
  await expect(question).toContainText('Maren Holt');
  await expectAccessible(page, 'writing');
  await question.getByRole('button', { name: composerText.confirmNo }).click();
  await expect(composer.text).toHaveValue('For everybody');
  await composer.pane.getByLabel(composerText.visibility).first().selectOption('unlisted');
  await composer.sendNow();
  await expect.poll(() => world.server('kelp.example').inner.tables.statuses.all().find(({ text }) => text === 'For everybody')?.visibility).toBe('unlisted');
});

test('a queued copy is edited in the outbox before it leaves', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  world.server('kelp.example').faults.set({ method: 'POST', path: '/api/v1/statuses', times: 1, fault: { kind: 'jsonError', status: 422, error: 'Validation failed: no' } });
  const composer = createComposer(page);
  await writeButton(page).click();
  await composer.text.fill('Fist things first');
  await composer.sendNow();
  await skeinWindow.openOutbox();
  await skeinWindow.outbox.getByRole('button', { name: outboxText.actionFor(outboxText.editCopy, 'Maren Holt') }).click();
  await skeinWindow.outbox.getByLabel(outboxText.editText('Maren Holt')).fill('First things first');
  await expectAccessible(page, 'writing');
  await skeinWindow.outbox.getByRole('button', { name: outboxText.editSend }).click();
  await expect.poll(() => world.oracle.events.filter(({ deed }) => deed === 'created').map(({ text }) => text)).toEqual(['First things first']);
});

test('drafts are found by their words, and moved to another account', async ({ signedIn: { page } }) => {
  await createSkeinWindow(page).expectLive(maren, birds);
  const composer = createComposer(page);
  await writeButton(page).click();
  for (const text of ['Tide table', 'Wool prices', 'Ferry at noon', 'Bird ringing']) {
    await composer.text.fill(text);
    await expect(composer.pane.getByText(/^Draft saved/)).toBeVisible();
    await composer.pane.getByRole('button', { name: composerText.newPost }).click();
    await expect(composer.text).toHaveValue('');
  }
  await composer.pane.getByRole('button', { name: composerText.drafts(4) }).click();
  await composer.pane.getByLabel(composerText.draftSearch).fill('wool');
  await expect(composer.pane.getByRole('button', { name: composerText.draftOpen('Wool prices') })).toBeVisible();
  await expect(composer.pane.getByRole('button', { name: composerText.draftOpen('Tide table') })).toBeHidden();
  await composer.pane.getByRole('button', { name: composerText.draftMove('Wool prices') }).click();
  await page.getByRole('menuitem', { name: 'Bird Count North' }).click();
  await composer.pane.getByRole('button', { name: composerText.draftOpen('Wool prices') }).click();
  await expect(composer.text).toHaveValue('Wool prices');
  await expect(composer.targets.getByText('Bird Count North')).toBeVisible();
  await expect(composer.targets.getByText('Maren Holt')).toBeHidden();
});
