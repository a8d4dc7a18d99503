import { describe, expect, test } from 'vitest';
import type { AccountKey, StatusId, StatusUri } from '../../contract/index.ts';
import type { AccountConnection, CallOptions } from '../../core/fediverse.ts';
import type { Log } from '../../core/ports.ts';
import { createRealClock } from '../clock.ts';
import { openNet, silentLog, startServer } from '../net/testing/local-server.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks, profile } from './testing/entities.ts';
import { createFakeNet, htmlPage, type CannedAnswer } from './testing/fake-net.ts';

const canary = 'canary-5f2c9e';
const deps = { clock: createRealClock(), mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] };
const app = { clientId: canary, clientSecret: canary, redirectUri: 'http://127.0.0.1:1/x', scopes: 'read' };
const account = 'api.kelp.example/7' as AccountKey;

/** One call of every kind that carries a secret or a text. */
const calls: readonly (readonly [string, (connection: AccountConnection, options: CallOptions) => Promise<unknown>])[] = [
  ['verify', (connection, options) => connection.verify(options)],
  ['home', (connection, options) => connection.home({ kind: 'newest', limit: 5 }, options)],
  ['older', (connection, options) => connection.home({ kind: 'olderThan', cursor: '5', limit: 5 }, options)],
  ['status', (connection, options) => connection.status('1' as StatusId, options)],
  ['batch', (connection, options) => connection.statuses(['1' as StatusId], options)],
  ['context', (connection, options) => connection.context('1' as StatusId, options)],
  ['resolve', (connection, options) => connection.resolveStatus('https://x.example/1' as StatusUri, null, options)],
  ['favourite', (connection, options) => connection.act('1' as StatusId, 'favourite', options)],
  ['vote', (connection, options) => connection.vote('1', [0], options)],
  ['post', (connection, options) => connection.post({ text: canary, spoilerText: canary, sensitive: false, visibility: 'direct', language: null, inReplyToId: null, mediaIds: [], poll: null }, canary, options)],
  ['own posts', (connection, options) => connection.ownPosts(5, options)],
];

describe('redirects', () => {
  test(`5 statuses x 7 targets x ${calls.length} calls: no other host hears anything`, async () => {
    const strangers = await Promise.all([startServer((_request, response) => response.end('{}')), startServer((_request, response) => response.end('{}'))]);
    const [thief, sibling] = strangers;
    if (thief === undefined || sibling === undefined) throw new Error('No servers');
    let reply = { status: 301, location: '' };
    let asked = 0;
    const own = await startServer((_request, response) => {
      asked += 1;
      response.writeHead(reply.status, { location: reply.location }).end();
    });
    const looked: string[] = [];
    const net = openNet({
      allowedOrigins: () => [own.origin, thief.origin, sibling.origin],
      lookup: (host, _options, done) => (looked.push(host), done(null, [{ address: '127.0.0.1', family: 4 }])),
    });
    const connection = createFediverse({ ...deps, net, log: silentLog }).connect(account, profile({ apiBase: own.origin }), canary);
    const targets = [
      `${thief.origin}/api/v1/statuses`,
      `${sibling.origin}/`,
      'https://sub.api.kelp.example/',
      'https://evil.example/',
      'http://evil.example/',
      `http://127.0.0.1:${own.port}/elsewhere`,
      'http://169.254.169.254/latest/meta-data',
    ];
    for (const status of [301, 302, 303, 307, 308]) {
      for (const location of targets) {
        reply = { status, location };
        for (const [name, call] of calls) expect([name, await call(connection, {})]).toMatchObject([name, { ok: false, error: { kind: 'badAnswer', reason: 'redirected', status } }]);
      }
    }
    expect([asked, looked, strangers.map((stranger) => stranger.connections())]).toEqual([5 * targets.length * calls.length, [], [0, 0]]);
  });
});

describe('the log', () => {
  test('has neither tokens nor secrets nor texts, whatever goes wrong', async () => {
    const lines: string[] = [];
    const write = (event: string, fields?: Record<string, unknown>): void => void lines.push(event + JSON.stringify(fields));
    const log: Log = { info: write, warn: write, error: write };
    const answers: readonly CannedAnswer[] = [
      { status: 401, body: { error: canary } },
      { status: 403, body: { error: canary } },
      { status: 422, body: { error: canary, error_description: canary } },
      { status: 500, body: canary },
      { status: 302, headers: { location: `https://evil.example/?token=${canary}` } },
      { status: 200, body: `${htmlPage}${canary}` },
      { status: 200, body: { token: canary } },
    ];
    for (const answer of answers) {
      const net = createFakeNet(Object.fromEntries(['GET', 'POST'].map((method) => [`${method} https://api.kelp.example/*`, answer])));
      const fediverse = createFediverse({ ...deps, net, log });
      const connection = fediverse.connect(account, profile(), canary);
      for (const [, call] of calls) await call(connection, {});
      await fediverse.exchangeCode(profile(), app, { code: canary, codeVerifier: canary });
      await fediverse.revoke(profile(), app, canary);
    }
    expect(lines.length).toBeGreaterThan(40);
    expect(lines.filter((line) => line.includes(canary))).toEqual([]);
  });
});

describe('masto.js', () => {
  test('never sees a token: every request leaves by the network port', async () => {
    const original = globalThis.fetch;
    const fetched: unknown[] = [];
    globalThis.fetch = (...request) => {
      fetched.push(request);
      return Promise.reject(new Error('global fetch was used'));
    };
    try {
      const net = createFakeNet({ 'GET https://api.kelp.example/*': { body: [] }, 'POST https://api.kelp.example/*': { body: {} } });
      const connection = createFediverse({ ...deps, net, log: silentLog }).connect(account, profile(), canary);
      for (const [, call] of calls) await call(connection, {});
      expect(net.requests).toHaveLength(calls.length);
      expect(net.requests.every(({ url, headers }) => new URL(url).origin === 'https://api.kelp.example' && headers['authorization'] === `Bearer ${canary}`)).toBe(true);
    } finally {
      globalThis.fetch = original;
    }
    expect(fetched).toEqual([]);
  });
});
