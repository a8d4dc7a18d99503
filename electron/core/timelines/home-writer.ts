import { accountOfFeed, isHomeFeed, isMemoryFeed } from '../../contract/feed-keys.ts';
import type { AccountKey, EntryId, FeedKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { SeenStatus, StreamEvent, TimelineItem } from '../fediverse.ts';
import type { FeedDirectory } from './feed-directory.ts';
import { newGap, type GapChange } from './gaps.ts';
import type { HomeState, HomeStates } from './home-state.ts';
import { decide, subjectOf, type Decision, type EventFacts } from './ingest.ts';
import { compareIds, type Point } from './order.ts';
import { planRanked, type RankedPage, type RankedPlan } from './ranked.ts';
import { planPage, type ArrivedPage, type PagePlan } from './page-plan.ts';
import type { StoredGap, StoredLine } from './store.ts';
import type { TimelineDeps } from './types.ts';

/** How far a post may be dated after its server's clock and still be believed. */
const FUTURE_TOLERANCE_MS = 60_000;

const unbounded = { floor: Number.NEGATIVE_INFINITY, ceiling: Number.POSITIVE_INFINITY };

export interface FeedEvent {
  /** The list whose stream told of it; a home by the key of its account. */
  readonly feed: FeedKey;
  readonly event: StreamEvent;
}

/** What a saved search says of posts it was asked about. */
export interface Matches {
  readonly asked: readonly StatusUri[];
  /** Those it finds, newest first. */
  readonly found: readonly TimelineItem[];
}

/** The only writer of homes and of all other lists: each call is one transaction and one publish. Throws `StorageFailure`, and then nothing is kept. */
export interface HomeWriter {
  applyPage(page: ArrivedPage): PagePlan;
  /** The first page of a list in an order of the server's own (`Feed.ranked`). */
  applyRanked(page: RankedPage): RankedPlan;
  /** Takes lines out of one list, and nothing else. */
  removeLines(feed: FeedKey, ids: readonly StatusId[]): void;
  /** Answers the accounts whose newest posts must be read again. */
  applyEvents(batch: readonly FeedEvent[]): ReadonlySet<AccountKey>;
  /** Puts found posts into a list made of the search memory, as far down as it is read, and takes the others out. */
  applyMatches(feed: FeedKey, matches: Matches): void;
  /** Empties one list, holes too. */
  clear(feed: FeedKey): void;
  /** Statuses read again by id, outside of any page. */
  refresh(account: AccountKey, seen: readonly SeenStatus[]): void;
  putGap(gap: StoredGap): void;
  /** Says that a page may be asked for again although nothing in it changed. */
  nudge(): void;
}

/** The newest line of each list, asked for once in a batch and not for each of its events. */
type Tops = Map<FeedKey, Point | null>;

interface Changes {
  readonly entries: Set<EntryId>;
  /** Statuses with an entry that came or went: their other entries name it (`StatusEntry.also`). */
  readonly shown: Set<StatusUri>;
  readonly changed: Set<StatusUri>;
  /** As `changed`, and worth telling only where a list shows it. */
  readonly seen: Set<StatusUri>;
  readonly removed: Set<StatusUri>;
  /** Homes whose top was joined in this transaction; undone with it. */
  readonly joined: Set<HomeState>;
}

export function createHomeWriter(deps: TimelineDeps, states: HomeStates, feeds: FeedDirectory): HomeWriter {
  const { timelines, statuses } = deps;

  function horizonOf(feed: FeedKey): number {
    const account = accountOfFeed(feed);
    const serverTime = account === null ? null : deps.accounts.signedIn(account)?.connection.serverTime();
    return (serverTime ?? deps.clock.now()) + FUTURE_TOLERANCE_MS;
  }

  function isHere(feed: FeedKey): boolean {
    const account = accountOfFeed(feed);
    return account === null || deps.accounts.keys().includes(account);
  }

  // hop 4/8: one transaction for all that a page or a batch decided
  function commit<T>(work: (changes: Changes) => T): T {
    const changes: Changes = { entries: new Set(), shown: new Set(), changed: new Set(), seen: new Set(), removed: new Set(), joined: new Set() };
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
  function publish({ entries, shown, changed, seen, removed }: Changes): void {
    const told = new Set<StatusUri>();
    for (const uri of shown) for (const id of timelines.entriesOf(uri)) entries.add(id);
    if (entries.size > 0) {
      const present = timelines.entries(feeds.known(), [...entries]);
      const left = new Set(present.map((entry) => entry.id));
      for (const entry of present) if (entry.kind === 'status') told.add(entry.view.status.uri);
      deps.publish('timelines.changed', { entries: present, removed: [...entries].filter((id) => !left.has(id)) });
    }
    for (const uri of seen) if (!told.has(uri) && timelines.entriesOf(uri).length > 0) changed.add(uri);
    const views = statuses.many([...changed].filter((uri) => !removed.has(uri) && !told.has(uri)));
    if (views.length > 0) deps.publish('statuses.changed', { statuses: views });
    if (removed.size > 0) deps.publish('statuses.removed', { uris: [...removed] });
  }

  function changeGap(change: GapChange, changes: Changes): void {
    if (change.kind === 'put') timelines.putGap(change.gap);
    else timelines.removeGap(change.gap.id);
    changes.entries.add(change.gap.id);
  }

  function addLine(line: StoredLine, changes: Changes): void {
    changes.entries.add(line.entry);
    changes.shown.add(line.uri);
  }

  function takeLine(feed: FeedKey, id: StatusId, changes: Changes): void {
    const line = timelines.removeLine(feed, id);
    if (line !== null) addLine(line, changes);
  }

  function putSeen(account: AccountKey | null, seen: SeenStatus, changes: Changes): void {
    if (statuses.put(account, seen, deps.clock.now())) changes.seen.add(seen.status.uri);
  }

  /**
   * What streams for everybody carry of me is nothing (fan_out_on_write_service.rb renders them for nobody): marks that
   * are known are kept.
   */
  function asKnown(feed: FeedKey, account: AccountKey, seen: SeenStatus): SeenStatus {
    const known = isHomeFeed(feed) ? undefined : statuses.get(seen.status.uri)?.marks.find((mark) => mark.account === account);
    return known === undefined ? seen : { status: seen.status, marks: known };
  }

  function apply(feed: FeedKey, account: AccountKey, decision: Decision, changes: Changes): void {
    switch (decision.kind) {
      case 'insert':
        putSeen(account, asKnown(feed, account, decision.seen), changes);
        insert(feed, decision, changes);
        return;
      case 'refresh':
        putSeen(account, asKnown(feed, account, decision.seen), changes);
        return;
      case 'removeStatus':
        for (const line of timelines.linesOf(account, decision.uri)) {
          takeLine(line.feed, line.id, changes);
        }
        dropView(account, decision.uri, changes);
        states.of(account).bury(decision.id);
        return;
      case 'removeLine':
        takeLine(feed, decision.id, changes);
        states.of(account).bury(decision.id);
        return;
      case 'bury':
        states.of(account).bury(decision.id);
        return;
      case 'recheck':
      case 'ignore':
        return;
    }
  }

  /** With its last view a post goes from the lists that are read without an account too. */
  function dropView(account: AccountKey, uri: StatusUri, changes: Changes): void {
    if (statuses.dropView(account, uri) !== null) return void changes.changed.add(uri);
    changes.removed.add(uri);
    for (const line of timelines.linesOf(null, uri)) takeLine(line.feed, line.id, changes);
  }

  function insert(feed: FeedKey, { line, onTop }: Extract<Decision, { kind: 'insert' }>, changes: Changes): void {
    const state = states.of(feed);
    const joins = onTop && !state.connected;
    const newest = joins ? timelines.newest(feed) : null;
    timelines.putLines([line]);
    addLine(line, changes);
    if (!joins) return;
    // The stream goes on above something that was never fetched. Said at once, filled by the next catch-up.
    if (newest !== null) changeGap({ kind: 'put', gap: newGap(feed, line, newest) }, changes);
    state.connected = true;
    changes.joined.add(state);
  }

  function boundsOf(feed: FeedKey, items: readonly TimelineItem[]): { readonly floor: number; readonly ceiling: number } {
    const [top, bottom] = [items[0], items.at(-1)];
    const below = bottom === undefined ? null : timelines.neighbours(feed, bottom.id).below;
    const above = top === undefined ? null : timelines.neighbours(feed, top.id).above;
    return { floor: below?.at ?? Number.NEGATIVE_INFINITY, ceiling: above?.at ?? Number.POSITIVE_INFINITY };
  }

  /** The account may have been removed while the page was on its way; and what was deleted since may still be listed. */
  function stillServed(feed: FeedKey, items: readonly TimelineItem[]): readonly TimelineItem[] {
    const state = states.of(accountOfFeed(feed) ?? feed);
    return isHere(feed) ? items.filter((item) => !state.isBuried(item.id) && !state.isBuried(item.seen.marks.id)) : [];
  }

  function newestOf(feed: FeedKey, tops: Tops): Point | null {
    const known = tops.get(feed);
    if (known !== undefined) return known;
    const newest = timelines.newest(feed);
    tops.set(feed, newest);
    return newest;
  }

  function gather({ feed, event }: FeedEvent, tops: Tops): EventFacts {
    const account = accountOfFeed(feed);
    const id = subjectOf(event);
    const shown = event.kind === 'update' ? event.item.seen.marks.id : id;
    const state = states.of(account ?? feed);
    const newest = newestOf(feed, tops);
    const lineKnown = id !== null && timelines.line(feed, id) !== null;
    const isLate = event.kind === 'update' && !lineKnown && newest !== null && compareIds(event.item.id, newest.id) <= 0;
    return {
      feed,
      lineKnown,
      uri: id === null || account === null || event.kind === 'update' ? null : statuses.uriOf(account, id),
      buried: (id !== null && state.isBuried(id)) || (shown !== null && state.isBuried(shown)),
      newest,
      oldest: isLate ? timelines.oldest(feed) : null,
      ...(isLate ? timelines.neighbours(feed, event.item.id) : { above: null, below: null }),
      horizon: horizonOf(feed),
    };
  }

  function match(feed: FeedKey, item: TimelineItem, changes: Changes): void {
    const facts = gather({ feed, event: { kind: 'update', item } }, new Map());
    // All there is was read: then nothing is too old to stand at its end.
    const isWhole = states.of(feed).bottom?.cursor === null;
    const decision = decide({ kind: 'update', item }, isWhole ? { ...facts, oldest: null } : facts);
    if (decision.kind !== 'insert') return;
    timelines.putLines([decision.line]);
    addLine(decision.line, changes);
  }

  return {
    applyPage(page) {
      return commit((changes) => {
        const { feed } = page;
        const served = stillServed(feed, page.items);
        const known = timelines.known(feed, served.map((item) => item.id));
        // In a ranked list a post that moved up while its pages were read comes twice.
        const items = page.ranked ? served.filter((item) => !known.has(item.id)) : served;
        const newest = timelines.newest(feed);
        const bounds = page.ranked ? unbounded : boundsOf(feed, items);
        const plan = planPage({ ...page, items }, { known, newest, gaps: timelines.gaps(feed), ...bounds, horizon: horizonOf(feed) });
        if (!isMemoryFeed(feed)) for (const item of items) putSeen(accountOfFeed(feed), item.seen, changes);
        for (const line of timelines.putLines(plan.lines)) addLine(line, changes);
        for (const change of plan.gaps) changeGap(change, changes);
        return plan;
      });
    },
    applyRanked({ feed, ...page }) {
      return commit((changes) => {
        const items = stillServed(feed, page.items);
        const plan = planRanked({ ...page, feed, items }, timelines.linesBetween(feed, Number.MAX_VALUE, -Number.MAX_VALUE), horizonOf(feed));
        for (const id of plan.gone) takeLine(feed, id, changes);
        for (const item of items) putSeen(accountOfFeed(feed), item.seen, changes);
        for (const line of timelines.putLines(plan.lines)) addLine(line, changes);
        return plan;
      });
    },
    removeLines(feed, ids) {
      if (ids.length > 0) commit((changes) => ids.forEach((id) => takeLine(feed, id, changes)));
    },
    applyEvents(batch) {
      const recheck = new Set<AccountKey>();
      commit((changes) => {
        const here = new Set(deps.accounts.keys());
        const tops: Tops = new Map();
        for (const item of batch) {
          const account = accountOfFeed(item.feed);
          if (account === null || !here.has(account)) continue;
          const decision = decide(item.event, gather(item, tops));
          if (decision.kind === 'recheck') recheck.add(account);
          apply(item.feed, account, decision, changes);
          if (decision.kind === 'insert' && decision.onTop) tops.set(item.feed, decision.line);
          else if (decision.kind !== 'refresh') tops.clear();
        }
      });
      return recheck;
    },
    applyMatches(feed, { asked, found }) {
      const places = new Set(found.map(({ id }) => id));
      const gone = asked.flatMap((uri) => timelines.linesOf(null, uri)).filter((line) => line.feed === feed && !places.has(line.id));
      commit((changes) => {
        for (const { id } of gone) takeLine(feed, id, changes);
        for (const item of found.toReversed()) match(feed, item, changes);
      });
    },
    clear(feed) {
      const lines = timelines.linesBetween(feed, Number.MAX_VALUE, -Number.MAX_VALUE);
      const gaps = timelines.gaps(feed);
      if (lines.length + gaps.length === 0) return;
      commit((changes) => {
        for (const { id } of lines) takeLine(feed, id, changes);
        for (const gap of gaps) changeGap({ kind: 'remove', gap }, changes);
      });
    },
    refresh(account, seen) {
      if (isHere(account)) commit((changes) => seen.forEach((one) => putSeen(account, one, changes)));
    },
    putGap(gap) {
      if (isHere(gap.feed)) commit((changes) => changeGap({ kind: 'put', gap }, changes));
    },
    nudge: () => deps.publish('timelines.changed', { entries: [], removed: [] }),
  };
}
