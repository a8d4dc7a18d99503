import { useEffect, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { OwnFilter } from '../../../electron/contract/filters.ts';
import type { AppError, CallOutput } from '../../../electron/contract/index.ts';
import { belongingsText } from '../../text/belongings.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useStores } from '../stores/index.tsx';
import css from './belongings.module.css';

/** The single posts a filter hides; each can be shown again. */
export function FilterPosts({ account, filter, onClose }: { readonly account: Account; readonly filter: OwnFilter; readonly onClose: () => void }) {
  const { belongings, navigation } = useStores();
  const [posts, setPosts] = useState<CallOutput<'filters.statuses'> | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void belongings.getState().filterStatuses(account.key, filter.id).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setPosts(answer.value);
      else setError(answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [belongings, account.key, filter.id]);
  const remove = async (entry: string): Promise<void> => {
    const failed = await belongings.getState().removeFilterStatus(account.key, entry);
    if (failed !== null) return setError(failed);
    setPosts((before) => before?.filter(({ id }) => id !== entry) ?? null);
  };
  return (
    <Dialog title={belongingsText.postsOf(cleanLine(filter.title))} onClose={onClose} footer={<Button onClick={onClose}>{belongingsText.close}</Button>}>
      {posts === null && error === null && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {belongingsText.loading}
        </p>
      )}
      {error !== null && (
        <p className={css.error} role="alert">
          {errorText(error)}
        </p>
      )}
      <ul className={css.rows}>
        {posts?.map(({ id, view }) => (
          <li key={id} className={css.row}>
            <span className={css.words}>
              {view === null ? (
                belongingsText.goneStatus
              ) : (
                <Button
                  look="link"
                  onClick={() => {
                    onClose();
                    navigation.getState().open({ kind: 'thread', uri: view.status.uri });
                  }}
                >
                  @{view.status.author.handle}
                </Button>
              )}
            </span>
            <Button size="s" onClick={() => void remove(id)}>
              {belongingsText.removeStatus}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
