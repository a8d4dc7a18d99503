import { House, Inbox, ListTree, PenLine, Settings } from 'lucide-react';
import { useUnread } from '../features/notifications/index.tsx';
import { useStores, useStoreValue } from '../features/stores/index.tsx';
import { isThread } from '../stores/navigation.ts';
import { frameText } from '../text/frame.ts';
import { inboxText } from '../text/notifications.ts';
import { compact } from '../text/time.ts';
import css from './tab-bar.module.css';

/** The ways through a narrow window. Not drawn in a wide one. */
export function TabBar() {
  const { navigation } = useStores();
  const detail = useStoreValue(navigation, (state) => state.stack.at(-1));
  const lastThread = useStoreValue(navigation, (state) => state.lastThread);
  const unread = useUnread();
  const { open, closeDetail } = navigation.getState();
  const current = (is: boolean): 'page' | undefined => (is ? 'page' : undefined);
  return (
    <nav className={css.tabs} aria-label={frameText.tabs}>
      <button type="button" aria-current={current(detail === undefined)} onClick={closeDetail}>
        <House aria-hidden="true" />
        {frameText.home}
      </button>
      <button type="button" aria-current={current(detail?.kind === 'inbox')} onClick={() => open({ kind: 'inbox' })}>
        <Inbox aria-hidden="true" />
        {inboxText.title}
        {unread > 0 && (
          <span className={css.count}>
            {compact(unread)}
            <span className="spoken"> {inboxText.unread}</span>
          </span>
        )}
      </button>
      {lastThread !== null && (
        <button type="button" aria-current={current(isThread(detail))} onClick={() => open(lastThread)}>
          <ListTree aria-hidden="true" />
          {frameText.thread}
        </button>
      )}
      <button type="button" aria-current={current(detail?.kind === 'settings')} onClick={() => open({ kind: 'settings' })}>
        <Settings aria-hidden="true" />
        {frameText.settings}
      </button>
      <button type="button" className={css.write} aria-current={current(detail?.kind === 'write')} onClick={() => open({ kind: 'write', replyTo: null, account: null })}>
        <PenLine aria-hidden="true" />
        {frameText.write}
      </button>
    </nav>
  );
}
