/** Uploads and polls against the practice servers of every kind, over real sockets. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AccountKey, Result } from '../../contract/index.ts';
import type { NewMedia, NewStatus } from '../../core/fediverse.ts';
import { createPracticeWorld, startPracticeServers, type ServerKind } from '../../practice/index.ts';
import { createRealClock } from '../clock.ts';
import { openNet, silentLog } from '../net/testing/local-server.ts';
import { createRandom } from '../random.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks } from './testing/entities.ts';

const home = 'kelp.example';
const kinds: readonly ServerKind[] = ['mastodon-4.2', 'mastodon-4.6', 'gotosocial', 'akkoma', 'mitra', 'hollo'];
const blank: NewStatus = { text: 'With a picture', spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyToId: null, mediaIds: [], poll: null };
const picture: NewMedia = { bytes: new Uint8Array(300_000).fill(7), mimeType: 'image/jpeg', name: 'Wiese ü.jpg', description: 'Eine Wiese', focus: { x: 0.5, y: -0.25 } };

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A server of this kind on a socket, and ana's connection to it. */
async function connect(kind: ServerKind) {
  const practice = createPracticeWorld({ seed: 7, servers: [{ domain: home, kind }] });
  practice.addPerson(home, { username: 'ana' });
  const started = await startPracticeServers(practice);
  onTestFinished(() => started.close());
  const origins = practice.servers.map(({ domain, origin }) => ({ domain, origin }));
  const net = openNet({ allowedOrigins: () => origins.map(({ origin }) => origin) });
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silentLog, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => origins });
  const profile = must(await fediverse.probe(home));
  const { token, accountId } = practice.signIn(`ana@${home}`);
  return { practice, server: practice.server(home), connection: fediverse.connect(`${profile.summary.apiHost}/${accountId}` as AccountKey, profile, token) };
}

async function untilReady(look: () => Promise<Result<{ readonly ready: boolean }>>): Promise<number> {
  for (let looks = 1; looks <= 40; looks += 1) {
    if (must(await look()).ready) return looks;
    await sleep(100);
  }
  throw new Error('never ready');
}

describe.each(kinds)('%s', (kind) => {
  test('takes a picture with its words and its focus, tells how far it is, and posts it when it is ready', async () => {
    const { practice, connection } = await connect(kind);
    const sent: number[] = [];
    const uploaded = must(await connection.uploadMedia(picture, { onProgress: (bytes) => sent.push(bytes) }));
    expect(uploaded.description).toBe('Eine Wiese');
    // Akkoma answers 202 to everything; Mastodon only to films and sounds.
    expect(uploaded.ready).toBe(kind !== 'akkoma');
    expect(sent.length).toBeGreaterThan(3);
    expect(sent).toEqual(sent.toSorted((one, other) => one - other));
    expect(sent.at(-1)).toBeGreaterThan(300_000);
    if (!uploaded.ready) {
      expect(await connection.post({ ...blank, mediaIds: [uploaded.id] }, createRandom().uuid()), 'too early').toMatchObject({ ok: false, error: { kind: 'rejected', status: 422 } });
      expect(await untilReady(() => connection.uploadedMedia(uploaded.id))).toBeGreaterThan(1);
    }
    expect(must(await connection.describeMedia(uploaded.id, { description: 'Eine Wiese im März', focus: null })).description).toBe('Eine Wiese im März');
    const { status } = must(await connection.post({ ...blank, mediaIds: [uploaded.id] }, createRandom().uuid()));
    expect(status.media).toMatchObject([{ kind: 'image', description: 'Eine Wiese im März', focus: { x: 0.5, y: -0.25 } }]);
    expect(must(await connection.ownPosts(5))).toMatchObject([{ mediaCount: 1, pollOptions: [] }]);
    expect(await connection.uploadedMedia(uploaded.id), 'part of a post by now').toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(practice.oracle.events.filter(({ deed }) => deed === 'uploaded')).toHaveLength(1);
  });

  test('takes a poll', async () => {
    const { connection } = await connect(kind);
    const { status } = must(await connection.post({ ...blank, poll: { options: ['Sat', 'Sun'], expiresInMs: 3_600_000, multiple: true } }, createRandom().uuid()));
    expect(status.poll).toMatchObject({ multiple: true, options: [{ title: 'Sat' }, { title: 'Sun' }] });
    expect(must(await connection.ownPosts(5))).toMatchObject([{ mediaCount: 0, pollOptions: ['Sat', 'Sun'] }]);
  });
});

describe('Mastodon', () => {
  test('prepares films in the background, and says when it cannot', async () => {
    const { connection } = await connect('mastodon-4.6');
    const film = must(await connection.uploadMedia({ ...picture, mimeType: 'video/mp4', name: 'geese.mp4' }));
    expect(film.ready).toBe(false);
    expect(await untilReady(() => connection.uploadedMedia(film.id))).toBeGreaterThan(3);
    const broken = must(await connection.uploadMedia({ ...picture, mimeType: 'video/mp4', bytes: new TextEncoder().encode('broken film') }));
    await expect(untilReady(() => connection.uploadedMedia(broken.id))).rejects.toThrow('"status":422');
  });

  test('refuses what is too large or no media, in its own words', async () => {
    const { connection, server } = await connect('mastodon-4.6');
    expect(await connection.uploadMedia({ ...picture, bytes: new Uint8Array(16 * 1024 * 1024 + 1) })).toMatchObject({ ok: false, error: { kind: 'rejected', status: 422, message: 'Validation failed: File size must be less than 16 MB' } });
    server.faults.set({ path: '/api/v2/media', fault: { kind: 'htmlError', status: 503, retryAfterSeconds: 30 } });
    expect(await connection.uploadMedia(picture)).toMatchObject({ ok: false, error: { kind: 'serverError', status: 503 } });
  });

  test('of old is asked at its older address', async () => {
    const { connection, server } = await connect('mastodon-4.2');
    server.faults.set({ path: '/api/v2/media', fault: { kind: 'jsonError', status: 404, error: 'Not found' } });
    expect(must(await connection.uploadMedia(picture))).toMatchObject({ ready: true, description: 'Eine Wiese' });
  });

  test('an upload can be stopped in the middle', async () => {
    const { connection } = await connect('mastodon-4.6');
    const stop = new AbortController();
    const answer = await connection.uploadMedia({ ...picture, bytes: new Uint8Array(8_000_000) }, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(answer).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });
});
