import { useCallback } from 'react';
import { useStores } from '../stores/index.tsx';

/** Hands the open post to the outbox and leaves the pane; what follows is told by the sending toast. */
export function useSend(): () => Promise<void> {
  const { compose, navigation } = useStores();
  return useCallback(async () => {
    const answer = await compose.getState().send();
    if (answer?.ok === true) navigation.getState().back();
  }, [compose, navigation]);
}
