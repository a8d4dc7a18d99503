import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import type { Result } from '../../contract/result.ts';
import type { StatusAction, StatusMarks, StatusView } from '../../contract/statuses.ts';
import type { SeenStatus } from '../fediverse.ts';
import type { Clock, StatusStore } from '../ports.ts';
import { markOf, type SettableMark } from './rules.ts';

type Marks = Pick<StatusMarks, SettableMark>;

const noMarks: Marks = { favourited: false, reblogged: false, bookmarked: false, muted: false, pinned: false };
const pick = ({ favourited, reblogged, bookmarked, muted, pinned }: Marks): Marks => ({ favourited, reblogged, bookmarked, muted, pinned });

/** What the server last said of one account's marks on one status, and what was asked since. */
interface Pending {
  truth: Marks;
  readonly actions: StatusAction[];
  last: Promise<unknown>;
}

export interface Marking {
  /**
   * Shows the mark at once and sends it. Presses on the same status go out one after the other; an answer that comes
   * while a later press waits does not undo what that press shows. A definite no takes the mark back.
   */
  run(account: AccountKey, uri: StatusUri, action: StatusAction, send: () => Promise<Result<SeenStatus>>): Promise<Result<SeenStatus>>;
}

export function createMarking(deps: { readonly clock: Clock; readonly statuses: StatusStore; readonly changed: (view: StatusView) => void }): Marking {
  const { statuses } = deps;
  const pending = new Map<string, Pending>();

  function show(account: AccountKey, uri: StatusUri, { truth, actions }: Pending): void {
    const marks: Marks = { ...truth };
    const shown = actions.reduce<Marks>((sum, action) => ({ ...sum, [markOf(action).mark]: markOf(action).value }), marks);
    const view = statuses.setMarks(account, uri, shown);
    if (view !== null) deps.changed(view);
  }

  function begin(account: AccountKey, uri: StatusUri, name: string): Pending {
    const known = pending.get(name);
    if (known !== undefined) return known;
    const marks = statuses.get(uri)?.marks.find((one) => one.account === account);
    const truth: Marks = marks === undefined ? noMarks : pick(marks);
    const fresh: Pending = { truth, actions: [], last: Promise.resolve() };
    pending.set(name, fresh);
    return fresh;
  }

  async function settle(account: AccountKey, uri: StatusUri, state: Pending, name: string, send: () => Promise<Result<SeenStatus>>): Promise<Result<SeenStatus>> {
    let result: Result<SeenStatus> | null = null;
    try {
      result = await send();
      return result;
    } finally {
      state.actions.shift();
      if (result?.ok === true) {
        state.truth = pick(result.value.marks);
        statuses.put(account, result.value, deps.clock.now());
      }
      show(account, uri, state);
      if (state.actions.length === 0) pending.delete(name);
    }
  }

  return {
    run(account, uri, action, send) {
      const name = `${account} ${uri}`;
      const state = begin(account, uri, name);
      state.actions.push(action);
      show(account, uri, state);
      const result = state.last.then(() => settle(account, uri, state, name, send));
      state.last = result.catch(() => null);
      return result;
    },
  };
}
