import type { CallInput, CallOutput } from '../../contract/index.ts';
import { ok, type Result } from '../../contract/result.ts';
import { startPractice, type PracticeDeps } from './practice.ts';
import type { Profiles } from './profiles.ts';
import { suggestions } from './suggestions.ts';

export interface ServersDeps extends PracticeDeps {
  readonly profiles: Profiles;
}

/** The calls `servers.*` of the contract. */
export interface Servers {
  check(input: CallInput<'servers.check'>): Promise<Result<CallOutput<'servers.check'>>>;
  suggestions(): Result<CallOutput<'servers.suggestions'>>;
  startPractice(): Promise<Result<CallOutput<'servers.startPractice'>>>;
}

export function createServers(deps: ServersDeps): Servers {
  let starting: ReturnType<Servers['startPractice']> | null = null;
  return {
    async check({ address }) {
      const probed = await deps.profiles.whileTyping(address);
      return probed.ok ? ok(probed.value.summary) : probed;
    },
    suggestions: () => ok(suggestions),
    startPractice() {
      starting ??= startPractice(deps).finally(() => (starting = null));
      return starting;
    },
  };
}
