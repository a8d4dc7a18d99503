import type { DraftBody, OutboxPost } from '../../../contract/compose.ts';
import type { StatusId, StatusUri } from '../../../contract/ids.ts';
import { fail, ok, type AppError } from '../../../contract/result.ts';
import type { AccountConnection, NewStatus, OwnPost } from '../../fediverse.ts';
import type { ScheduledWhole, ServerScheduled } from '../../fediverse-writing.ts';
import { createFakeLifecycle, createRecordedEvents, createRecordedLog, createSeededRandom } from '../../testing/fake-ports.ts';
import { sampleKey, samplePerson, sampleProfile, sampleSeen } from '../../testing/samples.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createCompose } from '../index.ts';
import { createMemoryAttachments } from './memory-attachments.ts';
import { createMemoryComposeStore } from './memory-compose-store.ts';

export const ann = sampleKey('ann');
export const minute = 60_000;
export const body: DraftBody = { text: 'At noon', spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [{ account: ann, overrides: {} }] };
/** One account whose server keeps posts for later, or does not, and posts what it kept at its time. */
export function createSchedulingWorld({ byServer = false, whenLate = 'ask' }: { readonly byServer?: boolean; readonly whenLate?: 'ask' | 'send' } = {}) {
  const clock = createVirtualClock();
  const store = createMemoryComposeStore();
  const kept: ServerScheduled[] = [];
  const posts: (OwnPost & { readonly answers: StatusId | null })[] = [];
  /** `aheadMs`: how far the server's clock is ahead of ours; `waits`: what its answers wait for. */
  const server = { aheadMs: 0, isSignedIn: true, scheduleFault: null as AppError | null, postsAtOnce: false, cancelFaults: [] as (AppError & { readonly removesFirst?: boolean })[], whole: {} as Partial<ScheduledWhole>, waits: {} as { lookUp?: Promise<void>; list?: Promise<void>; remove?: Promise<void> } };
  const profile = sampleProfile({ capabilities: { scheduling: byServer } });
  let ids = 0;
  const publish = (status: NewStatus): OwnPost => {
    ids += 1;
    const id = String(ids) as StatusId;
    const post = { id, uri: `https://a.example/s/${id}` as StatusUri, url: null, createdAt: clock.now(), content: '' as OwnPost['content'], sourceText: status.text, spoilerText: '', inReplyToId: status.inReplyToId, mediaCount: 0, pollOptions: [], answers: status.inReplyToId };
    posts.unshift(post);
    return post;
  };
  const connection = {
    post: async (status: NewStatus) => {
      const post = publish(status);
      return ok(sampleSeen(post.uri, post.id));
    },
    ownPosts: async () => ok(posts),
    serverTime: () => clock.now() + server.aheadMs,
    writing: {
      schedule: async (status: NewStatus) => {
        if (server.scheduleFault !== null) return fail(server.scheduleFault);
        if (server.postsAtOnce) {
          const post = publish(status);
          return ok({ kind: 'posted', seen: sampleSeen(post.uri, post.id) } as const);
        }
        const scheduled: ServerScheduled = { ...status, id: `s${kept.length + 1}`, at: status.scheduledAt ?? 0, mediaCount: 0 };
        kept.push(scheduled);
        return ok({ kind: 'scheduled', scheduled } as const);
      },
      async scheduled() {
        await server.waits.list;
        return ok([...kept]);
      },
      scheduledWhole: async (id: string) => {
        const found = kept.find((each) => each.id === id);
        return found === undefined ? fail({ kind: 'notFound', what: 'scheduled post' } as const) : ok({ ...found, media: [], inReplyToId: null, quotedId: null, ...server.whole });
      },
      moveScheduled: async (id: string, at: number) => {
        const index = kept.findIndex((each) => each.id === id);
        const found = kept[index];
        if (found === undefined) return fail({ kind: 'notFound', what: 'scheduled post' } as const);
        kept[index] = { ...found, at };
        return ok(null);
      },
      cancelScheduled: async (id: string) => {
        await server.waits.remove;
        const index = kept.findIndex((each) => each.id === id);
        const fault = server.cancelFaults.shift();
        if (fault === undefined && index < 0) return fail({ kind: 'notFound', what: 'scheduled post' } as const);
        if ((fault === undefined || fault.removesFirst === true) && index >= 0) kept.splice(index, 1);
        return fault === undefined ? ok(null) : fail(fault);
      },
    },
  } as unknown as AccountConnection;
  const open = () => {
    const compose = createCompose({
      clock,
      random: createSeededRandom(3 + clock.now()),
      log: createRecordedLog(),
      lifecycle: createFakeLifecycle(),
      store,
      transactions: { run: (work) => store.transaction(work) },
      accounts: { keys: () => [ann], signedIn: () => (server.isSignedIn ? { key: ann, person: samplePerson('me'), profile, connection } : null) },
      publish: createRecordedEvents().publish,
      limitsOf: () => profile.limits,
      undoSeconds: () => 0,
      whenLate: () => whenLate,
      linkOf: (uri) => uri,
      movedTo: () => null,
      keepMedia: async ({ id, description }) => (id === 'gone' ? fail({ kind: 'notFound', what: 'file' }) : ok({ file: { id: '00000000-0000-4000-8000-000000000001', mimeType: 'image/png', bytes: 1 }, name: 'a.png', description: description ?? '', focus: null })),
      addressOf: async (_account, id) => ok(`https://a.example/s/${id}` as StatusUri),
      knownPeople: { beginningWith: () => [] },
      conversationOf: () => null,
      boosts: { boostWhenSent: () => {}, tellJobs: () => {} },
      attachments: createMemoryAttachments(),
      async localId() {
        await server.waits.lookUp;
        return fail({ kind: 'notFound', what: 'status' });
      },
      posted: () => {},
    });
    compose.outbox.start();
    return compose;
  };
  let drafts = 0;
  const send = (compose: ReturnType<typeof open>, change: Partial<DraftBody>): OutboxPost => {
    const sent = compose.send({ draftId: `d${(drafts += 1)}`, body: { ...body, ...change } });
    if (!sent.ok) throw new Error(JSON.stringify(sent.error));
    return sent.value;
  };
  const states = () => store.posts(10).flatMap(({ copies }) => copies.map(({ status }) => status));
  const copyId = (): string => store.posts(10)[0]?.copies[0]?.id ?? '';
  return { clock, store, server, kept, posts, publish, open, send, states, copyId };
}
