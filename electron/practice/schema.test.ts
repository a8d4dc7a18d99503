import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { createTestWorld, idOf, isObject } from './testing/client.ts';
import type { TestClient } from './testing/client.ts';
import { createCanvas } from './png.ts';

const file = new URL('../../../shared/data/mastodon-openapi.json', import.meta.url);
const present = existsSync(file);

function createValidator() {
  const api: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('iso-639-1', /^[a-z]{2}$/);
  if (!isObject(api)) throw new Error('no schema');
  // A quote with both of its forms' fields fits `Quote` and `ShallowQuote`: their `oneOf` can only mean `anyOf`.
  ajv.addSchema({ ...JSON.parse(JSON.stringify(api).replaceAll('"oneOf":', '"anyOf":')), $id: 'api' });
  /** Complaints about a value, empty when it is a right `entity`. */
  return (entity: string, value: unknown): string[] => {
    const validate = ajv.getSchema(`api#/components/schemas/${entity}`);
    if (!validate) throw new Error(`no schema for ${entity}`);
    return validate(value) === true
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  };
}

function populated(kind: 'mastodon-4.5' | 'mastodon-4.6') {
  const test = createTestWorld({
    servers: [
      { domain: 'kelp.example', kind },
      { domain: 'watt.example', kind: 'gotosocial' },
    ],
    rateLimits: false,
  });
  const { world } = test;
  world.addPerson('kelp.example', {
    username: 'maren',
    displayName: 'Maren',
    note: 'Tides. https://example.com/a',
    language: 'en',
    fields: [{ name: 'Site', value: 'https://example.com', verifiedAt: test.clock.now() }],
  });
  world.addPerson('kelp.example', { username: 'otis', language: 'en' });
  world.addPerson('watt.example', { username: 'ines', locked: true });
  world.addPerson('kelp.example', { username: 'nobody_follows_me' });
  world.follow('maren@kelp.example', 'ines@watt.example');
  world.follow('ines@watt.example', 'maren@kelp.example');
  world.follow('maren@kelp.example', 'otis@kelp.example');
  return test;
}

async function upload(client: TestClient): Promise<string> {
  const canvas = createCanvas(8, 6);
  canvas.fill(() => [10, 200, 30]);
  const form = new FormData();
  form.set('file', new Blob([canvas.toPng()], { type: 'image/png' }), 'sea.png');
  form.set('description', 'The sea');
  return idOf((await client.ask('POST', '/api/v2/media', form)).json());
}

