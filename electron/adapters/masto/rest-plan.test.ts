import { describe, expect, test } from 'vitest';
import type { StatusId } from '../../contract/index.ts';
import { sampleProfile } from '../../core/testing/samples.ts';
import { toCreateParams } from './rest-params.ts';
import { pathPart, planRequest } from './rest-plan.ts';

describe('plans', () => {
  test.each([
    ['a list with a cursor', planRequest((api) => api.v1.timelines.home.list({ maxId: 'a&b=c', limit: 40 })), { method: 'GET', path: '/api/v1/timelines/home?max_id=a%26b%3Dc&limit=40', body: null }],
    ['a list without parameters', planRequest((api) => api.v1.timelines.home.list({})), { method: 'GET', path: '/api/v1/timelines/home', body: null }],
    ['an array', planRequest((api) => api.v1.statuses.fetch({ id: ['1', 'b/c'] })), { method: 'GET', path: '/api/v1/statuses?id[]=1&id[]=b%2Fc', body: null }],
    ['a look-up', planRequest((api) => api.v1.accounts.verifyCredentials()), { method: 'GET', path: '/api/v1/accounts/verify_credentials', body: null }],
    ['a search', planRequest((api) => api.v2.search.list({ q: 'https://x.example/ü?a=b#c', resolve: true, type: 'statuses', limit: 1 })), { method: 'GET', path: '/api/v2/search?q=https%3A%2F%2Fx.example%2F%C3%BC%3Fa%3Db%23c&resolve=true&type=statuses&limit=1', body: null }],
    ['an action', planRequest((api) => api.v1.statuses.$select('1').favourite()), { method: 'POST', path: '/api/v1/statuses/1/favourite', body: null }],
    ['a vote', planRequest((api) => api.v1.polls.$select('5').votes.create({ choices: [0, 2] })), { method: 'POST', path: '/api/v1/polls/5/votes', body: '{"choices":[0,2]}' }],
  ])('%s', (_name, plan, expected) => {
    expect(plan).toEqual(expected);
  });

  test('path parts are opaque: none reaches another endpoint', () => {
    const { path } = planRequest((api) => api.v1.statuses.$select(pathPart('../../v1/accounts?x=1#/\\')).favourite());
    expect(new URL(path, 'https://x.example').pathname).toBe('/api/v1/statuses/..%2F..%2Fv1%2Faccounts%3Fx%3D1%23%2F%5C/favourite');
  });

  test('a new status says everything and nothing undefined', () => {
    const status = { text: 'hi', spoilerText: '', sensitive: false, visibility: 'mutuals', language: null, inReplyToId: null, mediaIds: [], poll: null } as const;
    const body = (more: object): unknown => JSON.parse(planRequest((api) => api.v1.statuses.create(toCreateParams({ ...status, ...more }, sampleProfile()))).body ?? '');
    expect(body({})).toEqual({ status: 'hi', sensitive: false, visibility: 'mutuals_only' });
    expect(body({ spoilerText: 'cw', language: 'de', inReplyToId: '9' as StatusId, mediaIds: ['1', '2'], visibility: 'direct' })).toEqual({
      status: 'hi',
      sensitive: false,
      visibility: 'direct',
      spoiler_text: 'cw',
      language: 'de',
      in_reply_to_id: '9',
      media_ids: ['1', '2'],
    });
  });

  test('a call that asks nothing is a bug', () => {
    expect(() => planRequest(() => Promise.resolve())).toThrow('made no request');
  });
});
