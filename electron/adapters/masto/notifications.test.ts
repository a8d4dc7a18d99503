import { array, assert, constantFrom, jsonValue, oneof, property, record } from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AccountKey, Result } from '../../contract/index.ts';
import type { AccountConnection } from '../../core/fediverse.ts';
import { createPracticeWorld, startPracticeServers, type ServerKind } from '../../practice/index.ts';
import { createRealClock } from '../clock.ts';
import { openNet, silentLog } from '../net/testing/local-server.ts';
import { createFediverse } from './fediverse.ts';
import { parseFilteredRequest, parseGroupedAnswer, parseNotification, parsePolicy } from './parse-notification.ts';
import { context, mediaLinks, rawAccount, rawStatus } from './testing/entities.ts';

const raw = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ id: '9', type: 'mention', created_at: '2026-11-22T10:00:00Z', account: rawAccount(), status: rawStatus(), ...more });

describe('one notification', () => {
  test('keeps who, what and when; alone unless it is of a kind that was asked for in groups', () => {
    expect(parseNotification(raw({ group_key: 'mention-1' }), context)).toMatchObject({ id: '9', group: 'ungrouped-9', type: 'mention', count: 1, people: [{ handle: 'ana@kelp.example' }], seen: { marks: { id: '109' } } });
    expect(parseNotification(raw({ type: 'favourite', group_key: 'favourite-109-41' }), context)?.group).toBe('favourite-109-41');
    expect(parseNotification(raw({ type: 'favourite' }), context)?.group).toBe('ungrouped-9');
  });

  test.each([
    ['no account', { account: null }, { people: [] }],
    ['no status', { status: null }, { seen: null }],
    ['a type of another software', { type: 'pleroma:emoji_reaction', emoji: '🐟', emoji_url: null }, { type: 'reaction', detail: { emoji: '🐟', path: null } }],
    ['an unknown type', { type: 'added_to_collection', fallback: { title: 'Ana added you to a collection' } }, { type: 'unknown', detail: { word: 'added_to_collection', title: 'Ana added you to a collection' } }],
    ['the name of something every object has', { type: 'constructor' }, { type: 'unknown', detail: { word: 'constructor', title: '' } }],
    ['a warning, which nobody did', { type: 'moderation_warning', moderation_warning: { action: 'silence', text: 'Please' } }, { people: [], detail: { kind: 'warning', action: 'silence', text: 'Please' } }],
    ['lost connections', { type: 'severed_relationships', event: { type: 'domain_block', target_name: 'bad.example', followers_count: 3, following_count: -1 } }, { detail: { target: 'bad.example', followers: 3, following: 0 } }],
    ['a request to follow', { type: 'follow_request' }, { detail: { kind: 'followRequest', requester: '7' } }],
    ['a report', { type: 'admin.report', report: { category: 'spam', comment: 'look', target_account: rawAccount({ acct: 'bo@reef.example' }) } }, { detail: { category: 'spam', target: { handle: 'bo@reef.example' } } }],
    ['somebody who moved', { type: 'move', target: rawAccount({ acct: 'ana@reef.example' }) }, { detail: { to: { handle: 'ana@reef.example' } } }],
  ])('reads %s', (_name, more, expected) => {
    expect(parseNotification(raw(more), context)).toMatchObject(expected);
  });

  test.each([{ id: null }, { type: '' }, { type: 5 }, { created_at: 'soon' }])('drops what cannot be placed: %j', (more) => {
    expect(parseNotification(raw(more), context)).toBeNull();
  });

  test('never throws, whatever a server sends', () => {
    const junk = oneof(jsonValue(), constantFrom(null, [], {}, 'constructor', '__proto__'));
    const notification = record({ id: junk, type: oneof(junk, constantFrom('follow', 'severed_relationships', 'admin.report', 'move')), created_at: junk, account: junk, status: junk, event: junk, report: junk, target: junk, fallback: junk });
    const grouped = record({ notification_groups: oneof(junk, array(junk)), accounts: junk, statuses: junk });
    const readAll = (value: unknown): unknown[] => [parseNotification(value, context), parseFilteredRequest(value, context), parsePolicy(value), parseGroupedAnswer(value, 40, context)];
    expect(() => assert(property(oneof(notification, grouped), (value) => void readAll(value)))).not.toThrow();
  });
});

describe('a grouped page', () => {
  const group = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    group_key: 'favourite-109-41', type: 'favourite', most_recent_notification_id: 12, notifications_count: 18, sample_account_ids: ['7', '8', 'missing'], status_id: '109', latest_page_notification_at: '2026-11-22T10:00:00Z', page_min_id: '10', page_max_id: '12', ...more,
  });
  const page = (...groups: readonly unknown[]) => parseGroupedAnswer({ notification_groups: groups, accounts: [rawAccount(), rawAccount({ id: '8', acct: 'bo@reef.example' })], statuses: [rawStatus()] }, 40, context);

  test('finds people and posts by id, also where the newest id is a number', () => {
    expect(page(group())?.items).toMatchObject([{ id: '12', group: 'favourite-109-41', count: 18, people: [{ handle: 'ana@kelp.example' }, { handle: 'bo@reef.example' }], seen: { marks: { id: '109' } } }]);
  });

  test('drops one bad group and counts it, and is none without groups', () => {
    expect(page(group(), { type: 'follow' }, null)).toMatchObject({ items: [{ id: '12' }], dropped: 2 });
    expect(parseGroupedAnswer([], 40, context)).toBeNull();
  });
});

