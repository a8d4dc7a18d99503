import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CarryOverView, CopyAnswer, CopyItem, CopyKind, FavouritesAs, ItemState, SavedFile } from '../../electron/contract/carry-over.ts';
import type { AccountKey, AppError, Result } from '../../electron/contract/index.ts';
import type { FollowerClass, PlanFollower, PlanSource, PlanView, RowAction, RowId } from '../../electron/contract/moving.ts';
import type { Bridge } from '../bridge/bridge.ts';

export interface FollowersAsked {
  readonly class: FollowerClass | null;
  readonly host: string | null;
  readonly after: string | null;
}

export interface MovingState {
  readonly loaded: boolean;
  /** Why the plans could not be read. */
  readonly error: AppError | null;
  /** Newest first. */
  readonly plans: readonly PlanView[];
  /** By plan; one is absent until its plan was opened. */
  readonly copies: ReadonlyMap<string, CarryOverView>;
  readonly copyErrors: ReadonlyMap<string, AppError>;
  /** What is being done right now, as `plan row action` or `plan word`. */
  readonly busy: ReadonlySet<string>;
  start(): Promise<void>;
  find(plan: string): PlanView | undefined;
  /** Asks for what is carried over; later changes are told. */
  openPlan(plan: string): Promise<void>;
  create(from: PlanSource, to: AccountKey): Promise<Result<PlanView>>;
  remove(plan: string): Promise<AppError | null>;
  check(plan: string, rows?: readonly RowId[]): Promise<AppError | null>;
  act(plan: string, row: RowId, action: RowAction): Promise<Result<{ readonly text: string | null }>>;
  /** The password goes through and is kept nowhere. */
  move(plan: string, handle: string, password: string | null): Promise<AppError | null>;
  followers(plan: string, asked: FollowersAsked): Promise<Result<{ readonly followers: readonly PlanFollower[]; readonly next: string | null }>>;
  report(plan: string): Promise<Result<SavedFile>>;

  read(plan: string): Promise<AppError | null>;
  startCopy(plan: string): Promise<AppError | null>;
  pauseCopy(plan: string): Promise<AppError | null>;
  chooseKind(plan: string, kind: CopyKind, chosen: boolean): Promise<AppError | null>;
  favouritesAs(plan: string, as: FavouritesAs): Promise<AppError | null>;
  chooseItems(plan: string, items: readonly string[], chosen: boolean): Promise<AppError | null>;
  items(plan: string, kind: CopyKind, state: ItemState | null, after: string | null): Promise<Result<{ readonly items: readonly CopyItem[]; readonly next: string | null }>>;
  decide(plan: string, kind: CopyKind, state: ItemState, answer: CopyAnswer): Promise<AppError | null>;
  file(plan: string, kind: CopyKind, rows: 'all' | 'missing'): Promise<Result<SavedFile>>;
  addFile(plan: string, name: string, text: string): Promise<Result<{ readonly kind: CopyKind; readonly rows: number; readonly bad: number }>>;
}
export type MovingStore = StoreApi<MovingState>;

const followersAtOnce = 200;
const itemsAtOnce = 200;

export const busyKey = (...words: readonly string[]): string => words.join(' ');

