import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DraftBody } from '../../contract/compose.ts';
import type { EntryId, FeedKey } from '../../contract/ids.ts';
import type { StoredAccount } from '../../core/accounts/store.ts';
import type { StoredCopy } from '../../core/compose/store.ts';
import { createMemoryStores, type Stores } from './stores.ts';
import { account, entryOf, idOf, sampleGap, sampleLine, samplePerson, sampleSeen, uriOf } from './testing/samples.ts';

const [ann, ben] = [account('ann'), account('ben')];
let stores: Stores;

beforeEach(() => {
  stores = createMemoryStores();
});
afterEach(() => stores.close());

const body: DraftBody = { text: 'Tide at 7', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [] };

function sampleCopy(id: string, post: string, status: StoredCopy['status']): StoredCopy {
  const payload = { text: `Tide at 7 ${id}`, spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyToId: null, mediaIds: [], poll: null } as const;
  return { id, post, account: ann, payload, media: [], part: 0, parts: 1, after: null, scheduledAt: null, replaces: null, idempotencyKey: `key-${id}`, keyFirstUsedAt: null, attempts: 0, status };
}

function sampleAccount(key: StoredAccount['key'], position: number): StoredAccount {
  return {
    key,
    id: '1',
    person: samplePerson('robin'),
    movedTo: null,
    nickname: null,
    colour: 1,
    position,
    defaults: { visibility: 'public', language: null, sensitive: false },
    profile: {
      summary: { apiHost: 'ann.example', domain: 'ann.example', title: '', description: '', software: 'mastodon', version: '4.5.0', thumbnail: null, activeUsers: null, registrationsOpen: null, practice: false },
      limits: { maxCharacters: 500, lengthRule: 'mastodon', charactersPerUrl: 23, maxMedia: 4, maxDescription: 1500, imageBytes: 1, videoBytes: 1, mimeTypes: [], poll: { maxOptions: 4, maxOptionCharacters: 50, minExpirationMs: 1, maxExpirationMs: 1 } },
      apiBase: 'https://ann.example',
      streamingBase: null,
      streamAuth: 'header',
      capabilities: { minId: true, statusBatch: true, idempotency: 'honoured', editing: true, scheduling: true, quotes: true, translation: true, groupedNotifications: true, filtersV2: true, oauthMetadata: true },
      checkedAt: 0,
    },
    signedOut: false,
    addedAt: 0,
  };
}

describe('accounts', () => {
  it('come in rail order and are replaced by key', () => {
    stores.accounts.put(sampleAccount(ann, 1));
    stores.accounts.put(sampleAccount(ben, 0));
    expect(stores.accounts.all().map((each) => each.key)).toEqual([ben, ann]);
    stores.accounts.put({ ...sampleAccount(ben, 2), nickname: 'work' });
    expect(stores.accounts.all()).toEqual([sampleAccount(ann, 1), { ...sampleAccount(ben, 2), nickname: 'work' }]);
  });

  it('leave nothing behind but drafts and outbox, and take nothing from others', () => {
    for (const key of [ann, ben]) {
      stores.accounts.put(sampleAccount(key, 0));
      stores.statuses.put(key, sampleSeen(1), 0);
      stores.timelines.putLines([sampleLine(key, 1, { at: key === ann ? 5 : 9 })]);
      stores.timelines.putGap(sampleGap(key, 3));
      const tags = `${key} hashtag:birds;;` as FeedKey;
      stores.timelines.putLines([sampleLine(key, 1, { feed: tags, entry: 'tags>1' as EntryId })]);
      stores.timelines.putGap({ ...sampleGap(key, 4), feed: tags });
      stores.settings.set(`place:${key}`, 1);
    }
    stores.statuses.put(ann, sampleSeen(2), 0);
    stores.compose.putPost({ id: 'p', createdAt: 1, body }, [sampleCopy('c', 'p', { state: 'waiting', sendAt: 0, lastError: null })], 'draft of p');
    stores.accounts.remove(ann);
    expect(stores.accounts.all().map((each) => each.key)).toEqual([ben]);
    expect(stores.timelines.newest(ann)).toBeNull();
    expect(stores.timelines.gaps(ann)).toEqual([]);
    expect(stores.timelines.newest(`${ann} hashtag:birds;;` as FeedKey)).toBeNull();
    expect(stores.timelines.gaps(`${ann} hashtag:birds;;` as FeedKey)).toEqual([]);
    expect(stores.timelines.newest(`${ben} hashtag:birds;;` as FeedKey)?.id).toBe(sampleLine(ben, 1).id);
    expect(stores.statuses.localId(ann, uriOf(1))).toBeNull();
    expect(stores.statuses.get(uriOf(2))).toBeNull();
    expect(stores.settings.get(`place:${ann}`)).toBeUndefined();
    expect(stores.settings.get(`place:${ben}`)).toBe(1);
    expect(stores.timelines.page([ann, ben], null, 9)).toMatchObject([{ at: 9, id: entryOf(1), reached: [ben] }, { kind: 'gap' }]);
    expect(stores.compose.copy('c')?.account).toBe(ann);
  });
});

