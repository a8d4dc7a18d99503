import type { EventName, Events } from '../../contract/index.ts';
import type { Lifecycle, Log, Random } from '../ports.ts';
import type { Publish } from '../publish.ts';

export interface FakeLifecycle extends Lifecycle {
  suspend(): void;
  resume(): void;
  online(value: boolean): void;
}

export function createFakeLifecycle(): FakeLifecycle {
  const suspends = new Set<() => void>();
  const resumes = new Set<() => void>();
  const onlines = new Set<(online: boolean) => void>();
  const listen = <T>(set: Set<T>, task: T): (() => void) => {
    set.add(task);
    return () => void set.delete(task);
  };
  return {
    onSuspend: (task) => listen(suspends, task),
    onResume: (task) => listen(resumes, task),
    onOnline: (task) => listen(onlines, task),
    suspend: () => suspends.forEach((task) => task()),
    resume: () => resumes.forEach((task) => task()),
    online: (value) => onlines.forEach((task) => task(value)),
  };
}

/** Seeded: the same seed gives the same numbers (mulberry32). */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(unit() * 16).toString(16)).join('');
  return { unit, token: (bytes) => hex(bytes * 2), uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` };
}

/** Always the same number: for figures that must be exact. */
export function createFixedRandom(unit: number): Random {
  return { ...createSeededRandom(1), unit: () => unit };
}

export interface RecordedLog extends Log {
  readonly lines: readonly { readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly fields: Record<string, unknown> }[];
}

export function createRecordedLog(): RecordedLog {
  const lines: { level: 'info' | 'warn' | 'error'; event: string; fields: Record<string, unknown> }[] = [];
  const write = (level: 'info' | 'warn' | 'error') => (event: string, fields: Record<string, unknown> = {}): void => void lines.push({ level, event, fields });
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

export interface RecordedEvents {
  readonly publish: Publish;
  of<N extends EventName>(topic: N): readonly Events[N][];
  clear(): void;
}

export function createRecordedEvents(): RecordedEvents {
  const messages: { topic: EventName; data: Events[EventName] }[] = [];
  return {
    publish: (topic, data) => void messages.push({ topic, data }),
    of: <N extends EventName>(topic: N) => messages.filter((message) => message.topic === topic).map((message) => message.data as Events[N]),
    clear: () => void messages.splice(0),
  };
}
