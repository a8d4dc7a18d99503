import { array, assert, constantFrom, jsonValue, oneof, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilterMatches, parseSeenStatus, parseTimelineItem, toVisibility, unwrapBoost } from './parse-status.ts';
import { context, rawAccount, rawStatus } from './testing/entities.ts';

const seen = (raw: unknown): NonNullable<ReturnType<typeof parseSeenStatus>> => {
  const parsed = parseSeenStatus(raw, context);
  if (parsed === null) throw new Error('The status was dropped');
  return parsed;
};

describe('ids and identity', () => {
  test.each(['01HZX3N4Q8Z9T2D5K6V7W8X9YA', 'AbCdEf9012345678', '01920000-0000-7000-8000-000000000001', '113500000000000001', '42', 'a1b2c3d4e5', 'interaction-123'])('keeps the id %s as it is', (id) => {
    expect(seen(rawStatus({ id })).marks.id).toBe(id);
  });

  test('takes small number ids and refuses those JSON has rounded', () => {
    expect(seen(rawStatus({ id: 42 })).marks.id).toBe('42');
    expect(parseSeenStatus(JSON.parse('{"id":113500000000000001}'), context)).toBeNull();
  });

  test('uri: scheme and host in lower case, the rest untouched; the url where there is none', () => {
    expect(seen(rawStatus({ uri: 'HTTPS://Kelp.Example/Users/Ana/1?A=B' })).status.uri).toBe('https://kelp.example/Users/Ana/1?A=B');
    expect(seen(rawStatus({ uri: 'tag:Old.example,2017-01-01:objectId=1' })).status.uri).toBe('tag:Old.example,2017-01-01:objectId=1');
    expect(seen(rawStatus({ uri: null })).status.uri).toBe('https://kelp.example/@ana/109');
    expect(parseSeenStatus(rawStatus({ uri: null, url: null }), context)).toBeNull();
  });

  test('urls that are no web addresses are none', () => {
    expect(seen(rawStatus({ url: 'javascript:alert(1)' })).status.url).toBeNull();
    expect(seen(rawStatus({ url: 'https://me:pass@kelp.example/1' })).status.url).toBeNull();
  });
});

describe('visibility', () => {
  test.each([
    ['public', 'public'],
    ['unlisted', 'unlisted'],
    ['private', 'private'],
    ['direct', 'direct'],
    ['local', 'local'],
    ['mutuals_only', 'mutuals'],
    ['limited', 'private'],
    ['list', 'private'],
    ['something new', 'private'],
    ['constructor', 'private'],
    ['__proto__', 'private'],
    [null, 'private'],
    [7, 'private'],
  ])('%j is %s', (word, visibility) => {
    expect(toVisibility(word)).toBe(visibility);
  });
});

describe('boosts', () => {
  const boost = (more: Record<string, unknown> = {}): Record<string, unknown> =>
    rawStatus({
      id: '200',
      uri: 'https://kelp.example/users/bo/statuses/200/activity',
      created_at: '2026-11-22T12:00:00Z',
      account: rawAccount({ id: '8', acct: 'bo@reef.example', uri: 'https://reef.example/users/bo' }),
      reblog: rawStatus({ favourited: true }),
      ...more,
    });

  test('are dated by the wrapper and act on the original', () => {
    const item = parseTimelineItem(boost(), context);
    expect(item).toMatchObject({ id: '200', createdAt: Date.parse('2026-11-22T12:00:00Z'), booster: { handle: 'bo@reef.example' } });
    expect(item?.seen).toMatchObject({ marks: { id: '109', favourited: true }, status: { uri: 'https://kelp.example/users/ana/statuses/109', author: { handle: 'ana@kelp.example' } } });
  });

  test('keep the uri of the original where Akkoma gives it to the wrapper too', () => {
    const item = parseTimelineItem(boost({ uri: 'https://kelp.example/users/ana/statuses/109' }), context);
    expect(item?.booster?.uri).toBe('https://reef.example/users/bo');
    expect(item?.seen.status.uri).toBe('https://kelp.example/users/ana/statuses/109');
  });

  test('carry filters of the wrapper and of the original', () => {
    const match = (title: string): unknown => ({ filter: { title, context: ['home'], filter_action: 'hide' }, keyword_matches: ['x'] });
    const item = parseTimelineItem(boost({ filtered: [match('outer')], reblog: rawStatus({ filtered: [match('inner')] }) }), context);
    expect(item?.seen.marks.filtered.map(({ title }) => title)).toEqual(['inner', 'outer']);
  });

  test('an answer to boosting is unwrapped; anything else stays', () => {
    expect(unwrapBoost(boost())).toMatchObject({ id: '109' });
    expect(unwrapBoost(rawStatus({ reblog: null }))).toMatchObject({ id: '109' });
  });

  test('without a booster or a readable original they are dropped', () => {
    expect(parseTimelineItem(boost({ account: null }), context)).toBeNull();
    expect(parseTimelineItem(boost({ reblog: { id: '1' } }), context)).toBeNull();
  });
});

