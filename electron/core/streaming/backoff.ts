const FIRST_MS = 1_000;
const CAP_MS = 60_000;
/** A server that refused this often in a row is asked every five minutes at most. */
const TIRED_AFTER = 10;
const TIRED_CAP_MS = 5 * 60_000;

/**
 * Wait before the next try after `failures` in a row (from 1), in ms: full jitter, so that thousands of clients
 * do not come back together after a server's restart. `unit` is random, 0 <= unit < 1.
 */
export function backoffMs(failures: number, unit: number): number {
  const cap = failures > TIRED_AFTER ? TIRED_CAP_MS : CAP_MS;
  return Math.round(unit * Math.min(cap, FIRST_MS * 2 ** Math.min(failures - 1, 20)));
}
