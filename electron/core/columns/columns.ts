import * as v from 'valibot';
import { firstWorkspaces } from '../../contract/defaults.ts';
import { workspace, workspaces, type Workspace, type Workspaces } from '../../contract/columns.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SettingsStore } from '../ports.ts';

const storedUnder = 'workspaces';

/** Keeps what the person reads side by side. */
export interface Columns {
  get(): Workspaces;
  set(changed: Workspaces): Result<null>;
}

export function createColumns({ settings }: { readonly settings: SettingsStore }): Columns {
  return {
    get: () => parseWorkspaces(settings.get(storedUnder)),
    set(changed) {
      settings.set(storedUnder, changed);
      return ok(null);
    },
  };
}

/** A workspace that cannot be read any more goes alone; the others stay. */
function parseWorkspaces(stored: unknown): Workspaces {
  const whole = v.safeParse(workspaces, stored);
  if (whole.success) return whole.output;
  const list = readable(stored);
  const [first] = list;
  return first === undefined ? firstWorkspaces : { current: first.id, list };
}

function readable(stored: unknown): Workspace[] {
  const list: unknown = typeof stored === 'object' && stored !== null && 'list' in stored ? stored.list : null;
  return (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
    const parsed = v.safeParse(workspace, one);
    return parsed.success ? [parsed.output] : [];
  });
}
