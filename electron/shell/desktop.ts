/** Links, notices, sleep and network, as Electron knows them. The only caller of `shell.openExternal`. */
import { net, Notification, powerMonitor, shell } from 'electron';
import type { ExternalLinks, Lifecycle, Notifier } from '../core/ports.ts';
import { toExternalUrl } from '../host/external-url.ts';
import { toNoticeText } from '../host/notice-text.ts';

export const links: ExternalLinks = {
  async open(text) {
    const url = toExternalUrl(text);
    if (url !== null) await shell.openExternal(url);
  },
};

/** `focus` brings the window up before a click is acted on. */
export function createNotifier(focus: () => void): Notifier {
  // Electron forgets a notification nobody holds, and its click with it.
  const shown = new Set<Notification>();
  return {
    show(notice) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title: toNoticeText(notice.title), body: toNoticeText(notice.body) });
      shown.add(notification);
      notification.on('click', () => {
        shown.delete(notification);
        focus();
        notice.onClick();
      });
      notification.on('close', () => shown.delete(notification));
      notification.show();
    },
  };
}

const lookEveryMs = 5_000;

export interface WatchedLifecycle extends Lifecycle {
  close(): void;
}

/** Electron tells about sleep, but in the main process the network has to be looked at. */
export function createLifecycle(): WatchedLifecycle {
  const online = new Set<(online: boolean) => void>();
  let wasOnline = net.isOnline();
  const timer = setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline === wasOnline) return;
    wasOnline = isOnline;
    for (const task of online) task(isOnline);
  }, lookEveryMs);
  return {
    onSuspend(task) {
      powerMonitor.on('suspend', task);
      return () => powerMonitor.off('suspend', task);
    },
    onResume(task) {
      powerMonitor.on('resume', task);
      return () => powerMonitor.off('resume', task);
    },
    onOnline(task) {
      online.add(task);
      return () => online.delete(task);
    },
    close: () => clearInterval(timer),
  };
}
