import { expect, test } from 'vitest';
import type { StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok } from '../../contract/result.ts';
import type { QuoteState, StatusView } from '../../contract/statuses.ts';
import type { AccountConnection } from '../fediverse.ts';
import { createRecordedLog, createSeededRandom } from '../testing/fake-ports.ts';
import { sampleKey, samplePerson, sampleProfile, sampleSeen } from '../testing/samples.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createQuoteWatch } from './quote-watch.ts';
import type { StoredCopy } from './store.ts';
import { createMemoryComposeStore } from './testing/memory-compose-store.ts';
import { body } from './testing/scheduling-world.ts';

const me = sampleKey('ann');
const uri = 'https://a.example/s/1' as StatusUri;
const quoted = 'https://far.example/9' as StatusUri;
const minute = 60_000;

/** A sent post with a quote; `says` is what the server answers when asked, and how often it was. */
function setUp(quote: QuoteState | undefined, quotedId: StatusId | null = 'q' as StatusId) {
  const clock = createVirtualClock();
  const store = createMemoryComposeStore();
  const server = { says: 'pending' as QuoteState | null, asked: 0, asking: (): void => {} };
  const copy: StoredCopy = {
    id: 'c', post: 'p', account: me, part: 0, parts: 1, after: null, scheduledAt: null, replaces: null, idempotencyKey: 'k', keyFirstUsedAt: 0, attempts: 1, media: [],
    payload: { text: 'So true', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyToId: null, mediaIds: [], poll: null, ...(quotedId === null ? {} : { quotedId }) },
    status: { state: 'sent', at: clock.now(), id: '1' as StatusId, uri, url: null, ...(quote === undefined ? {} : { quote }) },
  };
  store.putPost({ id: 'p', createdAt: 0, body: { ...body, quote: quoted } }, [copy], 'd');
  const connection = {
    status: async () => {
      server.asked += 1;
      server.asking();
      return server.says === null ? fail({ kind: 'notFound', what: 'status' } as const) : ok(sampleSeen(uri, '1', { quote: { state: server.says, uri: quoted, status: null } }));
    },
  } as Partial<AccountConnection> as AccountConnection;
  const watch = createQuoteWatch({ clock, random: createSeededRandom(1), log: createRecordedLog(), store, put: (changed) => store.putCopy(changed), accounts: { keys: () => [me], signedIn: () => ({ key: me, person: samplePerson('ann'), profile: sampleProfile(), connection }) } });
  watch.start();
  const told = (state: QuoteState): StatusView => ({ status: sampleSeen(uri, '1', { quote: { state, uri: quoted, status: null } }).status, marks: [] });
  const state = (): QuoteState | undefined => {
    const status = store.copy('c')?.status;
    return status?.state === 'sent' ? status.quote : undefined;
  };
  return { clock, store, server, watch, told, state };
}

test('a quote that waits is asked about until its author has answered', async () => {
  const { clock, server, state } = setUp('pending');
  await clock.advance(25 * minute);
  expect([server.asked, state()]).toEqual([2, 'pending']);
  server.says = 'shown';
  await clock.advance(10 * minute);
  expect(state()).toBe('shown');
  await clock.advance(60 * minute);
  expect(server.asked).toBe(3);
});

test('what the server tells unasked counts at once, also when it takes the quote back later', async () => {
  const { watch, told, state } = setUp('pending');
  watch.seen([told('shown')]);
  expect(state()).toBe('shown');
  watch.seen([told('revoked')]);
  expect(state()).toBe('revoked');
});

test('a post that was found by reading back is asked about, as its answer was lost', async () => {
  const { clock, server, state } = setUp(undefined);
  server.says = 'rejected';
  await clock.advance(11 * minute);
  expect(state()).toBe('rejected');
});

test('one that was dismissed, or quotes by a link, is asked about no longer', async () => {
  const { clock, store, server } = setUp('pending');
  store.removePost('p');
  await clock.advance(60 * minute);
  expect(server.asked).toBe(0);
  const link = setUp(undefined, null);
  await link.clock.advance(60 * minute);
  expect(link.server.asked).toBe(0);
});

test('after the end nothing is asked any more, also where an answer was on its way', async () => {
  const { clock, server, watch } = setUp('pending');
  server.asking = watch.close;
  await clock.advance(60 * minute);
  expect([server.asked, clock.pendingTimers()]).toEqual([1, 0]);
});
