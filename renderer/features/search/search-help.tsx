import { ChevronRight } from 'lucide-react';
import { searchText } from '../../text/search.ts';
import css from './search-help.module.css';

/** What can be asked for, by examples that can be pressed. */
export function SearchHelp({ isOpen, onPick }: { readonly isOpen: boolean; readonly onPick: (text: string) => void }) {
  return (
    <details className={css.help} open={isOpen}>
      <summary className={css.title}>
        <ChevronRight size={14} aria-hidden="true" />
        {searchText.helpTitle}
      </summary>
      <ul className={css.list}>
        {searchText.help.map(({ example, does, isOpen: goesOn = false }) => (
          <li key={example}>
            <button type="button" className={css.example} onClick={() => onPick(goesOn ? example : `${example} `)}>
              <code>{example}</code>
              <span>{does}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={css.hint}>{searchText.helpMinus}</p>
    </details>
  );
}