describe('quotes', () => {
  const quoted = rawStatus({ id: '50', uri: 'https://reef.example/50', quote: { state: 'accepted', quoted_status_id: '49' } });

  test('Mastodon: {state, quoted_status}, one level deep', () => {
    const { quote } = seen(rawStatus({ quote: { state: 'accepted', quoted_status: quoted } })).status;
    expect(quote).toMatchObject({ state: 'shown', uri: 'https://reef.example/50', status: { quote: { state: 'shown', status: null } } });
  });

  test.each([['quote', { quote: quoted }], ['pleroma.quote', { pleroma: { quote: quoted } }]])('Akkoma, Pleroma, Sharkey: %s is the status itself', (_name, more) => {
    expect(seen(rawStatus(more)).status.quote).toMatchObject({ state: 'shown', status: { uri: 'https://reef.example/50' } });
  });

  test.each([
    ['pending', 'pending'],
    ['rejected', 'rejected'],
    ['revoked', 'revoked'],
    ['deleted', 'deleted'],
    ['unauthorized', 'unauthorized'],
    ['blocked_account', 'blocked'],
    ['blocked_domain', 'blocked'],
    ['muted_account', 'muted'],
    ['a new word', 'unauthorized'],
    ['toString', 'unauthorized'],
  ])('state %s is %s and shows nothing, whatever comes along', (word, state) => {
    expect(seen(rawStatus({ quote: { state: word, quoted_status: quoted } })).status.quote).toMatchObject({ state, status: null });
  });

  test('accepted without a status, or with a broken one, is not shown', () => {
    for (const quote of [{ state: 'accepted', quoted_status: null }, { state: 'accepted', quoted_status: { id: '1' } }, { state: 'accepted', quoted_status_id: '49' }]) {
      expect(seen(rawStatus({ quote })).status.quote).toMatchObject({ state: 'unauthorized', status: null });
    }
    expect(seen(rawStatus({ quote: null })).status.quote).toBeNull();
  });
});

