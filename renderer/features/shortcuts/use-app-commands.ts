import { useEffect } from 'react';
import type { Command } from '../../stores/commands.ts';
import { scheduleText } from '../../text/schedule.ts';
import { shortcutsText } from '../../text/shortcuts.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** `Ctrl 1` to `Ctrl 8`. */
const mostAccountKeys = 8;

/** The commands that belong to no part of the page. */
export function useAppCommands(): void {
  const { accounts, commands, navigation } = useStores();
  const count = useStoreValue(accounts, (state) => state.accounts.length);
  useEffect(() => {
    const go = navigation.getState();
    const readAccount = (n: number) => (): void => {
      const account = accounts.getState().accounts[n - 1];
      if (account !== undefined) go.setScope(account.key);
    };
    const list: readonly Command[] = [
      { id: 'write.new', keys: ['n', 'c'], label: shortcutsText.write, group: 'write', run: () => go.open({ kind: 'write', replyTo: null, account: null }) },
      { id: 'app.outbox', keys: ['g o'], label: shortcutsText.outbox, group: 'app', run: () => go.open({ kind: 'outbox' }) },
      { id: 'app.scheduled', keys: [], label: scheduleText.pane, group: 'app', run: () => go.open({ kind: 'scheduled' }) },
      { id: 'app.snapshots', keys: [], label: shortcutsText.snapshots, group: 'app', run: () => go.open({ kind: 'snapshots' }) },
      { id: 'app.archive', keys: [], label: shortcutsText.archive, group: 'app', run: () => go.open({ kind: 'archive' }) },
      { id: 'app.settings', keys: ['$mod+,', 'g s'], label: shortcutsText.settings, group: 'app', run: () => go.open({ kind: 'settings' }), inText: true },
      ...Array.from({ length: count > 1 ? Math.min(count, mostAccountKeys) : 0 }, (_, index): Command => {
        const n = index + 1;
        return { id: `view.account${n}`, keys: [`$mod+${n}`], label: shortcutsText.account(n), group: 'view', run: readAccount(n) };
      }),
    ];
    const unregister = list.map((command) => commands.getState().register(command));
    return () => unregister.forEach((run) => run());
  }, [accounts, commands, navigation, count]);
}
