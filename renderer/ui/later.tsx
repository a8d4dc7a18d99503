import { lazy, Suspense, useState, type ComponentType } from 'react';

const waiting = new Set<() => Promise<unknown>>();

/**
 * A part of the window that is not there at the start: its code is fetched by `fetchLater`, or when it is first drawn.
 * Once fetched it is drawn at once.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let fetched: ComponentType<Props> | null = null;
  const fetch = async (): Promise<{ readonly default: ComponentType<Props> }> => {
    waiting.delete(fetch);
    fetched = await load();
    return { default: fetched };
  };
  const Unfetched = lazy(fetch);
  waiting.add(fetch);
  return function Later(props: Props) {
    // Kept for the life of the part: changing it on the way would begin it anew.
    const [Part] = useState(() => fetched ?? Unfetched);
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    );
  };
}

/** Fetches what is missing, once the first page is drawn and nothing else waits. A part that cannot be had is asked for again when it is drawn. */
export function fetchLater(): void {
  requestIdleCallback(() => [...waiting].forEach((fetch) => void fetch().catch(() => waiting.add(fetch))), { timeout: 3_000 });
}
