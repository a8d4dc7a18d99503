import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountKey } from '../contract/index.ts';
import { createLifecycle, createNotifier, links } from './desktop.ts';
import { callsOf, forget, net, powerMonitor, type Notification } from './testing/fake-electron.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));
beforeEach(forget);

describe('links', () => {
  test('are opened as the parser writes them', async () => {
    await links.open('HTTPS://Example.com/a b');
    expect(callsOf('shell.openExternal')).toEqual([['https://example.com/a%20b']]);
  });

  test('to anything but the web and mail are not opened', async () => {
    for (const url of ['file:///etc/passwd', '\tjavascript:alert(1)', 'ms-msdt:/id', 'smb://host/share', '\\\\host\\share', 'https://user@bank.example/', 'app://skein/']) await links.open(url);
    expect(callsOf('shell.openExternal')).toEqual([]);
  });
});

test('a click on a notice brings the window up first', () => {
  const order: string[] = [];
  const notifier = createNotifier(() => order.push('focus'));
  notifier.show({ title: 'a\u202Eb\nc', body: 'text', account: 'a' as AccountKey, onClick: () => order.push('act') });
  const [options, notification] = callsOf('new Notification')[0] ?? [];
  expect(options).toEqual({ title: 'a b c', body: 'text' });
  (notification as Notification).emit('click');
  expect(order).toEqual(['focus', 'act']);
});

test('sleep, wake and network reach the app until it stops listening', () => {
  vi.useFakeTimers();
  const heard: unknown[] = [];
  const lifecycle = createLifecycle();
  const stops = [lifecycle.onSuspend(() => heard.push('suspend')), lifecycle.onResume(() => heard.push('resume')), lifecycle.onOnline((online) => heard.push(online))];
  powerMonitor.emit('suspend');
  powerMonitor.emit('resume');
  net.online = false;
  vi.advanceTimersByTime(10_000);
  net.online = true;
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(['suspend', 'resume', false, true]);
  for (const stop of stops) stop();
  powerMonitor.emit('resume');
  net.online = false;
  vi.advanceTimersByTime(10_000);
  expect(heard).toHaveLength(4);
  lifecycle.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
