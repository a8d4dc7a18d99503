import type { DraftBody } from '../../contract/compose.ts';
import type { Attachments, Clock, ComposeStore, Log, Random } from '../ports.ts';
import { inBackground } from '../thrown.ts';

/** Also how long "undo" brings a deleted draft back with its pictures: a file goes when two sweeps in a row find no need of it. */
const sweepEveryMs = 10 * 60_000;

export interface KeptFilesDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: ComposeStore;
  readonly attachments: Attachments;
}

/** Takes away the files that no draft and no unfinished copy names any more. */
export function createKeptFiles(deps: KeptFilesDeps): { start(): void; close(): void } {
  const { clock, store, attachments } = deps;
  let cancel = (): void => {};
  let idle: ReadonlySet<string> = new Set();

  async function sweep(): Promise<void> {
    const needed = neededFiles(store);
    const unneeded = (await attachments.ids()).filter((id) => !needed.has(id));
    for (const id of unneeded) if (idle.has(id)) await attachments.remove(id);
    idle = new Set(unneeded);
  }

  function plan(): void {
    cancel = clock.after(sweepEveryMs, () => {
      plan();
      inBackground(sweep, 'attachments', deps);
    });
  }

  return {
    start() {
      plan();
      inBackground(sweep, 'attachments', deps);
    },
    close: () => cancel(),
  };
}

function neededFiles(store: ComposeStore): ReadonlySet<string> {
  const ofDrafts = store.drafts().flatMap(({ body }) => filesOf(body));
  const ofCopies = store.unsettled().flatMap(({ media }) => media.map(({ file }) => file.id));
  return new Set([...ofDrafts, ...ofCopies]);
}

function filesOf({ media, thread, targets }: DraftBody): readonly string[] {
  return [...[...media, ...thread.flatMap((part) => part.media)].map(({ file }) => file.id), ...targets.flatMap(({ overrides }) => (overrides.smaller ?? []).map(({ file }) => file.id))];
}
