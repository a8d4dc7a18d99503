import { Plus, X } from 'lucide-react';
import type { FilterDraft } from '../../../electron/contract/filters.ts';
import { belongingsText } from '../../text/belongings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './belongings.module.css';

type Keywords = FilterDraft['keywords'];

/** The words of a filter, one row each. */
export function KeywordFields({ keywords, isOne, onChange }: { readonly keywords: Keywords; readonly isOne: boolean; readonly onChange: (keywords: Keywords) => void }) {
  const change = (index: number, part: Partial<Keywords[number]>): void => onChange(keywords.map((word, at) => (at === index ? { ...word, ...part } : word)));
  return (
    <div className={css.ticks} role="group" aria-label={belongingsText.keywords}>
      <span className={css.label}>{belongingsText.keywords}</span>
      {keywords.map(({ keyword, wholeWord }, index) => (
        // Rows have no name of their own, and keep their place while they are edited.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={css.keyword}>
          <TextField label={belongingsText.keyword(index + 1)} labelHidden value={keyword} onChange={(event) => change(index, { keyword: event.target.value })} />
          <label className={css.tick}>
            <input type="checkbox" aria-label={belongingsText.wholeWordOf(index + 1)} checked={wholeWord} onChange={(event) => change(index, { wholeWord: event.target.checked })} />
            {belongingsText.wholeWord}
          </label>
          {!isOne && (
            <IconButton label={belongingsText.removeKeyword(index + 1)} onClick={() => onChange(keywords.toSpliced(index, 1))}>
              <X />
            </IconButton>
          )}
        </div>
      ))}
      {!isOne && (
        <div>
          <Button size="s" onClick={() => onChange([...keywords, { keyword: '', wholeWord: true }])}>
            <Plus /> {belongingsText.addKeyword}
          </Button>
        </div>
      )}
    </div>
  );
}
