import type { App } from '../../app.ts';
import type { EventMessage, Result } from '../../contract/index.ts';

export interface FakeApp extends App {
  readonly calls: { readonly name: string; readonly input: unknown }[];
  /** What calls answer; the default answers their own input. */
  answer: (name: string, input: unknown) => Promise<Result<unknown>>;
  publish(seq: number, data?: unknown): void;
  listeners(): number;
}

/** An app that only hosts can tell from a real one. */
export function createFakeApp(): FakeApp {
  const listeners = new Set<(message: EventMessage) => void>();
  const app: FakeApp = {
    calls: [],
    answer: async (_name, input) => ({ ok: true, value: input }),
    dispatch(name, input) {
      app.calls.push({ name, input });
      return app.answer(name, input);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish(seq, data = {}) {
      const message = { topic: 'settings.changed', seq, data } as EventMessage;
      for (const listener of listeners) listener(message);
    },
    listeners: () => listeners.size,
    async media(path, { range }) {
      const headers = { 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'x-range': range ?? '' };
      return { status: 200, headers, body: new Blob([path]).stream() as ReadableStream<Uint8Array<ArrayBuffer>> };
    },
    close: async () => {},
  };
  return app;
}