// Needs the published OpenAPI description of the Mastodon API, which is not part of the project.
describe.skipIf(!present).each(['mastodon-4.5', 'mastodon-4.6'] as const)(
  `entities of %s are as the API describes them${present ? '' : ' (skipped: data not present)'}`,
  (kind) => {
    const complaints = present ? createValidator() : () => [];

    async function prepared() {
      const test = populated(kind);
      const maren = test.as('maren@kelp.example');
      const media = await upload(maren);
      test.clock.advance(5000);
      const post = idOf(
        (
          await maren.ask('POST', '/api/v1/statuses', {
            status: 'Look @otis #sea https://example.com/a-long-path/that/is/cut',
            media_ids: [media],
            spoiler_text: 'cw',
            language: 'en',
          })
        ).json(),
      );
      const poll = (await maren.ask('POST', '/api/v1/statuses', { status: 'Which?', poll: { options: ['a', 'b'], expires_in: 600 } })).object();
      await test.as('otis@kelp.example').ask('POST', '/api/v1/statuses', { status: 'quoting', quoted_status_id: post });
      await test.as('otis@kelp.example').ask('POST', `/api/v1/statuses/${post}/reblog`);
      await test.as('otis@kelp.example').ask('POST', `/api/v1/statuses/${post}/favourite`);
      await test.as('otis@kelp.example').ask('POST', '/api/v1/statuses', { status: '@maren psst', visibility: 'direct' });
      test.world.post('ines@watt.example', '@maren@kelp.example hello');
      test.settle();
      await maren.ask('PUT', `/api/v1/statuses/${post}`, { status: 'Look again #sea', media_ids: [media] });
      await maren.ask('POST', '/api/v2/filters', { title: 'psst', context: ['home'], keywords_attributes: [{ keyword: 'psst', whole_word: true }] });
      return { ...test, maren, post, pollId: isObject(poll['poll']) ? idOf(poll['poll']) : '' };
    }

    it.each<readonly [string, string, 'one' | 'many']>([
      ['Instance', '/api/v2/instance', 'one'],
      ['V1Instance', '/api/v1/instance', 'one'],
      ['CredentialAccount', '/api/v1/accounts/verify_credentials', 'one'],
      ['Status', '/api/v1/timelines/home', 'many'],
      ['Status', '/api/v1/timelines/public', 'many'],
      ['Status', '/api/v1/timelines/tag/sea', 'many'],
      ['Status', '/api/v1/statuses/POST', 'one'],
      ['Context', '/api/v1/statuses/POST/context', 'one'],
      ['StatusEdit', '/api/v1/statuses/POST/history', 'many'],
      ['StatusSource', '/api/v1/statuses/POST/source', 'one'],
      ['Account', '/api/v1/statuses/POST/favourited_by', 'many'],
      ['Account', '/api/v1/statuses/POST/reblogged_by', 'many'],
      ['Status', '/api/v1/statuses/POST/quotes', 'many'],
      ['Notification', '/api/v1/notifications', 'many'],
      ['GroupedNotificationsResults', '/api/v2/notifications', 'one'],
      ['GroupedNotificationsResults', '/api/v2/notifications?expand_accounts=partial_avatars', 'one'],
      ['NotificationPolicy', '/api/v2/notifications/policy', 'one'],
      ['Conversation', '/api/v1/conversations', 'many'],
      ['Filter', '/api/v2/filters', 'many'],
      ['V1Filter', '/api/v1/filters', 'many'],
      ['Poll', '/api/v1/polls/POLL', 'one'],
      ['Search', '/api/v2/search?q=otis', 'one'],
      ['Search', '/api/v2/search?q=sea', 'one'],
      ['Preferences', '/api/v1/preferences', 'one'],
      ['Suggestion', '/api/v2/suggestions', 'many'],
      ['Account', '/api/v1/directory', 'many'],
      ['Status', '/api/v1/trends/statuses', 'many'],
      ['Tag', '/api/v1/trends/tags', 'many'],
      ['CustomEmoji', '/api/v1/custom_emojis', 'many'],
      ['Rule', '/api/v1/instance/rules', 'many'],
      ['DiscoverOauthServerConfigurationResponse', '/.well-known/oauth-authorization-server', 'one'],
    ])('%s at %s', async (entity, path, count) => {
      const { maren, post, pollId } = await prepared();
      const answer = await maren.ask('GET', path.replace('POST', post).replace('POLL', pollId));
      expect(answer.status).toBe(200);
      const values = count === 'one' ? [answer.json()] : answer.list();
      if (entity !== 'CustomEmoji') expect(values.length).toBeGreaterThan(0);
      expect(values.flatMap((value) => complaints(entity, value))).toEqual([]);
    });

    it('what writing answers', async () => {
      const { maren, clock, world } = await prepared();
      const otis = world.person('otis@kelp.example').id;
      const list = (await maren.ask('POST', '/api/v1/lists', { title: 'Sea' })).json();
      const checks: readonly (readonly [string, unknown])[] = [
        ['List', list],
        ['Relationship', (await maren.ask('POST', `/api/v1/accounts/${otis}/mute`, { duration: 60 })).json()],
        ['Relationship', (await maren.ask('POST', `/api/v1/accounts/${otis}/note`, { comment: 'hi' })).json()],
        [
          'ScheduledStatus',
          (await maren.ask('POST', '/api/v1/statuses', { status: 'later', scheduled_at: new Date(clock.now() + 3_600_000).toISOString() })).json(),
        ],
        ['MediaAttachment', (await maren.ask('GET', `/api/v1/media/${await upload(maren)}`)).json()],
        ['FeaturedTag', (await maren.ask('POST', '/api/v1/featured_tags', { name: 'sea' })).json()],
        ['Tag', (await maren.ask('POST', '/api/v1/tags/sea/follow')).json()],
        [
          'CredentialApplication',
          (await maren.ask('POST', '/api/v1/apps', { client_name: 'x', redirect_uris: 'http://127.0.0.1:1/cb', scopes: 'read write' })).json(),
        ],
        ['Filter', (await maren.ask('POST', '/api/v2/filters', { title: 'x', context: ['home'], filter_action: 'hide', expires_in: 60 })).json()],
        ['Report', (await maren.ask('POST', '/api/v1/reports', { account_id: otis })).json()],
      ];
      for (const [entity, value] of checks) expect([entity, ...complaints(entity, value)]).toEqual([entity]);
      const markers = (await maren.ask('POST', '/api/v1/markers', { home: { last_read_id: '1' } })).object();
      expect(complaints('Marker', markers['home'])).toEqual([]);
      const profile = kind === 'mastodon-4.6' ? (await maren.ask('GET', '/api/v1/profile')).json() : null;
      if (profile !== null) expect(complaints('Profile', profile)).toEqual([]);
    });
  },
);
