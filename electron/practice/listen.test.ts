import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createPracticeWorld, startPracticeServers } from './index.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(host: string, port = 0) {
  const world = createPracticeWorld({ seed: 1, servers: [{ domain: 'here.example', kind: 'mastodon-4.6', host }] });
  world.addPerson('here.example', { username: 'maren' });
  const started = await startPracticeServers(world, { 'here.example': port });
  closing.push(() => started.close());
  return world.server('here.example');
}

describe('listening', () => {
  it('takes another port when the wanted one is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.9', resolve));
    closing.push(() => new Promise((resolve) => other.close(resolve)));
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const { origin } = await start('127.0.0.9', taken);
    expect(new URL(origin).hostname).toBe('127.0.0.9');
    expect(Number(new URL(origin).port)).not.toBe(taken);
  });

  it('takes 127.0.0.1 where the machine has no such address', async () => {
    // TEST-NET-1: no machine has it.
    const { origin } = await start('192.0.2.1');
    expect(new URL(origin).hostname).toBe('127.0.0.1');
    expect((await fetch(`${origin}/api/v2/instance`)).status).toBe(200);
  });

  it('ends the connection of a lost answer, and refuses bodies that are too large', async () => {
    const server = await start('127.0.0.1');
    server.faults.set({ times: 1, fault: { kind: 'lostAnswer' } });
    await expect(fetch(`${server.origin}/api/v2/instance`)).rejects.toThrow('fetch failed');
    const large = await fetch(`${server.origin}/api/v1/statuses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'x'.repeat(1_100_000) }),
    });
    expect(large.status).toBe(413);
  });
});
