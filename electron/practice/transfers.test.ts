import { describe, expect, it } from 'vitest';
import { openBrowser } from './testing/browser.ts';
import { createTestWorld } from './testing/client.ts';
import { unzip } from './testing/unzip.ts';
import type { ServerKind } from './index.ts';

const minuteMs = 60_000;

function world(kind: ServerKind = 'mastodon-4.6') {
  const test = createTestWorld({
    servers: [
      { domain: 'here.example', kind, followLimit: 30 },
      { domain: 'there.example', kind: 'mastodon-4.5' },
      { domain: 'gone.example', kind: 'mastodon-4.5' },
    ],
    rateLimits: false,
  });
  test.world.addPerson('here.example', { username: 'ann', password: 'right' });
  for (const username of ['bo', 'cy', 'di']) test.world.addPerson('there.example', { username });
  test.world.addPerson('there.example', { username: 'lock', locked: true });
  test.world.addPerson('gone.example', { username: 'ed' });
  return test;
}

/** The pages as somebody who is signed in sees them. */
async function pagesOf(test: ReturnType<typeof world>, username = 'ann') {
  const { get, post } = await openBrowser(test, `${username}@here.example`);
  /** Uploads and confirms; answers the import's id, or the page that refused it. */
  const upload = async (type: string, text: string, options: { readonly name?: string; readonly mode?: string } = {}) => {
    const form = new FormData();
    form.set('form_import[type]', type);
    form.set('form_import[mode]', options.mode ?? 'merge');
    form.set('form_import[data]', new Blob([text]), options.name ?? 'file.csv');
    const sent = await post('/settings/imports', form, '/settings/imports');
    return { page: sent.text, id: /imports\/(.+)$/.exec(sent.headers['location'] ?? '')?.[1] ?? null };
  };
  const confirm = (id: string | null) => post(`/settings/imports/${id ?? ''}/confirm`, {}, '/settings/imports');
  const bring = async (type: string, text: string, options: { readonly name?: string; readonly mode?: string } = {}) => {
    const { id } = await upload(type, text, options);
    expect((await confirm(id)).status).toBe(303);
    test.clock.advance(minuteMs);
    return id;
  };
  return { get, post, upload, confirm, bring };
}

const followsFile = 'Account address,Show boosts,Notify on new posts,Languages\nbo@there.example,false,true,"de, en"\n@cy@there.example,true,false,\nlock@there.example,true,false,\n';

