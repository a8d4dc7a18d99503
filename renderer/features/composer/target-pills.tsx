import { ChevronDown, PenLine, Plus, Repeat2, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { mayReply, withReplyAccount } from '../../stores/compose-body.ts';
import { membersOf, withBoosting, withMember, withoutMember, withWriter } from '../../stores/compose-boosters.ts';
import { boostingText } from '../../text/boosting.ts';
import { composerText } from '../../text/composer.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { Box } from '../../ui/place-beside.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './target-pills.module.css';
import { useBoosters, useTargets, useWriting, type Target } from './use-writing.ts';

/** Who posts: for a new post any number of accounts, for an answer one. Only the person changes them. */
export function TargetPills() {
  const { body } = useWriting();
  const { accounts, compose } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const targets = useTargets();
  const boosters = useBoosters();
  const [menu, setMenu] = useState<Box | null>(null);
  const group = useRef<HTMLDivElement>(null);
  const isReply = body.inReplyTo !== null;
  const remove = (target: Target): void => {
    compose.getState().changeTargets((before) => withoutMember(before, target.key));
    // The button that had the focus is gone: the next one to press takes it.
    requestAnimationFrame(() => group.current?.querySelector<HTMLElement>('[data-add]')?.focus());
  };
  const write = (target: Target): void => {
    compose.getState().changeTargets((before) => withWriter(before, target.key));
    // The button is gone with the boost: the pill of who writes now stands first.
    requestAnimationFrame(() => group.current?.querySelector<HTMLElement>('button')?.focus());
  };
  const openMenu = (element: Element): void => setMenu(element.getBoundingClientRect());
  const rest = all.filter(({ key }) => !membersOf(body).some(({ account }) => account === key));
  return (
    <>
      <div ref={group} role="group" aria-label={isReply ? composerText.replyFrom : composerText.from} className={css.pills}>
        {targets.map((target) =>
          isReply ? (
            <button key={target.key} type="button" className={css.pill} data-colour={target.account?.colour ?? 0} aria-haspopup="menu" onClick={(event) => openMenu(event.currentTarget)}>
              <PillFace target={target} />
              <span className="spoken">{composerText.switchMenu}</span>
              {all.length > 1 && <ChevronDown size={14} aria-hidden="true" />}
            </button>
          ) : (
            <span key={target.key} className={css.pill} data-colour={target.account?.colour ?? 0}>
              <PillFace target={target} />
              {boosters.length > 0 && <span className={css.role}>{boostingText.writes}</span>}
              <button type="button" className={css.remove} aria-label={composerText.removeTarget(target.nickname)} data-tip={composerText.removeTarget(target.nickname)} onClick={() => remove(target)}>
                <X size={13} />
              </button>
            </span>
          ),
        )}
        {boosters.map((target) => (
          <BoosterPill key={target.key} target={target} onWrite={() => write(target)} onRemove={() => remove(target)} />
        ))}
        {!isReply && rest.length > 0 && (
          <button type="button" data-add="" className={css.add} aria-haspopup="menu" onClick={(event) => openMenu(event.currentTarget)}>
            <Plus size={15} />
            {composerText.add}
          </button>
        )}
        {menu !== null && (isReply ? <ReplyMenu anchor={menu} onClose={() => setMenu(null)} /> : <AddMenu rest={rest} anchor={menu} onClose={() => setMenu(null)} />)}
      </div>
      {!isReply && targets.length + boosters.length > 1 && <Mode names={targets.map(({ nickname }) => nickname)} isBoosting={boosters.length > 0} />}
    </>
  );
}

/** Whether all of the accounts write, or one does and the others boost. */
function Mode({ names, isBoosting }: { readonly names: readonly string[]; readonly isBoosting: boolean }) {
  const { body } = useWriting();
  const { compose } = useStores();
  return (
    <div className={css.mode}>
      <Segmented
        label={boostingText.mode}
        value={isBoosting ? 'one' : 'each'}
        options={[
          { value: 'each', label: boostingText.each },
          { value: 'one', label: boostingText.one },
        ]}
        onChange={(value) => compose.getState().changeTargets((before) => withBoosting(before, value === 'one'))}
      />
      {isBoosting && <p className={css.hint}>{boostingText.hint(names[0] ?? '', body.thread.length > 0, body.scheduledAt !== null)}</p>}
    </div>
  );
}

function BoosterPill({ target, onWrite, onRemove }: { readonly target: Target; readonly onWrite: () => void; readonly onRemove: () => void }) {
  return (
    <span className={css.pill} data-colour={target.account?.colour ?? 0} data-boosts="">
      <PillFace target={target} />
      <span className={css.role}>
        <Repeat2 size={13} aria-hidden="true" />
        {boostingText.boosts}
      </span>
      <button type="button" className={css.remove} aria-label={boostingText.write(target.nickname)} data-tip={boostingText.write(target.nickname)} onClick={onWrite}>
        <PenLine size={13} />
      </button>
      <button type="button" className={css.remove} aria-label={boostingText.remove(target.nickname)} data-tip={boostingText.remove(target.nickname)} onClick={onRemove}>
        <X size={13} />
      </button>
    </span>
  );
}

function PillFace({ target }: { readonly target: Target }) {
  return (
    <>
      <span className={css.ring}>
        <Avatar path={target.account?.avatar ?? null} name={target.nickname} size={28} round />
      </span>
      <span className={css.words}>
        <b>
          <bdi>{target.nickname}</bdi>
        </b>
        <small>{target.account === null ? target.key : `@${target.account.handle}`}</small>
      </span>
    </>
  );
}

function useHindrance(): (account: Account) => string | null {
  const { settings } = useStores();
  const neverFromMoved = useStoreValue(settings, (state) => state.settings.neverFromMoved);
  return (account) => {
    if (account.health.state === 'signedOut') return composerText.signedOut;
    return account.movedTo !== null && neverFromMoved ? composerText.movedAway : null;
  };
}

function AddMenu({ rest, anchor, onClose }: { readonly rest: readonly Account[]; readonly anchor: Box; readonly onClose: () => void }) {
  const { body } = useWriting();
  const { compose } = useStores();
  const hindrance = useHindrance();
  const title = (body.boosters?.length ?? 0) > 0 ? boostingText.add : composerText.addMenu;
  const able = rest.filter((account) => hindrance(account) === null);
  const add = (accounts: readonly Account[]): void => {
    compose.getState().changeTargets((body) => accounts.reduce(withMember, body));
    onClose();
    // With every account in, the button that opened this is gone.
    if (accounts.length === rest.length) requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-pane-focus]')?.focus());
  };
  return (
    <Menu label={title} anchor={anchor} head={title} onClose={onClose}>
      {rest.map((account) => (
        <AccountRow key={account.key} account={account} reason={hindrance(account)} onSelect={() => add([account])} />
      ))}
      {able.length > 1 && <MenuItem icon={<Plus />} onSelect={() => add(able)}>{composerText.addAll}</MenuItem>}
    </Menu>
  );
}

