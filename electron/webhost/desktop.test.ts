import { EventEmitter } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { AccountKey } from '../contract/index.ts';
import { createLinks, createNotifier, noticeCommand, openCommand } from './desktop.ts';

const notice = (onClick: () => void = () => {}) => ({ title: '--help\n<b>', body: '<a href="x">tea & cake</a>', account: 'a' as AccountKey, onClick });

describe('links', () => {
  test('go to the program of the system, without a shell between', () => {
    expect(openCommand('linux', 'https://a.example/')).toEqual(['xdg-open', 'https://a.example/']);
    expect(openCommand('darwin', 'https://a.example/')).toEqual(['open', 'https://a.example/']);
    expect(openCommand('win32', 'https://a.example/?a&calc')).toEqual(['rundll32', 'url.dll,FileProtocolHandler', 'https://a.example/?a&calc']);
  });

  test('that are none start nothing', async () => {
    const ran: unknown[] = [];
    const links = createLinks(async (command) => void ran.push(command));
    for (const url of ['file:///etc/passwd', 'javascript:1', '--help', 'https://u:p@a.example/']) await links.open(url);
    expect(ran).toEqual([]);
    await links.open('https://a.example/ x');
    expect(ran).toEqual([openCommand(process.platform, 'https://a.example/%20x')]);
  });
});

describe('notices', () => {
  test('cannot be taken for options, and their markup is shown, not read', () => {
    expect(noticeCommand('linux', notice())).toEqual(['notify-send', '--app-name=Skein', '--action=default=Open', '--', '--help <b>', '&lt;a href="x"&gt;tea &amp; cake&lt;/a&gt;']);
  });
  test('are not shown where no program for them is known', () => expect(noticeCommand('win32', notice())).toBeNull());

  function fakeProgram() {
    const started: (EventEmitter & { stdout: EventEmitter })[] = [];
    const notifier = createNotifier(() => {
      const child = Object.assign(new EventEmitter(), { stdout: new EventEmitter() });
      started.push(child);
      return child as unknown as ChildProcess;
    });
    return { started, notifier };
  }

  test('lead to a click once the person chose them', () => {
    const { started, notifier } = fakeProgram();
    let clicks = 0;
    notifier.show(notice(() => (clicks += 1)));
    started[0]?.stdout.emit('data', Buffer.from('default\n'));
    started[0]?.emit('close', 0);
    expect(clicks).toBe(1);
  });

  test('of a storm do not start a program each', () => {
    const { started, notifier } = fakeProgram();
    for (let i = 0; i < 50; i += 1) notifier.show(notice());
    expect(started).toHaveLength(5);
    started[0]?.emit('close', 0);
    notifier.show(notice());
    expect(started).toHaveLength(6);
  });

  test('stop for good where the program is missing', () => {
    const { started, notifier } = fakeProgram();
    notifier.show(notice());
    started[0]?.emit('error', new Error('ENOENT'));
    notifier.show(notice());
    expect(started).toHaveLength(1);
  });
});
