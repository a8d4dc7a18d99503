import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import type { EventMessage, Result } from '../contract/index.ts';
import { connectIpc } from './ipc.ts';

function setup() {
  const handlers = new Map<string, (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown>();
  const ran: unknown[] = [];
  const listeners = new Set<(message: EventMessage) => void>();
  const sent: unknown[] = [];
  const mainFrame = { url: 'app://skein/' };
  const contents = { mainFrame, isDestroyed: () => false, send: (...args: unknown[]) => sent.push(args) } as unknown as WebContents;
  const window: { page: WebContents | null } = { page: contents };
  const disconnect = connectIpc({
    app: {
      async dispatch(name, raw) {
        ran.push([name, raw]);
        return { ok: true, value: 'done' };
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    ipcMain: { handle: (channel, handler) => void handlers.set(channel, handler), removeHandler: (channel) => void handlers.delete(channel) },
    page: () => window.page,
  });
  const call = async (event: { sender?: unknown; senderFrame?: unknown }, ...args: unknown[]): Promise<Result<unknown>> =>
    handlers.get('call')?.({ sender: contents, senderFrame: mainFrame, ...event } as IpcMainInvokeEvent, ...args) as Promise<Result<unknown>>;
  return { handlers, ran, listeners, sent, contents, mainFrame, window, call, disconnect };
}

describe('calls', () => {
  test('of our page run', async () => {
    const { call, ran } = setup();
    expect(await call({}, 'app.info', { a: 1 })).toEqual({ ok: true, value: 'done' });
    expect(ran).toEqual([['app.info', { a: 1 }]]);
  });

  test.each<[string, (made: ReturnType<typeof setup>) => { sender?: unknown; senderFrame?: unknown }]>([
    ['a frame inside our page', () => ({ senderFrame: { url: 'app://skein/' } })],
    ['a frame that is gone', () => ({ senderFrame: null })],
    ['another window', () => ({ sender: {} })],
    ['our page after it went elsewhere', ({ mainFrame }) => Object.assign(mainFrame, { url: 'https://example.com/' }) && {}],
    ['a page before there is a window', ({ window }) => ((window.page = null), {})],
  ])('of %s are refused, and nothing runs', async (_name, from) => {
    const made = setup();
    expect(await made.call(from(made), 'app.info', {})).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
    expect(made.ran).toEqual([]);
  });

  test('whose name is no text reach the app as an unknown name, never as something else', async () => {
    const { call, ran } = setup();
    for (const name of [null, 1, {}, ['app.info'], undefined, { toString: () => 'app.info' }]) await call({}, name, {});
    expect(ran.map((entry) => (entry as [string])[0])).toEqual(['', '', '', '', '', '']);
  });
});

test('events go to the page while there is one', () => {
  const { listeners, sent, window, disconnect, handlers } = setup();
  const message = { topic: 'settings.changed', seq: 1, data: {} } as EventMessage;
  for (const listener of listeners) listener(message);
  window.page = null;
  for (const listener of listeners) listener(message);
  expect(sent).toEqual([['event', message]]);
  disconnect();
  expect(listeners.size).toBe(0);
  expect([...handlers.keys()]).toEqual([]);
});

test('there is one channel to call', () => expect([...setup().handlers.keys()]).toEqual(['call']));
