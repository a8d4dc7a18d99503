import { useEffect } from 'react';
import type { PostDialog } from '../../stores/post-menus.ts';
import { actingText } from '../../text/acting.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { Relations, usePerson } from '../people/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './post-dialogs.module.css';

/** How all accounts stand with the author of a post, and follow, mute or block as the ticked ones, without leaving the place. */
export function PersonDialog({ dialog, onClose }: { readonly dialog: Extract<PostDialog, { kind: 'person' }>; readonly onClose: () => void }) {
  const { handle, account } = dialog;
  const { people } = useStores();
  const person = usePerson(handle);
  useEffect(() => void people.getState().open(handle, account), [people, handle, account]);
  const profile = person?.profile ?? { state: 'loading' };
  return (
    <Dialog title={actingText.personTitle(cleanLine(handle))} width="l" onClose={onClose} footer={<Button onClick={onClose}>{copiesText.close}</Button>}>
      {profile.state === 'loading' && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {peopleText.loading}
        </p>
      )}
      {profile.state === 'failed' && (
        <p className={css.error} role="alert">
          {errorText(profile.error)}
        </p>
      )}
      {profile.state === 'ready' && person !== undefined && <Relations profile={profile.profile} person={person} wanted={[account, profile.account]} />}
    </Dialog>
  );
}
