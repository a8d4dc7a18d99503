import type { ChecklistRow, PlanView } from '../../../electron/contract/moving.ts';
import { isFinding, movingText } from '../../text/moving.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useStores } from '../stores/index.tsx';
import { useTold } from './use-told.ts';

export interface DeleteScheduledProps {
  readonly plan: PlanView;
  readonly row: ChecklistRow;
  readonly onClose: () => void;
}

export function DeleteScheduled({ plan, row, onClose }: DeleteScheduledProps) {
  const { moving } = useStores();
  const told = useTold();
  const posts = isFinding(row.finding, 'scheduledPosts.some') ? row.finding.values.count : 0;
  const remove = async (): Promise<void> => {
    onClose();
    await told.failure(moving.getState().act(plan.id, row.id, 'deleteScheduled').then((answer) => (answer.ok ? null : answer.error)));
  };
  return (
    <Dialog
      title={movingText.deleteScheduledTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{movingText.cancel}</Button>
          <Button look="danger" onClick={() => void remove()}>{movingText.deleteScheduledNow(posts)}</Button>
        </>
      }
    >
      <p>{movingText.deleteScheduledBody(posts, plan.fromHandle ?? '')}</p>
    </Dialog>
  );
}
