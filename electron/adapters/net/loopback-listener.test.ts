import http from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLoopbackListener } from './loopback-listener.ts';

const page = { language: 'en', title: 'Signed in', text: 'You can close this and go back to Skein. <b>&' };

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

function ask(url: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}

async function open(path = '/oauth/abc'): ReturnType<ReturnType<typeof createLoopbackListener>['open']> {
  const opened = await createLoopbackListener({ page }).open(path);
  onTestFinished(() => opened.close());
  return opened;
}

describe('the OAuth listener', () => {
  test('hands over the query of the redirect and shows a plain page that cannot run anything', async () => {
    const opened = await open();
    expect(opened.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/abc$/);
    const answer = await ask(`${opened.redirectUri}?code=a%2Bb&state=s`);
    expect(Object.fromEntries((await opened.answered) ?? [])).toEqual({ code: 'a+b', state: 's' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('go back to Skein. &#60;b&#62;&#38;');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(answer.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    await expect(ask(`${opened.redirectUri}?code=second`)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
  });

  test.each([
    ['another path', '/oauth/abd', {}, 'GET'],
    ['the root', '/', {}, 'GET'],
    ['a path below', '/oauth/abc/x', {}, 'GET'],
    ['another Host', '/oauth/abc?code=1', { host: 'evil.test' }, 'GET'],
    ['localhost as Host', '/oauth/abc?code=1', { host: 'localhost' }, 'GET'],
    ['another method', '/oauth/abc?code=1', {}, 'POST'],
  ])('%s gets nothing and does not end the wait', async (_name, path, headers, method) => {
    const opened = await open();
    const stranger = await ask(new URL(path, opened.redirectUri).href, headers, method);
    expect([stranger.status, stranger.body]).toEqual([404, '']);
    await ask(`${opened.redirectUri}?code=right`);
    expect((await opened.answered)?.get('code')).toBe('right');
  });

  test('closing ends the wait with null', async () => {
    const opened = await open();
    opened.close();
    expect(await opened.answered).toBeNull();
    await expect(ask(opened.redirectUri)).rejects.toThrow('ECONNREFUSED');
  });
});
