import { useCallback } from 'react';
import type { OutboxPost } from '../../../electron/contract/compose.ts';
import { isBlank } from '../../stores/compose-body.ts';
import { errorText } from '../../text/errors.ts';
import { outboxText } from '../../text/outbox.ts';
import { useStores } from '../stores/index.tsx';

/** Takes a held post back and opens it for writing again, unless something else is being written. */
export function useUndo(): (post: OutboxPost) => Promise<void> {
  const { outbox, compose, navigation, toasts } = useStores();
  return useCallback(
    async (post) => {
      const { taken, error } = await outbox.getState().undo(post.id);
      if (error !== null) return toasts.getState().show({ text: outboxText.undoneInPart(taken, errorText(error)), tone: 'blocked' });
      await compose.getState().start();
      const { writing, drafts } = compose.getState();
      const draft = drafts.find(({ body }) => body.text === post.body.text && body.inReplyTo === post.body.inReplyTo);
      const isBusy = writing !== null && !isBlank(writing.body, writing.prefilled);
      if (draft === undefined || isBusy) return toasts.getState().show({ text: outboxText.undoneToDrafts });
      await compose.getState().openDraft(draft.id);
      navigation.getState().open({ kind: 'write', replyTo: post.body.inReplyTo, account: null });
      return toasts.getState().show({ text: outboxText.undone(taken) });
    },
    [outbox, compose, navigation, toasts],
  );
}
