/** Favourites, boosts, bookmarks and answers: by the account that saw the post, or by another one on purpose. */
import { actingText } from '../renderer/text/acting.ts';
import { peopleText } from '../renderer/text/people.ts';
import { postText } from '../renderer/text/post.ts';
import { actionOf, createComposer, createSkeinWindow } from './pages/skein-window.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import type { OracleEvent, PracticeWorld } from '../electron/practice/index.ts';

const doers = (world: PracticeWorld, deed: OracleEvent['deed']): string[] => world.oracle.events.filter((event) => event.deed === deed && event.requestSeq !== null).map(({ account }) => account);

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`acting, ${size}`, () => {
    test.use({ viewport });

    test('a thread opens, and an answer in it goes out from the account that saw the post', async ({ signedIn: { page, world } }) => {
      const skeinWindow = createSkeinWindow(page);
      const composer = createComposer(page);
      await skeinWindow.expectLive(maren, birds);
      await skeinWindow.openThread('Flamingo!');
      await expect(skeinWindow.thread).toContainText('where did it go?');
      await actionOf(skeinWindow.thread.getByRole('article', { name: /^The opened post/ }), 'reply').click();
      await expect(composer.text).toHaveValue(/@ines@nordsee\.example/);
      await composer.text.press('End');
      await composer.text.pressSequentially(' Südlich vom Leuchtturm.');
      await composer.sendNow();
      await expect.poll(() => world.oracle.events.find(({ deed, text }) => deed === 'created' && text.includes('Südlich'))?.account).toBe(maren);
      const answer = world.server('nordsee.example').inner.tables.statuses.all().find(({ text, rawHtml }) => `${text}${rawHtml}`.includes('Südlich'));
      expect(answer?.inReplyToId).not.toBeNull();
    });
  });
}

test('what an account does is seen at once, counted once, and can be taken back', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  // Once boosted, it also reaches the other account, as a boost: the row meant here is the one that was there before.
  const post = skeinWindow.feed.getByRole('article', { name: /^Yuki 雪, \d+ hours ago, reached Maren Holt/ }).filter({ hasText: 'The end of that film' });
  for (const [act, name] of [['favourite', 'Favourite'], ['reblog', 'Boost'], ['bookmark', 'Bookmark']] as const) {
    await actionOf(post, act).click();
    await expect(actionOf(post, act)).toHaveAttribute('aria-pressed', 'true');
    await expect(actionOf(post, act)).toHaveAccessibleName(new RegExp(`^${name}.*done by Maren Holt$`));
  }
  await expect.poll(() => [doers(world, 'favourited'), doers(world, 'boosted'), doers(world, 'bookmarked')]).toEqual([[maren], [maren], [maren]]);
  await actionOf(post, 'favourite').click();
  await expect(actionOf(post, 'favourite')).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => doers(world, 'unfavourited')).toEqual([maren]);
});

test('a refusal is told, and the mark goes back to what is true', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  world.server('kelp.example').faults.set({ method: 'POST', path: '/api/v1/statuses/*/favourite', times: 1, fault: { kind: 'jsonError', status: 422, error: 'No favourites today' } });
  const favourite = actionOf(skeinWindow.post('The end of that film'), 'favourite');
  await favourite.click();
  await expect(page.getByText('No favourites today')).toBeVisible();
  await expect(favourite).toHaveAttribute('aria-pressed', 'false');
});

test('another account acts on a post its own server has never seen', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  world.addPerson('salt.example', { username: 'ren', displayName: 'Ren' });
  world.follow(maren, 'ren@salt.example');
  const { uri } = world.post('ren@salt.example', 'Salt on the window again');
  world.flush();
  const atBirds = () => world.server('nordsee.example').inner.tables.statuses.one('uri', uri);
  expect(atBirds()).toBeUndefined();
  const skein = await startSkein({ world });
  await page.goto(skein.url);
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  const favourite = actionOf(skeinWindow.post('Salt on the window again'), 'favourite');
  await favourite.click({ button: 'right' });
  await expect(page.getByRole('menu', { name: 'Favourite as' })).toBeVisible();
  await page.getByRole('menuitem', { name: /Bird Count North/ }).click();
  await expect(favourite).toHaveAccessibleName(/done by Bird Count North$/);
  await expect.poll(() => doers(world, 'favourited')).toEqual([birds]);
  expect(atBirds()).toBeDefined();
});