describe('imports on the settings page', () => {
  it('follow with all settings, ask locked people, and can be exported again', async () => {
    const test = world();
    const pages = await pagesOf(test);
    await pages.bring('following', followsFile, { name: 'following_accounts.csv' });
    const page = (await pages.get('/settings/imports')).text;
    expect(page).toContain('data-state="finished"');
    expect(page).toContain('3 / 3');
    const file = await pages.get('/settings/exports/follows.csv');
    expect(file.headers['content-disposition']).toContain('following_accounts.csv');
    // Requests are in no file.
    expect(file.text).toBe('Account address,Show boosts,Notify on new posts,Languages\ncy@there.example,true,false,\nbo@there.example,false,true,"de, en"\n');
  });

  it('take files of every kind there and back', async () => {
    const test = world();
    const pages = await pagesOf(test);
    const post = test.world.post('bo@there.example', 'kept');
    const files = {
      blocking: ['blocks', 'di@there.example\n'],
      muting: ['mutes', 'Account address,Hide notifications\ncy@there.example,false\n'],
      domain_blocking: ['domain_blocks', 'bad.example\n'],
      bookmarks: ['bookmarks', `${post.uri}\n`],
      lists: ['lists', 'Friends,bo@there.example\n'],
    };
    for (const [type, [kind, text]] of Object.entries(files)) {
      await pages.bring(type, text ?? '');
      expect((await pages.get(`/settings/exports/${kind}.csv`)).text).toBe(text);
    }
    const filters = { custom_filters: [{ title: 'Cup', expires_at: null, context: ['home'], action: 'hide', keywords_attributes: [{ keyword: 'final', whole_word: true }], statuses: [post.uri] }] };
    await pages.bring('custom_filters', JSON.stringify(filters), { name: 'custom_filters.json' });
    expect((await pages.get('/settings/exports/custom_filters.json')).json()).toEqual(filters);
  });

  it('fail for good while a host does not answer, and the failures can be brought again', async () => {
    const test = world();
    const pages = await pagesOf(test);
    test.world.server('gone.example').faults.down = true;
    const id = await pages.bring('following', 'ed@gone.example\nbo@there.example\nnobody@there.example\n');
    const failures = await pages.get(`/settings/imports/${id ?? ''}/failures.csv`);
    expect(failures.text).toBe('Account address,Show boosts,Notify on new posts,Languages\ned@gone.example,,,\nnobody@there.example,,,\n');
    test.world.server('gone.example').faults.down = false;
    test.clock.advance(minuteMs);
    await pages.bring('following', 'ed@gone.example\n');
    expect((await pages.get('/settings/exports/follows.csv')).text).not.toContain('ed@gone.example');
    test.clock.advance(5 * minuteMs);
    await pages.bring('following', 'ed@gone.example\n');
    expect((await pages.get('/settings/exports/follows.csv')).text).toContain('ed@gone.example');
  });

  it('try again for half an hour with somebody who moved', async () => {
    const test = world();
    const pages = await pagesOf(test);
    test.world.person('di@there.example').movedToUri = test.world.person('cy@there.example').uri;
    const id = await pages.bring('following', 'di@there.example\n');
    expect((await pages.get('/settings/imports')).text).toContain('data-state="in_progress"');
    test.clock.advance(60 * minuteMs);
    expect((await pages.get(`/settings/imports/${id ?? ''}/failures.csv`)).text).toContain('di@there.example');
  });

  it('replace what is there when asked to', async () => {
    const test = world();
    const pages = await pagesOf(test);
    test.world.follow('ann@here.example', 'di@there.example');
    await pages.bring('following', 'bo@there.example\n', { mode: 'overwrite' });
    const file = (await pages.get('/settings/exports/follows.csv')).text;
    expect(file).toContain('bo@there.example');
    expect(file).not.toContain('di@there.example');
  });

  it.each([
    ['following', '', 'Empty CSV file'],
    ['lists', 'Account address\nbo@there.example\n', 'Incompatible with the selected import type'],
    ['following', '"open\n', 'Invalid CSV file. Error: Unclosed quoted field'],
    ['blocking', 'a@b.example\n'.repeat(20_001), 'contains more than 20000 rows'],
    ['blocking', 'x'.repeat(20 * 1024 * 1024 + 1), 'File is too large'],
    ['following', 'bo@there.example\n'.repeat(31), 'You cannot follow more than 30 people'],
    ['custom_filters', '[1]', 'Incompatible with the selected import type'],
  ])('of type %s with a wrong file are refused', async (type, text, words) => {
    const pages = await pagesOf(world());
    const { page, id } = await pages.upload(type, text);
    expect(id).toBeNull();
    expect(page).toContain(words);
  });

  it('warn about a likely wrong type, and forget what is not confirmed in ten minutes', async () => {
    const test = world();
    const pages = await pagesOf(test);
    const { id } = await pages.upload('blocking', followsFile);
    expect((await pages.get(`/settings/imports/${id ?? ''}`)).text).toContain('It appears you may have selected the wrong type');
    test.clock.advance(11 * minuteMs);
    expect((await pages.confirm(id)).status).toBe(404);
    expect(test.world.server('here.example').inner.tables.blocks.size).toBe(0);
  });

  it('do not know a header behind a byte order mark', async () => {
    const test = world();
    const pages = await pagesOf(test);
    const id = await pages.bring('following', `\uFEFF${followsFile}`);
    expect((await pages.get(`/settings/imports/${id ?? ''}/failures.csv`)).text).toContain('Account address,Show boosts,Notify on new posts,Languages\n\uFEFFAccount');
  });

  it('are read from forms whose boundary has capital letters, as browsers write it', async () => {
    const body = '--AbC\r\nContent-Disposition: form-data; name="list"; filename="f.csv"\r\n\r\nbo@there.example\r\n--AbC--\r\n';
    const akkoma = world('akkoma');
    const token = akkoma.world.signIn('ann@here.example').token;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=AbC' };
    const bytes = new TextEncoder().encode(body);
    await akkoma.world.server('here.example').request({ method: 'POST', url: '/api/pleroma/follow_import', headers, body: bytes });
    akkoma.clock.advance(minuteMs);
    expect(akkoma.world.server('here.example').inner.tables.follows.size).toBe(1);
  });

  it('do not count against the follows of a day', async () => {
    const test = createTestWorld({ servers: [{ domain: 'here.example', kind: 'mastodon-4.6' }, { domain: 'there.example', kind: 'mastodon-4.5' }] });
    test.world.addPerson('here.example', { username: 'ann', password: 'right' });
    const pages = await pagesOf(test);
    const keys = test.world.addCrowd(450, { domains: ['there.example'] });
    const { id } = await pages.upload('following', keys.join('\n'));
    await pages.confirm(id);
    test.clock.advance(20 * minuteMs);
    expect(test.world.server('here.example').inner.tables.follows.by('source', test.world.person('ann@here.example').id)).toHaveLength(450);
  });
});

