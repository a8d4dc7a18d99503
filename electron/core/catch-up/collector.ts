import type { CatchUpChoices } from '../../contract/catch-up.ts';
import type { FeedGroup } from '../../contract/feeds.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { inBackground } from '../thrown.ts';

/** Lists that are chosen are read so often: a page holds 40 posts, and what lies between two readings is filled. */
const COLLECT_MS = 10 * 60_000;
/** After a start the homes come first. */
const FIRST_MS = 20_000;

/** Keeps what the catch-up looks through, where nothing else does: homes are kept anyhow, lists only while a column shows them. */
export interface Collector {
  start(): void;
  /** Reads the lists among these now, where they were not chosen before. */
  chosen(choices: CatchUpChoices): void;
  close(): void;
}

export interface CollectorDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly choices: () => CatchUpChoices;
  /** Reads these lists from their servers, each by itself. */
  readonly collect: (lists: readonly FeedGroup[]) => Promise<unknown>;
}

const listsOf = ({ chosen }: CatchUpChoices): readonly FeedGroup[] => (chosen ?? []).filter(({ source }) => source.kind === 'list');

export function createCollector(deps: CollectorDeps): Collector {
  let known = new Set<string>();
  let cancel = (): void => {};

  function collect(lists: readonly FeedGroup[]): void {
    if (lists.length > 0) inBackground(() => deps.collect(lists), 'catchUp.collect', deps);
  }

  function plan(delayMs: number): void {
    cancel = deps.clock.after(delayMs, () => {
      const lists = listsOf(deps.choices());
      known = new Set(lists.map((list) => JSON.stringify(list)));
      collect(lists);
      plan(COLLECT_MS);
    });
  }

  return {
    start: () => plan(FIRST_MS),
    chosen(choices) {
      const lists = listsOf(choices);
      collect(lists.filter((list) => !known.has(JSON.stringify(list))));
      known = new Set(lists.map((list) => JSON.stringify(list)));
    },
    close: () => cancel(),
  };
}
