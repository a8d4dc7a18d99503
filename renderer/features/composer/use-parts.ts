import { useCallback } from 'react';
import { textAt, withNewPart, withoutPart } from '../../stores/compose-thread.ts';
import { composerText } from '../../text/composer.ts';
import { useStores } from '../stores/index.tsx';
import { usePart } from './use-writing.ts';

/** The text field of one post of the thread that is open. */
export function textFieldOf(at: number): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>(`textarea[data-part="${at}"]`);
}

/** Begins one more post behind the one at `at`, and goes there. */
export function useAddPart(): (at: number) => void {
  const { compose } = useStores();
  return useCallback(
    (at) => {
      compose.getState().change((body) => withNewPart(body, at, crypto.randomUUID()));
      requestAnimationFrame(() => textFieldOf(at + 1)?.focus());
    },
    [compose],
  );
}

/** Takes a post out of the thread; what was in it can be brought back. */
export function useRemovePart(): (at: number, isBlank: boolean) => void {
  const { compose, toasts } = useStores();
  return useCallback(
    (at, isBlank) => {
      const before = compose.getState().writing;
      compose.getState().change((body) => withoutPart(body, at));
      requestAnimationFrame(() => textFieldOf(Math.max(0, at - 1))?.focus());
      if (isBlank || before === null) return;
      const undo = (): void => {
        if (compose.getState().writing?.id === before.id) compose.getState().change(() => before.body);
      };
      toasts.getState().show({ text: composerText.partRemoved, action: { label: composerText.undo, run: undo } });
    },
    [compose, toasts],
  );
}

/** Puts text in at the caret of the post a component is in. */
export function useInsert(): (insert: string) => void {
  const { at, change } = usePart();
  return useCallback(
    (insert) => {
      const field = textFieldOf(at);
      const from = field?.selectionStart ?? null;
      const to = field?.selectionEnd ?? null;
      change((body) => {
        const text = textAt(body, 0, null);
        return { ...body, text: `${text.slice(0, from ?? text.length)}${insert}${text.slice(to ?? text.length)}` };
      });
      requestAnimationFrame(() => {
        field?.focus();
        if (from !== null) field?.setSelectionRange(from + insert.length, from + insert.length);
      });
    },
    [at, change],
  );
}
