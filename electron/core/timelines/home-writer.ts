import type { AccountKey, EntryId, StatusUri } from '../../contract/ids.ts';
import type { SeenStatus, StreamEvent, TimelineItem } from '../fediverse.ts';
import { newGap, type GapChange } from './gaps.ts';
import type { HomeState, HomeStates } from './home-state.ts';
import { decide, subjectOf, type Decision, type EventFacts } from './ingest.ts';
import { compareIds } from './order.ts';
import { planPage, type ArrivedPage, type PagePlan } from './page-plan.ts';
import type { StoredGap } from './store.ts';
import type { TimelineDeps } from './types.ts';

/** How far a post may be dated after its server's clock and still be believed. */
const FUTURE_TOLERANCE_MS = 60_000;

export interface AccountEvent {
  readonly account: AccountKey;
  readonly event: StreamEvent;
}

/** The only writer of homes: each call is one transaction and one publish. Throws `StorageFailure`, and then nothing is kept. */
export interface HomeWriter {
  applyPage(page: ArrivedPage): PagePlan;
  /** Answers the accounts whose newest posts must be read again. */
  applyEvents(batch: readonly AccountEvent[]): ReadonlySet<AccountKey>;
  /** Statuses read again by id, outside of any page. */
  refresh(account: AccountKey, seen: readonly SeenStatus[]): void;
  putGap(gap: StoredGap): void;
  /** Says that a page of a home may be asked for again although nothing in it changed. */
  nudge(): void;
}

interface Changes {
  readonly entries: Set<EntryId>;
  readonly changed: Set<StatusUri>;
  readonly removed: Set<StatusUri>;
  /** Homes whose top was joined in this transaction; undone with it. */
  readonly joined: Set<HomeState>;
}

