import type { EventMessage, EventName, Events } from '../contract/index.ts';
import type { Log } from './ports.ts';
import type { Publish } from './publish.ts';

export interface EventHub {
  readonly publish: Publish;
  /** Answers the unsubscribe. */
  subscribe(listener: (message: EventMessage) => void): () => void;
}

/**
 * Numbers the events of each topic and hands them to every listener in the order they were published, also when a
 * listener makes something publish again. A listener that throws is logged and does not disturb the others.
 */
export function createEventHub({ log }: { readonly log: Log }): EventHub {
  const listeners = new Set<(message: EventMessage) => void>();
  const sequence = new Map<EventName, number>();
  const queue: EventMessage[] = [];
  let delivering = false;

  function deliver(message: EventMessage): void {
    for (const listener of listeners) {
      try {
        listener(message);
      } catch (error) {
        log.error('events.listener', { topic: message.topic, error });
      }
    }
  }

  return {
    publish<N extends EventName>(topic: N, data: Events[N]) {
      const seq = (sequence.get(topic) ?? 0) + 1;
      sequence.set(topic, seq);
      queue.push({ topic, seq, data } as EventMessage);
      if (delivering) return;
      delivering = true;
      for (let message = queue.shift(); message !== undefined; message = queue.shift()) deliver(message);
      delivering = false;
    },
    subscribe(listener) {
      // Its own function each time: the same listener twice is two subscriptions.
      const own = (message: EventMessage): void => listener(message);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
