import { memo } from 'react';
import { composerText } from '../../text/composer.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { allLanguages, usualLanguages } from './languages.ts';

/** The languages of the person's accounts first, then every language. Some 180 lines in each list, so not drawn again with every letter that is typed. */
export const LanguageOptions = memo(function LanguageOptions({ chosen }: { readonly chosen: string | null }) {
  const { accounts } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const usual = usualLanguages([chosen, ...all.map(({ defaults }) => defaults.language), navigator.language.split('-')[0]]);
  const others = allLanguages().filter(({ code }) => !usual.some((each) => each.code === code));
  return (
    <>
      <optgroup label={composerText.usual}>
        {usual.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </optgroup>
      <optgroup label={composerText.allLanguages}>
        {others.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </optgroup>
    </>
  );
});
