import { columnsText } from '../../text/columns.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './column-dialog.module.css';
import type { DraftFieldsProps } from './source-fields.tsx';

const orders = (['newest', 'oldest'] as const).map((value) => ({ value, label: columnsText.orders[value] }));
const switches = ['boosts', 'replies', 'bots', 'mediaOnly'] as const;
const mostCount = 1_000_000;

/** What a column leaves out, and in which order it shows the rest. */
export function RuleFields({ draft, problems, onChange, isOpen }: DraftFieldsProps & { readonly isOpen: boolean }) {
  const { rules } = draft;
  const setRules = (part: Partial<typeof rules>): void => onChange({ rules: { ...rules, ...part } });
  const wrong = (field: string): { readonly error?: string } => (problems[field] === undefined ? {} : { error: problems[field] });
  return (
    <details className={css.rules} open={isOpen || 'languages' in problems || 'pattern' in problems || undefined}>
      <summary>{columnsText.rules}</summary>
      <div className={css.ruleFields}>
        <div className={css.order}>
          <span>{columnsText.order}</span>
          <Segmented label={columnsText.order} value={draft.order} options={orders} onChange={(order) => onChange({ order })} />
        </div>
        <Switch label={columnsText.repeats} hint={columnsText.repeatsHint} checked={draft.repeats === 'once'} onChange={(once) => onChange({ repeats: once ? 'once' : 'each' })} />
        {switches.map((name) => (
          <Switch key={name} label={columnsText[name]} checked={rules[name]} onChange={(checked) => setRules({ [name]: checked })} />
        ))}
        <TextField label={columnsText.words} hint={columnsText.wordsHint} value={draft.words} onChange={(event) => onChange({ words: event.target.value })} />
        <TextField label={columnsText.pattern} hint={columnsText.patternHint} value={draft.pattern} maxLength={200} spellCheck={false} onChange={(event) => onChange({ pattern: event.target.value })} {...wrong('pattern')} />
        <TextField label={columnsText.languages} hint={columnsText.languagesHint} value={draft.languages} onChange={(event) => onChange({ languages: event.target.value })} {...wrong('languages')} />
        <div className={css.counts}>
          <Count label={columnsText.minReblogs} value={rules.minReblogs} onChange={(minReblogs) => setRules({ minReblogs })} />
          <Count label={columnsText.minFavourites} value={rules.minFavourites} onChange={(minFavourites) => setRules({ minFavourites })} />
        </div>
      </div>
    </details>
  );
}

function Count({ label, value, onChange }: { readonly label: string; readonly value: number; readonly onChange: (value: number) => void }) {
  return <TextField label={label} type="number" min={0} max={mostCount} value={value} onChange={(event) => onChange(Math.min(mostCount, Math.max(0, Math.trunc(Number(event.target.value)) || 0)))} />;
}
