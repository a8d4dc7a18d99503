import { describe, expect, test } from 'vitest';
import type { AccountKey, StatusId } from '../../contract/index.ts';
import type { NetRequest } from '../../core/ports.ts';
import { createRealClock } from '../clock.ts';
import { createFediverse } from './fediverse.ts';
import { parseHistory, parseTranslation } from './parse-post.ts';
import { createFakeNet, notFound } from './testing/fake-net.ts';
import { context, mediaLinks, profile, rawStatus } from './testing/entities.ts';

const base = 'https://api.kelp.example/api/v1';
const id = '109' as StatusId;
const silent = { info() {}, warn() {}, error() {} };
const picture = { id: 'm1', type: 'image', url: 'https://kelp.example/m1.png', preview_url: 'https://kelp.example/m1s.png', description: null };

function connect(routes: Parameters<typeof createFakeNet>[0], more: Parameters<typeof profile>[0] = {}) {
  const net = createFakeNet(routes);
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silent, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] });
  return { net, connection: fediverse.connect('api.kelp.example/7' as AccountKey, profile(more), 'secret') };
}

const sent = (request: NetRequest | undefined): unknown => JSON.parse(typeof request?.body === 'string' ? request.body : 'null');

describe('what was typed', () => {
  test('comes from the source, with the media of the post and the format of servers that have several', async () => {
    const { connection } = connect({
      [`GET ${base}/statuses/109`]: { body: rawStatus({ media_attachments: [picture], spoiler_text: 'shown' }) },
      [`GET ${base}/statuses/109/source`]: { body: { id: '109', text: '**hello**', spoiler_text: 'typed', content_type: 'text/markdown' } },
    });
    expect(await connection.posts.source(id)).toMatchObject({ ok: true, value: { text: '**hello**', spoilerText: 'typed', contentType: 'text/markdown', media: [{ id: 'm1', kind: 'image', description: '' }], seen: { marks: { id: '109' } } } });
  });

  test('or from the post itself; where neither says it, it is not known', async () => {
    const here = connect({ [`GET ${base}/statuses/109`]: { body: rawStatus({ text: 'hello' }) }, [`GET ${base}/statuses/109/source`]: notFound });
    expect(await here.connection.posts.source(id)).toMatchObject({ ok: true, value: { text: 'hello', contentType: null } });
    const nowhere = connect({ [`GET ${base}/statuses/109`]: { body: rawStatus() }, [`GET ${base}/statuses/109/source`]: notFound });
    expect(await nowhere.connection.posts.source(id)).toMatchObject({ ok: true, value: { text: null, seen: { marks: { id: '109' } } } });
  });

  test('a server in trouble is no server without sources', async () => {
    const { connection } = connect({ [`GET ${base}/statuses/109`]: { body: rawStatus({ text: 'hello' }) }, [`GET ${base}/statuses/109/source`]: { status: 503, body: {} } });
    expect(await connection.posts.source(id)).toMatchObject({ ok: false, error: { kind: 'serverError' } });
  });
});

describe('an edit', () => {
  const edit = { text: 'hello again', spoilerText: '', sensitive: false, language: 'en', contentType: null, media: [{ id: 'm1', description: 'a gull' }], poll: null };

  test('says the whole state outright: what is left out would be taken away', async () => {
    const { net, connection } = connect({ [`PUT ${base}/statuses/109`]: { body: rawStatus({ edited_at: '2026-11-22T11:00:00.000Z' }) } });
    expect(await connection.posts.edit(id, edit)).toMatchObject({ ok: true, value: { status: { editedAt: Date.UTC(2026, 10, 22, 11) } } });
    expect(sent(net.requests[0])).toEqual({ status: 'hello again', spoiler_text: '', sensitive: false, language: 'en', media_ids: ['m1'], media_attributes: [{ id: 'm1', description: 'a gull' }] });
  });

  test('carries the poll with the time it has left, and the format', async () => {
    const { net, connection } = connect({ [`PUT ${base}/statuses/109`]: { body: rawStatus() } });
    await connection.posts.edit(id, { ...edit, media: [], contentType: 'text/markdown', poll: { options: ['a', 'b'], multiple: true, expiresInMs: 600_400 } });
    expect(sent(net.requests[0])).toMatchObject({ content_type: 'text/markdown', poll: { options: ['a', 'b'], multiple: true, expires_in: 600 } });
    expect(sent(net.requests[0])).not.toHaveProperty('media_ids');
  });

  test('is not tried on a server without edits', async () => {
    const { net, connection } = connect({}, { capabilities: { ...profile().capabilities, editing: false } });
    expect(await connection.posts.edit(id, edit)).toEqual({ ok: false, error: { kind: 'unsupported', capability: 'editing' } });
    expect(net.requests).toEqual([]);
  });
});

