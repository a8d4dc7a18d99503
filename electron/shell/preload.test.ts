import { expect, test, vi } from 'vitest';
import type { Host } from '../contract/index.ts';
import { callsOf, ipcRenderer } from './testing/fake-electron.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

await import('./preload.ts');
const exposed = callsOf('contextBridge.exposeInMainWorld');
const host = exposed[0]?.[1] as Host;

test('the page gets exactly two functions', () => {
  expect(exposed.map(([name]) => name)).toEqual(['skein']);
  expect(Object.keys(host).toSorted()).toEqual(['call', 'onEvent']);
});

test('a call cannot choose its channel', async () => {
  await host.call('app.info', { a: 1 });
  expect(callsOf('ipcRenderer.invoke')).toEqual([['call', 'app.info', { a: 1 }]]);
});

test('a listener gets the data and never the event of Electron', () => {
  const heard: unknown[][] = [];
  const stop = host.onEvent((...args) => heard.push(args));
  const message = { topic: 'settings.changed', seq: 1, data: {} };
  ipcRenderer.emit('event', { sender: 'secret' }, message);
  expect(heard).toEqual([[message]]);
  stop();
  ipcRenderer.emit('event', {}, message);
  expect(heard).toHaveLength(1);
});