/** Two people on one server of a kind, and a stranger to them. */
async function startWorld(kind: ServerKind) {
  const practice = createPracticeWorld({ seed: 7, servers: [{ domain: 'kelp.example', kind }], deliveryMs: { from: 1, to: 5 } });
  for (const username of ['ana', 'bo', 'cy']) practice.addPerson('kelp.example', { username });
  const started = await startPracticeServers(practice);
  onTestFinished(() => started.close());
  const origins = practice.servers.map(({ domain, origin }) => ({ domain, origin }));
  const net = openNet({ allowedOrigins: () => origins.map(({ origin }) => origin) });
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silentLog, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => origins });
  const connect = async (name: string): Promise<AccountConnection> => {
    const profile = must(await fediverse.probe('kelp.example'));
    const { token, accountId } = practice.signIn(`${name}@kelp.example`);
    return fediverse.connect(`kelp.example/${accountId}` as AccountKey, profile, token);
  };
  return { practice, connect };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('against practice servers', () => {
  test.each(['mastodon-4.2', 'mastodon-4.5', 'gotosocial', 'akkoma', 'hollo'] as const)('%s: pages upwards and downwards, and keeps the read marker', async (kind) => {
    const { practice, connect } = await startWorld(kind);
    const ana = await connect('ana');
    for (let each = 1; each <= 3; each += 1) practice.post('bo@kelp.example', `@ana ${each}`);
    practice.flush();
    const all = must(await ana.notifications({ kind: 'newest' }));
    expect(all.items.map(({ type }) => type)).toEqual(['mention', 'mention', 'mention']);
    const [newest, , oldest] = all.items;
    expect(all.reach).toEqual({ top: newest?.id, bottom: oldest?.id });
    expect(must(await ana.notifications({ kind: 'justNewerThan', id: oldest?.id ?? '' })).items).toHaveLength(2);
    expect(must(await ana.notifications({ kind: 'olderThan', cursor: newest?.id ?? '' })).items.map(({ id }) => id)).not.toContain(newest?.id);
    expect(must(await ana.notificationMarker())).toBeNull();
    expect(must(await ana.setNotificationMarker(newest?.id ?? ''))).toBe(newest?.id);
    expect(must(await ana.notificationMarker())).toBe(newest?.id);
  });

  test('groups favourites on Mastodon 4.3 and newer, and sends each alone before', async () => {
    for (const [kind, groups] of [['mastodon-4.5', 1], ['mastodon-4.2', 2]] as const) {
      const { practice, connect } = await startWorld(kind);
      const { id } = practice.post('ana@kelp.example', 'like me');
      for (const name of ['bo', 'cy']) must(await (await connect(name)).act(id as Parameters<AccountConnection['act']>[0], 'favourite'));
      const page = must(await (await connect('ana')).notifications({ kind: 'newest' }));
      expect(page.items.map(({ type, count }) => [type, count])).toEqual(groups === 1 ? [['favourite', 2]] : [['favourite', 1], ['favourite', 1]]);
    }
  });

  test('holds strangers back by the policy, and lets them through when they are accepted', async () => {
    const { practice, connect } = await startWorld('mastodon-4.5');
    const ana = await connect('ana');
    expect(must(await ana.setNotificationPolicy({ notFollowing: 'filter' }))).toMatchObject({ notFollowing: 'filter', newAccounts: 'accept' });
    practice.post('bo@kelp.example', '@ana hello');
    practice.flush();
    expect(must(await ana.notifications({ kind: 'newest' })).items).toEqual([]);
    const [request] = must(await ana.filteredRequests());
    expect(request).toMatchObject({ person: { handle: 'bo@kelp.example' }, count: 1 });
    must(await ana.answerFilteredRequest(request?.id ?? '', true));
    expect(must(await ana.notifications({ kind: 'newest' })).items).toHaveLength(1);
    expect(must(await ana.filteredRequests())).toEqual([]);
  });

  test.each(['mastodon-4.2', 'hollo', 'gotosocial'] as const)('%s has no policy, and says so without being asked', async (kind) => {
    const ana = await (await startWorld(kind)).connect('ana');
    expect(await ana.notificationPolicy()).toEqual({ ok: false, error: { kind: 'unsupported', capability: 'notificationPolicy' } });
    expect(await ana.filteredRequests()).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  });
});
