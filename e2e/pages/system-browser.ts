import { expect, type BrowserContext, type Page } from '@playwright/test';
import type { SkeinProcess } from '../fixtures/skein-process.ts';

/** Plays the person at the system browser: opens the link that Skein handed out, number `nth` of this run. */
export async function openHandedLink(context: BrowserContext, skein: SkeinProcess, nth = 0): Promise<Page> {
  await expect.poll(() => skein.openedLinks().length, 'links handed to the system browser').toBeGreaterThan(nth);
  const page = await context.newPage();
  await page.goto(skein.openedLinks()[nth] ?? '');
  return page;
}

/** Fills in the practice server's own sign-in page. */
export async function signInOnServer(page: Page, username: string): Promise<void> {
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password').fill('practice');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Authorization required' })).toBeVisible();
}

/** The whole trip: sign in there, allow Skein, and land on the page that Skein serves for the return. */
export async function allowInBrowser(context: BrowserContext, skein: SkeinProcess, username: string, nth = 0): Promise<Page> {
  const page = await openHandedLink(context, skein, nth);
  await signInOnServer(page, username);
  await page.getByRole('button', { name: 'Authorize' }).click();
  return page;
}
