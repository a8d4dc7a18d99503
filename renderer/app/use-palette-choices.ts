import { useEffect, useMemo, useState } from 'react';
import type { QuickFindings } from '../../electron/contract/search.ts';
import { parsePasted } from '../features/search/index.tsx';
import { useStores, useStoreValue } from '../features/stores/index.tsx';
import { searchText } from '../text/search.ts';
import { useMinute } from '../ui/use-now.ts';
import { accountChoice, commandChoice, rankChoices, type Choice, type PaletteActs } from './palette-choices.ts';

/** What the palette offers for what is typed. */
export function usePaletteChoices(text: string, onDone: () => void): readonly Choice[] {
  const { commands, accounts, navigation } = useStores();
  const all = useStoreValue(commands, (state) => state.commands);
  const list = useStoreValue(accounts, (state) => state.accounts);
  const now = useMinute();
  const quick = useQuick(text);
  const pasted = parsePasted(text);
  const acts = useActs(text, onDone);
  // What could be done when the palette opened: in it, the focus is no longer on a post.
  const [usable] = useState(() => all.filter((command) => command.id !== 'app.palette' && (command.when === undefined || command.when())));
  const known = useMemo(() => {
    const then = afterClosing(onDone);
    return [...list.map((account) => accountChoice(account, then(() => navigation.getState().setScope(account.key)))), ...usable.map((command) => commandChoice(command, then(command.run)))];
  }, [list, usable, navigation, onDone]);
  const toOpen = pasted === null ? null : pasted.kind === 'address' ? searchText.openAddress(pasted.text) : searchText.openHandle(pasted.text.replace(/^(?:acct:|@)/, ''));
  return useMemo(() => rankChoices(text, known, quick, toOpen, acts, now), [text, known, quick, toOpen, acts, now]);
}

/** After the dialog has given the focus back to where it came from. */
function afterClosing(onDone: () => void): (run: () => void) => () => void {
  return (run) => () => {
    onDone();
    window.setTimeout(run, 0);
  };
}

/** What Skein itself knows, for the newest text only; what it knew of the text before stays until then. */
function useQuick(text: string): QuickFindings | null {
  const { search } = useStores();
  const [quick, setQuick] = useState<QuickFindings | null>(null);
  const isEmpty = text.trim() === '';
  useEffect(() => {
    if (isEmpty) return;
    let isOver = false;
    void search
      .getState()
      .quick(text)
      .then((found) => (isOver ? undefined : setQuick(found)));
    return () => {
      isOver = true;
    };
  }, [search, text, isEmpty]);
  return isEmpty ? null : quick;
}

function useActs(text: string, onDone: () => void): PaletteActs {
  const { navigation, search } = useStores();
  return useMemo(() => {
    const then = afterClosing(onDone);
    const go = navigation.getState();
    const openSearch = (words: string, tab: 'memory' | 'posts') => (): void => {
      search.getState().setText(words);
      search.getState().setTab(tab);
      go.open({ kind: 'search' });
    };
    return {
      openPerson: (person) => then(() => go.open({ kind: 'person', handle: person.handle, account: null }))(),
      openPost: (post) => then(() => go.open({ kind: 'thread', uri: post.uri }))(),
      search: (words, tab) => then(openSearch(words, tab))(),
      // The pane says how far it is, and why it could not be opened: looking an address up may take a minute.
      openPasted: () => then(() => {
        openSearch(text, 'memory')();
        void search.getState().openPasted(text.trim());
      })(),
    };
  }, [text, onDone, navigation, search]);
}
