import { lazy, Suspense, useState, type ComponentType } from 'react';

/** Parts nobody has fetched yet. */
let unfetchedParts: readonly (() => Promise<unknown>)[] = [];

/**
 * A part of the window that is not there at the start: its code is fetched by `fetchLater`, or when it is first drawn.
 * Once fetched it is drawn at once.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let fetched: ComponentType<Props> | null = null;
  async function fetch(): Promise<{ readonly default: ComponentType<Props> }> {
    unfetchedParts = unfetchedParts.filter((part) => part !== fetch);
    try {
      fetched = await load();
      return { default: fetched };
    } catch (error) {
      // What React has seen fail stays failed; the next time it is drawn it is asked for anew.
      unfetchedParts = [...unfetchedParts, fetch];
      unfetched = lazy(fetch);
      throw error;
    }
  }
  let unfetched = lazy(fetch);
  unfetchedParts = [...unfetchedParts, fetch];
  return function Later(props: Props) {
    // Kept for the life of the part: changing it on the way would begin it anew.
    const [Part] = useState(() => fetched ?? unfetched);
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    );
  };
}

/** The first page draws its posts and their pictures meanwhile. */
const startMs = 1_500;

/** Fetches what is missing, once the first page is drawn and nothing else waits. A part that cannot be had is asked for again when it is drawn. */
export function fetchLater(): void {
  setTimeout(() => void fetchAll(unfetchedParts), startMs);
}

/** One after the other, so that none of them holds up a key or a frame for long. */
async function fetchAll(parts: typeof unfetchedParts): Promise<void> {
  for (const fetch of parts) {
    await new Promise((idle) => requestIdleCallback(idle, { timeout: 3_000 }));
    if (unfetchedParts.includes(fetch)) await fetch().catch(() => undefined);
  }
}
