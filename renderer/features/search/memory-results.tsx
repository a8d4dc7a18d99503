import { Columns3 } from 'lucide-react';
import { useEffect } from 'react';
import { longestSavedSearch } from '../../../electron/contract/limits.ts';
import { columnsText } from '../../text/columns.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { searchText } from '../../text/search.ts';
import { Button } from '../../ui/button.tsx';
import { Older } from '../../ui/older.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Post } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { SearchHelp } from './search-help.tsx';
import { useSearchColumn } from './use-search-column.ts';
import css from './search-pane.module.css';

/** Newest first; what is still asked for stands below what was answered before. */
export function MemoryResults({ onChange }: { readonly onChange: (text: string) => void }) {
  const { search } = useStores();
  const memory = useStoreValue(search, (state) => state.memory);
  const isRemembering = useStoreValue(search, (state) => state.isRemembering);
  const waiting = useStoreValue(search, (state) => state.size?.waiting ?? 0);
  useEffect(() => void search.getState().loadSize(), [search]);
  if (memory === null) return isRemembering ? <Searching /> : null;
  if (memory.error !== null) {
    return (
      <div className={css.note} role="alert">
        <span>{errorText(memory.error)}</span>
        <Button size="s" onClick={() => void search.getState().remember(memory.text)}>
          {peopleText.tryAgain}
        </Button>
      </div>
    );
  }
  const { views, text, cursor, isEmpty, problems } = memory;
  return (
    <>
      <Problems onChange={onChange} />
      {isEmpty && <SearchHelp isOpen onPick={onChange} />}
      <p className="spoken" role="status">
        {isEmpty ? '' : views.length === 0 ? searchText.nothing(text) : searchText.found(views.length, cursor !== null)}
      </p>
      {!isEmpty && problems.length === 0 && text.trim().length <= longestSavedSearch && <SaveAsColumn query={text} />}
      {views.map((view) => (
        <div key={view.status.uri} className={css.line}>
          <Post view={view} reached={view.marks.map((mark) => mark.account)} />
        </div>
      ))}
      {!isEmpty && views.length === 0 && (
        <div className={css.nothing} aria-hidden="true">
          <p>{searchText.nothing(text)}</p>
          <p className={css.hint}>{searchText.nothingHint}</p>
        </div>
      )}
      {waiting > 0 && <p className={css.note}>{searchText.waiting(waiting)}</p>}
      {!isEmpty && views.length > 0 && (cursor === null ? <p className={css.note}>{searchText.end}</p> : <Older label={searchText.older} onReach={() => void search.getState().older()} />)}
      {!isEmpty && <SearchHelp isOpen={false} onPick={onChange} />}
    </>
  );
}

/** Also where nothing is found yet: what comes is shown there. */
function SaveAsColumn({ query }: { readonly query: string }) {
  const save = useSearchColumn();
  return (
    <p className={css.save}>
      <Button size="s" onClick={() => save(query)}>
        <Columns3 aria-hidden="true" />
        {columnsText.saveSearch}
      </Button>
    </p>
  );
}

export function Searching() {
  return (
    <p className={css.note} role="status">
      <Spinner size={14} /> {searchText.searching}
    </p>
  );
}

/** What of the query could not be used, and what may have been meant. */
function Problems({ onChange }: { readonly onChange: (text: string) => void }) {
  const { search } = useStores();
  const text = useStoreValue(search, (state) => state.text);
  const memory = useStoreValue(search, (state) => state.memory);
  if (memory === null || memory.text !== text) return null;
  return (
    <div role="status">
      {memory.problems.map((problem) => (
        <div key={`${problem.kind} ${problem.part}`} className={css.problem}>
          <p>{searchText.problems(problem)}</p>
          {problem.part !== '' && (
            <div className={css.suggestions}>
              {problem.suggestions.map((suggestion) => (
                <Button key={suggestion} size="s" onClick={() => onChange(text.replace(problem.part, suggestion))}>
                  {suggestion}
                </Button>
              ))}
              <Button size="s" look="quiet" onClick={() => onChange(text.replace(problem.part, '').replaceAll(/\s+/g, ' ').trim())}>
                {searchText.remove}
              </Button>
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
