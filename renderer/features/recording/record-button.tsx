import { Mic } from 'lucide-react';
import { useState } from 'react';
import { recordingText } from '../../text/recording.ts';
import { IconButton } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import type { RecordingTarget } from './recording-plan.ts';

const RecordDialog = later(async () => (await import('./record-dialog.tsx')).RecordDialog);

export interface RecordButtonProps {
  /** Why there cannot be a sound now. */
  readonly hindrance: string | null;
  /** The accounts whose servers are to take it. */
  readonly targets: readonly RecordingTarget[];
  readonly onRecorded: (file: File) => void;
}

export function RecordButton({ hindrance, targets, onRecorded }: RecordButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton
        label={hindrance === null ? recordingText.record : `${recordingText.record}. ${hindrance}`}
        aria-disabled={hindrance !== null || undefined}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(hindrance === null)}
      >
        <Mic />
      </IconButton>
      {isOpen && <RecordDialog targets={targets} onRecorded={onRecorded} onClose={() => setIsOpen(false)} />}
    </>
  );
}
