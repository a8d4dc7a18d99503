import { Languages, Quote, TriangleAlert } from 'lucide-react';
import { postVisibilities, type PostVisibility } from '../../stores/compose-body.ts';
import { composerText } from '../../text/composer.ts';
import { Button } from '../../ui/button.tsx';
import { useStores } from '../stores/index.tsx';
import { LanguageOptions } from './language-options.tsx';
import { languageName } from './languages.ts';
import { Pick } from './pick.tsx';
import { PolicyOptions, toPolicy } from './quote-policy.tsx';
import css from './tools.module.css';
import { useTargets, useWriting } from './use-writing.ts';
import { VisibilityIcon } from './visibility-icon.tsx';

export function isPostVisibility(value: string): value is PostVisibility {
  return postVisibilities.some((each) => each === value);
}

/** What holds for every copy: who sees it, its language, and whether it carries a warning. */
export function Tools({ hasWarning, onWarning }: { readonly hasWarning: boolean; readonly onWarning: () => void }) {
  const { body } = useWriting();
  const { compose } = useStores();
  const { visibility, language } = body;
  const targets = useTargets();
  // Nobody but its author can quote what is not public anyway (Mastodon API client/quotes).
  const mayChoosePolicy = (visibility === 'public' || visibility === 'unlisted') && targets.some(({ account }) => account?.limits.writing?.quotePolicies === true);
  return (
    <div className={css.tools}>
      <Pick
        look="button"
        label={composerText.visibility}
        value={visibility}
        shows={composerText.visibilityName(visibility)}
        icon={<VisibilityIcon visibility={visibility} />}
        onPick={(value) => isPostVisibility(value) && compose.getState().change((before) => ({ ...before, visibility: value }))}
      >
        {postVisibilities.map((each) => (
          <option key={each} value={each}>
            {composerText.visibilityOption(each)}
          </option>
        ))}
      </Pick>
      <Pick
        look="button"
        label={composerText.language}
        value={language ?? ''}
        shows={language === null ? composerText.noLanguage : languageName(language)}
        icon={<Languages aria-hidden="true" />}
        onPick={(value) => compose.getState().change((before) => ({ ...before, language: value === '' ? null : value }))}
      >
        <option value="">{composerText.noLanguage}</option>
        <LanguageOptions chosen={language} />
      </Pick>
      {mayChoosePolicy && (
        <Pick
          look="button"
          label={composerText.policy}
          value={body.quotePolicy ?? ''}
          shows={body.quotePolicy === null ? composerText.policyDefault : composerText.policies[body.quotePolicy]}
          icon={<Quote aria-hidden="true" />}
          onPick={(value) => compose.getState().change((before) => ({ ...before, quotePolicy: toPolicy(value) }))}
        >
          <option value="">{composerText.policyDefault}</option>
          <PolicyOptions />
        </Pick>
      )}
      <Button look="quiet" aria-pressed={hasWarning} onClick={onWarning}>
        <TriangleAlert />
        {hasWarning ? composerText.removeWarning : composerText.addWarning}
      </Button>
    </div>
  );
}
