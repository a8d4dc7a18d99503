import type { Locator, Page } from '@playwright/test';
import { welcomeText } from '../../renderer/text/welcome.ts';

/** The way in: at the first start the whole page, later a pane. The same form in both. */
export interface SignInForm {
  readonly address: Locator;
  readonly continueButton: Locator;
  readonly practiceButton: Locator;
  readonly waiting: Locator;
  readonly code: Locator;
  readonly failed: Locator;
  suggestion(host: string): Locator;
  /** Types an address and goes on to the server's page in the system browser. */
  goTo(domain: string): Promise<void>;
  useCode(): Promise<void>;
  submitCode(code: string): Promise<void>;
}

export function createSignInForm(page: Page): SignInForm {
  const address = page.getByLabel(welcomeText.address);
  const continueButton = page.getByRole('button', { name: new RegExp(`^${welcomeText.continue}`) });
  const code = page.getByLabel(welcomeText.code, { exact: true });
  return {
    address,
    continueButton,
    code,
    practiceButton: page.getByRole('button', { name: welcomeText.practice }),
    waiting: page.getByRole('heading', { name: welcomeText.waitingTitle('') }),
    failed: page.getByRole('heading', { name: welcomeText.failedTitle }),
    suggestion: (host) => page.getByRole('button', { name: new RegExp(`^${host.replaceAll('.', String.raw`\.`)}`) }),
    async goTo(domain) {
      await address.fill(domain);
      await page.getByRole('button', { name: welcomeText.continueTo(domain) }).click();
    },
    useCode: () => page.getByRole('button', { name: welcomeText.withCode }).click(),
    async submitCode(text) {
      await code.fill(text);
      await page.getByRole('button', { name: welcomeText.finish, exact: true }).click();
    },
  };
}
