import type { AccountKey, EntryId } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { createHome } from './home.ts';
import { createHomeStates } from './home-state.ts';
import { createHomeWriter } from './home-writer.ts';
import { orStorageFailure } from './home-pages.ts';
import { createOlderPages } from './older-pages.ts';
import { createReading } from './reading.ts';
import { hostOf } from '../account-directory.ts';
import { createSavedPlaces } from './saved-places.ts';
import type { TimelineDeps, Timelines } from './types.ts';

/** The merged homes: keeps them (`home`, driven by `core/streaming`) and reads them (the calls `timelines.*`). */
export function createTimelines(deps: TimelineDeps): Timelines {
  const closing = new AbortController();
  const { signal } = closing;
  const { timelines, accounts } = deps;
  const states = createHomeStates(deps.clock);
  const writer = createHomeWriter(deps, states);
  const home = createHome(deps, states, writer);
  const older = createOlderPages({ timelines, accounts, states, writer, log: deps.log, signal });
  const reading = createReading({ timelines, accounts, states, older });
  const places = createSavedPlaces(deps.settings);

  async function loadGap(id: EntryId, from: 'newer' | 'older'): Promise<Result<null>> {
    const gap = timelines.gap(id);
    if (gap === null) return fail({ kind: 'notFound', what: 'gap' });
    if (gap.state === 'unfillable' && gap.reason === 'serverLimit') return fail({ kind: 'unsupported', capability: 'olderPosts' });
    const account = accounts.signedIn(gap.account);
    if (account === null) return fail({ kind: 'unauthorized', host: hostOf(gap.account), message: '' });
    const walk = await orStorageFailure(() => home.filler.fill(account, id, from, false, { signal, priority: 'user' }));
    return walk.ok ? ok(null) : walk;
  }

  async function refresh(keys: readonly AccountKey[]): Promise<Result<null>> {
    const outcomes = await Promise.all(keys.map((key) => home.sync.compareTop(key, signal)));
    const failed = outcomes.find((outcome) => !outcome.ok);
    // One account that does not answer shows in its own health; the call fails only when nobody answered.
    return failed === undefined || outcomes.some((outcome) => outcome.ok) ? ok(null) : failed;
  }

  return {
    home: home.sync,
    page: ({ timeline, before, limit }) => ok(reading.page(timeline, before, limit)),
    around: ({ timeline, place, limit }) => ok(reading.around(timeline, place, limit)),
    loadGap: ({ gap, from }) => loadGap(gap, from),
    refresh: ({ timeline }) => refresh(reading.accountsOf(timeline)),
    savePlace(place) {
      places.save(place);
      return ok(null);
    },
    savedPlaces: () => ok(places.all()),
    close() {
      closing.abort();
      home.close();
    },
  };
}
