import type { CallInput, CallOutput } from '../../contract/index.ts';
import type { Draft, DraftBody, OutboxPost } from '../../contract/compose.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { ServerLimits } from '../../contract/servers.ts';
import type { Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import { isFinished, toWaiting } from './copy.ts';
import { createKeptFiles } from './kept-files.ts';
import { measure } from './length.ts';
import { createOutbox, type Outbox, type OutboxDeps } from './outbox.ts';
import { partProblems } from './part-problems.ts';
import type { StoredCopy } from './store.ts';
import { toTargetPayloads } from './targets.ts';

export interface ComposeDeps extends Omit<OutboxDeps, 'changed' | 'progress'> {
  readonly transactions: Transactions;
  readonly publish: Publish;
  /** Of every account, signed out ones among them; null for one that is not here. */
  readonly limitsOf: (account: AccountKey) => ServerLimits | null;
  /** How long a post is held before it leaves. */
  readonly undoSeconds: () => number;
}

/** The calls `compose.*` and `outbox.*` of the contract. */
export interface Compose {
  readonly outbox: Pick<Outbox, 'start' | 'reachable' | 'accountRemoved' | 'close'>;
  check(input: CallInput<'compose.check'>): Result<CallOutput<'compose.check'>>;
  attach(input: CallInput<'compose.attach'>): Promise<Result<CallOutput<'compose.attach'>>>;
  measure(input: CallInput<'compose.measure'>): Result<CallOutput<'compose.measure'>>;
  saveDraft(input: CallInput<'compose.saveDraft'>): Result<CallOutput<'compose.saveDraft'>>;
  drafts(): Result<readonly Draft[]>;
  deleteDraft(input: CallInput<'compose.deleteDraft'>): Result<null>;
  send(input: CallInput<'compose.send'>): Result<OutboxPost>;
  list(): Result<readonly OutboxPost[]>;
  retry(input: CallInput<'outbox.retry'>): Result<null>;
  replaceFile(input: CallInput<'outbox.replaceFile'>): Result<null>;
  cancel(input: CallInput<'outbox.cancel'>): Result<null>;
  decide(input: CallInput<'outbox.decide'>): Result<null>;
  dismiss(input: CallInput<'outbox.dismiss'>): Result<null>;
}

/** Posts the outbox shows, newest first. */
const shownPosts = 200;

export function createCompose(deps: ComposeDeps): Compose {
  const { clock, random, store, transactions, limitsOf } = deps;
  const changed = (): void => deps.publish('outbox.changed', { posts: store.posts(shownPosts) });
  const progress: OutboxDeps['progress'] = (copy, done, total) => deps.publish('outbox.uploading', { copy, done, total });
  const outbox = createOutbox({ ...deps, changed, progress });
  const keptFiles = createKeptFiles(deps);

  function send({ draftId, body }: CallInput<'compose.send'>): Result<OutboxPost> {
    const payloads = toTargetPayloads(body, limitsOf);
    if (!payloads.ok) return payloads;
    const now = clock.now();
    const post = { id: random.uuid(), createdAt: now, body };
    const sendAt = now + deps.undoSeconds() * 1000;
    const copies = payloads.value.map(({ account, payload, media }): StoredCopy => ({
      id: random.uuid(),
      post: post.id,
      account,
      payload,
      media,
      idempotencyKey: random.uuid(),
      keyFirstUsedAt: null,
      attempts: 0,
      status: { state: 'waiting', sendAt, lastError: null },
    }));
    transactions.run(() => {
      store.putPost(post, copies);
      store.deleteDraft(draftId);
    });
    changed();
    for (const { account } of copies) outbox.wake(account);
    return ok({ ...post, copies: copies.map(({ id, account, payload, status }) => ({ id, account, text: payload.text, status })) });
  }

  /** Runs on a copy in one of these states; anything else is not what the person saw. */
  function onCopy(id: string, states: readonly StoredCopy['status']['state'][], act: (copy: StoredCopy) => Result<null>): Result<null> {
    const copy = store.copy(id);
    if (copy === null) return fail({ kind: 'notFound', what: 'copy' });
    return states.includes(copy.status.state) ? act(copy) : fail({ kind: 'invalidInput', field: 'copy', message: `It is ${copy.status.state}` });
  }

  function sendNow(copy: StoredCopy): Result<null> {
    if (limitsOf(copy.account) === null) return fail({ kind: 'notFound', what: 'account' });
    outbox.put(toWaiting(copy, random.uuid(), clock.now(), null));
    outbox.wake(copy.account);
    return ok(null);
  }

  function replaceFile(copy: StoredCopy, { of, file }: CallInput<'outbox.replaceFile'>): Result<null> {
    if (!copy.media.some((media) => media.file.id === of)) return fail({ kind: 'notFound', what: 'file' });
    return sendNow({ ...copy, media: copy.media.map((media) => (media.file.id === of ? { ...media, file, uploadedId: null } : media)) });
  }

  function cancel(copy: StoredCopy): Result<null> {
    outbox.stopUpload(copy.id);
    const post = store.post(copy.post);
    if (post === null) return fail({ kind: 'notFound', what: 'post' });
    transactions.run(() => {
      store.putCopy({ ...copy, status: { state: 'cancelled', at: clock.now() } });
      store.putDraft(backToDraft(copy, post.body));
    });
    changed();
    outbox.wake(copy.account);
    return ok(null);
  }

  /** One draft per post: a second copy that is taken back joins the first. */
  function backToDraft(copy: StoredCopy, sent: DraftBody): Draft {
    const written = store.drafts().find(({ id }) => id === copy.post)?.body ?? { ...sent, targets: [] };
    const own = sent.targets.filter(({ account }) => account === copy.account);
    const others = written.targets.filter(({ account }) => account !== copy.account);
    return { id: copy.post, savedAt: clock.now(), body: { ...written, targets: [...others, ...own] } };
  }

  function decide(copy: StoredCopy, answer: CallInput<'outbox.decide'>['answer']): Result<null> {
    if (answer === 'sendAgain') return sendNow(copy);
    if (answer === 'isThere') {
      outbox.put({ ...copy, status: { state: 'sent', at: clock.now(), id: null, uri: null, url: null } });
      return ok(null);
    }
    if (limitsOf(copy.account) === null) return fail({ kind: 'notFound', what: 'account' });
    const looking: StoredCopy = { ...copy, status: { state: 'sending', since: copy.keyFirstUsedAt ?? clock.now() } };
    outbox.put(looking);
    outbox.look(looking);
    return ok(null);
  }

  function dismiss(id: string): Result<null> {
    const post = store.post(id);
    if (post === null) return fail({ kind: 'notFound', what: 'post' });
    if (!post.copies.every(({ status }) => isFinished(status))) return fail({ kind: 'invalidInput', field: 'post', message: 'It is not finished' });
    store.removePost(id);
    changed();
    return ok(null);
  }

  return {
    outbox: {
      ...outbox,
      start() {
        outbox.start();
        keptFiles.start();
      },
      close() {
        keptFiles.close();
        outbox.close();
      },
    },
    check: ({ body }) =>
      ok(
        body.targets.flatMap(({ account, overrides }) => {
          const limits = limitsOf(account);
          return limits === null ? [] : partProblems(body, overrides, limits).map((problem) => ({ account, problem }));
        }),
      ),
    async attach({ id, offset, total, data }) {
      const received = await deps.attachments.write(id, { offset, total, bytes: Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0)) });
      return received.ok ? ok({ received: received.value }) : received;
    },
    measure: ({ text, spoilerText, accounts }) =>
      ok(
        accounts.flatMap((account) => {
          const limits = limitsOf(account);
          return limits === null ? [] : [{ account, used: measure(text, spoilerText, limits), limit: limits.maxCharacters }];
        }),
      ),
    saveDraft({ id, body }) {
      const savedAt = clock.now();
      store.putDraft({ id, body, savedAt });
      return ok({ savedAt });
    },
    drafts: () => ok(store.drafts()),
    deleteDraft({ id }) {
      store.deleteDraft(id);
      return ok(null);
    },
    send,
    list: () => ok(store.posts(shownPosts)),
    retry: ({ copy }) => onCopy(copy, ['failed', 'waiting'], sendNow),
    cancel: ({ copy }) => onCopy(copy, ['failed', 'waiting', 'uploading'], cancel),
    replaceFile: (input) => onCopy(input.copy, ['failed'], (copy) => replaceFile(copy, input)),
    decide: ({ copy, answer }) => onCopy(copy, ['needsDecision'], (found) => decide(found, answer)),
    dismiss: ({ post }) => dismiss(post),
  };
}
