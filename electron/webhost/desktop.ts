/** What the desktop around a plain Node process offers: its browser for links, and its notifications. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { ExternalLinks, Notice, Notifier } from '../core/ports.ts';
import { toExternalUrl } from '../host/external-url.ts';
import { toNoticeText } from '../host/notice-text.ts';

type Command = readonly [file: string, ...args: string[]];

/** `url` starts with its scheme, so it cannot be taken for an option; no shell is in between. */
export function openCommand(platform: NodeJS.Platform, url: string): Command {
  if (platform === 'darwin') return ['open', url];
  // `start` belongs to cmd.exe, which would read `&` in the address as its own.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

export function createLinks(run: typeof runDetached = runDetached): ExternalLinks {
  return {
    async open(text) {
      const url = toExternalUrl(text);
      if (url === null) return;
      await run(openCommand(process.platform, url));
    },
  };
}

/** Answers when the program runs, or when it could not be started: then there is nothing to open links with. */
function runDetached([file, ...args]: Command): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'ignore', detached: true });
    child.once('spawn', resolve);
    child.once('error', () => resolve());
    child.unref();
  });
}

const maxOpenNotices = 5;
const noticeLifeMs = 60_000;

/** `notify-send` of libnotify (0.8 and newer wait for the click), `osascript` on macOS; elsewhere notices are not shown. */
export function createNotifier(start: (command: Command) => ChildProcess = startNotice): Notifier {
  const open = new Set<ChildProcess>();
  // Where the program is missing, it is looked for once.
  let usable = true;
  return {
    show(notice) {
      const command = noticeCommand(process.platform, notice);
      if (!usable || command === null || open.size >= maxOpenNotices) return;
      const child = start(command);
      open.add(child);
      child.once('error', () => {
        usable = false;
        open.delete(child);
      });
      child.once('close', () => open.delete(child));
      child.stdout?.on('data', (chosen: Buffer) => {
        if (chosen.toString().trim() === 'default') notice.onClick();
      });
    },
  };
}

export function noticeCommand(platform: NodeJS.Platform, notice: Notice): Command | null {
  const title = toNoticeText(notice.title);
  const body = toNoticeText(notice.body);
  if (platform === 'linux') return ['notify-send', '--app-name=Skein', '--action=default=Open', '--', title, escapeMarkup(body)];
  if (platform === 'darwin') return ['osascript', '-e', 'on run argv', '-e', 'display notification (item 2 of argv) with title (item 1 of argv)', '-e', 'end run', '--', title, body];
  return null;
}

/** Notification servers read a small HTML in bodies (desktop notification specification, "Markup"). */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function startNotice([file, ...args]: Command): ChildProcess {
  return spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: noticeLifeMs });
}
