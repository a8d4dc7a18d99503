import { useEffect } from 'react';
import { catchUpText } from '../../text/catch-up.ts';
import { useStores } from '../stores/index.tsx';

/** Posts and groups; not posts that are quoted in others. */
const rowsIn = (box: HTMLElement | null): readonly HTMLElement[] => [...(box?.querySelectorAll<HTMLElement>('[data-post-uri], [data-row]') ?? [])].filter((element) => element.parentElement?.closest('[data-post-uri]') === null);

/** j and k through posts and groups while the focus is in the catch-up. */
export function useRowKeys(box: { readonly current: HTMLElement | null }): void {
  const { commands } = useStores();
  useEffect(() => {
    const isHere = (): boolean => box.current?.contains(document.activeElement) ?? false;
    const step = (by: 1 | -1): void => {
      const rows = rowsIn(box.current);
      const current = rows.findIndex((row) => row.contains(document.activeElement));
      rows[current < 0 ? 0 : current + by]?.focus();
    };
    const { register } = commands.getState();
    const stops = [
      register({ id: 'catchUp.next', keys: ['j'], label: catchUpText.next, group: 'move', when: isHere, run: () => step(1) }),
      register({ id: 'catchUp.previous', keys: ['k'], label: catchUpText.previous, group: 'move', when: isHere, run: () => step(-1) }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, box]);
}
