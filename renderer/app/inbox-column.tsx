import { Inbox as InboxIcon } from 'lucide-react';
import { useEffect } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { Inbox, useInboxCommands, useUnread } from '../features/notifications/index.tsx';
import { useStores, useStoreValue } from '../features/stores/index.tsx';
import { inboxText } from '../text/notifications.ts';
import { compact } from '../text/time.ts';
import { IconButton } from '../ui/button.tsx';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { BrokenPart } from './broken-part.tsx';
import css from './inbox-column.module.css';

/** From here on there is room for the inbox beside the home; as in `app.module.css`. */
const roomForInbox = '(min-width: 960px)';

/** Beside the home where there is room; else it is opened like a thread. */
export function InboxColumn() {
  const { navigation } = useStores();
  const hasRoom = useMediaQuery(roomForInbox);
  const isOpened = useStoreValue(navigation, (state) => state.stack.some(({ kind }) => kind === 'inbox'));
  useInboxCommands(hasRoom);
  // The window became wider, or a notice was clicked: it stands beside the home already.
  useEffect(() => {
    if (hasRoom && isOpened) navigation.setState(({ stack }) => ({ stack: stack.filter(({ kind }) => kind !== 'inbox') }));
  }, [hasRoom, isOpened, navigation]);
  if (!hasRoom) return null;
  return (
    <div className={css.column}>
      <ErrorBoundary FallbackComponent={BrokenPart}>
        <Inbox />
      </ErrorBoundary>
    </div>
  );
}

/** The way to the inbox in windows with a rail and without room for it. */
export function InboxButton() {
  const { navigation } = useStores();
  const unread = useUnread();
  return (
    <IconButton className={css.button} label={unread > 0 ? `${inboxText.title}, ${inboxText.unreadCount(unread)}` : inboxText.title} keys="g n" onClick={() => navigation.getState().open({ kind: 'inbox' })}>
      <InboxIcon />
      {unread > 0 && (
        <span className={css.badge} aria-hidden="true">
          {compact(unread)}
        </span>
      )}
    </IconButton>
  );
}