test('the focused post answers to keys alone', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  const posts = skeinWindow.feed.getByRole('article');
  await expect(posts.nth(0)).toBeVisible();
  await page.keyboard.press('j');
  await expect(posts.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(posts.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(posts.nth(0)).toBeFocused();
  await page.keyboard.press('f');
  await page.keyboard.press('b');
  await expect.poll(() => [doers(world, 'favourited'), doers(world, 'boosted')]).toEqual([[maren], [maren]]);

  await page.keyboard.press('Enter');
  await expect(skeinWindow.thread).toBeVisible();
  await expect(skeinWindow.thread.getByRole('article', { name: /^The opened post/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(skeinWindow.thread).toHaveCount(0);
  await expect(posts.nth(0)).toBeFocused();

  await page.keyboard.press('r');
  const composer = createComposer(page);
  await expect(composer.text).toBeFocused();
  await composer.text.press('j');
  await expect(composer.text).toHaveValue(/j$/);
  await page.keyboard.press('Escape');
  await expect(composer.pane).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(composer.text).toBeFocused();
  await page.keyboard.press('Escape');

  await posts.nth(0).focus();
  await page.keyboard.press('a');
  await page.keyboard.press('m');
  await expect(skeinWindow.dialog.getByRole('heading', { name: actingText.title('mute') })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(skeinWindow.dialog).toHaveCount(0);
  await expect(posts.nth(0)).toBeFocused();

  await page.keyboard.press('?');
  await expect(skeinWindow.dialog.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(skeinWindow.dialog).toHaveCount(0);
});

test('several accounts boost at once, with an audience; one that looks for the post can be stopped', async ({ page, startWorld, startSkein }) => {
  const world = await startWorld();
  world.addPerson('salt.example', { username: 'ren', displayName: 'Ren' });
  world.follow(maren, 'ren@salt.example');
  world.post('ren@salt.example', 'Salt on every window');
  world.flush();
  const tomasz = 'tomasz@wattpost.example';
  const skein = await startSkein({ world, people: [maren, birds, tomasz] });
  await page.goto(skein.url);
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds, tomasz);
  const { dialog } = skeinWindow;
  world.server('wattpost.example').faults.set({ method: 'GET', path: '/api/v2/search', fault: { kind: 'delay', ms: 20_000 } });
  await actionOf(skeinWindow.post('Salt on every window').first(), 'reblog').click({ button: 'right' });
  await page.getByRole('menuitem', { name: actingText.severalBoost }).click();
  for (const name of [/Maren/, /Bird Count/, /Tomasz/]) await dialog.getByRole('checkbox', { name }).check();
  await dialog.getByRole('radio', { name: actingText.audiences.unlisted }).check();
  await expectAccessible(page, 'acting as several');
  await dialog.getByRole('button', { name: actingText.run('reblog', 3) }).click();
  await expect.poll(() => doers(world, 'boosted').toSorted()).toEqual([birds, maren]);
  await dialog.getByRole('button', { name: actingText.stopFor('Tomasz') }).click();
  await expect(dialog.getByText(actingText.stopped)).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: /Maren/ })).toBeDisabled();
  await dialog.getByRole('button', { name: actingText.takeBackAs('Maren Holt') }).click();
  await expect.poll(() => doers(world, 'unboosted')).toEqual([maren]);
  const boost = world.server('nordsee.example').inner.tables.statuses.all().find(({ local, reblogOfId }) => local && reblogOfId !== null);
  expect(boost?.visibility).toBe('unlisted');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a conversation is muted, its author looked at, and a report says which rule is broken', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  const { dialog } = skeinWindow;
  const { origin, token } = world.signIn(maren);
  await fetch(`${origin}/api/v1/lists`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ title: 'Shore people' }) });
  const post = skeinWindow.post('Flamingo!').first();
  const choose = async (name: string): Promise<void> => {
    await post.getByRole('button', { name: postText.more, exact: true }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  await choose(actingText.muteConversation);
  await dialog.getByRole('checkbox', { name: /Maren/ }).check();
  await dialog.getByRole('button', { name: actingText.run('mute', 1) }).click();
  await expect(dialog).toHaveCount(0);
  expect(world.server('kelp.example').inner.tables.threadMutes.all()).toHaveLength(1);

  await choose(actingText.person('ines@nordsee.example'));
  await expect(dialog.getByRole('table')).toBeVisible();
  await dialog.getByRole('button', { name: peopleText.showLists }).click();
  const list = dialog.getByRole('button', { name: peopleText.inList('Shore people', 'Maren Holt') });
  await list.click();
  await expect(list).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => world.oracle.requests.filter(({ method, path }) => method === 'POST' && /lists\/[^/]+\/accounts/.test(path)).map(({ account, status }) => [account, status])).toEqual([[maren, 200]]);
  await expectAccessible(page, 'the author of a post');
  await page.keyboard.press('Escape');

  await choose(actingText.report('ines@nordsee.example'));
  await dialog.getByRole('radio', { name: actingText.categories.violation }).check();
  const send = dialog.getByRole('button', { name: actingText.reportDo });
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('group', { name: actingText.rules }).getByRole('checkbox').first().check();
  await dialog.getByLabel(actingText.reportComment).fill('Too many flamingos');
  await dialog.getByLabel(actingText.forward('nordsee.example')).check();
  await expectAccessible(page, 'a report');
  await send.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/^Reported to/)).toBeVisible();
  const reports = world.oracle.requests.filter(({ method, path }) => method === 'POST' && path === '/api/v1/reports');
  expect(reports.map(({ account, status }) => [account, status])).toEqual([[maren, 200]]);
});

