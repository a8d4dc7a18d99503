import type { Clock } from '../../electron/core/ports.ts';

interface Task {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

const before = (a: Task, b: Task): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);

/** A binary heap: the simulation lives in it. */
class TaskQueue {
  readonly #heap: Task[] = [];

  push(task: Task): void {
    const heap = this.#heap;
    let index = heap.push(task) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (before(heap[parent]!, task)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = task;
  }

  peek(): Task | undefined {
    while (this.#heap[0]?.cancelled === true) this.pop();
    return this.#heap[0];
  }

  pop(): Task | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

/** The computer Skein runs on: it can sleep, and its wall clock can be wrong. */
export interface Machine {
  readonly clock: Clock;
  readonly asleep: boolean;
  /** When it last woke up, true time. */
  readonly wokeAt: number;
  sleep(): void;
  wake(): void;
  /** Moves the wall clock. */
  jump(ms: number): void;
}

export interface SimTime {
  /** True time, epoch ms: what servers and the checker go by. */
  now(): number;
  /** Runs in the world outside the machine. Answers the cancel. */
  after(delayMs: number, run: () => void): () => void;
  readonly machine: Machine;
  /** Runs all that is due until then, one task at a time, letting promises settle after each. */
  runUntil(time: number): Promise<void>;
}

/** One queue for everything that happens. The order is by time, then by who asked first: the same every time. */
export function createSimTime(startAt: number): SimTime {
  const world = new TaskQueue();
  const timers = new TaskQueue();
  let time = startAt;
  let order = 0;
  let sleptMs = 0;
  let sleptAt: number | null = null;
  let wallOffset = 0;
  let wokeAt = startAt;

  const monotonic = (): number => (sleptAt ?? time) - startAt - sleptMs;
  const add = (queue: TaskQueue, due: number, run: () => void): (() => void) => {
    const task: Task = { due, order: (order += 1), run, cancelled: false };
    queue.push(task);
    return () => void (task.cancelled = true);
  };

  function next(): { readonly queue: TaskQueue; readonly at: number } | null {
    const outside = world.peek();
    const inside = sleptAt === null ? timers.peek() : undefined;
    const insideAt = inside === undefined ? Number.POSITIVE_INFINITY : Math.max(time, inside.due + startAt + sleptMs);
    if (outside === undefined && inside === undefined) return null;
    return (outside?.due ?? Number.POSITIVE_INFINITY) <= insideAt ? { queue: world, at: outside?.due ?? 0 } : { queue: timers, at: insideAt };
  }

  return {
    now: () => time,
    after: (delayMs, run) => add(world, time + Math.max(0, delayMs), run),
    machine: {
      clock: {
        now: () => time + wallOffset,
        monotonic,
        after: (delayMs, run) => add(timers, monotonic() + Math.max(0, delayMs), run),
      },
      get asleep() {
        return sleptAt !== null;
      },
      get wokeAt() {
        return wokeAt;
      },
      sleep: () => void (sleptAt ??= time),
      wake() {
        if (sleptAt === null) return;
        sleptMs += time - sleptAt;
        sleptAt = null;
        wokeAt = time;
      },
      jump: (ms) => void (wallOffset += ms),
    },
    async runUntil(until) {
      for (let due = next(); due !== null && due.at <= until; due = next()) {
        time = Math.max(time, due.at);
        due.queue.pop()?.run();
        await new Promise((resolve) => setImmediate(resolve));
      }
      time = until;
    },
  };
}
