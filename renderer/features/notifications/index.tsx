export { Inbox } from './inbox.tsx';
export { InboxSettings } from './inbox-settings.tsx';
export { useUnread, useUnreadOf } from './use-unread.ts';
export { useInboxCommands } from './use-inbox-commands.ts';
