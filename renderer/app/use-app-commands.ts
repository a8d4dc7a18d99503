import { useEffect } from 'react';
import { useStores } from '../features/stores/index.tsx';
import { catchUpText } from '../text/catch-up.ts';
import { frameText } from '../text/frame.ts';
import { searchText } from '../text/search.ts';

const popups = ':popover-open, dialog[open]';

/** Keys of the window itself. */
export function useAppCommands(): void {
  const { commands, navigation } = useStores();
  useEffect(() => {
    const { register } = commands.getState();
    const isOpen = (): boolean => navigation.getState().stack.length > 0 && document.querySelector(popups) === null;
    const stops = [
      register({ id: 'app.back', keys: ['Backspace'], label: frameText.back, group: 'move', when: isOpen, run: () => navigation.getState().back() }),
      // Also while writing: a draft is saved with every letter.
      register({ id: 'app.close', keys: ['Escape'], label: frameText.close, group: 'move', inText: true, when: isOpen, run: () => navigation.getState().back() }),
      register({ id: 'app.search', keys: ['/'], label: searchText.open, group: 'app', run: () => navigation.getState().open({ kind: 'search' }) }),
      register({ id: 'app.catchUp', keys: ['g c'], label: catchUpText.open, group: 'app', run: () => navigation.getState().open({ kind: 'catchUp' }) }),
      register({ id: 'app.home', keys: ['g h'], label: frameText.goHome, group: 'move', run: () => navigation.getState().closeDetail() }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, navigation]);
}
