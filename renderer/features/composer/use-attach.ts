import { useCallback, useState, type ClipboardEvent, type DragEvent } from 'react';
import { partsText } from '../../text/compose-parts.ts';
import { errorText } from '../../text/errors.ts';
import { useStores } from '../stores/index.tsx';
import { prepareFile } from '../attachments/index.tsx';

/** Takes files into one post of the open thread, one after the other, so that they stand in the order they came. */
export function useAttach(part: number): (files: readonly File[]) => Promise<void> {
  const { compose, toasts } = useStores();
  return useCallback(
    async (files) => {
      for (const file of files) {
        const prepared = await prepareFile(file);
        const error = prepared.ok ? await compose.getState().attach(prepared.file, prepared.mimeType, file.name, part) : null;
        if (!prepared.ok) toasts.getState().show({ text: prepared.why, tone: 'blocked' });
        else if (error !== null) toasts.getState().show({ text: partsText.notAttached(file.name, errorText(error)), tone: 'blocked' });
      }
    },
    [compose, toasts, part],
  );
}

export interface DropHandlers {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

const hasFiles = (transfer: DataTransfer): boolean => transfer.types.includes('Files');

/** Files that are dropped on or pasted into a post. What else is pasted or dropped goes its own way. */
export function useDroppedFiles(part: number): { readonly isOver: boolean; readonly handlers: DropHandlers } {
  const attach = useAttach(part);
  const [isOver, setIsOver] = useState(false);
  const handlers: DropHandlers = {
    onDragOver(event) {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave(event) {
      if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setIsOver(false);
    },
    onDrop(event) {
      setIsOver(false);
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      void attach([...event.dataTransfer.files]);
    },
    onPaste(event) {
      // Text that was copied from an office program brings a picture of itself along.
      const isText = event.clipboardData.types.includes('text/plain');
      if (isText || event.clipboardData.files.length === 0) return;
      event.preventDefault();
      void attach([...event.clipboardData.files]);
    },
  };
  return { isOver, handlers };
}
