import type { AccountKey } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { CallOptions, NotificationPageFromServer, SeenNotification, StreamEvent } from '../fediverse.ts';
import { StorageFailure } from '../ports.ts';
import { inBackground } from '../thrown.ts';
import { compareIds } from '../timelines/index.ts';
import type { InboxState, InboxStates } from './inbox-state.ts';
import type { AccountNotification, InboxWriter } from './inbox-writer.ts';
import type { OlderNotifications } from './older-pages.ts';
import type { InboxSync, NotificationDeps } from './types.ts';

/** Pages climbed after an absence: 400 notifications or groups. More than that nobody reads up on; the list begins anew. */
const climbMax = 10;
/** Pages read down after a request was accepted: what it held back may be anywhere. */
const mergedPages = 3;
/** A list this short may be all there is: the server is asked, so that it holds up nobody's reading (`reading.ts`). */
const shortList = 40;
/** Held while catching up; beyond, the next catch-up fetches them. */
const heldMax = 1_000;
const batchMs = 50;
/** What was answered "merged" is merged by a job of the server (unfilter_notifications_worker.rb). */
const mergedAfterMs = 1_500;

export interface InboxSyncParts {
  readonly states: InboxStates;
  readonly writer: InboxWriter;
  readonly older: OlderNotifications;
  /** After each look at an account, however it ended. */
  readonly looked: (account: SignedInAccount, options: CallOptions) => Promise<void>;
  readonly changed: () => void;
  readonly signal: AbortSignal;
}

export interface InboxKeeper extends InboxSync {
  /** Looks now, for the person. */
  look(account: SignedInAccount, options: CallOptions): Promise<Result<null>>;
  /** Reads down a few pages, for what came in below the newest. */
  lookBelow(key: AccountKey): void;
  close(): void;
}

