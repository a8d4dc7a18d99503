import { useEffect, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { OwnList } from '../../../electron/contract/lists.ts';
import { belongingsText } from '../../text/belongings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useStores } from '../stores/index.tsx';
import { useTellFailure } from './account-section.tsx';
import css from './belongings.module.css';

/** Asks before a list goes, and says how many people are in it. */
export function RemoveListDialog({ account, list, onClose }: { readonly account: Account; readonly list: OwnList; readonly onClose: () => void }) {
  const { belongings } = useStores();
  const [people, setPeople] = useState<number | null>(null);
  const tell = useTellFailure();
  useEffect(() => {
    let isCurrent = true;
    void belongings.getState().members(account.key, list.id).then((answer) => {
      if (isCurrent && answer.ok) setPeople(answer.value.length);
    });
    return () => {
      isCurrent = false;
    };
  }, [belongings, account.key, list.id]);
  const remove = async (): Promise<void> => {
    onClose();
    tell(await belongings.getState().removeList(account.key, list.id));
  };
  return (
    <Dialog
      title={belongingsText.removeListTitle(cleanLine(list.title))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{belongingsText.cancel}</Button>
          <Button look="danger" onClick={() => void remove()}>
            {belongingsText.removeList}
          </Button>
        </>
      }
    >
      <p className={css.note} role="status">
        {people === null ? belongingsText.membersLoading : belongingsText.removeListAbout(people)}
      </p>
    </Dialog>
  );
}