describe('what a status carries', () => {
  test('null and missing fields of other servers', () => {
    const bare = { id: '1', uri: 'https://x.example/1', created_at: '2026-11-22T10:00:00+02:00', account: { acct: 'eve@x.example' } };
    const { status, marks } = seen(bare);
    expect(status).toMatchObject({ url: null, content: '', spoilerText: '', media: [], poll: null, card: null, quote: null, emojis: [], replyToHandle: null, language: null, editedAt: null });
    expect(status.createdAt).toBe(Date.parse('2026-11-22T08:00:00Z'));
    expect(status.author).toMatchObject({ uri: 'acct:eve@x.example', displayName: 'eve', url: null, avatar: null });
    expect(marks).toMatchObject({ favourited: false, filtered: [], ownVotes: null, inReplyToId: null });
  });

  test('media: kinds, paths of our own, sizes, focus', () => {
    const media = [
      { id: '1', type: 'image', url: 'https://cdn.example/1.png', preview_url: null, description: 'a cat', blurhash: 'UEHV6nWB2yk8pyo0adR*.7kCMdnj', meta: { original: { width: 800, height: 600 }, focus: { x: 0.5, y: -1 } } },
      { id: '2', type: 'hologram', url: null, remote_url: 'https://far.example/2', meta: null, blurhash: '<script>' },
      { id: '3', type: 'video', url: 'http://plain.example/3.mp4', meta: { original: { width: -1, height: 1e9 }, focus: { x: 7, y: 0 } } },
      { id: '4', type: 'audio', url: 'http://127.0.0.2:4000/4.ogg' },
      { type: 'image', url: 'https://cdn.example/no-id.png' },
      'nonsense',
    ];
    expect(seen(rawStatus({ media_attachments: media })).status.media).toEqual([
      expect.objectContaining({ kind: 'image', path: 'media/https://cdn.example/1.png', previewPath: null, width: 800, height: 600, focus: { x: 0.5, y: -1 }, blurhash: 'UEHV6nWB2yk8pyo0adR*.7kCMdnj' }),
      expect.objectContaining({ kind: 'unknown', path: null, remoteUrl: 'https://far.example/2', blurhash: null }),
      expect.objectContaining({ kind: 'video', path: null, remoteUrl: 'http://plain.example/3.mp4', width: null, height: null, focus: null }),
      expect.objectContaining({ kind: 'audio', path: 'media/http://127.0.0.2:4000/4.ogg' }),
    ]);
  });

  test('polls: own votes are marks, empty titles keep their place, no end is no end', () => {
    const poll = { id: '5', expires_at: null, multiple: true, votes_count: null, voters_count: 3, voted: true, own_votes: [1, 99, -1, 'x'], options: [{ title: '', votes_count: null }, { title: 'b', votes_count: 2 }] };
    const { status, marks } = seen(rawStatus({ poll }));
    expect(status.poll).toMatchObject({ id: '5', expiresAt: null, votes: 0, voters: 3, options: [{ title: '', votes: null }, { title: 'b', votes: 2 }] });
    expect(marks.ownVotes).toEqual([1]);
    expect(seen(rawStatus({ poll: { ...poll, voted: false } })).marks.ownVotes).toBeNull();
    expect(seen(rawStatus({ poll: { ...poll, options: [] } })).status.poll).toBeNull();
  });

  test('cards: only to web addresses, embeds left out, authors in either form', () => {
    const card = { url: 'https://news.example/1', title: 'News', html: '<iframe src="https://evil.example">', image: 'https://news.example/i.jpg', author_name: '', authors: [{ name: 'Jo' }], width: 0, height: 300 };
    expect(seen(rawStatus({ card })).status.card).toEqual({
      url: 'https://news.example/1',
      title: 'News',
      description: '',
      provider: '',
      author: 'Jo',
      image: 'media/https://news.example/i.jpg',
      imageDescription: '',
      width: null,
      height: 300,
    });
    expect(seen(rawStatus({ card: { ...card, url: 'javascript:alert(1)' } })).status.card).toBeNull();
  });

  test('whom it replies to: self, a mention, Pleroma, unknown', () => {
    const reply = (more: Record<string, unknown>): string | null => seen(rawStatus({ in_reply_to_id: '1', ...more })).status.replyToHandle;
    expect(reply({ in_reply_to_account_id: '7' })).toBe('ana@kelp.example');
    expect(reply({ in_reply_to_account_id: '9', mentions: [{ id: '9', acct: 'cy@Reef.Example', url: 'https://reef.example/@cy' }] })).toBe('cy@reef.example');
    expect(reply({ in_reply_to_account_id: '9', pleroma: { in_reply_to_account_acct: 'dee' } })).toBe('dee@kelp.example');
    expect(reply({ in_reply_to_account_id: null })).toBe('');
    expect(reply({ in_reply_to_id: null, in_reply_to_account_id: '7' })).toBeNull();
  });

  test('filters carry the contexts they are for; unknown actions only warn, unknown contexts count for nothing', () => {
    const matches = [
      { filter: { title: 'a', context: ['home', 'thread'], filter_action: 'hide' }, keyword_matches: ['x', 7, null] },
      { filter: { title: 'b', context: ['thread'], filter_action: 'hide' } },
      { filter: { title: 'c', context: ['home'], filter_action: 'explode' }, keyword_matches: null },
      { filter: { title: 'd', context: ['elsewhere'], filter_action: 'hide' } },
      { filter: null },
    ];
    expect(parseFilterMatches(matches)).toEqual([
      { title: 'a', action: 'hide', keywords: ['x'], contexts: ['home', 'thread'] },
      { title: 'b', action: 'hide', keywords: [], contexts: ['thread'] },
      { title: 'c', action: 'warn', keywords: [], contexts: ['home'] },
    ]);
  });

  test('sizes are cut before anybody works with them', () => {
    const { status } = seen(
      rawStatus({
        content: `${'x'.repeat(65_535)}😀${'y'.repeat(10_000_000)}`,
        spoiler_text: 'z'.repeat(100_000),
        emojis: Array.from({ length: 10_000 }, (_, at) => ({ shortcode: `e${at}`, url: `https://kelp.example/${at}.png` })),
        media_attachments: Array.from({ length: 1000 }, (_, at) => ({ id: String(at), type: 'image' })),
        mentions: Array.from({ length: 5000 }, () => ({ acct: 'a@b.example', url: 'https://b.example/@a' })),
        poll: { id: '1', options: Array.from({ length: 5000 }, () => ({ title: 't'.repeat(5000) })) },
        account: rawAccount({ display_name: 'n\u0301'.repeat(50_000) }),
      }),
    );
    expect(status.content.length).toBe(65_536);
    expect(status.content.isWellFormed()).toBe(true);
    expect(status.spoilerText.length).toBeLessThanOrEqual(5000);
    expect([status.emojis.length, status.media.length, status.mentions.length, status.poll?.options.length]).toEqual([256, 32, 500, 100]);
    expect(status.author.displayName.length).toBeLessThanOrEqual(256);
  });
});

