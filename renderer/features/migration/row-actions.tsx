import { Copy, ExternalLink, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { ChecklistRow, PlanView, RowAction } from '../../../electron/contract/moving.ts';
import { busyKey } from '../../stores/moving.ts';
import { errorText } from '../../text/errors.ts';
import { isFinding, movingText } from '../../text/moving.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { DeleteScheduled } from './delete-scheduled.tsx';
import { FollowersDialog } from './followers-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { namesOf, NamesDialog } from './names-dialog.tsx';
import { useTold } from './use-told.ts';
import { useWrite } from './use-write.ts';

export interface RowActionsProps {
  readonly plan: PlanView;
  readonly row: ChecklistRow;
}

/** The ones that bring a row on; of the others a row shows none in ink. */
const leading: ReadonlySet<RowAction> = new Set(['addAlias', 'unlock', 'signIn', 'deleteScheduled', 'writeAnnouncement']);

/** For rows that are not as they should be; the good ones are looked at with all the others. */
export function LookAgain({ plan, row }: RowActionsProps) {
  const { moving } = useStores();
  const told = useTold();
  const busy = useStoreValue(moving, (state) => state.busy.has(busyKey(plan.id, row.id, 'checkNow')));
  if (!row.actions.includes('checkNow') || row.state === 'ok' || row.state === 'done') return null;
  const look = (): Promise<boolean> => told.failure(moving.getState().act(plan.id, row.id, 'checkNow').then((answer) => (answer.ok ? null : answer.error)));
  return (
    <IconButton size="s" label={`${movingText.action(row.id, 'checkNow')}: ${movingText.rowTitle(row.id)}`} aria-disabled={busy || undefined} onClick={busy ? undefined : () => void look()}>
      <RefreshCw />
    </IconButton>
  );
}

export function RowActions({ plan, row }: RowActionsProps) {
  const { moving } = useStores();
  const busy = useStoreValue(moving, (state) => state.busy);
  const [open, setOpen] = useState<'move' | 'names' | 'scheduled' | null>(null);
  const run = useRowAction(plan, row, setOpen);
  const canMove = row.id === 'move' && plan.movedAt === null && row.state === 'needsYou';
  const asks = row.state === 'needsYou' || row.state === 'blocked';
  const close = (): void => setOpen(null);
  return (
    <>
      {canMove && (
        <Button size="s" look="ink" onClick={() => setOpen('move')}>
          {isFinding(row.finding, 'move.waiting') ? movingText.whatToDo : movingText.moveButton}
        </Button>
      )}
      {row.actions
        .filter((action) => action !== 'checkNow' && !(canMove && (action === 'openMovePage' || action === 'copyText')))
        .map((action) => (
          <Button key={action} size="s" look={asks && leading.has(action) ? 'ink' : 'plain'} held={busy.has(busyKey(plan.id, row.id, action))} onClick={() => void run(action)}>
            {action.startsWith('open') && <ExternalLink aria-hidden="true" />}
            {action === 'copyText' && <Copy aria-hidden="true" />}
            {movingText.action(row.id, action)}
          </Button>
        ))}
      {open === 'move' && <MoveDialog plan={plan} onClose={close} />}
      {open === 'scheduled' && <DeleteScheduled plan={plan} row={row} onClose={close} />}
      {open === 'names' && (namesOf(row.finding).length > 0 ? <NamesDialog row={row} onClose={close} /> : <FollowersDialog plan={plan} start={row.id === 'requests' ? 'pending' : null} host={null} onClose={close} />)}
    </>
  );
}

function useRowAction(plan: PlanView, row: ChecklistRow, open: (dialog: 'names' | 'scheduled') => void): (action: RowAction) => Promise<void> {
  const { accounts, moving, navigation, signIn, toasts } = useStores();
  const told = useTold();
  const write = useWrite();
  const fromKey = plan.from.kind === 'files' ? null : plan.from.account;
  return async (action) => {
    if (action === 'showPeople') return open('names');
    if (action === 'deleteScheduled') return open('scheduled');
    if (action === 'signIn') {
      const key = isFinding(row.finding, 'signIns.dead') && row.finding.values.side === 'to' ? plan.to : fromKey;
      const account = key === null ? undefined : accounts.getState().find(key);
      signIn.getState().reset();
      if (account !== undefined) void signIn.getState().choose(account.server.apiHost);
      return navigation.getState().open({ kind: 'addAccount' });
    }
    const answer = await moving.getState().act(plan.id, row.id, action);
    if (!answer.ok) return toasts.getState().show({ text: errorText(answer.error), tone: 'blocked' });
    const { text } = answer.value;
    if (action === 'writeAnnouncement') return write(text ?? movingText.announcement(plan.fromHandle, plan.toHandle), fromKey ?? plan.to);
    if (action.startsWith('open')) return toasts.getState().show({ text: movingText.opened(text), ...(text === null ? {} : { action: { label: movingText.copy, run: () => void told.copy(text) } }) });
    if (text !== null) return told.copy(text);
  };
}
