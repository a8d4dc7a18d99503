import * as v from 'valibot';
import { firstChoices } from '../../contract/defaults.ts';
import { catchUpChoices, type CatchUpChoices } from '../../contract/catch-up.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SettingsStore } from '../ports.ts';

const storedUnder = 'catchUp';

/** How the person last looked at the last hours. */
export interface Choices {
  get(): CatchUpChoices;
  set(choices: CatchUpChoices): Result<null>;
}

/** `changed`: told after each change, with what is chosen now. */
export function createChoices({ settings, changed }: { readonly settings: SettingsStore; readonly changed: (choices: CatchUpChoices) => void }): Choices {
  return {
    get() {
      const stored = v.safeParse(catchUpChoices, settings.get(storedUnder));
      return stored.success ? stored.output : firstChoices;
    },
    set(choices) {
      settings.set(storedUnder, choices);
      changed(choices);
      return ok(null);
    },
  };
}
