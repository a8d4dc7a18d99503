import { useEffect } from 'react';
import { searchText } from '../../text/search.ts';
import { useStores } from '../stores/index.tsx';

/** What the arrow key and j, k go through: posts, people, tags. */
export const resultsIn = (box: HTMLElement | null): readonly HTMLElement[] => [...(box?.querySelectorAll<HTMLElement>('[data-post-uri], [data-result]') ?? [])].filter((element) => element.parentElement?.closest('[data-post-uri]') === null);

/** j and k through what was found; from the first of them k leads back into the field. */
export function useResultKeys(box: { readonly current: HTMLElement | null }): void {
  const { commands } = useStores();
  useEffect(() => {
    const isHere = (): boolean => box.current?.contains(document.activeElement) ?? false;
    const step = (by: 1 | -1): void => {
      const results = resultsIn(box.current);
      const current = results.findIndex((result) => result.contains(document.activeElement));
      if (current === 0 && by === -1) return box.current?.querySelector<HTMLElement>('input[type="search"]')?.focus();
      results[current < 0 ? 0 : current + by]?.focus();
    };
    const { register } = commands.getState();
    const stops = [
      register({ id: 'search.next', keys: ['j', 'ArrowDown'], label: searchText.next, group: 'move', when: isHere, run: () => step(1) }),
      register({ id: 'search.previous', keys: ['k', 'ArrowUp'], label: searchText.previous, group: 'move', when: isHere, run: () => step(-1) }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, box]);
}
