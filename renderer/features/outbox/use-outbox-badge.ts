import { countNeeds } from '../../stores/outbox.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** How many copies wait for the person. */
export function useOutboxBadge(): number {
  const { outbox } = useStores();
  return useStoreValue(outbox, (state) => countNeeds(state.posts));
}
