import { useEffect, useId, useState } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { copiesText } from '../../text/copies.ts';
import { listed } from '../../text/time.ts';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import type { Wording } from './copy-wordings.ts';
import css from './post-dialogs.module.css';

export interface Left {
  readonly account: AccountKey;
  readonly left: number;
}

/** What is left of each account's length, as its server counts. */
export function useMeasures(wordings: readonly Wording[]): readonly Left[] {
  const { copies } = useStores();
  const [lefts, setLefts] = useState<readonly Left[]>([]);
  useEffect(() => {
    let isNewest = true;
    const measure = copies.getState().measure;
    void Promise.all(wordings.map((wording) => measure(wording.text, wording.spoilerText, wording.copies.map(({ account }) => account)))).then((answers) => {
      if (isNewest) setLefts(answers.flat().map(({ account, used, limit }) => ({ account, left: limit - used })));
    });
    return () => {
      isNewest = false;
    };
  }, [copies, wordings]);
  return lefts;
}

export interface WordingFieldsProps {
  readonly wording: Wording;
  readonly isOnly: boolean;
  readonly measures: readonly Left[];
  readonly onChange: (next: Partial<Pick<Wording, 'text' | 'spoilerText' | 'sensitive' | 'descriptions'>>) => void;
}

export function WordingFields({ wording, isOnly, measures, onChange }: WordingFieldsProps) {
  const id = useId();
  const accounts = useAccounts();
  const mediaUrl = useMediaUrl();
  const { copies, rebuilt, text, spoilerText, sensitive, descriptions } = wording;
  const named = accounts.filter(({ key }) => copies.some(({ account }) => account === key));
  const media = copies[0]?.media ?? [];
  const lefts = measures.filter(({ account }) => copies.some((copy) => copy.account === account));
  return (
    <div className={css.part}>
      <label className={css.label} htmlFor={`${id}-text`}>
        {isOnly ? copiesText.text : copiesText.textOf(named.map(({ nickname }) => cleanLine(nickname)))}
      </label>
      <textarea id={`${id}-text`} className={css.text} dir="auto" spellCheck aria-describedby={rebuilt ? `${id}-rebuilt` : undefined} value={text} onChange={(event) => onChange({ text: event.target.value })} />
      {rebuilt && (
        <p id={`${id}-rebuilt`} className={css.caution}>
          <StateIcon state="needs" size={14} /> {copiesText.rebuilt(listed(named.map(({ server }) => server.domain)))}
        </p>
      )}
      <p className={css.meters}>
        {lefts.map(({ account, left }) => (
          <span key={account} data-over={left < 0 || undefined}>
            {copiesText.left(cleanLine(accounts.find(({ key }) => key === account)?.nickname ?? ''), left)}
          </span>
        ))}
      </p>
      <label className={css.label} htmlFor={`${id}-warning`}>
        {copiesText.warning}
      </label>
      <input id={`${id}-warning`} className={css.line} dir="auto" value={spoilerText} onChange={(event) => onChange({ spoilerText: event.target.value })} />
      {media.map((each, index) => (
        <div key={each.id} className={css.media}>
          {each.preview === null ? <span /> : <img src={mediaUrl(each.preview)} alt="" />}
          <div>
            <label className={css.label} htmlFor={`${id}-media-${index}`}>
              {copiesText.description(index, media.length)}
            </label>
            <textarea
              id={`${id}-media-${index}`}
              className={`${css.text} ${css.short}`}
              dir="auto"
              value={descriptions[index] ?? ''}
              onChange={(event) => onChange({ descriptions: descriptions.map((description, at) => (at === index ? event.target.value : description)) })}
            />
          </div>
        </div>
      ))}
      {media.length > 0 && <Switch label={copiesText.sensitive} checked={sensitive} onChange={(checked) => onChange({ sensitive: checked })} />}
    </div>
  );
}