export function createMovingStore(bridge: Bridge): MovingStore {
  const store = createStore<MovingState>((set, get) => {
    /** Marks the work as running until its answer is there. */
    async function during<T>(key: string, work: Promise<Result<T>>): Promise<Result<T>> {
      set(({ busy }) => ({ busy: new Set(busy).add(key) }));
      const answer = await work;
      set(({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== key)) }));
      return answer;
    }
    const errorOf = async (work: Promise<Result<unknown>>): Promise<AppError | null> => {
      const answer = await work;
      return answer.ok ? null : answer.error;
    };

    return {
      loaded: false,
      error: null,
      plans: [],
      copies: new Map(),
      copyErrors: new Map(),
      busy: new Set(),
      async start() {
        const answer = await bridge.call('moving.plans', {});
        if (!answer.ok) return set({ loaded: true, error: answer.error });
        set({ loaded: true, error: null, plans: newestFirst(answer.value) });
        // Events were lost: what is shown of the copies may be old too.
        await Promise.all([...get().copies.keys()].map((plan) => get().openPlan(plan)));
      },
      find: (plan) => get().plans.find(({ id }) => id === plan),
      async openPlan(plan) {
        const answer = await bridge.call('carryOver.view', { plan });
        if (answer.ok) set(({ copies, copyErrors }) => ({ copies: new Map(copies).set(plan, answer.value), copyErrors: without(copyErrors, plan) }));
        else set(({ copyErrors }) => ({ copyErrors: new Map(copyErrors).set(plan, answer.error) }));
      },
      async create(from, to) {
        const answer = await bridge.call('moving.create', { from, to });
        if (answer.ok) set(({ plans }) => ({ plans: withPlan(plans, answer.value) }));
        return answer;
      },
      remove: (plan) => errorOf(during(busyKey(plan, 'remove'), bridge.call('moving.remove', { plan })).then((answer) => (answer.ok ? (forget(plan), answer) : answer))),
      check: (plan, rows) => errorOf(during(busyKey(plan, 'check'), bridge.call('moving.check', { plan, ...(rows === undefined ? {} : { rows: [...rows] }) }))),
      act: (plan, row, action) => during(busyKey(plan, row, action), bridge.call('moving.act', { plan, row, action })),
      move: (plan, handle, password) => errorOf(during(busyKey(plan, 'move'), bridge.call('moving.move', { plan, handle, password }))),
      followers: (plan, asked) => bridge.call('moving.followers', { plan, ...asked, limit: followersAtOnce }),
      report: (plan) => during(busyKey(plan, 'report'), bridge.call('moving.report', { plan })),

      read: (plan) => errorOf(during(busyKey(plan, 'read'), bridge.call('carryOver.read', { plan }))),
      startCopy: (plan) => errorOf(during(busyKey(plan, 'copy'), bridge.call('carryOver.start', { plan }))),
      pauseCopy: (plan) => errorOf(during(busyKey(plan, 'copy'), bridge.call('carryOver.pause', { plan }))),
      chooseKind: (plan, kind, chosen) => errorOf(bridge.call('carryOver.chooseKind', { plan, kind, chosen })),
      favouritesAs: (plan, as) => errorOf(bridge.call('carryOver.favouritesAs', { plan, as })),
      chooseItems: (plan, items, chosen) => errorOf(bridge.call('carryOver.chooseItems', { plan, items: [...items], chosen })),
      items: (plan, kind, state, after) => bridge.call('carryOver.items', { plan, kind, ...(state === null ? {} : { state }), after, limit: itemsAtOnce }),
      decide: (plan, kind, state, answer) => errorOf(during(busyKey(plan, kind, state), bridge.call('carryOver.decide', { plan, kind, state, answer }))),
      file: (plan, kind, rows) => bridge.call('carryOver.file', { plan, kind, rows }),
      addFile: (plan, name, text) => bridge.call('carryOver.addFile', { plan, name: name.slice(0, 255), text }),
    };
  });

  function forget(plan: string): void {
    store.setState(({ plans, copies, copyErrors }) => ({ plans: plans.filter(({ id }) => id !== plan), copies: without(copies, plan), copyErrors: without(copyErrors, plan) }));
  }

  bridge.on('moving.changed', (plan) => store.setState(({ plans }) => ({ plans: withPlan(plans, plan) })));
  bridge.on('moving.removed', ({ plan }) => forget(plan));
  bridge.on('carryOver.changed', (view) => store.setState(({ copies, copyErrors }) => ({ copies: new Map(copies).set(view.plan, view), copyErrors: without(copyErrors, view.plan) })));
  return store;
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([each]) => each !== key));
}

function newestFirst(plans: readonly PlanView[]): readonly PlanView[] {
  return plans.toSorted((one, other) => other.createdAt - one.createdAt);
}

function withPlan(plans: readonly PlanView[], plan: PlanView): readonly PlanView[] {
  return newestFirst([...plans.filter(({ id }) => id !== plan.id), plan]);
}
