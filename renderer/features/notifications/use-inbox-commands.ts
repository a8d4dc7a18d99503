import { useEffect } from 'react';
import { inboxText } from '../../text/notifications.ts';
import { useStores } from '../stores/index.tsx';

/** Moves the focus into the list: to the row that had it last, else to the first. Answers whether there is one. */
export function focusInbox(): boolean {
  const inbox = document.querySelector<HTMLElement>('[data-inbox]');
  const row = inbox?.querySelector<HTMLElement>('[data-inbox-row][tabindex="0"]') ?? inbox?.querySelector<HTMLElement>('[data-inbox-heading]') ?? null;
  row?.focus();
  return row !== null;
}

const inInbox = (): boolean => (document.activeElement?.closest('[data-inbox]') ?? null) !== null;

function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-inbox] [data-inbox-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

/** Keys of the inbox. Mounted once; `g n` works from everywhere. */
export function useInboxCommands(isColumn: boolean): void {
  const { commands, navigation, notifications } = useStores();
  useEffect(() => {
    const { register } = commands.getState();
    const go = (): void => {
      if (!isColumn) navigation.getState().open({ kind: 'inbox' });
      requestAnimationFrame(() => focusInbox());
    };
    const stops = [
      register({ id: 'app.inbox', keys: ['g n'], label: inboxText.goInbox, group: 'move', run: go }),
      register({ id: 'inbox.next', keys: ['j'], label: inboxText.next, group: 'move', when: inInbox, run: () => step(1) }),
      register({ id: 'inbox.previous', keys: ['k'], label: inboxText.previous, group: 'move', when: inInbox, run: () => step(-1) }),
      register({ id: 'inbox.markRead', keys: ['Shift+r'], label: inboxText.markRead, group: 'view', run: () => void notifications.getState().markRead(navigation.getState().scope) }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, navigation, notifications, isColumn]);
}
