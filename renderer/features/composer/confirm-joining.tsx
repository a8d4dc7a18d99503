import { composerText } from '../../text/composer.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface ConfirmJoiningProps {
  /** Full handles of those who are not part of the direct conversation yet. */
  readonly handles: readonly string[];
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Nobody comes into a direct conversation by a mention alone. */
export function ConfirmJoining({ handles, onSend, onClose }: ConfirmJoiningProps) {
  return (
    <Dialog
      title={composerText.joiningTitle(handles.length)}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {composerText.confirmNo}
          </Button>
          <Button look="ink" onClick={onSend}>
            {composerText.joiningYes}
          </Button>
        </>
      }
    >
      <p>{composerText.joins(handles)}</p>
    </Dialog>
  );
}
