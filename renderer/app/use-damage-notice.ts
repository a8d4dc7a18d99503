import { useEffect } from 'react';
import { useStores, useStoreValue } from '../features/stores/index.tsx';
import { settingsText } from '../text/settings.ts';

/** Says that the file with drafts and outbox was damaged: what is missing would otherwise only be noticed too late. */
export function useDamageNotice(): void {
  const { settings, toasts } = useStores();
  const damagedAt = useStoreValue(settings, (state) => state.info?.stateMovedAside?.path ?? null);
  useEffect(() => {
    if (damagedAt !== null) toasts.getState().show({ text: settingsText.damaged, tone: 'blocked' });
  }, [damagedAt, toasts]);
}
