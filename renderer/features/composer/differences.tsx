import { Languages, StickyNote, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { differences, effective, postVisibilities, withOverride, type OverrideField } from '../../stores/compose-body.ts';
import { composerText } from '../../text/composer.ts';
import { AccountChip } from '../../ui/chip.tsx';
import { useStores } from '../stores/index.tsx';
import css from './differences.module.css';
import { LanguageOptions } from './language-options.tsx';
import { languageName } from './languages.ts';
import { Pick } from './pick.tsx';
import { ServerExtras } from './server-extras.tsx';
import { isPostVisibility } from './tools.tsx';
import { useTargets, useWriting, type Target } from './use-writing.ts';
import { VisibilityIcon } from './visibility-icon.tsx';

/** A value no language or visibility has: the copy follows what is written for all. */
const same = '=';

/** What single accounts post differently. Bold is what differs; the rest follows the post. */
export function Differences() {
  const targets = useTargets();
  return (
    <aside className={css.side} aria-label={composerText.perAccount}>
      <header className={css.head}>
        <h3>{composerText.perAccount}</h3>
        <span>{composerText.perAccountHint}</span>
      </header>
      <div className={css.cards}>
        {targets.map((target) => (
          <Card key={target.key} target={target} />
        ))}
      </div>
    </aside>
  );
}

function Card({ target }: { readonly target: Target }) {
  const { body } = useWriting();
  const { compose } = useStores();
  const differing = differences(body, target.key);
  const now = effective(body, target.key);
  const set = <F extends OverrideField>(field: F, value: Parameters<typeof withOverride<F>>[3]): void => compose.getState().change((before) => withOverride(before, target.key, field, value));
  const parts = (field: OverrideField) => ({ look: 'row', label: composerText.fieldFor(field, target.nickname), caption: composerText.field(field), differs: differing.includes(field) }) as const;
  const baseLanguage = body.language === null ? composerText.noLanguage : languageName(body.language);
  return (
    <section className={css.card} data-colour={target.account?.colour ?? 0} aria-label={target.nickname}>
      <p className={css.who}>
        <AccountChip colour={target.account?.colour ?? 0} nickname={target.nickname} handle={target.account?.handle ?? target.key} />
        <span>{composerText.differences(differing.length)}</span>
      </p>
      <Pick {...parts('text')} value={differing.includes('text') ? 'own' : same} shows={differing.includes('text') ? composerText.own : composerText.asWritten} icon={<StickyNote aria-hidden="true" />} onPick={(value) => compose.getState().change((before) => withOverride(before, target.key, 'text', value === 'own' ? before.text : undefined))}>
        <option value={same}>{composerText.asWritten}</option>
        <option value="own">{composerText.own}</option>
      </Pick>
      <Pick
        {...parts('visibility')}
        value={differing.includes('visibility') ? now.visibility : same}
        shows={composerText.visibilityName(now.visibility)}
        icon={<VisibilityIcon visibility={now.visibility} />}
        onPick={(value) => set('visibility', isPostVisibility(value) ? value : undefined)}
      >
        <option value={same}>{composerText.asWrittenIs(composerText.visibilityName(body.visibility))}</option>
        {postVisibilities.filter((each) => each !== body.visibility).map((each) => (
          <option key={each} value={each}>
            {composerText.visibilityOption(each)}
          </option>
        ))}
      </Pick>
      <Pick
        {...parts('language')}
        value={differing.includes('language') ? (now.language ?? '') : same}
        shows={now.language === null ? composerText.noLanguage : languageName(now.language)}
        icon={<Languages aria-hidden="true" />}
        onPick={(value) => set('language', value === same ? undefined : value === '' ? null : value)}
      >
        <option value={same}>{composerText.asWrittenIs(baseLanguage)}</option>
        {body.language !== null && <option value="">{composerText.noLanguage}</option>}
        <LanguageOptions chosen={now.language} />
      </Pick>
      <WarningPick target={target} differs={differing.includes('spoilerText')} />
      <ServerExtras target={target} />
    </section>
  );
}

function WarningPick({ target, differs }: { readonly target: Target; readonly differs: boolean }) {
  const { body } = useWriting();
  const { compose } = useStores();
  const { spoilerText } = effective(body, target.key);
  const [isWriting, setIsWriting] = useState(differs && spoilerText !== '');
  const set = (value: string | undefined): void => compose.getState().change((before) => withOverride(before, target.key, 'spoilerText', value));
  const shared = body.spoilerText === '' ? composerText.none : body.spoilerText;
  const pick = (value: string): void => {
    setIsWriting(value === 'own');
    if (value !== 'own') set(value === 'none' ? '' : undefined);
  };
  const value = isWriting ? 'own' : differs ? 'none' : same;
  return (
    <>
      <Pick look="row" label={composerText.fieldFor('spoilerText', target.nickname)} caption={composerText.field('spoilerText')} differs={differs} value={value} shows={spoilerText === '' ? composerText.none : spoilerText} icon={<TriangleAlert aria-hidden="true" />} onPick={pick}>
        <option value={same}>{composerText.asWrittenIs(shared)}</option>
        {body.spoilerText !== '' && <option value="none">{composerText.none}</option>}
        <option value="own">{composerText.ownWarning}</option>
      </Pick>
      {isWriting && (
        <input className={css.warning} autoFocus aria-label={composerText.fieldFor('spoilerText', target.nickname)} placeholder={composerText.warningPlaceholder} value={differs ? spoilerText : ''} maxLength={10_000} dir="auto" onChange={(event) => set(event.target.value)} />
      )}
    </>
  );
}
