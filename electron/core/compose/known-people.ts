import type { Person } from '../../contract/statuses.ts';

/** People this computer has met, in `cache.db`. */
export interface KnownPeople {
  /** Those whose handle or shown name begins so, whatever the case; at most `limit`, shortest handle first. */
  beginningWith(text: string, limit: number): readonly Person[];
}
