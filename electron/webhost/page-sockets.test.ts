import { describe, expect, test } from 'vitest';
import { maxHeldEvents } from './event-buffer.ts';
import { closeCodes, rememberedCalls } from './page-sockets.ts';
import { wrongTriesAllowed } from './sessions.ts';
import { openPageSocket, type PageSocket } from './testing/raw-request.ts';
import { beginSession, startTestServer, type TestServer } from './testing/test-server.ts';

async function connect(setup: TestServer, token: string, seen: Record<string, number> = {}): Promise<PageSocket> {
  const page = await openPageSocket(setup.server.port);
  page.say({ token, seen });
  await page.hear((message) => 'ready' in message);
  return page;
}

describe('the first word', () => {
  test('a good token gets the place of the media', async () => {
    await using setup = await startTestServer();
    const { token, mediaKey } = beginSession(setup);
    const page = await connect(setup, token);
    expect(page.heard).toEqual([{ ready: { mediaBase: `/m/${mediaKey}/` } }]);
  });

  test.each([
    ['a wrong token', { token: 'guess', seen: {} }, closeCodes.refused],
    ['no token', { seen: {} }, closeCodes.noHello],
    ['no object', '"hello"', closeCodes.noHello],
    ['no JSON', '{', closeCodes.noHello],
    ['a call before the token', { id: '1', call: 'app.info', input: {} }, closeCodes.noHello],
  ])('%s is shown out and nothing runs', async (_name, message, code) => {
    await using setup = await startTestServer();
    const page = await openPageSocket(setup.server.port);
    page.say(message);
    page.say({ id: '1', call: 'app.info', input: {} });
    expect(await page.closed).toBe(code);
    expect(setup.app.calls).toEqual([]);
    expect(page.heard).toEqual([]);
  });

  test('a good token is only put off while others guess: its page may try again', async () => {
    await using setup = await startTestServer();
    const { token } = beginSession(setup);
    for (let tries = 0; tries < wrongTriesAllowed; tries += 1) setup.sessions.find('guess');
    const page = await openPageSocket(setup.server.port);
    page.say({ token, seen: {} });
    expect(await page.closed).toBe(closeCodes.busy);
  });

  test('sockets that say nothing cannot pile up', async () => {
    await using setup = await startTestServer();
    const pages = await Promise.all(Array.from({ length: 20 }, () => openPageSocket(setup.server.port)));
    const first = await Promise.race(pages.map((page) => page.closed));
    expect(first).toBe(closeCodes.busy);
  });
});

describe('calls', () => {
  test('are answered under their id, in the order they finish', async () => {
    await using setup = await startTestServer();
    const page = await connect(setup, beginSession(setup).token);
    const slow = Promise.withResolvers<void>();
    setup.app.answer = async (name) => {
      if (name === 'slow') await slow.promise;
      return { ok: true, value: name };
    };
    page.say({ id: 'a', call: 'slow', input: null });
    page.say({ id: 'b', call: 'quick', input: null });
    await page.hear((message) => message['id'] === 'b');
    slow.resolve();
    await page.hear((message) => message['id'] === 'a');
    expect(page.heard.slice(1)).toEqual([
      { id: 'b', result: { ok: true, value: 'quick' } },
      { id: 'a', result: { ok: true, value: 'slow' } },
    ]);
  });

  test('asked again on a new socket run once, and answer there', async () => {
    await using setup = await startTestServer();
    const { token } = beginSession(setup);
    const answer = Promise.withResolvers<{ ok: true; value: string }>();
    setup.app.answer = () => answer.promise;
    const first = await connect(setup, token);
    first.say({ id: 'send-1', call: 'compose.send', input: { draftId: 'd' } });
    await expect.poll(() => setup.app.calls.length).toBe(1);
    first.socket.terminate();
    const second = await connect(setup, token);
    second.say({ id: 'send-1', call: 'compose.send', input: { draftId: 'd' } });
    answer.resolve({ ok: true, value: 'posted' });
    await second.hear((message) => message['id'] === 'send-1');
    second.say({ id: 'send-1', call: 'compose.send', input: { draftId: 'd' } });
    await expect.poll(() => second.heard.filter((message) => JSON.stringify(message).includes('posted')).length).toBe(2);
    expect(setup.app.calls).toHaveLength(1);
  });

  test('of another session with the same id are calls of their own', async () => {
    await using setup = await startTestServer();
    for (const page of [await connect(setup, beginSession(setup).token), await connect(setup, beginSession(setup).token)]) {
      page.say({ id: '1', call: 'app.info', input: {} });
      await page.hear((message) => message['id'] === '1');
    }
    expect(setup.app.calls).toHaveLength(2);
  });

  test('are forgotten after many others, so memory stays bounded', async () => {
    await using setup = await startTestServer();
    const page = await connect(setup, beginSession(setup).token);
    for (let i = 0; i <= rememberedCalls; i += 1) page.say({ id: `c${i}`, call: 'app.info', input: {} });
    await page.hear((message) => message['id'] === `c${rememberedCalls}`);
    page.say({ id: 'c0', call: 'app.info', input: {} });
    await expect.poll(() => setup.app.calls.length).toBe(rememberedCalls + 2);
  });

  test.each([['[]'], ['{"id":1,"call":"a"}'], ['{"id":"","call":"a"}'], [`{"id":"${'x'.repeat(65)}","call":"a"}`], ['{"id":"a"}'], ['nonsense']])('%s is not one', async (text) => {
    await using setup = await startTestServer();
    const page = await connect(setup, beginSession(setup).token);
    page.say(text);
    expect(await page.closed).toBe(closeCodes.unreadable);
    expect(setup.app.calls).toEqual([]);
  });
});

