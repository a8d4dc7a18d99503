import { describe, expect, test } from 'vitest';
import type { Result } from '../../contract/index.ts';
import type { ServerProfile } from '../../core/fediverse.ts';
import { createVirtualClock } from '../../core/testing/virtual-clock.ts';
import { parseAddress } from './address.ts';
import { probeServer } from './discovery.ts';
import { mediaLinks } from './testing/entities.ts';
import { createFakeNet, htmlPage, notFound, type CannedAnswer, type FakeNet } from './testing/fake-net.ts';

const practice = [{ domain: 'kelp.example', origin: 'http://127.0.0.2:4000' }];

type Routes = Parameters<typeof createFakeNet>[0];

function probe(routes: Routes, address: string): { readonly net: FakeNet; readonly result: Promise<Result<ServerProfile>> } {
  const net = createFakeNet(routes);
  const deps = { net, clock: createVirtualClock(), userAgent: 'Skein/1', origins: () => practice, mediaLinks };
  return { net, result: probeServer(deps, address, undefined) };
}

async function found(routes: Routes, address: string): Promise<ServerProfile> {
  const result = await probe(routes, address).result;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

interface ServerSketch {
  readonly v2?: CannedAnswer;
  readonly v1?: CannedAnswer;
  readonly node?: { readonly name: string; readonly version: string };
  readonly more?: Routes;
}

/** Routes of one server at `origin`; everything else there is 404. */
function server(origin: string, { v2, v1, node, more }: ServerSketch): Routes {
  return {
    [`GET ${origin}/*`]: notFound,
    ...(v2 === undefined ? {} : { [`GET ${origin}/api/v2/instance`]: v2 }),
    ...(v1 === undefined ? {} : { [`GET ${origin}/api/v1/instance`]: v1 }),
    ...(node === undefined
      ? {}
      : {
          [`GET ${origin}/.well-known/nodeinfo`]: { body: { links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${origin}/nodeinfo/2.0` }] } },
          [`GET ${origin}/nodeinfo/2.0`]: { body: { software: node, usage: { users: { activeMonth: 12 } }, openRegistrations: true } },
        }),
    ...more,
  };
}

const mastodonV2 = {
  domain: 'reef.example',
  title: 'Reef',
  version: '4.5.3',
  api_versions: { mastodon: 7 },
  description: 'A <b>reef</b>',
  thumbnail: { url: 'https://cdn.reef.example/t.png' },
  usage: { users: { active_month: 345 } },
  registrations: { enabled: false },
  configuration: {
    urls: { streaming: 'wss://stream.reef.example/path?x=1' },
    statuses: { max_characters: 1000, max_media_attachments: 6, characters_reserved_per_url: 23 },
    media_attachments: { description_limit: 3000, image_size_limit: 1000, video_size_limit: 2000, supported_mime_types: ['image/png', 'bad type', 7] },
    polls: { max_options: 5, max_characters_per_option: 60, min_expiration: 300, max_expiration: 600 },
  },
};

describe('what people type', () => {
  test.each([
    ['reef.example', 'reef.example', null],
    ['  Reef.Example ', 'reef.example', null],
    ['https://reef.example/about?x#y', 'reef.example', null],
    ['http://reef.example', 'reef.example', null],
    ['https://reef.example/@ana', 'reef.example', 'ana'],
    ['@ana@reef.example', 'reef.example', 'ana'],
    ['ana@reef.example', 'reef.example', 'ana'],
    ['acct:ana@reef.example', 'reef.example', 'ana'],
    ['reef.example:8443', 'reef.example:8443', null],
    ['reef.example/@ana', 'reef.example', null],
    ['reef.example.', 'reef.example', null],
    ['bücher.example', 'xn--bcher-kva.example', null],
    ['ｒｅｅｆ.example', 'reef.example', null],
    ['127.0.0.2:4000', '127.0.0.2:4000', null],
    ['[::1]:4000', '[::1]:4000', null],
  ])('%s', (input, host, name) => {
    expect(parseAddress(input)).toEqual({ host, name });
  });

  test.each(['', '@', 'reef', 'ana@', 'a b.example', 'ftp://reef.example', 'javascript:alert(1)', 'https://me:pw@reef.example', 'a@b@reef.example', 'x'.repeat(600)])('%j is no address', async (input) => {
    expect(parseAddress(input)).toBeNull();
    expect(await probe({}, input).result).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'address' } });
  });
});

describe('finding the API', () => {
  test('Mastodon by v2: everything is read, credentials are never sent', async () => {
    const { net, result } = probe(server('https://reef.example', { v2: { body: mastodonV2 }, node: { name: 'mastodon', version: '4.5.3' } }), '@ana@reef.example');
    expect(await result).toEqual({
      ok: true,
      value: {
        summary: {
          apiHost: 'reef.example',
          domain: 'reef.example',
          title: 'Reef',
          description: 'A reef',
          software: 'mastodon',
          version: '4.5.3',
          thumbnail: 'media/https://cdn.reef.example/t.png',
          activeUsers: 345,
          registrationsOpen: false,
          practice: false,
        },
        limits: {
          maxCharacters: 1000,
          lengthRule: 'mastodon',
          charactersPerUrl: 23,
          maxMedia: 6,
          maxDescription: 3000,
          imageBytes: 1000,
          videoBytes: 2000,
          mimeTypes: ['image/png'],
          poll: { maxOptions: 5, maxOptionCharacters: 60, minExpirationMs: 300_000, maxExpirationMs: 600_000 },
          writing: { scheduling: true, quotes: true, quotePolicies: true, localOnly: false, formats: [], guardsMentions: true },
        },
        apiBase: 'https://reef.example',
        streamingBase: 'wss://stream.reef.example',
        streamAuth: 'header',
        capabilities: {
          minId: true,
          statusBatch: true,
          idempotency: 'honoured',
          editing: true,
          scheduling: true,
          quotes: true,
          translation: false,
          groupedNotifications: true,
          filtersV2: true,
          oauthMetadata: false,
        },
        checkedAt: expect.any(Number),
      },
    });
    expect(net.requests.every(({ headers }) => headers['authorization'] === undefined && headers['user-agent'] === 'Skein/1')).toBe(true);
  });

  test('Akkoma by v1, with its own limits', async () => {
    const v1 = { uri: 'https://koma.example', title: 'Koma', version: '2.7.2 (compatible; Akkoma 3.16.0)', urls: { streaming_api: 'wss://koma.example' }, max_toot_chars: 5000, description_limit: 5000, upload_limit: 16_000_000, poll_limits: { max_options: 20, max_option_chars: 200, min_expiration: 0, max_expiration: 31_536_000 }, registrations: true, description: '<p>Hi</p>', thumbnail: 'https://koma.example/t.jpg' };
    const profile = await found(server('https://koma.example', { v1: { body: v1 }, node: { name: 'akkoma', version: '3.16.0' } }), 'koma.example');
    expect(profile).toMatchObject({
      summary: { software: 'akkoma', domain: 'koma.example', description: 'Hi', activeUsers: 12, registrationsOpen: true },
      limits: { maxCharacters: 5000, lengthRule: 'codePoints', maxDescription: 5000, imageBytes: 16_000_000, poll: { maxOptions: 20, maxOptionCharacters: 200, minExpirationMs: 0 } },
      streamAuth: 'query',
      streamingBase: 'wss://koma.example',
      capabilities: { idempotency: 'unreliable', groupedNotifications: false, filtersV2: false, statusBatch: true },
    });
  });

  test.each([
    ['mastodon', '4.6.3', { mastodon: 11 }, { idempotency: 'unreliable' }, 'mastodon'],
    ['mastodon', '4.6.6', { mastodon: 11 }, { idempotency: 'honoured' }, 'mastodon'],
    ['mastodon', '4.2.0', undefined, { statusBatch: false, groupedNotifications: false, quotes: false, filtersV2: true }, 'mastodon'],
    ['mastodon', '4.5.0+glitch', { mastodon: 7, glitch: 1 }, { quotes: true }, 'glitch'],
    ['gotosocial', '0.20.1+git-abc', undefined, { idempotency: 'ignored', filtersV2: true, statusBatch: false }, 'gotosocial'],
    ['hollo', '0.10.0', { mastodon: 7 }, { groupedNotifications: true, scheduling: false }, 'hollo'],
    ['mitra', '4.0.0 (compatible; Mitra 4.7.0)', undefined, { minId: false }, 'mitra'],
    ['sharkey', '3.0.0 (compatible; Sharkey 2025.5.2; like Akkoma)', {}, { idempotency: 'ignored' }, 'sharkey'],
    ['iceshrimp.net', '4.2.1 (compatible; Iceshrimp.NET/2025.1)', undefined, { filtersV2: true }, 'iceshrimp'],
  ])('%s %s', async (name, version, api_versions, capabilities, software) => {
    const profile = await found(server('https://x.example', { v2: { body: { domain: 'x.example', version, api_versions } }, node: { name, version } }), 'x.example');
    expect(profile).toMatchObject({ summary: { software }, capabilities });
    expect(profile.streamingBase).toBe(['hollo', 'mitra', 'sharkey'].includes(software) ? null : 'wss://x.example');
  });

  test('software is known by the version string where there is no nodeinfo', async () => {
    const profile = await found(server('https://x.example', { v1: { body: { uri: 'x.example', version: '2.7.2 (compatible; Pleroma 2.7.0)' } } }), 'x.example');
    expect(profile.summary.software).toBe('pleroma');
  });

  test('software nobody has a table for is asked what it has, and polled', async () => {
    const more = { 'GET https://x.example/api/v2/filters': { status: 401, body: { error: 'no' } }, 'GET https://x.example/api/v1/statuses': { body: [] } };
    const profile = await found(server('https://x.example', { v1: { body: { uri: 'x.example', version: '3.5.0' } }, node: { name: 'brandnew', version: '1' }, more }), 'x.example');
    expect(profile).toMatchObject({ summary: { software: 'unknown' }, streamingBase: null, capabilities: { filtersV2: true, groupedNotifications: false, statusBatch: true, idempotency: 'unreliable' } });
  });

  test('nonsense limits and missing parts become defaults', async () => {
    const body = { domain: 'x.example', version: '4.4.0', configuration: { statuses: { max_characters: -5, characters_reserved_per_url: 256, max_media_attachments: 'many' }, polls: { max_expiration: 2 ** 30 * 100 } }, thumbnail: null };
    const profile = await found(server('https://x.example', { v2: { body } }), 'x.example');
    expect(profile.limits).toMatchObject({ maxCharacters: 500, charactersPerUrl: 23, maxMedia: 4, imageBytes: 16 * 1024 * 1024, poll: { maxExpirationMs: 2_629_746_000 } });
    expect(profile.summary).toMatchObject({ title: 'x.example', thumbnail: null, activeUsers: null, registrationsOpen: null });
  });
});

describe('split domains', () => {
  const api = server('https://social.reef.example', { v2: { body: mastodonV2 }, node: { name: 'mastodon', version: '4.5.3' } });
  const redirecting = { ...api, 'GET https://reef.example/*': ({ url }: { url: string }): CannedAnswer => ({ status: 301, headers: { location: url.replace('reef.example', 'social.reef.example') } }) };

  test('the whole domain redirects', async () => {
    expect(await found(redirecting, 'reef.example')).toMatchObject({ apiBase: 'https://social.reef.example', summary: { apiHost: 'social.reef.example', domain: 'reef.example' } });
  });

  test.each([
    ['host-meta links', { 'GET https://reef.example/.well-known/host-meta': { body: '<?xml version="1.0"?><XRD><Link rel="lrdd" template="https://social.reef.example/.well-known/webfinger?resource={uri}"/></XRD>', headers: { 'content-type': 'application/xrd+xml' } } }],
    ['webfinger redirects', { 'GET https://reef.example/.well-known/webfinger': { status: 302, headers: { location: 'https://social.reef.example/.well-known/webfinger' } } }],
    ['webfinger links', { 'GET https://reef.example/.well-known/webfinger': { body: { links: [{ rel: 'self', href: 'https://social.reef.example/users/ana' }] } } }],
  ])('only %s', async (_name, more: Routes) => {
    const routes = { ...api, 'GET https://reef.example/*': { body: htmlPage }, ...more };
    expect(await found(routes, '@ana@reef.example')).toMatchObject({ apiBase: 'https://social.reef.example', summary: { domain: 'reef.example' } });
    expect(await found(routes, 'social.reef.example')).toMatchObject({ apiBase: 'https://social.reef.example', summary: { domain: 'reef.example' } });
  });

  test('a server that claims a domain which does not lead to it gets its own name', async () => {
    const routes = { ...server('https://evil.example', { v2: { body: mastodonV2 } }), 'GET https://reef.example/*': notFound };
    expect((await found(routes, 'evil.example')).summary).toMatchObject({ apiHost: 'evil.example', domain: 'evil.example' });
    expect((await found(server('https://evil.example', { v2: { body: mastodonV2 } }), 'evil.example')).summary.domain).toBe('evil.example');
  });
});

describe('practice servers', () => {
  const routes = server('http://127.0.0.2:4000', { v2: { body: { ...mastodonV2, domain: 'kelp.example', configuration: { urls: { streaming: 'wss://kelp.example' } } } } });
  test.each(['kelp.example', '@ana@kelp.example', '127.0.0.2:4000', 'http://127.0.0.2:4000/'])('%s is found at its loopback address', async (address) => {
    expect(await found(routes, address)).toMatchObject({ apiBase: 'http://127.0.0.2:4000', streamingBase: 'ws://127.0.0.2:4000', summary: { domain: 'kelp.example', practice: true } });
  });
});

describe('when there is nothing to find', () => {
  const reason = async (routes: Routes): Promise<unknown> => {
    const result = await probe(routes, 'x.example').result;
    return result.ok ? result.value : result.error;
  };

  test('no such name', async () => {
    expect(await reason({})).toMatchObject({ kind: 'offline', reason: 'dns', host: 'x.example' });
  });

  test.each(['refused', 'certificate', 'timeout', 'privateAddress'] as const)('%s', async (why) => {
    const offline = (): Result<never> => ({ ok: false, error: { kind: 'offline', host: 'x.example', reason: why, mayHaveArrived: false } });
    expect(await reason({ 'GET https://x.example/*': offline })).toMatchObject({ kind: 'offline', reason: why });
  });

  test.each([
    ['a web page', { body: htmlPage }, { kind: 'badAnswer', reason: 'notFediverse' }],
    ['only 404', notFound, { kind: 'badAnswer', reason: 'notFediverse' }],
    ['other JSON', { body: { hello: 'world' } }, { kind: 'badAnswer', reason: 'notFediverse' }],
    ['a Cloudflare challenge', { status: 403, body: htmlPage, headers: { 'cf-mitigated': 'challenge' } }, { kind: 'badAnswer', reason: 'blockedByProxy' }],
    ['a blocked page', { status: 403, body: htmlPage }, { kind: 'badAnswer', reason: 'blockedByProxy' }],
    ['a hotel Wi-Fi', { status: 511, body: htmlPage }, { kind: 'badAnswer', reason: 'captivePortal' }],
    ['a server in trouble', { status: 503, body: htmlPage }, { kind: 'serverError', status: 503 }],
    ['a redirect in a circle', { status: 302, headers: { location: '/api/v2/instance' } }, { kind: 'badAnswer', reason: 'notFediverse' }],
    ['a redirect to a script', { status: 302, headers: { location: 'javascript:alert(1)' } }, { kind: 'badAnswer', reason: 'notFediverse' }],
  ])('%s', async (_name, answer, expected) => {
    expect(await reason({ 'GET https://x.example/*': answer })).toMatchObject(expected);
  });
});
