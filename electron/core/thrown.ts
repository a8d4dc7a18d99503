import type { AppError } from '../contract/result.ts';
import { StorageFailure, type Log, type Random } from './ports.ts';

/**
 * What a throw becomes where calls and jobs end: the failure of a store as it is, anything else a bug, logged here and
 * only here under the id it is answered with.
 */
export function toAppError(thrown: unknown, where: string, deps: { readonly log: Log; readonly random: Random }): AppError {
  if (thrown instanceof StorageFailure) return thrown.failure;
  const id = deps.random.uuid();
  deps.log.error('bug', { id, where, error: thrown });
  return { kind: 'bug', id };
}

/** Work nobody waits for: what it throws ends here instead of ending the app. */
export function inBackground(work: () => unknown, where: string, deps: { readonly log: Log; readonly random: Random }): void {
  void (async () => {
    try {
      await work();
    } catch (error) {
      toAppError(error, where, deps);
    }
  })();
}
