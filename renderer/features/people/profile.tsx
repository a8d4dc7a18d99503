import { AtSign, ExternalLink } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { AccountKey, AppError } from '../../../electron/contract/index.ts';
import type { Profile as ProfileData } from '../../../electron/contract/people.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { usePostActions } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import { Familiar } from './familiar.tsx';
import { ProfileHead } from './profile-head.tsx';
import { ProfilePosts } from './profile-posts.tsx';
import css from './profile.module.css';
import { Relations } from './relations.tsx';
import { usePerson, useProfileKeys } from './use-person.ts';

export interface ProfileProps {
  readonly handle: string;
  /** The account that met the person, where that is known. */
  readonly account: AccountKey | null;
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
}

/** A person's page: who they are, how all accounts stand with them, what they post. */
export function Profile({ handle, account, onBack, onClose }: ProfileProps) {
  const { people } = useStores();
  const person = usePerson(handle);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => void people.getState().open(handle, account), [people, handle, account]);
  useProfileKeys(box);
  const profile = person?.profile ?? { state: 'loading' };
  return (
    <section ref={box} className={css.pane} aria-label={peopleText.title}>
      <PaneHeader title={peopleText.title} sub={<bdi>@{cleanLine(handle)}</bdi>} onBack={onBack} onClose={onClose} actions={profile.state === 'ready' && <HeaderActions profile={profile.profile} />} />
      <div className={css.scroller} data-scroller="">
        {profile.state === 'loading' && (
          <p className={css.note} role="status">
            <Spinner size={14} /> {peopleText.loading}
          </p>
        )}
        {profile.state === 'failed' && <Failed handle={handle} error={profile.error} onRetry={() => void people.getState().open(handle, account)} />}
        {profile.state === 'ready' && person !== undefined && (
          <>
            <ProfileHead profile={profile.profile} account={profile.account} />
            <Familiar person={person} />
            <Relations profile={profile.profile} person={person} wanted={[account, profile.account]} />
            <ProfilePosts handle={handle} account={profile.account} />
          </>
        )}
      </div>
    </section>
  );
}

function HeaderActions({ profile }: { readonly profile: ProfileData }) {
  const actions = usePostActions();
  const { url, handle } = profile.person;
  return (
    <>
      <IconButton label={peopleText.copyHandle} onClick={() => void actions.copy(`@${handle}`)}>
        <AtSign />
      </IconButton>
      {url !== null && (
        <IconButton label={peopleText.openInBrowser} onClick={() => void actions.openLink(url)}>
          <ExternalLink />
        </IconButton>
      )}
    </>
  );
}

function Failed({ handle, error, onRetry }: { readonly handle: string; readonly error: AppError; readonly onRetry: () => void }) {
  return (
    <div className={css.note} role="alert">
      <span>{error.kind === 'notFound' && error.what === 'person' ? peopleText.nobody(handle) : errorText(error)}</span>
      <Button size="s" onClick={onRetry}>
        {peopleText.tryAgain}
      </Button>
    </div>
  );
}