test('a post in another language is translated where the server can, and back', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  world.post('ines@nordsee.example', { text: 'Das Wasser kommt zurück', language: 'de' });
  world.flush();
  const post = skeinWindow.feed.getByRole('article').filter({ hasText: 'Das Wasser kommt zurück' }).first();
  await post.getByRole('button', { name: postText.more, exact: true }).click();
  await page.getByRole('menuitem', { name: actingText.translate, exact: true }).click();
  await expect(post).toContainText('[en] Das Wasser');
  await expect(post).toContainText('Translated from German by Practice');
  await post.getByRole('button', { name: actingText.original }).click();
  await expect(post).not.toContainText('[en]');
});

test('each account votes for itself, and a post put into a filter says which', async ({ signedIn: { page, world } }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  world.post('ines@nordsee.example', { text: 'Kaffee oder Tee?', poll: { options: ['Kaffee', 'Tee', 'Keks'], expiresInMs: 3_600_000, multiple: true, hideTotals: false } });
  world.flush();
  const post = skeinWindow.post('Kaffee oder Tee?');
  await post.getByRole('checkbox', { name: 'Tee' }).check();
  await post.getByRole('combobox', { name: postText.poll.voter }).selectOption({ label: 'Bird Count North' });
  await post.getByRole('button', { name: postText.poll.vote('Bird Count North') }).click();
  await post.getByRole('button', { name: postText.poll.another }).click();
  for (const option of ['Tee', 'Keks']) await post.getByRole('checkbox', { name: option }).check();
  await expectAccessible(page, 'a poll');
  await post.getByRole('button', { name: postText.poll.vote('Maren Holt') }).click();
  await expect(post.getByRole('listitem').filter({ hasText: 'Tee' })).toContainText('Bird Count North');
  await expect(post.getByRole('listitem').filter({ hasText: 'Keks' })).toContainText(/Maren Holt.*50%/);
  await expect(post.getByRole('button', { name: postText.poll.another })).toHaveCount(0);

  await post.getByRole('button', { name: postText.more, exact: true }).click();
  await page.getByRole('menuitem', { name: actingText.filter }).click();
  const dialog = page.getByRole('dialog', { name: actingText.filterTitle });
  await dialog.getByRole('textbox', { name: actingText.filterNew('Maren Holt') }).fill('Hot drinks');
  await dialog.getByRole('button', { name: actingText.filterMakeFor('Maren Holt') }).click();
  const tick = dialog.getByRole('checkbox', { name: actingText.filterFor('Hot drinks', 'Maren Holt') });
  await expect(tick).toBeChecked();
  await expectAccessible(page, 'filters of a post');
  await page.keyboard.press('Escape');
  await expect(skeinWindow.feed.getByRole('article').filter({ hasText: `${postText.filteredBy} Hot drinks` })).toContainText('Maren Holt');
});
