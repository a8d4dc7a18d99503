/** Signing in over the system browser, several accounts, signing out and in again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeWorld } from '../electron/practice/index.ts';
import { birds, expect, maren, sizes, test } from './fixtures/test.ts';
import { createSkeinWindow } from './pages/skein-window.ts';
import { allowInBrowser, openHandedLink, signInOnServer } from './pages/system-browser.ts';
import { createSignInForm } from './pages/welcome.ts';

/** Tokens of somebody that their server still takes, without those the world itself handed out. */
function liveTokens(world: PracticeWorld, key: string): number {
  const [username = '', domain = ''] = key.split('@');
  const { tokens, accounts, apps } = world.server(domain).inner.tables;
  return tokens.all().filter((token) => !token.revoked && accounts.get(token.accountId ?? '')?.username === username && apps.get(token.appId)?.name === 'Skein').length;
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`through the system browser, ${size}`, () => {
    test.use({ viewport });

    test('a first account comes in, over a loopback address, with PKCE, state and issuer', async ({ page, context, startWorld, startSkein }) => {
      const world = await startWorld();
      const skein = await startSkein({ world, people: [] });
      await page.goto(skein.url);
      const form = createSignInForm(page);
      await form.goTo('kelp.example');
      await expect(form.waiting).toBeVisible();

      const browser = await openHandedLink(context, skein);
      const asked = new URL(skein.openedLinks()[0] ?? '');
      expect(asked.origin).toBe(world.server('kelp.example').origin);
      const redirect = new URL(asked.searchParams.get('redirect_uri') ?? '');
      expect(redirect.hostname).toBe('127.0.0.1');
      expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
      expect(asked.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
      expect((asked.searchParams.get('state') ?? '').length).toBeGreaterThanOrEqual(22);
      const registered = world.server('kelp.example').inner.tables.apps.all().find(({ name }) => name === 'Skein');
      expect(registered?.redirectUris).toContain(redirect.href);

      await signInOnServer(browser, 'maren');
      await browser.getByRole('button', { name: 'Authorize' }).click();
      await expect(browser.getByRole('heading', { name: 'Back to Skein' })).toBeVisible();
      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive(maren);
      await expect(skeinWindow.post('where did it go?')).toBeVisible();
      expect(liveTokens(world, maren)).toBe(1);
      // The code is used up and the loopback address is gone.
      await expect(browser.request.get(browser.url())).rejects.toThrow(/ECONNREFUSED/);
    });
  });
}

test('an answer with a wrong state, or another issuer, signs nobody in', async ({ page, context, startWorld, startSkein }) => {
  const world = await startWorld();
  const skein = await startSkein({ world, people: [] });
  await page.goto(skein.url);
  const form = createSignInForm(page);
  const origin = world.server('kelp.example').origin;
  const tricks: readonly ((answer: URLSearchParams) => void)[] = [(answer) => answer.set('state', 'guessed'), (answer) => answer.set('iss', 'https://mallory.example')];
  for (const [nth, trick] of tricks.entries()) {
    await form.goTo('kelp.example');
    const browser = await openHandedLink(context, skein, nth);
    const asked = new URL(skein.openedLinks()[nth] ?? '').searchParams;
    const answer = new URLSearchParams({ code: 'stolen', state: asked.get('state') ?? '', iss: origin });
    trick(answer);
    await browser.goto(`${asked.get('redirect_uri')}?${answer}`);
    await expect(form.failed).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await browser.close();
  }
  await expect(form.address).toBeVisible();
  expect(liveTokens(world, maren)).toBe(0);
  expect(world.oracle.requests.filter(({ path }) => path.startsWith('/oauth/token'))).toEqual([]);
});

test('who says no on the server is told so, and can try again', async ({ page, context, startWorld, startSkein }) => {
  const skein = await startSkein({ world: await startWorld(), people: [] });
  await page.goto(skein.url);
  const form = createSignInForm(page);
  await form.goTo('nordsee.example');
  const browser = await openHandedLink(context, skein);
  await signInOnServer(browser, 'ines');
  await browser.getByRole('button', { name: 'Deny' }).click();
  await expect(form.failed).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(form.waiting).toBeVisible();
  await context.clearCookies();
  await allowInBrowser(context, skein, 'ines', 1);
  await createSkeinWindow(page).expectLive('ines@nordsee.example');
});

