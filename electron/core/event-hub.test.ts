import { describe, expect, test } from 'vitest';
import type { EventMessage } from '../contract/index.ts';
import { defaultSettings } from '../contract/defaults.ts';
import { createEventHub } from './event-hub.ts';
import { createRecordedLog } from './testing/fake-ports.ts';

function setUp() {
  const log = createRecordedLog();
  const hub = createEventHub({ log });
  const heard: string[] = [];
  const note = (message: EventMessage): void => void heard.push(`${message.topic} ${message.seq}`);
  return { log, hub, heard, note };
}

describe('events', () => {
  test('are numbered per topic from 1, whether anybody listens or not', () => {
    const { hub, heard, note } = setUp();
    hub.publish('settings.changed', defaultSettings);
    hub.subscribe(note);
    hub.publish('settings.changed', defaultSettings);
    hub.publish('statuses.removed', { uris: [] });
    expect(heard).toEqual(['settings.changed 2', 'statuses.removed 1']);
  });

  test('arrive in the order they were published, also those a listener causes', () => {
    const { hub, heard, note } = setUp();
    hub.subscribe((message) => (message.topic === 'settings.changed' && message.seq === 1 ? hub.publish('statuses.removed', { uris: [] }) : undefined));
    hub.subscribe(note);
    hub.publish('settings.changed', defaultSettings);
    hub.publish('settings.changed', defaultSettings);
    expect(heard).toEqual(['settings.changed 1', 'statuses.removed 1', 'settings.changed 2']);
  });

  test('a listener that throws is logged and disturbs nobody, nor the next event', () => {
    const { hub, heard, note, log } = setUp();
    hub.subscribe(() => {
      throw new Error('no');
    });
    hub.subscribe(note);
    hub.publish('settings.changed', defaultSettings);
    hub.publish('settings.changed', defaultSettings);
    expect(heard).toEqual(['settings.changed 1', 'settings.changed 2']);
    expect(log.lines.map(({ event }) => event)).toEqual(['events.listener', 'events.listener']);
  });

  test('the same listener twice is two subscriptions, each ended by itself', () => {
    const { hub, heard, note } = setUp();
    const stop = hub.subscribe(note);
    hub.subscribe(note);
    stop();
    stop();
    hub.publish('settings.changed', defaultSettings);
    expect(heard).toEqual(['settings.changed 1']);
  });
});
