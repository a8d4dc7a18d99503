import { describe, expect, it } from 'vitest';
import { ok, type EventMessage, type Result } from '../../electron/contract/index.ts';
import { createBridge } from './bridge.ts';
import type { Link } from './link.ts';

function fakeLink() {
  let listener: (message: EventMessage) => void = () => undefined;
  const asked: string[] = [];
  const link: Link = {
    call: async (name): Promise<Result<unknown>> => {
      asked.push(name);
      return ok(null);
    },
    onEvent: (next) => {
      listener = next;
      return () => undefined;
    },
    state: () => ({ state: 'ready' }),
    onState: () => () => undefined,
    mediaBase: () => '',
    retry: () => undefined,
  };
  const removed = (seq: number): void => listener({ topic: 'statuses.removed', seq, data: { uris: [] } });
  return { link, asked, removed };
}

describe('createBridge', () => {
  it('asks again once when messages of a topic are missing, and still delivers what came', async () => {
    const { link, removed } = fakeLink();
    const bridge = createBridge(link);
    let delivered = 0;
    let resyncs = 0;
    bridge.on('statuses.removed', () => (delivered += 1));
    bridge.onResync(() => (resyncs += 1));
    removed(7);
    removed(8);
    await Promise.resolve();
    expect([delivered, resyncs]).toEqual([2, 0]);
    removed(12);
    removed(20);
    await Promise.resolve();
    expect([delivered, resyncs]).toEqual([4, 1]);
  });

  it('drops messages that come a second time', () => {
    const { link, removed } = fakeLink();
    const bridge = createBridge(link);
    let delivered = 0;
    bridge.on('statuses.removed', () => (delivered += 1));
    removed(1);
    removed(1);
    removed(2);
    removed(1);
    expect(delivered).toBe(2);
  });

  it('stops telling a listener that went away', () => {
    const { link, removed } = fakeLink();
    const bridge = createBridge(link);
    let delivered = 0;
    const stop = bridge.on('statuses.removed', () => (delivered += 1));
    removed(1);
    stop();
    removed(2);
    expect(delivered).toBe(1);
  });
});