function ReplyMenu({ anchor, onClose }: { readonly anchor: Box; readonly onClose: () => void }) {
  const { replyTo, body } = useWriting();
  const { accounts, compose } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const hindrance = useHindrance();
  const able = replyTo === null ? all : mayReply(replyTo, all);
  const from = all.find(({ key }) => key === body.targets[0]?.account);
  const choose = (to: Account): void => {
    compose.getState().changeTargets((before) => (replyTo === null ? { ...before, targets: [{ account: to.key, overrides: {} }] } : withReplyAccount(before, replyTo, from, to)));
    onClose();
  };
  return (
    <Menu label={composerText.switchMenu} anchor={anchor} head={composerText.switchMenu} onClose={onClose}>
      {all.map((account) => (
        <AccountRow key={account.key} account={account} reason={able.includes(account) ? hindrance(account) : composerText.cannotSee} onSelect={() => choose(account)} />
      ))}
    </Menu>
  );
}

function AccountRow({ account, reason, onSelect }: { readonly account: Account; readonly reason: string | null; readonly onSelect: () => void }) {
  return (
    <MenuItem
      icon={
        <span className={css.small} data-colour={account.colour}>
          <Avatar path={account.avatar} name={account.nickname} size={22} round />
        </span>
      }
      {...(reason === null ? {} : { held: true, hint: reason })}
      onSelect={onSelect}
    >
      <span className={css.words}>
        <b>
          <bdi>{account.nickname}</bdi>
        </b>
        <small>@{account.handle}</small>
      </span>
    </MenuItem>
  );
}
