import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScheduledList, ScheduledPost, ScheduledRef } from '../../electron/contract/compose.ts';
import type { AppError, Result } from '../../electron/contract/index.ts';
import type { Bridge } from '../bridge/bridge.ts';

export interface ScheduleState {
  /** Null until it was asked for. */
  readonly list: ScheduledList | null;
  readonly loading: boolean;
  readonly error: AppError | null;
  /** Asks every server. One question at a time. */
  load(): Promise<void>;
  move(post: ScheduledRef, at: number): Promise<AppError | null>;
  /** Answers the draft of a new version. */
  edit(post: ScheduledRef): Promise<Result<{ readonly draft: string }>>;
  cancel(post: ScheduledRef): Promise<Result<{ readonly draft: string }>>;
}
export type ScheduleStore = StoreApi<ScheduleState>;

export function createScheduleStore(bridge: Bridge): ScheduleStore {
  let loading: Promise<void> | null = null;
  const store = createStore<ScheduleState>((set, get) => {
    const read = async (): Promise<void> => {
      set({ loading: true });
      const answer = await bridge.call('scheduled.list', {});
      set(answer.ok ? { list: answer.value, loading: false, error: null } : { loading: false, error: answer.error });
    };
    return {
      list: null,
      loading: false,
      error: null,
      load: () => (loading ??= read().finally(() => (loading = null))),
      async move(post, at) {
        const answer = await bridge.call('scheduled.move', { post, at });
        await get().load();
        return answer.ok ? null : answer.error;
      },
      edit: (post) => bridge.call('scheduled.edit', { post }),
      async cancel(post) {
        const answer = await bridge.call('scheduled.cancel', { post });
        await get().load();
        return answer;
      },
    };
  });
  return store;
}

export function keyOf({ ref }: ScheduledPost): string {
  return ref.in === 'outbox' ? ref.copy : `${ref.account} ${ref.id}`;
}

export interface ScheduledDay {
  /** First moment of the day, in this computer's time zone. */
  readonly day: number;
  readonly posts: readonly ScheduledPost[];
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Soonest day first, posts of a day in their order. */
export function byDay(posts: readonly ScheduledPost[]): readonly ScheduledDay[] {
  return [...Map.groupBy(posts, ({ at }) => startOfDay(at))].map(([day, group]) => ({ day, posts: group })).toSorted((one, other) => one.day - other.day);
}

/** The weeks of the month `at` is in, Monday first, with the days of its neighbours that fill them up. */
export function weeksOf(at: number): readonly (readonly number[])[] {
  const first = new Date(at);
  first.setHours(0, 0, 0, 0);
  first.setDate(1);
  const month = first.getMonth();
  const day = new Date(first);
  day.setDate(1 - ((first.getDay() + 6) % 7));
  const weeks: number[][] = [];
  while (weeks.length === 0 || day.getMonth() === month) {
    const week: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      week.push(day.getTime());
      day.setDate(day.getDate() + 1);
    }
    weeks.push(week);
  }
  return weeks;
}

/** The same day and time of another month, or its last day where it has none such. */
export function monthFrom(at: number, by: number): number {
  const date = new Date(at);
  date.setDate(1);
  date.setMonth(date.getMonth() + by);
  return date.getTime();
}