/** Keeps the stored inboxes complete from their newest row down to where they begin. */
export function createInboxSync(deps: NotificationDeps, { states, writer, older, looked, changed, signal: closing }: InboxSyncParts): InboxKeeper {
  const { notifications } = deps;
  let queue: AccountNotification[] = [];
  let cancelBatch: (() => void) | null = null;
  const timers = new Set<() => void>();

  function writeBatch(): void {
    cancelBatch = null;
    const batch = queue;
    queue = [];
    try {
      writer.applyEvents(batch);
    } catch (thrown) {
      if (!(thrown instanceof StorageFailure)) throw thrown;
      deps.log.warn('notifications.eventsNotStored', { events: batch.length });
      for (const { account } of batch) states.of(account).caughtUp = false;
    }
  }

  function stream(account: AccountKey, arrived: readonly SeenNotification[]): void {
    const state = states.of(account);
    for (const { group } of arrived) state.streamed.add(group);
    if (!state.caughtUp) {
      state.held = [...state.held, ...arrived].slice(-heldMax);
      return;
    }
    queue.push(...arrived.map((notification) => ({ account, notification })));
    if (queue.length > 0) cancelBatch ??= deps.clock.after(batchMs, writeBatch);
  }

  /** Upwards from the newest stored row. False: the server has more than anybody would read. */
  async function climb(account: SignedInAccount, from: string, options: CallOptions): Promise<Result<boolean>> {
    let cursor = from;
    for (let pages = 0; pages < climbMax; pages += 1) {
      const page = await account.connection.notifications({ kind: 'justNewerThan', id: cursor }, options);
      if (!page.ok) return page;
      const { reach } = page.value;
      if (reach === null || compareIds(reach.top, cursor) <= 0) return ok(true);
      writer.applyPage(account.key, page.value, { complete: false, isNews: true });
      cursor = reach.top;
    }
    return ok(false);
  }

  /** Newest page; where it does not meet what is stored, the hole is climbed where that may help, or the list begins anew. */
  async function readTop(account: SignedInAccount, mayClimb: boolean, options: CallOptions): Promise<Result<null>> {
    const { streamed } = states.of(account.key);
    streamed.clear();
    const page = await account.connection.notifications({ kind: 'newest' }, options);
    if (!page.ok) return page;
    const newest = notifications.newest(account.key);
    if (page.value.reach === null && page.value.dropped === 0) {
      if (newest !== null) beginAnew(account.key, page.value);
      states.of(account.key).whole = true;
      return ok(null);
    }
    if (newest === null || meets(page.value, newest.id)) {
      writer.applyPage(account.key, page.value, { complete: true, isNews: newest !== null, spare: streamed });
      return ok(null);
    }
    const climbed = mayClimb ? await climb(account, newest.id, options) : ok(false);
    if (!climbed.ok) return climbed;
    if (!climbed.value) beginAnew(account.key, page.value);
    return ok(null);
  }

  function beginAnew(key: AccountKey, page: NotificationPageFromServer): void {
    writer.restart(key, page);
    Object.assign(states.of(key), { whole: page.olderCursor === null, bottom: null });
  }

  async function climbOrRead(account: SignedInAccount, options: CallOptions): Promise<Result<null>> {
    const newest = notifications.newest(account.key);
    if (newest === null || !account.profile.capabilities.minId) return readTop(account, false, options);
    const climbed = await climb(account, newest.id, options);
    if (!climbed.ok) return climbed;
    return climbed.value ? ok(null) : readTop(account, false, options);
  }

  /** One at a time per account; a failure of the disk is a failure of the look. */
  function inTurn(key: AccountKey, options: CallOptions, work: (account: SignedInAccount, state: InboxState) => Promise<Result<null>>): Promise<Result<null>> {
    const state = states.of(key);
    const turn = state.last.then(async (): Promise<Result<null>> => {
      const account = deps.accounts.signedIn(key);
      if (account === null || options.signal?.aborted === true) return ok(null);
      const outcome = await orStorageFailure(() => work(account, state));
      note(state, outcome);
      await looked(account, options);
      return outcome;
    });
    state.last = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  function note(state: InboxState, outcome: Result<null>): void {
    if (!outcome.ok && outcome.error.kind === 'cancelled') return;
    const wasWaited = !state.loaded && state.error === null;
    state.loaded ||= outcome.ok;
    state.error = outcome.ok ? null : outcome.error;
    // Who looks at an empty list waits for the first answer, whatever it is.
    if (wasWaited) writer.nudge();
    changed();
  }

  async function catchUp(account: SignedInAccount, state: InboxState, options: CallOptions): Promise<Result<null>> {
    const { interruptions } = state;
    const outcome = await climbOrRead(account, options);
    if (!outcome.ok) return outcome;
    if (state.interruptions === interruptions) letIn(account.key, state);
    if (!state.whole && notifications.size(account.key) < shortList) older.fetch(account.key);
    return outcome;
  }

  function letIn(key: AccountKey, state: InboxState): void {
    state.caughtUp = true;
    const { held } = state;
    state.held = [];
    stream(key, held);
  }

  async function readDown(account: SignedInAccount, options: CallOptions): Promise<Result<null>> {
    let cursor: string | null = null;
    for (let pages = 0; pages < mergedPages; pages += 1) {
      const page: Result<NotificationPageFromServer> = await account.connection.notifications(cursor === null ? { kind: 'newest' } : { kind: 'olderThan', cursor }, options);
      if (!page.ok) return page;
      writer.applyPage(account.key, page.value, { complete: false, isNews: false });
      cursor = page.value.olderCursor;
      if (cursor === null || page.value.reach === null) break;
    }
    return ok(null);
  }

  function lookBelow(key: AccountKey): void {
    const options: CallOptions = { signal: closing, priority: 'background' };
    const cancel = deps.clock.after(mergedAfterMs, () => {
      timers.delete(cancel);
      inBackground(() => inTurn(key, options, (account) => readDown(account, options)), 'notifications merged', deps);
    });
    timers.add(cancel);
  }

  const background = (signal: AbortSignal): CallOptions => ({ signal, priority: 'background' });
  return {
    interrupted(key) {
      const state = states.of(key);
      state.caughtUp = false;
      state.interruptions += 1;
    },
    async catchUp(key, signal) {
      // What a look since the interruption has let in says nothing of what streams from now on.
      states.of(key).caughtUp = false;
      await inTurn(key, background(signal), (account, state) => catchUp(account, state, background(signal)));
    },
    async compareTop(key, signal) {
      await inTurn(key, background(signal), (account, state) =>
        // A catch-up that failed is made up for with the next look: until then nothing that streams is shown.
        !state.caughtUp ? catchUp(account, state, background(signal)) : readTop(account, account.profile.capabilities.minId, background(signal)),
      );
    },
    enqueue(key, events: readonly StreamEvent[]) {
      stream(key, events.flatMap((event) => (event.kind === 'notification' ? [event.notification] : [])));
      if (events.some((event) => event.kind === 'notificationsMerged')) lookBelow(key);
    },
    forget(key) {
      queue = queue.filter(({ account }) => account !== key);
      states.forget(key);
      changed();
    },
    look: (account, options) => inTurn(account.key, options, (signedIn) => readTop(signedIn, signedIn.profile.capabilities.minId, options)),
    lookBelow,
    close() {
      cancelBatch?.();
      for (const cancel of timers) cancel();
    },
  };
}

/** The page reaches down to what is stored, or to the end of the list. */
function meets({ reach, olderCursor }: NotificationPageFromServer, newestId: string): boolean {
  return reach === null || olderCursor === null || compareIds(reach.bottom, newestId) <= 0;
}

async function orStorageFailure<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof StorageFailure)) throw thrown;
    return { ok: false, error: thrown.failure };
  }
}
