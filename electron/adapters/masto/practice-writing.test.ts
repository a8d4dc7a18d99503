/** Scheduled posts, people, emojis and what a post may carry, against the practice servers of every kind, over real sockets. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AccountKey, Result } from '../../contract/index.ts';
import type { NewStatus } from '../../core/fediverse.ts';
import { createPracticeWorld, startPracticeServers, type ServerKind } from '../../practice/index.ts';
import { createRealClock } from '../clock.ts';
import { openNet, silentLog } from '../net/testing/local-server.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks } from './testing/entities.ts';
import { parseScheduled } from './writing-calls.ts';

const home = 'kelp.example';
const hourMs = 60 * 60_000;
const blank: NewStatus = { text: 'Spring tide', spoilerText: 'Water', sensitive: true, visibility: 'unlisted', language: 'en', inReplyToId: null, mediaIds: [], poll: null };

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function connect(kind: ServerKind) {
  const practice = createPracticeWorld({ seed: 7, servers: [{ domain: home, kind }] });
  for (const username of ['ana', 'annika', 'bo']) practice.addPerson(home, { username });
  const started = await startPracticeServers(practice);
  onTestFinished(() => started.close());
  const origins = practice.servers.map(({ domain, origin }) => ({ domain, origin }));
  const net = openNet({ allowedOrigins: () => origins.map(({ origin }) => origin) });
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silentLog, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => origins });
  const profile = must(await fediverse.probe(home));
  const { token, accountId } = practice.signIn(`ana@${home}`);
  return { server: practice.server(home), profile, connection: fediverse.connect(`${profile.summary.apiHost}/${accountId}` as AccountKey, profile, token) };
}

describe.each<ServerKind>(['mastodon-4.2', 'mastodon-4.6', 'gotosocial', 'akkoma'])('%s', (kind) => {
  test('keeps posts for later, tells of all of them, moves and forgets them', async () => {
    const { connection, server } = await connect(kind);
    const { writing } = connection;
    const at = Math.floor(Date.now() / 1000) * 1000 + hourMs;
    for (let n = 0; n < 3; n += 1) {
      const made = must(await writing.schedule({ ...blank, text: `Spring tide ${n}`, scheduledAt: at + n * hourMs }, `key-${n}`));
      expect(made).toMatchObject({ kind: 'scheduled', scheduled: { at: at + n * hourMs } });
    }
    const all = must(await writing.scheduled());
    expect(all.map(({ text, at: each }) => [text, each])).toEqual([0, 1, 2].map((n) => [`Spring tide ${n}`, at + n * hourMs]));
    expect(all[0]).toMatchObject({ spoilerText: 'Water', sensitive: true, visibility: 'unlisted', language: 'en', mediaCount: 0, poll: null });
    const id = all[0]?.id ?? '';
    must(await writing.moveScheduled(id, at + 5 * hourMs));
    expect(must(await writing.scheduled()).at(-1)).toMatchObject({ id, at: at + 5 * hourMs });
    must(await writing.cancelScheduled(id));
    expect(await writing.cancelScheduled(id)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(server.inner.tables.statuses.all().filter(({ text }) => text.startsWith('Spring'))).toEqual([]);
  });

  test('posts at once what is less than five minutes ahead, and says so', async () => {
    const { connection } = await connect(kind);
    expect(must(await connection.writing.schedule({ ...blank, scheduledAt: Date.now() + 60_000 }, 'key'))).toMatchObject({ kind: 'posted', seen: { status: { spoilerText: 'Water' } } });
  });
});

test('Mastodon posts nothing that would reach others than those it is told, and names them', async () => {
  const { connection, server, profile } = await connect('mastodon-4.6');
  const before = server.inner.tables.statuses.all().length;
  const answer: NewStatus = { ...blank, text: '@annika and @bo', visibility: 'direct' };
  const refused = await connection.post({ ...answer, allowedMentions: [] }, 'key-1');
  if (refused.ok || refused.error.kind !== 'rejected') throw new Error('it was posted');
  expect(refused.error.unexpected?.map(({ handle }) => handle)).toEqual(['annika', 'bo']);
  expect([profile.limits.writing?.guardsMentions, server.inner.tables.statuses.all().length]).toEqual([true, before]);
  const ids = refused.error.unexpected?.map(({ id }) => id) ?? [];
  expect(await connection.post({ ...answer, allowedMentions: ids.slice(1) }, 'key-2')).toMatchObject({ ok: false, error: { unexpected: [{ handle: 'annika' }] } });
  must(await connection.post({ ...answer, allowedMentions: ids }, 'key-3'));
  expect(server.inner.tables.statuses.all().length).toBe(before + 1);
});

describe.each<ServerKind>(['mitra', 'hollo'])('%s', (kind) => {
  test('keeps nothing for later, and is not asked to', async () => {
    const { connection, profile } = await connect(kind);
    expect(profile.limits.writing?.scheduling).toBe(false);
    expect(await connection.writing.schedule({ ...blank, scheduledAt: Date.now() + hourMs }, 'key')).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    expect(await connection.writing.scheduled()).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  });
});

test.each<[ServerKind, object]>([
  ['mastodon-4.2', { quotes: false, quotePolicies: false, localOnly: false }],
  ['mastodon-4.6', { quotes: true, quotePolicies: true, localOnly: false }],
  ['gotosocial', { quotes: false, quotePolicies: false, localOnly: true }],
  ['akkoma', { quotes: true, quotePolicies: false, localOnly: true }],
])('what a post may carry on %s', async (kind, expected) => {
  expect((await connect(kind)).profile.limits.writing).toMatchObject(expected);
});

test.each<ServerKind>(['mastodon-4.6', 'akkoma'])('a quote on %s is one, by whichever name the server has for it', async (kind) => {
  const { connection, server } = await connect(kind);
  const quoted = must(await connection.post({ ...blank, visibility: 'public' }, 'first'));
  const quote = must(await connection.post({ ...blank, text: 'Look', visibility: 'public', quotedId: quoted.marks.id }, 'second'));
  expect(server.inner.tables.statuses.get(quote.marks.id)?.quote).toMatchObject({ statusId: quoted.marks.id });
});

test('people are found by the beginning of their name; emojis are those a person may write', async () => {
  const { connection, server } = await connect('mastodon-4.6');
  expect(must(await connection.writing.findPeople('ann', 5)).map(({ handle }) => handle)).toEqual([`annika@${home}`]);
  expect(must(await connection.writing.findPeople('nobodyhere', 5))).toEqual([]);
  expect(must(await connection.writing.emojis()).length).toBe(server.inner.tables.emojis.all().length);
});

test.each([
  ['nothing', null],
  ['no time', { id: '1', params: { text: 'x' } }],
  ['no parameters', { id: '1', scheduled_at: '2026-12-01T00:00:00.000Z' }],
])('a scheduled post with %s is left out', (_name, value) => expect(parseScheduled(value)).toBeNull());

test('a poll that comes back as text, and a visibility nobody said, are read with care', () => {
  expect(parseScheduled({ id: 7, scheduled_at: '2026-12-01T00:00:00.000Z', params: { text: 'x', poll: { options: ['a', 'b', 3], expires_in: '600', multiple: true } } })).toMatchObject({
    id: '7',
    visibility: 'private',
    poll: { options: ['a', 'b'], expiresInMs: 600_000, multiple: true },
  });
});
