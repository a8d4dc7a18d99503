import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startDefaultWorld } from './default-world.ts';
import type { DefaultWorld } from './default-world.ts';
import { isObject } from './testing/client.ts';

const folder = mkdtempSync(join(tmpdir(), 'practice-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let running: DefaultWorld | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

async function get(signIn: { origin: string; token: string }, path: string) {
  const answer = await fetch(signIn.origin + path, { headers: { authorization: `Bearer ${signIn.token}` } });
  const value: unknown = await answer.json();
  return { status: answer.status, value };
}

function items(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

describe('the world to try the app with', () => {
  it('has two accounts of one person on two servers, with different homes that overlap', async () => {
    running = await startDefaultWorld();
    expect(running.servers.length).toBeGreaterThanOrEqual(4);
    const [one, two] = running.signIns;
    if (!one || !two) throw new Error('no sign-ins');
    expect(new URL(one.origin).hostname).not.toBe(new URL(two.origin).hostname);
    const homes = [
      items((await get(one, '/api/v1/timelines/home?limit=40')).value),
      items((await get(two, '/api/v1/timelines/home?limit=40')).value),
    ];
    const uris = homes.map((home) => new Set(home.map((status) => status['uri'])));
    const shared = [...(uris[0] ?? [])].filter((uri) => uris[1]?.has(uri));
    expect(homes.every((home) => home.length > 5)).toBe(true);
    expect(shared.length).toBeGreaterThan(3);
    const picture = homes
      .flat()
      .map((status) => items(status['media_attachments'])[0]?.['url'])
      .find((url) => typeof url === 'string');
    const bytes = new Uint8Array(await (await fetch(String(picture))).arrayBuffer());
    expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it('goes on after a restart: same addresses, same token, same posts, and what was said meanwhile', async () => {
    const dataFile = join(folder, 'world.json');
    running = await startDefaultWorld({ dataFile });
    const [signIn] = running.signIns;
    if (!signIn) throw new Error('no sign-in');
    const before = running.servers;
    const posted = await fetch(`${signIn.origin}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${signIn.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'kept' }),
    });
    expect(posted.status).toBe(200);
    await running.close();
    const saved: unknown = JSON.parse(readFileSync(dataFile, 'utf8'));
    expect(isObject(saved) && saved['version']).toBe(3);
    running = await startDefaultWorld({ dataFile });
    expect(running.servers).toEqual(before);
    expect(running.signIns[0]?.token).toBe(signIn.token);
    const home = items((await get(signIn, '/api/v1/timelines/home?limit=40')).value);
    expect(home.some((status) => status['content'] === '<p>kept</p>')).toBe(true);
  });

  it('keeps the rehearsal of a move over a restart, with what is gone', async () => {
    const dataFile = join(folder, 'rehearsal.json');
    running = await startDefaultWorld({ dataFile });
    const me = async ({ world }: DefaultWorld) => (await get(world.signIn('lena@tidewater.example'), '/api/v1/accounts/verify_credentials')).value;
    const before = await me(running);
    expect(before).toMatchObject({ acct: 'lena', followers_count: 40 });
    await running.close();
    running = await startDefaultWorld({ dataFile });
    expect(await me(running)).toMatchObject({ followers_count: 40, following_count: isObject(before) ? before['following_count'] : null });
    const gable = running.servers.find((server) => server.domain === 'gable.example');
    await expect(fetch(`${gable?.origin ?? ''}/api/v1/instance`)).rejects.toThrow('fetch failed');
    const avatar = isObject(before) ? String(before['avatar']) : '';
    expect((await fetch(avatar)).status).toBe(200);
  });

  it('has sign-ins again after they were revoked', async () => {
    running = await startDefaultWorld();
    const [before] = running.signIns;
    running.world.revokeTokens('maren@kelp.example');
    const [after] = running.signIns;
    if (!before || !after) throw new Error('no sign-ins');
    expect((await get(before, '/api/v1/accounts/verify_credentials')).status).toBe(401);
    expect((await get(after, '/api/v1/accounts/verify_credentials')).status).toBe(200);
  });

  it('starts anew from a file it cannot read', async () => {
    const dataFile = join(folder, 'world.json');
    rmSync(dataFile, { force: true });
    running = await startDefaultWorld({ dataFile, seed: 9 });
    await running.close();
    const first = readFileSync(dataFile, 'utf8');
    writeFileSync(dataFile, first.slice(0, 100));
    running = await startDefaultWorld({ dataFile });
    expect(running.signIns).toHaveLength(2);
  });
});