export function createHomeWriter(deps: TimelineDeps, states: HomeStates): HomeWriter {
  const { timelines, statuses } = deps;

  function horizonOf(account: AccountKey): number {
    return (deps.accounts.signedIn(account)?.connection.serverTime() ?? deps.clock.now()) + FUTURE_TOLERANCE_MS;
  }

  const isHere = (account: AccountKey): boolean => deps.accounts.keys().includes(account);

  // hop 4/8: one transaction for all that a page or a batch decided
  function commit<T>(work: (changes: Changes) => T): T {
    const changes: Changes = { entries: new Set(), changed: new Set(), removed: new Set(), joined: new Set() };
    let stored = false;
    try {
      const result = deps.transactions.run(() => work(changes));
      stored = true;
      publish(changes);
      return result;
    } finally {
      if (!stored) for (const state of changes.joined) state.connected = false;
    }
  }

  // hop 5/8: publish what is stored now
  function publish({ entries, changed, removed }: Changes): void {
    const told = new Set<StatusUri>();
    if (entries.size > 0) {
      const present = timelines.entries(deps.accounts.keys(), [...entries]);
      const left = new Set(present.map((entry) => entry.id));
      for (const entry of present) if (entry.kind === 'status') told.add(entry.view.status.uri);
      deps.publish('timelines.changed', { source: 'home', entries: present, removed: [...entries].filter((id) => !left.has(id)) });
    }
    const views = statuses.many([...changed].filter((uri) => !removed.has(uri) && !told.has(uri)));
    if (views.length > 0) deps.publish('statuses.changed', { statuses: views });
    if (removed.size > 0) deps.publish('statuses.removed', { uris: [...removed] });
  }

  function changeGap(change: GapChange, changes: Changes): void {
    if (change.kind === 'put') timelines.putGap(change.gap);
    else timelines.removeGap(change.gap.id);
    changes.entries.add(change.gap.id);
  }

  function putSeen(account: AccountKey, seen: SeenStatus, changes: Changes): void {
    const changed = statuses.put(account, seen, deps.clock.now());
    if (changed && timelines.entriesOf(seen.status.uri).length > 0) changes.changed.add(seen.status.uri);
  }

  function apply(account: AccountKey, decision: Decision, changes: Changes): void {
    switch (decision.kind) {
      case 'insert':
        putSeen(account, decision.seen, changes);
        insert(account, decision, changes);
        return;
      case 'refresh':
        putSeen(account, decision.seen, changes);
        return;
      case 'removeStatus':
        for (const line of timelines.linesOf(account, decision.uri)) {
          timelines.removeLine(account, line.id);
          changes.entries.add(line.entry);
        }
        (statuses.dropView(account, decision.uri) === null ? changes.removed : changes.changed).add(decision.uri);
        states.of(account).bury(decision.id);
        return;
      case 'removeLine': {
        const line = timelines.removeLine(account, decision.id);
        if (line !== null) changes.entries.add(line.entry);
        states.of(account).bury(decision.id);
        return;
      }
      case 'bury':
        states.of(account).bury(decision.id);
        return;
      case 'recheck':
      case 'ignore':
        return;
    }
  }

  function insert(account: AccountKey, { line, onTop }: Extract<Decision, { kind: 'insert' }>, changes: Changes): void {
    const state = states.of(account);
    const joins = onTop && !state.connected;
    const newest = joins ? timelines.newest(account) : null;
    timelines.putLines([line]);
    changes.entries.add(line.entry);
    if (!joins) return;
    // The stream goes on above something that was never fetched. Said at once, filled by the next catch-up.
    if (newest !== null) changeGap({ kind: 'put', gap: newGap(account, line, newest) }, changes);
    state.connected = true;
    changes.joined.add(state);
  }

  function boundsOf(account: AccountKey, items: readonly TimelineItem[]): { readonly floor: number; readonly ceiling: number } {
    const [top, bottom] = [items[0], items.at(-1)];
    const below = bottom === undefined ? null : timelines.neighbours(account, bottom.id).below;
    const above = top === undefined ? null : timelines.neighbours(account, top.id).above;
    return { floor: below?.at ?? Number.NEGATIVE_INFINITY, ceiling: above?.at ?? Number.POSITIVE_INFINITY };
  }

  function gather({ account, event }: AccountEvent): EventFacts {
    const id = subjectOf(event);
    const shown = event.kind === 'update' ? event.item.seen.marks.id : id;
    const state = states.of(account);
    const newest = timelines.newest(account);
    const lineKnown = id !== null && timelines.line(account, id) !== null;
    const isLate = event.kind === 'update' && !lineKnown && newest !== null && compareIds(event.item.id, newest.id) <= 0;
    return {
      account,
      lineKnown,
      uri: id === null ? null : statuses.uriOf(account, id),
      buried: (id !== null && state.isBuried(id)) || (shown !== null && state.isBuried(shown)),
      newest,
      oldest: isLate ? timelines.oldest(account) : null,
      ...(isLate ? timelines.neighbours(account, event.item.id) : { above: null, below: null }),
      horizon: horizonOf(account),
    };
  }

  return {
    applyPage(page) {
      return commit((changes) => {
        const state = states.of(page.account);
        // The account may have been removed while the page was on its way; and what was deleted since may still be listed.
        const items = (isHere(page.account) ? page.items : []).filter((item) => !state.isBuried(item.id) && !state.isBuried(item.seen.marks.id));
        const known = timelines.known(page.account, items.map((item) => item.id));
        const newest = timelines.newest(page.account);
        const plan = planPage({ ...page, items }, { known, newest, gaps: timelines.gaps(page.account), ...boundsOf(page.account, items), horizon: horizonOf(page.account) });
        for (const item of items) putSeen(page.account, item.seen, changes);
        for (const line of timelines.putLines(plan.lines)) changes.entries.add(line.entry);
        for (const change of plan.gaps) changeGap(change, changes);
        if (page.spot.kind === 'top') state.proven = plan.top ?? state.proven;
        return plan;
      });
    },
    applyEvents(batch) {
      const recheck = new Set<AccountKey>();
      commit((changes) => {
        const here = new Set(deps.accounts.keys());
        for (const item of batch) {
          if (!here.has(item.account)) continue;
          const decision = decide(item.event, gather(item));
          if (decision.kind === 'recheck') recheck.add(item.account);
          apply(item.account, decision, changes);
        }
      });
      return recheck;
    },
    refresh(account, seen) {
      if (isHere(account)) commit((changes) => seen.forEach((one) => putSeen(account, one, changes)));
    },
    putGap(gap) {
      if (isHere(gap.account)) commit((changes) => changeGap({ kind: 'put', gap }, changes));
    },
    nudge: () => deps.publish('timelines.changed', { source: 'home', entries: [], removed: [] }),
  };
}
