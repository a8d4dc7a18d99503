import { expect, type Locator, type Page } from '@playwright/test';
import { accountsText } from '../../renderer/text/accounts.ts';
import { frameText } from '../../renderer/text/frame.ts';
import { composerText } from '../../renderer/text/composer.ts';
import { outboxText } from '../../renderer/text/outbox.ts';
import { postText } from '../../renderer/text/post.ts';
import { settingsText } from '../../renderer/text/settings.ts';
import { threadText } from '../../renderer/text/thread.ts';

/** What the parts of the signed-in window are called by people who cannot see it. */
export interface SkeinWindow {
  readonly page: Page;
  readonly rail: Locator;
  readonly feed: Locator;
  readonly thread: Locator;
  readonly outbox: Locator;
  readonly settings: Locator;
  readonly detail: Locator;
  readonly menu: Locator;
  readonly dialog: Locator;
  /** The account in the rail; its name ends with how it gets its news. */
  account(handle: string): Locator;
  /** The post of the home that shows this text. */
  post(text: string | RegExp): Locator;
  openSettings(): Promise<void>;
  openOutbox(): Promise<void>;
  openAccountMenu(handle: string): Promise<void>;
  openThread(text: string | RegExp): Promise<void>;
  /** Waits until every one of these accounts gets its news live. */
  expectLive(...handles: readonly string[]): Promise<void>;
}

export function createSkeinWindow(page: Page): SkeinWindow {
  const rail = page.getByRole('navigation', { name: accountsText.rail });
  const feed = page.getByRole('feed');
  const account = (handle: string): Locator => rail.getByRole('button', { name: `@${handle}` });
  const post = (text: string | RegExp): Locator => feed.getByRole('article').filter({ hasText: text });
  return {
    page,
    rail,
    feed,
    account,
    post,
    thread: page.getByRole('region', { name: threadText.title }),
    outbox: page.getByRole('region', { name: outboxText.title }),
    settings: page.getByRole('region', { name: settingsText.title }),
    detail: page.getByRole('complementary', { name: frameText.detail }),
    menu: page.getByRole('menu'),
    dialog: page.getByRole('dialog'),
    openSettings: () => page.getByRole('button', { name: accountsText.settings, exact: true }).click(),
    openOutbox: () => page.getByRole('button', { name: new RegExp(`^${outboxText.title}`) }).click(),
    openAccountMenu: (handle) => account(handle).click({ button: 'right' }),
    async openThread(text) {
      await post(text).getByRole('button', { name: postText.more }).click();
      await page.getByRole('menuitem', { name: postText.openThread }).click();
    },
    async expectLive(...handles) {
      for (const handle of handles) await expect(account(handle)).toHaveAccessibleName(/, live$/);
    },
  };
}

/** Buttons of one post. Their names carry numbers and who did it, so they are found by how the name begins. */
export const actionOf = (post: Locator, act: 'reply' | 'reblog' | 'favourite' | 'bookmark'): Locator => post.getByRole('button', { name: new RegExp(`^${postText.verb(act)}(?:,|$)`) });

export const writeButton = (page: Page): Locator => page.getByRole('button', { name: frameText.write, exact: true });

export interface ComposerPane {
  readonly pane: Locator;
  readonly text: Locator;
  readonly send: Locator;
  readonly targets: Locator;
  /** Adds an account to those that post. */
  add(nickname: string): Promise<void>;
  /** Sends now: presses the button, then ends the time in which it could be taken back. */
  sendNow(): Promise<void>;
}

export function createComposer(page: Page): ComposerPane {
  const pane = page.getByRole('region', { name: composerText.pane });
  const targets = pane.getByRole('group', { name: new RegExp(`^(?:${composerText.from}|${composerText.replyFrom})$`) });
  const send = pane.locator('footer [data-send]');
  return {
    pane,
    targets,
    send,
    text: pane.getByLabel(composerText.text, { exact: true }),
    async add(nickname) {
      await targets.getByRole('button', { name: composerText.add, exact: true }).click();
      await page.getByRole('menuitem', { name: nickname }).click();
    },
    async sendNow() {
      await send.click();
      await page.getByRole('button', { name: outboxText.sendNow, exact: true }).click();
    },
  };
}
