import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { securityHeaders } from '../host/page-policy.ts';
import { createStaticFiles } from '../host/static-files.ts';
import { createProtocolHandler } from './protocol.ts';

let folder = '';
const asked: unknown[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'skein-protocol-'));
  mkdirSync(join(folder, 'page/assets'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), '<title>page</title>');
  writeFileSync(join(folder, 'page/assets/app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), '"outside"');
  writeFileSync(join(folder, 'page/secret.txt'), 'no type of ours');
  symlinkSync(join(folder, 'secret.json'), join(folder, 'page/link.json'));
  symlinkSync(folder, join(folder, 'page/up'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function get(url: string, init?: RequestInit): Promise<Response> {
  const app = {
    async media(path: string, request: { readonly range?: string }) {
      asked.push([path, request.range]);
      return { status: 206, headers: { 'content-type': 'video/mp4' }, body: new Blob(['part']).stream() as ReadableStream<Uint8Array<ArrayBuffer>> };
    },
  };
  return createProtocolHandler({ app, files: createStaticFiles(join(folder, 'page')) })(new Request(url, init));
}

test('the page and its parts', async () => {
  const page = await get('app://skein/');
  expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control'), await page.text()]).toEqual([200, 'text/html; charset=utf-8', 'no-store', '<title>page</title>']);
  const script = await get('app://skein/assets/app-1a2b.js');
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect(script.headers.get('cache-control')).toContain('immutable');
});

test('media with their range', async () => {
  const answer = await get('app://skein/media/abc?s=1', { headers: { range: 'bytes=0-3' } });
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([206, 'video/mp4', 'part']);
  expect(asked).toEqual([['media/abc?s=1', 'bytes=0-3']]);
});

describe('every answer carries the policy', () => {
  test.each([['app://skein/'], ['app://skein/none.js'], ['app://skein/media/a'], ['app://other/']])('%s', async (url) => {
    const { headers } = await get(url);
    for (const [name, value] of Object.entries(securityHeaders(null))) expect(headers.get(name)).toBe(value);
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

test.each([
  ['app://skein/../secret.json'], ['app://skein/assets/../../secret.json'], ['app://skein/%2e%2e/secret.json'], ['app://skein/%2e%2e%2fsecret.json'], ['app://skein/..%5csecret.json'], ['app://skein/%5c..%5csecret.json'],
  ['app://skein/index.html%00'], ['app://skein/link.json'], ['app://skein/up/secret.json'], ['app://skein/secret.txt'], ['app://skein//etc/passwd'], ['app://skein/assets'], ['app://skein/.env.json'],
  ['app://other/index.html'], ['app://skein:1/index.html'], ['file:///etc/passwd'],
])('%s is not there', async (url) => {
  const answer = await get(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not there', async (method) => expect((await get('app://skein/', { method })).status).toBe(404));
