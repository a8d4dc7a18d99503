import { BellMinus, BellPlus, Ellipsis, Repeat2, UserMinus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { PersonChange, Profile } from '../../../electron/contract/people.ts';
import type { PersonState } from '../../stores/people.ts';
import { peopleText } from '../../text/people.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import type { Box } from '../../ui/place-beside.ts';
import { boxOf } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import { act, possibleFor, type Possible } from './person-acts.ts';
import css from './relations.module.css';

export interface RelationActionsProps {
  readonly profile: Profile;
  readonly person: PersonState;
  /** The ticked accounts. */
  readonly acting: readonly Account[];
}

type Open = { readonly kind: 'mute' | 'more'; readonly anchor: Box } | { readonly kind: 'block' };
type Run = (accounts: readonly Account[], change: PersonChange) => void;

const who = (accounts: readonly Account[]): string => peopleText.as(accounts.map(({ nickname }) => cleanLine(nickname)));

export function RelationActions({ profile, person, acting }: RelationActionsProps) {
  const stores = useStores();
  const [open, setOpen] = useState<Open | null>(null);
  const { handle } = profile.person;
  const possible = possibleFor(acting, person);
  const isBusy = acting.some(({ key }) => person.busy.has(key));
  const hint = acting.length === 0 ? peopleText.tickOne : profile.movedTo !== null && possible.follow.length > 0 ? peopleText.theyMoved : null;
  const run: Run = (accounts, change) => {
    setOpen(null);
    if (!isBusy) void act(stores, handle, accounts, change);
  };
  const close = (): void => setOpen(null);
  return (
    <div className={css.actions} role="group" aria-label={peopleText.relations} aria-busy={isBusy}>
      <FollowButton possible={possible} acting={acting} isHeld={hint !== null} run={run} />
      {acting.length > 0 && (
        <>
          {possible.mute.length > 0 ? (
            <Button aria-haspopup="menu" onClick={(event) => setOpen({ kind: 'mute', anchor: boxOf(event.currentTarget) })}>
              {peopleText.mute}
            </Button>
          ) : (
            <Button onClick={() => run(possible.unmute, { kind: 'unmute' })}>{peopleText.unmute}</Button>
          )}
          {possible.block.length > 0 ? <Button onClick={() => setOpen({ kind: 'block' })}>{peopleText.block}</Button> : <Button onClick={() => run(possible.unblock, { kind: 'unblock' })}>{peopleText.unblock}</Button>}
          {moreOf(possible).length > 0 && (
            <IconButton label={peopleText.more} aria-haspopup="menu" onClick={(event) => setOpen({ kind: 'more', anchor: boxOf(event.currentTarget) })}>
              <Ellipsis />
            </IconButton>
          )}
        </>
      )}
      {hint !== null && (
        <span id="relation-hint" className={css.hint}>
          {hint}
        </span>
      )}
      {open?.kind === 'mute' && (
        <Menu label={peopleText.muteFor} anchor={open.anchor} onClose={close} head={peopleText.muteFor}>
          {peopleText.durations.map(({ label, durationMs }) => (
            <MenuItem key={label} onSelect={() => run(possible.mute, { kind: 'mute', durationMs, notifications: true })}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {open?.kind === 'more' && (
        <Menu label={peopleText.more} anchor={open.anchor} align="end" onClose={close}>
          {moreOf(possible).map(({ label, icon, accounts, change }) => (
            <MenuItem key={label} icon={icon} onSelect={() => run(accounts, change)}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {open?.kind === 'block' && <BlockDialog handle={handle} accounts={possible.block} onClose={close} onBlock={() => run(possible.block, { kind: 'block' })} />}
    </div>
  );
}

/** One button that stays in its place, so that the focus does: follow while there is somebody to follow as, else the way back. */
function FollowButton({ possible, acting, isHeld, run }: { readonly possible: Possible; readonly acting: readonly Account[]; readonly isHeld: boolean; readonly run: Run }) {
  const { follow, unfollow, onlyRequested } = possible;
  const takesBack = follow.length === 0 && unfollow.length > 0;
  if (acting.length > 0 && follow.length === 0 && unfollow.length === 0) return null;
  const label = takesBack ? (onlyRequested ? peopleText.doTakeBack : peopleText.doUnfollow)(who(unfollow)) : peopleText.doFollow(acting.length === 0 ? '…' : who(follow));
  return (
    <Button look={takesBack ? 'plain' : 'ink'} held={isHeld} aria-describedby={isHeld ? 'relation-hint' : undefined} onClick={() => (takesBack ? run(unfollow, { kind: 'unfollow' }) : run(follow, { kind: 'follow' }))}>
      {label}
    </Button>
  );
}

interface MoreEntry {
  readonly label: string;
  readonly icon: ReactNode;
  readonly accounts: readonly Account[];
  readonly change: PersonChange;
}

/** What the buttons do not offer: how to follow, and the other half where the ticked accounts differ. */
function moreOf(possible: Possible): readonly MoreEntry[] {
  const { hideBoosts, showBoosts, notify, notNotify, follow, unfollow, mute, unmute, block, unblock } = possible;
  const entries: readonly MoreEntry[] = [
    { label: peopleText.hideBoosts(who(hideBoosts)), icon: <Repeat2 />, accounts: hideBoosts, change: { kind: 'follow', reblogs: false } },
    { label: peopleText.showBoosts(who(showBoosts)), icon: <Repeat2 />, accounts: showBoosts, change: { kind: 'follow', reblogs: true } },
    { label: peopleText.notify(who(notify)), icon: <BellPlus />, accounts: notify, change: { kind: 'follow', notify: true } },
    { label: peopleText.notNotify(who(notNotify)), icon: <BellMinus />, accounts: notNotify, change: { kind: 'follow', notify: false } },
    { label: peopleText.doUnfollow(who(unfollow)), icon: <UserMinus />, accounts: follow.length > 0 ? unfollow : [], change: { kind: 'unfollow' } },
    { label: `${peopleText.unmute}: ${who(unmute)}`, icon: null, accounts: mute.length > 0 ? unmute : [], change: { kind: 'unmute' } },
    { label: `${peopleText.unblock}: ${who(unblock)}`, icon: null, accounts: block.length > 0 ? unblock : [], change: { kind: 'unblock' } },
  ];
  return entries.filter(({ accounts }) => accounts.length > 0);
}

function BlockDialog({ handle, accounts, onClose, onBlock }: { readonly handle: string; readonly accounts: readonly Account[]; readonly onClose: () => void; readonly onBlock: () => void }) {
  const names = accounts.map(({ nickname }) => cleanLine(nickname));
  return (
    <Dialog
      title={peopleText.blockTitle(cleanLine(handle))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{peopleText.cancel}</Button>
          <Button look="danger" onClick={onBlock}>
            {peopleText.blockDo(names)}
          </Button>
        </>
      }
    >
      <p className={css.about}>{peopleText.blockAbout(names.join(', '))}</p>
    </Dialog>
  );
}
