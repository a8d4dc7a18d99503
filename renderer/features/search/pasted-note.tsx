import { CornerDownLeft } from 'lucide-react';
import { errorText } from '../../text/errors.ts';
import { searchText } from '../../text/search.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { usePostActions } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import type { Pasted } from './pasted.ts';
import css from './search-pane.module.css';

/** Stands above the results while an address or a handle is in the field. */
export function PastedNote({ pasted }: { readonly pasted: Pasted }) {
  const { search } = useStores();
  const opening = useStoreValue(search, (state) => state.opening);
  const actions = usePostActions();
  const isAsking = opening.state === 'asking' && opening.text === pasted.text;
  return (
    <div className={css.pasted}>
      <Button look="ink" held={isAsking} onClick={() => void search.getState().openPasted(pasted.text)}>
        {isAsking ? <Spinner size={14} /> : <CornerDownLeft aria-hidden="true" />}
        <span className={css.address}>{pasted.kind === 'address' ? searchText.openAddress(pasted.text) : searchText.openHandle(pasted.text.replace(/^(?:acct:|@)/, ''))}</span>
      </Button>
      <div role="status">
        {isAsking && <p className={css.hint}>{searchText.resolving}</p>}
        {opening.state === 'failed' && opening.text === pasted.text && (
          <p className={css.wrong}>
            {opening.error.kind === 'notFound' ? searchText.notThere : searchText.notResolved(errorText(opening.error))}{' '}
            {pasted.kind === 'address' && (
              <Button look="link" onClick={() => void actions.openLink(pasted.text)}>
                {searchText.inBrowser}
              </Button>
            )}
          </p>
        )}
      </div>
    </div>
  );
}
