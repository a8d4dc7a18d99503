import { Search as SearchIcon, X } from 'lucide-react';
import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react';
import type { SearchTab } from '../../stores/search.ts';
import { searchText } from '../../text/search.ts';
import { IconButton } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { MemoryResults } from './memory-results.tsx';
import { parsePasted } from './pasted.ts';
import { PastedNote } from './pasted-note.tsx';
import css from './search-pane.module.css';
import { ServerResults } from './server-results.tsx';
import { resultsIn, useResultKeys } from './use-result-keys.ts';

const tabs = (['memory', 'people', 'posts', 'tags'] as const).map((value) => ({ value, label: searchText.tabs[value] }));
/** Servers are asked when the typing rests; the memory answers every letter. */
const restMs = 400;

export interface SearchPaneProps {
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Looking for posts, people and tags: in the own memory and on all servers. */
export function SearchPane({ onBack, onClose }: SearchPaneProps) {
  const { search } = useStores();
  const text = useStoreValue(search, (state) => state.text);
  const tab = useStoreValue(search, (state) => state.tab);
  const box = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const pasted = parsePasted(text);
  useResultKeys(box);
  useAsking(text, tab, pasted !== null);

  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (pasted !== null) void search.getState().openPasted(pasted.text);
    else if (tab === 'memory') resultsIn(box.current)[0]?.focus();
    else void search.getState().ask(text, tab);
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    resultsIn(box.current)[0]?.focus();
  };
  const setText = (next: string): void => {
    search.getState().setText(next);
    field.current?.focus();
  };

  return (
    <section ref={box} className={css.pane} aria-label={searchText.title}>
      <PaneHeader title={searchText.title} onBack={onBack} onClose={onClose} />
      <form role="search" className={css.form} onSubmit={handleSubmit}>
        <TextField
          ref={field}
          label={searchText.field}
          labelHidden
          type="search"
          placeholder={searchText.placeholder}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={500}
          data-pane-focus=""
          value={text}
          onChange={(event) => search.getState().setText(event.target.value)}
          onKeyDown={handleKey}
          before={<SearchIcon size={16} aria-hidden="true" />}
          after={
            text !== '' && (
              <IconButton size="s" label={searchText.clear} onClick={() => setText('')}>
                <X />
              </IconButton>
            )
          }
        />
        <div className={css.tabs}>
          <Segmented label={searchText.tabsLabel} value={tab} options={tabs} onChange={(next) => search.getState().setTab(next)} />
        </div>
        <p className={css.hint}>{searchText.hints[tab]}</p>
      </form>
      <div className={css.scroller} data-scroller="">
        {pasted !== null && <PastedNote pasted={pasted} />}
        {pasted?.kind === 'address' ? null : tab === 'memory' ? <MemoryResults onChange={setText} /> : <ServerResults kind={tab} onChange={setText} />}
      </div>
    </section>
  );
}

/** An address says nothing to a search: it is opened instead. */
function useAsking(text: string, tab: SearchTab, isPasted: boolean): void {
  const { search } = useStores();
  useEffect(() => {
    if (tab === 'memory') return void search.getState().remember(text);
    if (isPasted) return;
    const timer = window.setTimeout(() => void search.getState().ask(text, tab), restMs);
    return () => window.clearTimeout(timer);
  }, [search, text, tab, isPasted]);
}
