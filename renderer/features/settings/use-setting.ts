import { useCallback } from 'react';
import type { Settings } from '../../../electron/contract/settings.ts';
import { errorText } from '../../text/errors.ts';
import { settingsText } from '../../text/settings.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** The settings, and how to change one. What could not be saved is put back and told. */
export function useSettings(): readonly [Settings, (part: Partial<Settings>) => void] {
  const { settings, toasts } = useStores();
  const current = useStoreValue(settings, (state) => state.settings);
  const change = useCallback(
    (part: Partial<Settings>) =>
      void settings
        .getState()
        .change(part)
        .then((error) => error !== null && toasts.getState().show({ text: settingsText.notSaved(errorText(error)), tone: 'blocked' })),
    [settings, toasts],
  );
  return [current, change];
}
