/** The first start: what a person sees who has no account in Skein yet. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testCertificate } from './fixtures/certificate.ts';
import { expect, sizes, test } from './fixtures/test.ts';
import { startWebServer, type WebServer } from './fixtures/web-servers.ts';
import { createSkeinWindow } from './pages/skein-window.ts';
import { createSignInForm } from './pages/welcome.ts';

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`first run, ${size}`, () => {
    test.use({ viewport });

    test('asks for a server, suggests some, and offers the practice fediverse with one press', async ({ page, startSkein }) => {
      const skein = await startSkein({ practice: 'ask' });
      await page.goto(skein.url);
      const form = createSignInForm(page);
      await expect(page.getByRole('heading', { name: 'Where is your account?' })).toBeVisible();
      await expect(form.address).toBeFocused();
      await expect(form.continueButton).toHaveAttribute('aria-disabled', 'true');
      await expect(form.suggestion('mastodon.social')).toBeVisible();
      await form.practiceButton.click();

      const skeinWindow = createSkeinWindow(page);
      await skeinWindow.expectLive('maren@kelp.example', 'birdcount@nordsee.example');
      await expect(skeinWindow.feed.getByRole('article').first()).toBeVisible();
      expect(await skeinWindow.feed.getByRole('article').count()).toBeGreaterThan(4);
      expect(skein.openedLinks()).toEqual([]);
    });
  });
}

test.describe('the address', () => {
  const started: WebServer[] = [];
  test.afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.close()));
  });
  const serve = async (...answer: Parameters<typeof startWebServer>): Promise<string> => {
    const server = await startWebServer(...answer);
    started.push(server);
    return server.address;
  };

  const addressOfNobody = async (): Promise<string> => {
    const server = await startWebServer(() => {});
    await server.close();
    return server.address;
  };

  test('is checked while typing: the server says what it is before anyone signs in', async ({ page, startWorld, startSkein }) => {
    const skein = await startSkein({ world: await startWorld(), people: [] });
    await page.goto(skein.url);
    const form = createSignInForm(page);
    await form.address.pressSequentially('@tomasz@wattpost.exa');
    await form.address.pressSequentially('mple');
    await expect(page.getByRole('heading', { name: 'Wattpost' })).toBeVisible();
    await expect(page.getByText('Handles end in @wattpost.example')).toBeVisible();
    await expect(page.getByText(/^GoToSocial \d/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Continue to wattpost.example' })).not.toHaveAttribute('aria-disabled', 'true');
    await form.address.fill('nordsee.example');
    await expect(page.getByRole('heading', { name: 'Nordsee' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Wattpost' })).toBeHidden();
  });

  test('that does not work is explained: what happened, where, and what to do', async ({ page, startWorld, startSkein, dataDir }) => {
    const certificateFile = join(dataDir, 'test-ca.pem');
    writeFileSync(certificateFile, testCertificate.cert);
    const website = await serve((_request, response) => response.setHeader('content-type', 'text/html').end('<h1>A bakery</h1>'));
    const guarded = await serve((_request, response) => response.writeHead(403, { 'content-type': 'text/html', server: 'cloudflare', 'cf-mitigated': 'challenge' }).end('<title>Just a moment...</title>'));
    const world = await startWorld();
    const skein = await startSkein({ world, people: [], flags: ['--allow-private-hosts', '127.0.0.1'], env: { NODE_EXTRA_CA_CERTS: certificateFile } });
    await page.goto(skein.url);
    const form = createSignInForm(page);
    const explains = async (address: string, words: RegExp): Promise<void> => {
      await form.address.fill(address);
      await expect(page.getByText(words)).toBeVisible();
      await expect(form.continueButton).toHaveAttribute('aria-disabled', 'true');
    };
    await explains(website, /is not a fediverse server that Skein can use/);
    await explains(guarded, /turned the request away/);
    await explains(await addressOfNobody(), /does not take connections/);
    await explains('no-such-server.invalid', /There is no server called no-such-server\.invalid|not connected to a network|did not answer in time/);
    await explains('192.168.0.10', /leads into a private network/);
    world.server('salt.example').faults.down = true;
    await explains('salt.example', /broke off|did not answer|does not take connections/);
    world.server('salt.example').faults.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Salt' })).toBeVisible();
  });

  test('of a server with a wrong certificate gets nothing from Skein', async ({ page, startSkein }) => {
    const requests: string[] = [];
    const address = await serve((request, response) => {
      requests.push(request.url ?? '');
      response.end('{}');
    });
    const skein = await startSkein({ practice: 'ask', flags: ['--allow-private-hosts', '127.0.0.1'] });
    await page.goto(skein.url);
    await createSignInForm(page).address.fill(address);
    await expect(page.getByText(/cannot prove that it is/)).toBeVisible();
    expect(requests).toEqual([]);
  });
});