describe('hostile JSON', () => {
  test('own keys named __proto__ and constructor are data and reach nothing', () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"favourited":true,"id":"9","content":"evil"},"constructor":{"prototype":{"x":1}},"id":"1","uri":"https://x.example/1","created_at":"2026-01-01","account":{"acct":"a@x.example","__proto__":{"bot":true}}}');
    const { status, marks } = seen(hostile);
    expect([marks.favourited, marks.id, status.content, status.author.bot]).toEqual([false, '1', '', false]);
    expect(Object.hasOwn(Object.prototype, 'favourited')).toBe(false);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('whatever stands in whatever field: never a throw, and a good neighbour is always kept', () => {
    const whole = rawStatus({
      reblog: rawStatus({ id: '3' }),
      quote: { state: 'accepted', quoted_status: rawStatus({ id: '4' }) },
      media_attachments: [{ id: '1', type: 'image', url: 'https://x.example/1', meta: { original: { width: 1, height: 1 }, focus: { x: 0, y: 0 } } }],
      poll: { id: '1', options: [{ title: 'a', votes_count: 1 }], own_votes: [0], voted: true },
      card: { url: 'https://x.example', authors: [{ name: 'x' }] },
      filtered: [{ filter: { title: 'a', context: ['home'] }, keyword_matches: ['x'] }],
      mentions: [{ id: '1', acct: 'a', url: 'https://x.example' }],
      tags: [{ name: 'a', url: 'https://x.example' }],
      emojis: [{ shortcode: 'a', url: 'https://x.example', static_url: 'https://x.example' }],
    });
    const paths = pathsOf(whole);
    const junk = oneof(jsonValue(), constantFrom<unknown>(null, '', -1, 1e308, [], {}, '__proto__', 'javascript:x', '\u0000\ud800'));
    assert(
      property(array(tuple(constantFrom(...paths), junk), { minLength: 1, maxLength: 4 }), (changes) => {
        const mutated = structuredClone(whole);
        for (const [path, value] of changes) setAt(mutated, path, value);
        const items = [mutated, rawStatus({ id: 'good' })].map((raw) => parseTimelineItem(raw, context));
        expect(items[1]?.id).toBe('good');
        const text = JSON.stringify(items[0]);
        expect(text === undefined || text.isWellFormed()).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]));
  return path.length === 0 ? inner : [[...path], ...inner];
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at: unknown = target;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return;
    at = Reflect.get(at, key);
  }
  if (typeof at === 'object' && at !== null) Reflect.set(at, path.at(-1) ?? '', value);
}