describe('lost relations', () => {
  it('are told with files when moderators or the person block a server', async () => {
    const test = world();
    const pages = await pagesOf(test);
    test.world.follow('ann@here.example', 'bo@there.example');
    test.world.follow('cy@there.example', 'ann@here.example');
    test.world.follow('ed@gone.example', 'ann@here.example');
    test.world.blockServer('here.example', 'there.example');
    await test.as('ann@here.example').ask('POST', '/api/v1/domain_blocks', { domain: 'gone.example' });
    const page = (await pages.get('/severed_relationships')).text;
    const files = [...page.matchAll(/href="(\/severed_relationships\/[^"]+)"/g)].map(([, href]) => href ?? '');
    const texts = await Promise.all(files.map(async (href) => (await pages.get(href)).text));
    expect(texts).toEqual([
      'Account address,Show boosts,Notify on new posts,Languages\nbo@there.example,true,false,\n',
      'Account address\ncy@there.example\n',
      'Account address,Show boosts,Notify on new posts,Languages\n',
      'Account address\ned@gone.example\n',
    ]);
  });
});

describe('the archive', () => {
  it('is a zip with posts of every visibility, once in six days', async () => {
    const test = world();
    const pages = await pagesOf(test);
    test.world.post('ann@here.example', { text: 'for me', visibility: 'direct' });
    test.world.post('ann@here.example', 'for all');
    expect((await pages.post('/settings/export', {}, '/settings/export')).status).toBe(303);
    expect((await pages.get('/settings/export')).text).toContain('In progress');
    test.clock.advance(minuteMs);
    const link = /\/backups\/[^/]+\/download/.exec((await pages.get('/settings/export')).text)?.[0] ?? '';
    const server = test.world.server('here.example');
    const cookie = (await test.anybody('here.example').ask('POST', '/auth/sign_in', { username: 'ann', password: 'right' })).headers['set-cookie'] ?? '';
    const answer = await server.request({ method: 'GET', url: link, headers: { cookie: cookie.split(';')[0] ?? '' }, body: new Uint8Array() });
    if (answer.kind === 'dropped') throw new Error('dropped');
    const files = unzip(answer.body);
    const jsonOf = (name: string): unknown => JSON.parse(new TextDecoder().decode(files.get(name)));
    expect(jsonOf('outbox.json')).toMatchObject({
      type: 'OrderedCollection',
      totalItems: 2,
      orderedItems: [{ type: 'Create', object: { directMessage: true } }, { type: 'Create' }],
    });
    expect(jsonOf('actor.json')).toMatchObject({ preferredUsername: 'ann', outbox: 'outbox.json' });
    expect([jsonOf('likes.json'), jsonOf('bookmarks.json')]).toMatchObject([{ totalItems: 0 }, { totalItems: 0 }]);
    expect((await pages.post('/settings/export', {}, '/settings/imports')).status).toBe(403);
  });
});

describe('files over the API', () => {
  it('of GoToSocial are taken without a word about how it went', async () => {
    const test = world('gotosocial');
    const me = test.as('ann@here.example');
    const send = async (type: string, text: string) => {
      const form = new FormData();
      form.set('type', type);
      form.set('data', new Blob([text]), 'f.csv');
      return (await me.ask('POST', '/api/v1/import', form)).status;
    };
    expect(await send('following', 'Account address,Show boosts\nbo@there.example,true\n')).toBe(202);
    expect(await send('following', 'Account address,Show boosts\nbo@there.example\n')).toBe(400);
    expect(await send('mutes', 'Account address,Hide notifications\ncy@there.example\n')).toBe(400);
    expect(await send('tags', 'x\n')).toBe(400);
    test.clock.advance(minuteMs);
    expect((await me.ask('GET', '/api/v1/exports/following.csv')).text).toContain('bo@there.example,true,false,\n');
    expect((await me.ask('GET', '/api/v1/exports/stats')).object()).toMatchObject({ following_count: 1, followers_count: 0 });
    test.world.follow('di@there.example', 'ann@here.example');
    expect((await me.ask('GET', '/api/v1/exports/followers.csv')).text).toContain('di@there.example');
  });

  it('of Akkoma read the first cell of each line', async () => {
    const test = world('akkoma');
    const me = test.as('ann@here.example');
    expect((await me.ask('POST', '/api/pleroma/follow_import', { list: followsFile })).json()).toBe('job started');
    await me.ask('POST', '/api/pleroma/mutes_import', { list: 'di@there.example' });
    test.clock.advance(minuteMs);
    const { follows, followRequests, mutes } = test.world.server('here.example').inner.tables;
    expect([follows.size, followRequests.size, mutes.size]).toEqual([2, 1, 1]);
  });

  it('are not there where the software has no such API', async () => {
    const me = world().as('ann@here.example');
    for (const path of ['/api/v1/import', '/api/v1/accounts/alias', '/api/pleroma/move_account']) expect((await me.ask('POST', path, {})).status).toBe(404);
    expect((await world('gotosocial').anybody('here.example').ask('GET', '/settings/aliases')).status).toBe(404);
  });
});