describe('drafts and outbox', () => {
  it('keeps drafts, newest first', () => {
    stores.compose.putDraft({ id: 'a', body, savedAt: 1 });
    stores.compose.putDraft({ id: 'b', body, savedAt: 2 });
    stores.compose.putDraft({ id: 'a', body: { ...body, text: 'more' }, savedAt: 3 });
    expect(stores.compose.drafts()).toEqual([
      { id: 'a', body: { ...body, text: 'more' }, savedAt: 3 },
      { id: 'b', body, savedAt: 2 },
    ]);
    stores.compose.deleteDraft('a');
    expect(stores.compose.drafts().map((draft) => draft.id)).toEqual(['b']);
  });

  it('knows a post by its copies and which of them are unfinished', () => {
    const waiting = sampleCopy('c1', 'p1', { state: 'waiting', sendAt: 5, lastError: null });
    const failed = sampleCopy('c2', 'p1', { state: 'failed', at: 6, error: { kind: 'cancelled' } });
    stores.compose.putPost({ id: 'p1', createdAt: 1, body }, [waiting, failed], 'draft of p1');
    stores.compose.putPost({ id: 'p2', createdAt: 2, body }, [sampleCopy('c3', 'p2', { state: 'sending', since: 7 })], 'draft of p2');
    expect(stores.compose.posts(10).map((post) => post.id)).toEqual(['p2', 'p1']);
    expect(stores.compose.posts(1)).toHaveLength(1);
    expect(stores.compose.post('p1')).toEqual({
      id: 'p1',
      createdAt: 1,
      body,
      copies: [
        { id: 'c1', account: ann, text: 'Tide at 7 c1', part: 0, parts: 1, status: waiting.status },
        { id: 'c2', account: ann, text: 'Tide at 7 c2', part: 0, parts: 1, status: failed.status },
      ],
    });
    expect(stores.compose.unfinished()).toHaveLength(2);
    stores.compose.putCopy({ ...waiting, attempts: 1, status: { state: 'sent', at: 9, id: idOf(1), uri: null, url: null } });
    expect(stores.compose.unfinished().map((copy) => copy.id)).toEqual(['c3']);
    expect(stores.compose.copy('c1')?.attempts).toBe(1);
    stores.compose.removePost('p1');
    expect(stores.compose.copy('c2')).toBeNull();
    expect(stores.compose.post('p1')).toBeNull();
  });
});

describe('settings and transactions', () => {
  it('keeps any JSON value and forgets undefined', () => {
    expect(stores.settings.get('theme')).toBeUndefined();
    for (const value of [null, 0, 'x', ['a'], { deep: [1] }]) {
      stores.settings.set('theme', value);
      expect(stores.settings.get('theme')).toEqual(value);
    }
    stores.settings.set('theme', undefined);
    expect(stores.settings.get('theme')).toBeUndefined();
  });

  it('undoes all of a transaction over both databases, also from within a nested one', () => {
    stores.settings.set('kept', 1);
    expect(() =>
      stores.transactions.run(() => {
        stores.settings.set('kept', 2);
        stores.transactions.run(() => {
          stores.statuses.put(ann, sampleSeen(1), 0);
          stores.timelines.putLines([sampleLine(ann, 1)]);
        });
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(stores.settings.get('kept')).toBe(1);
    expect(stores.statuses.get(uriOf(1))).toBeNull();
    expect(stores.timelines.newest(ann)).toBeNull();
    expect(stores.transactions.run(() => 5)).toBe(5);
  });
});

describe('what was written before posts had media and polls', () => {
  it('is read as having none', () => {
    const { media: _media, poll: _poll, ...oldBody } = body;
    const { media: _files, ...copy } = sampleCopy('c', 'p', { state: 'failed', at: 1, error: { kind: 'cancelled' } });
    const { poll: _none, ...oldPayload } = copy.payload;
    stores.compose.putDraft({ id: 'd', savedAt: 1, body: oldBody as DraftBody });
    stores.compose.putPost({ id: 'p', createdAt: 1, body: oldBody as DraftBody }, [{ ...copy, payload: oldPayload } as StoredCopy], 'draft of p');
    expect(stores.compose.drafts()).toMatchObject([{ body: { text: 'Tide at 7', media: [], poll: null } }]);
    expect(stores.compose.post('p')).toMatchObject({ body: { media: [], poll: null } });
    expect(stores.compose.copy('c')).toMatchObject({ media: [], payload: { poll: null, mediaIds: [] } });
  });

  it('a copy that is out is unfinished while the version before is still being removed', () => {
    const at = { state: 'sent', at: 1, id: null, uri: null, url: null } as const;
    const replaces = { copy: null, id: 's1', at: 9, text: 'Tide at 6', spoilerText: '', removing: true };
    const copy: StoredCopy = { ...sampleCopy('c', 'p', { ...at, earlier: 'removing' }), replaces };
    stores.compose.putPost({ id: 'p', createdAt: 1, body }, [copy], 'draft of p');
    expect(stores.compose.unfinished()).toEqual([copy]);
    expect(stores.compose.unsettled()).toEqual([]);
    stores.compose.putCopy({ ...copy, replaces: null, status: { ...at, earlier: 'posted' } });
    expect(stores.compose.unfinished()).toEqual([]);
  });

  it('copies that are uploading are unfinished, and those that failed may still need their files', () => {
    stores.compose.putPost({ id: 'p', createdAt: 1, body }, [
      sampleCopy('a', 'p', { state: 'uploading', since: 1, done: 0, total: 2 }),
      sampleCopy('b', 'p', { state: 'failed', at: 1, error: { kind: 'cancelled' } }),
      sampleCopy('c', 'p', { state: 'sent', at: 1, id: null, uri: null, url: null }),
    ], 'draft of p');
    expect(stores.compose.unfinished().map(({ id }) => id)).toEqual(['a']);
    expect(stores.compose.unsettled().map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