test('a code brought by hand works where the browser cannot come back; a wrong one can be corrected', async ({ page, context, startWorld, startSkein }) => {
  const skein = await startSkein({ world: await startWorld(), people: [] });
  await page.goto(skein.url);
  const form = createSignInForm(page);
  await form.goTo('wattpost.example');
  await expect(form.waiting).toBeVisible();
  await form.useCode();
  await expect(form.code).toBeVisible();
  const browser = await openHandedLink(context, skein, 1);
  await signInOnServer(browser, 'tomasz');
  await browser.getByRole('button', { name: 'Authorize' }).click();
  const code = (await browser.getByRole('code').textContent()) ?? '';
  await form.submitCode('not-the-code');
  await expect(page.getByRole('alert')).toBeVisible();
  await form.submitCode(code);
  await createSkeinWindow(page).expectLive('tomasz@wattpost.example');
});

test('further accounts come in beside the first, also a second one of the same server', async ({ page, context, startWorld, startSkein }) => {
  const world = await startWorld();
  world.addPerson('kelp.example', { username: 'station', displayName: 'Kelp Station' });
  const skein = await startSkein({ world, people: [maren] });
  await page.goto(skein.url);
  const skeinWindow = createSkeinWindow(page);
  const form = createSignInForm(page);
  const add = async (domain: string, username: string, nth: number): Promise<void> => {
    await page.getByRole('button', { name: 'Add an account' }).click();
    await form.goTo(domain);
    const browser = await allowInBrowser(context, skein, username, nth);
    await expect(browser.getByRole('heading', { name: 'Back to Skein' })).toBeVisible();
    await browser.close();
    await skeinWindow.expectLive(`${username}@${domain}`);
  };
  await add('nordsee.example', 'birdcount', 0);
  await context.clearCookies();
  await add('kelp.example', 'station', 1);

  await expect(skeinWindow.rail.getByRole('button', { name: '@' })).toHaveCount(3);
  const colours = await Promise.all([maren, birds, 'station@kelp.example'].map((handle) => skeinWindow.account(handle).getAttribute('data-colour')));
  expect(new Set(colours).size).toBe(3);
});

test('removing an account revokes it on its server and wipes it here', async ({ signedIn: { page, world, skein }, dataDir }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  const { token } = JSON.parse(readFileSync(join(dataDir, 'test-servers.json'), 'utf8')).signIns[0] as { token: string };
  const isRevoked = (): boolean => world.server('kelp.example').inner.tables.tokens.one('token', token)?.revoked ?? false;
  expect(isRevoked()).toBe(false);

  await skeinWindow.openAccountMenu(maren);
  await page.getByRole('menuitem', { name: 'Remove from Skein' }).click();
  await expect(skeinWindow.dialog).toContainText('itself is not deleted');
  await skeinWindow.dialog.getByRole('button', { name: 'Remove Maren Holt' }).click();
  await expect(skeinWindow.account(maren)).toHaveCount(0);
  await expect.poll(isRevoked).toBe(true);
  // Only Maren follows Yuki: what only she saw is gone, what the other account saw is not.
  await expect(skeinWindow.post('塩パン')).toHaveCount(0);
  await expect(skeinWindow.post('where did it go?')).toBeVisible();
  await skein.stop();
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).not.toContain(token);
});

test('a sign-in that the server ended is asked for once, and keeps posts, drafts and the others working', async ({ signedIn: { page, world, skein }, context }) => {
  const skeinWindow = createSkeinWindow(page);
  await skeinWindow.expectLive(maren, birds);
  await expect(skeinWindow.post('The end of that film')).toBeVisible();
  world.revokeTokens(maren);
  await expect(skeinWindow.account(maren)).toHaveAccessibleName(/signed out/);
  await expect(page.getByText('Maren Holt is signed out.', { exact: true })).toHaveCount(1);
  await expect(skeinWindow.post('The end of that film')).toBeVisible();
  world.post('ines@nordsee.example', 'News for the other account');
  await expect(skeinWindow.account(birds)).toHaveAccessibleName(/, live$/);

  await page.getByRole('button', { name: 'Sign in again', exact: true }).click();
  await page.getByRole('button', { name: 'Continue to kelp.example' }).click();
  const browser = await allowInBrowser(context, skein, 'maren');
  await expect(browser.getByRole('heading', { name: 'Back to Skein' })).toBeVisible();
  await skeinWindow.expectLive(maren, birds);
  await expect(skeinWindow.rail.getByRole('button', { name: '@' })).toHaveCount(2);
  await expect(skeinWindow.post('The end of that film')).toBeVisible();
});
