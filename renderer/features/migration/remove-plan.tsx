import type { PlanView } from '../../../electron/contract/moving.ts';
import { movingText } from '../../text/moving.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useStores } from '../stores/index.tsx';
import { useTold } from './use-told.ts';

export interface RemovePlanProps {
  readonly plan: PlanView;
  readonly running: boolean;
  readonly onClose: () => void;
}

export function RemovePlan({ plan, running, onClose }: RemovePlanProps) {
  const { moving, navigation } = useStores();
  const told = useTold();
  const remove = async (): Promise<void> => {
    if (!(await told.failure(moving.getState().remove(plan.id)))) return onClose();
    // The screen of a plan that is gone has nothing to show; the list has.
    navigation.setState(({ stack }) => ({ stack: stack.filter((detail) => detail.kind !== 'moving') }));
    navigation.getState().open({ kind: 'moving', plan: null, from: null });
  };
  return (
    <Dialog
      title={movingText.removeTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{movingText.cancel}</Button>
          <Button look="danger" onClick={() => void remove()}>{movingText.removeNow}</Button>
        </>
      }
    >
      <p>{movingText.removeBody(movingText.planName(plan.fromHandle, plan.toHandle))}</p>
      {running && <p>{movingText.removeRunning}</p>}
    </Dialog>
  );
}
