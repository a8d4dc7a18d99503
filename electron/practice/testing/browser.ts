import type { TestAnswer, TestWorld } from './client.ts';

/** The pages of a server as somebody who is signed in there sees them. */
export interface TestBrowser {
  readonly get: (path: string) => Promise<TestAnswer>;
  /** Sends a form with the token of the page `from` (default: the form's own address). */
  readonly post: (path: string, form: Readonly<Record<string, unknown>> | FormData, from?: string) => Promise<TestAnswer>;
  /** Without the token. */
  readonly postBare: (path: string, body: unknown) => Promise<TestAnswer>;
}

/** Signs `name@domain` in by password. */
export async function openBrowser(test: TestWorld, key: string, password = 'right'): Promise<TestBrowser> {
  const [username = '', domain = ''] = key.split('@');
  const server = test.anybody(domain);
  const signedIn = await server.ask('POST', '/auth/sign_in', { username, password });
  const cookie = (signedIn.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  const get = (path: string) => server.ask('GET', path, undefined, { cookie });
  return {
    get,
    async post(path, form, from = path) {
      const token = /name="authenticity_token" value="([^"]+)"/.exec((await get(from)).text)?.[1] ?? '';
      if (form instanceof FormData) form.set('authenticity_token', token);
      return server.ask('POST', path, form instanceof FormData ? form : { authenticity_token: token, ...form }, { cookie });
    },
    postBare: (path, body) => server.ask('POST', path, body, { cookie }),
  };
}
