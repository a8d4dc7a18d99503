import { composerText } from '../../text/composer.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface ConfirmPublicProps {
  /** Nicknames of the accounts with the rule. */
  readonly names: readonly string[];
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** The person's own rule for an account: one more question before everybody sees it. */
export function ConfirmPublic({ names, onSend, onClose }: ConfirmPublicProps) {
  return (
    <Dialog
      title={composerText.confirmTitle}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {composerText.confirmNo}
          </Button>
          <Button look="ink" onClick={onSend}>
            {composerText.confirmYes}
          </Button>
        </>
      }
    >
      <p>{composerText.confirmPublic(names)}</p>
    </Dialog>
  );
}
