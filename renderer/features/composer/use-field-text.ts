import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { withOverride } from '../../stores/compose-body.ts';
import { partBody, textAt, withPartBody } from '../../stores/compose-thread.ts';
import { useStores } from '../stores/index.tsx';

/**
 * Ties a field to a text of the open draft, without drawing anything anew: what is typed is in the draft before the key
 * is up, and what else changes the text is put into the field. Answers the field, and the way to write in both.
 */
export function useFieldText(at: number, account: AccountKey | null): readonly [RefObject<HTMLTextAreaElement | null>, (text: string) => void] {
  const { compose } = useStores();
  const field = useRef<HTMLTextAreaElement>(null);
  const follow = useCallback(() => {
    const { writing } = compose.getState();
    if (field.current === null || writing === null) return;
    const text = textAt(writing.body, at, account);
    // Setting a value moves the caret and empties the history of undo: only where it is another one.
    if (field.current.value !== text) field.current.value = text;
  }, [compose, at, account]);
  useLayoutEffect(() => {
    follow();
    return compose.subscribe(follow);
  }, [compose, follow]);
  const write = useCallback(
    (text: string) => {
      compose.getState().type((before) => {
        const part = partBody(before, at);
        return withPartBody(before, at, account === null ? { ...part, text } : withOverride(part, account, 'text', text));
      });
      // A post on its way out takes no more letters, and the field shows none.
      follow();
    },
    [compose, at, account, follow],
  );
  return [field, write];
}