test('a boost with an audience answers the boosted post, a delete that there is none', async () => {
  const { net, connection } = connect({ [`POST ${base}/statuses/109/reblog`]: { body: rawStatus({ id: '200', reblog: rawStatus({ reblogged: true }) }) }, [`DELETE ${base}/statuses/109`]: { body: rawStatus() }, [`DELETE ${base}/statuses/110`]: notFound });
  expect(await connection.posts.reblog(id, 'unlisted')).toMatchObject({ ok: true, value: { marks: { id: '109', reblogged: true } } });
  expect(sent(net.requests[0])).toEqual({ visibility: 'unlisted' });
  expect(await connection.posts.delete(id)).toEqual({ ok: true, value: null });
  expect(await connection.posts.delete('110' as StatusId)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
});

test('a conversation is muted and a post pinned by the names of the API', async () => {
  const { net, connection } = connect({ [`POST ${base}/statuses/109/mute`]: { body: rawStatus({ muted: true }) }, [`POST ${base}/statuses/109/pin`]: { body: rawStatus({ pinned: true }) } });
  expect(await connection.act(id, 'mute')).toMatchObject({ ok: true, value: { marks: { muted: true } } });
  expect(await connection.act(id, 'pin')).toMatchObject({ ok: true, value: { marks: { pinned: true } } });
  expect(net.requests).toHaveLength(2);
});

test('a report names rules only where it is about rules', async () => {
  const { net, connection } = connect({ [`POST ${base}/reports`]: { body: { id: '1' } }, [`GET ${base}/instance`]: { body: { rules: [{ id: '1', text: 'Be kind', hint: 'Really' }, { id: 2, text: 'No spam' }, { text: 'nameless' }] } } });
  expect(await connection.posts.rules()).toEqual({ ok: true, value: [{ id: '1', text: 'Be kind', hint: 'Really' }, { id: '2', text: 'No spam', hint: '' }] });
  const report = { account: '40', statuses: [id], category: 'spam', ruleIds: ['1'], comment: 'ads', forward: true } as const;
  expect(await connection.posts.report(report)).toEqual({ ok: true, value: null });
  expect(sent(net.requests[1])).toEqual({ account_id: '40', status_ids: ['109'], category: 'spam', comment: 'ads', forward: true });
  await connection.posts.report({ ...report, category: 'violation' });
  expect(sent(net.requests[2])).toMatchObject({ category: 'violation', rule_ids: ['1'] });
});

describe('versions and translations', () => {
  test('are read whatever their order, and what is broken is left out', () => {
    const version = (at: string, content: string) => ({ created_at: at, content, spoiler_text: '', sensitive: false, media_attachments: [{ description: 'a gull' }, {}], poll: { options: [{ title: 'yes' }] } });
    expect(parseHistory([version('2026-01-02T00:00:00Z', 'b'), null, { content: 'no date' }, version('2026-01-01T00:00:00Z', 'a')], context)).toMatchObject([{ content: 'a', descriptions: ['a gull', ''], pollOptions: ['yes'] }, { content: 'b' }]);
    expect(parseHistory({}, context)).toBeNull();
  });

  test('a translation needs words; alt texts go by their media', () => {
    expect(parseTranslation({ content: '<p>tide</p>', detected_source_language: 'de', provider: 'DeepL.com', media_attachments: [{ id: 'm1', description: 'gull' }, { description: 'x' }] })).toEqual({ content: '<p>tide</p>', spoilerText: '', from: 'de', provider: 'DeepL.com', pollOptions: [], descriptions: new Map([['m1', 'gull']]) });
    expect(parseTranslation({ spoiler_text: 'x' })).toBeNull();
  });

  test('a server that does not translate is not asked', async () => {
    const { net, connection } = connect({}, { capabilities: { ...profile().capabilities, translation: false } });
    expect(await connection.posts.translate(id, 'en')).toEqual({ ok: false, error: { kind: 'unsupported', capability: 'translation' } });
    expect(net.requests).toEqual([]);
  });
});

test('a conversation says when asking again brings more', async () => {
  const body = { ancestors: [], descendants: [rawStatus()] };
  const { connection } = connect({ [`GET ${base}/statuses/109/context`]: { body, headers: { 'mastodon-async-refresh': 'id="x", retry=5, result_count=2' } }, [`GET ${base}/statuses/110/context`]: { body } });
  const before = Date.now();
  const answer = await connection.context(id);
  expect(answer.ok && answer.value.moreAt !== null && answer.value.moreAt - before).toBeGreaterThanOrEqual(5_000);
  expect(await connection.context('110' as StatusId)).toMatchObject({ ok: true, value: { moreAt: null, descendants: [{ marks: { id: '109' } }] } });
});
