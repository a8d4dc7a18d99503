import { useCallback } from 'react';
import type { OutboxPost } from '../../../electron/contract/compose.ts';
import { isBlank } from '../../stores/compose-body.ts';
import { errorText } from '../../text/errors.ts';
import { outboxText } from '../../text/outbox.ts';
import { useStores } from '../stores/index.tsx';

/** Opens the draft a post was taken back to, unless something else is being written. */
function useReopen(): (draft: string) => Promise<boolean> {
  const { compose, navigation } = useStores();
  return useCallback(
    async (draft) => {
      await compose.getState().start();
      const { writing, drafts } = compose.getState();
      const isBusy = writing !== null && writing.id !== draft && !isBlank(writing.body, writing.prefilled);
      const kept = drafts.find(({ id }) => id === draft);
      if (isBusy || kept === undefined) return false;
      await compose.getState().openDraft(draft);
      navigation.getState().open({ kind: 'write', replyTo: kept.body.inReplyTo, account: null });
      return true;
    },
    [compose, navigation],
  );
}

/** Takes every copy of a post back that has not left. */
export function useUndo(): (post: OutboxPost) => Promise<void> {
  const { outbox, toasts } = useStores();
  const reopen = useReopen();
  return useCallback(
    async (post) => {
      const { taken, draft, error } = await outbox.getState().undo(post.id);
      const isOpen = draft !== null && (await reopen(draft));
      // Nothing of it was ever sent: no reason to keep it in the list.
      if (taken === post.copies.filter(({ part }) => part === 0).length) await outbox.getState().dismiss(post.id);
      if (error !== null) toasts.getState().show({ text: outboxText.undoneInPart(taken, errorText(error)), tone: 'blocked' });
      else toasts.getState().show({ text: isOpen ? outboxText.undone(taken) : outboxText.undoneToDrafts });
    },
    [outbox, toasts, reopen],
  );
}

/** Takes one copy back, from the outbox. */
export function useTakeBack(): (copy: string, label: string) => Promise<void> {
  const { outbox, compose, toasts } = useStores();
  const reopen = useReopen();
  return useCallback(
    async (copy, label) => {
      const answer = await outbox.getState().cancel(copy);
      if (!answer.ok) return toasts.getState().show({ text: outboxText.failed(label, errorText(answer.error)), tone: 'blocked' });
      await compose.getState().start();
      return toasts.getState().show({ text: outboxText.undoneToDrafts, action: { label: outboxText.openDraft, run: () => void reopen(answer.value.draft) } });
    },
    [outbox, compose, toasts, reopen],
  );
}