describe('events', () => {
  test('reach every page', async () => {
    await using setup = await startTestServer();
    const pages = [await connect(setup, beginSession(setup).token), await connect(setup, beginSession(setup).token)];
    setup.app.publish(1, { theme: 'dark' });
    for (const page of pages) expect(await page.hear((message) => 'topic' in message)).toEqual({ topic: 'settings.changed', seq: 1, data: { theme: 'dark' } });
  });

  test('missed meanwhile come after the connection is back, once and in order', async () => {
    await using setup = await startTestServer();
    const { token } = beginSession(setup);
    for (let seq = 1; seq <= 5; seq += 1) setup.app.publish(seq);
    const page = await connect(setup, token, { 'settings.changed': 3 });
    setup.app.publish(6);
    await page.hear((message) => message['seq'] === 6);
    expect(page.heard.slice(1).map((message) => (message as { seq: number }).seq)).toEqual([4, 5, 6]);
  });

  test('before a fresh page are not its business', async () => {
    await using setup = await startTestServer();
    setup.app.publish(1);
    const page = await connect(setup, beginSession(setup).token);
    setup.app.publish(2);
    await page.hear((message) => message['seq'] === 2);
    expect(page.heard).toHaveLength(2);
  });

  test('are held in bounded number', async () => {
    await using setup = await startTestServer();
    for (let seq = 1; seq <= maxHeldEvents + 10; seq += 1) setup.app.publish(seq);
    const page = await connect(setup, beginSession(setup).token, { 'settings.changed': 0 });
    await page.hear((message) => message['seq'] === maxHeldEvents + 10);
    expect(page.heard[1]).toMatchObject({ seq: 11 });
  });

  test('do not pile up for a page that does not read: it is cut off, the others go on', async () => {
    await using setup = await startTestServer();
    const stuck = await connect(setup, beginSession(setup).token);
    const reading = await connect(setup, beginSession(setup).token);
    stuck.socket.pause();
    const megabyte = 'x'.repeat(1024 * 1024);
    for (let seq = 1; seq <= 40; seq += 1) {
      setup.app.publish(seq, { megabyte });
      await new Promise(setImmediate);
    }
    await reading.hear((message) => message['seq'] === 40);
    stuck.socket.resume();
    expect(await stuck.closed).toBe(1006);
    expect(stuck.heard.length).toBeLessThan(40);
  });

  test('end with the server', async () => {
    const setup = await startTestServer();
    const page = await connect(setup, beginSession(setup).token);
    expect(setup.app.listeners()).toBe(1);
    await setup[Symbol.asyncDispose]();
    expect(await page.closed).toBe(closeCodes.ending);
    expect(setup.app.listeners()).toBe(0);
  });
});
