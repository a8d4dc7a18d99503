import { ImageDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { AttachedFile } from '../../../electron/contract/attachments.ts';
import type { CopyState, OutboxCopy } from '../../../electron/contract/compose.ts';
import { errorText } from '../../text/errors.ts';
import { outboxText } from '../../text/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { useShrunk } from '../attachments/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { useNamedAccount } from './use-account.ts';

type Failed = Extract<CopyState, { state: 'failed' }>;

/** Which part of what the server allows a refused file is beyond, as far as it said. */
export function useRefusal(copy: OutboxCopy, { refused, error }: Failed): { readonly title: string; readonly detail: string } {
  const { account } = useNamedAccount(copy.account);
  if (refused === undefined || error.kind !== 'rejected') return { title: outboxText.failedTitle(error), detail: outboxText.failedDetail(error) };
  const limit = account?.limits.imageBytes ?? null;
  const isTooLarge = error.status === 413 || (limit !== null && refused.bytes > limit);
  return { title: outboxText.refusedTitle(account?.server.domain ?? error.host, refused.mimeType, isTooLarge ? (limit !== null && refused.bytes > limit ? limit : 'unknown') : null), detail: outboxText.refusedDetail(refused, error.message) };
}

/** A smaller version of the picture a server would not take; made before it is offered, so that its size can be named. */
export function SmallerFile({ copy, refused, children }: { readonly copy: OutboxCopy; readonly refused: AttachedFile; readonly children: ReactNode }) {
  const { compose, outbox, toasts } = useStores();
  const { account, nickname } = useNamedAccount(copy.account);
  const busy = useStoreValue(outbox, (state) => state.busy.has(copy.id));
  const [isKeeping, setIsKeeping] = useState(false);
  // Below the limit that is known, and well below what was refused: a guard in front of the server may allow less than it says.
  const shrunk = useShrunk(refused, Math.min(account?.limits.imageBytes ?? Infinity, refused.bytes / 2));
  const send = async (file: Blob, mimeType: string): Promise<void> => {
    setIsKeeping(true);
    const kept = await compose.getState().keep(file, mimeType);
    const error = kept.ok ? await outbox.getState().replaceFile(copy.id, refused.id, kept.value) : kept.error;
    setIsKeeping(false);
    if (error !== null) toasts.getState().show({ text: errorText(error), tone: 'blocked' });
  };
  if (shrunk.state !== 'made') return children;
  const label = outboxText.sendSmaller(shrunk.file.size);
  return (
    <>
      <Button size="s" held={busy || isKeeping} aria-label={outboxText.actionFor(label, nickname)} onClick={() => void send(shrunk.file, shrunk.mimeType)}>
        <ImageDown />
        {label}
      </Button>
      {children}
    </>
  );
}
