import { useEffect, useMemo, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { withOwnKeys } from '../../stores/own-keys.ts';
import { shortcutsText } from '../../text/shortcuts.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { bindingsOf, takesText } from './key-bindings.ts';
import { useAppCommands } from './use-app-commands.ts';

/** Hears the keys of all commands. Mounted once. */
export function Shortcuts() {
  const { commands, settings } = useStores();
  const shipped = useStoreValue(commands, (state) => state.commands);
  const own = useStoreValue(settings, (state) => state.settings.keys);
  const list = useMemo(() => withOwnKeys(shipped, own), [shipped, own]);
  const [showsHelp, setShowsHelp] = useState(false);
  useAppCommands();
  useEffect(() => commands.getState().register({ id: 'app.help', keys: ['?'], label: shortcutsText.help, group: 'app', run: () => setShowsHelp(true) }), [commands]);
  useEffect(
    () =>
      tinykeys(
        window,
        bindingsOf(list, (event) => takesText(event.target)),
        // Each binding judges for itself. A key that something nearer took, or that composes a letter, is no command.
        { ignore: (event) => event.defaultPrevented || event.isComposing || event.repeat && event.key.length > 1 && !event.key.startsWith('Arrow') },
      ),
    [list],
  );
  return showsHelp ? <HelpSheet commands={list} onClose={() => setShowsHelp(false)} /> : null;
}
