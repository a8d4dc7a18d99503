import type { CallInput, CallOutput } from '../../contract/index.ts';
import type { Draft, OutboxPost } from '../../contract/compose.ts';
import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { ServerLimits } from '../../contract/servers.ts';
import type { StatusView } from '../../contract/statuses.ts';
import type { KnownPeople, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import { boostersOf, locatePost, type PlannedBoosts } from './boosting.ts';
import { createCompletion, type Completion } from './completion.ts';
import { isFinished, toSent, toWaiting } from './copy.ts';
import { createKeptFiles } from './kept-files.ts';
import { measure } from './length.ts';
import { withJoining } from './mention-guard.ts';
import { createOutbox, type Outbox, type OutboxDeps } from './outbox.ts';
import { partProblems, quoteProblems } from './part-problems.ts';
import { createQuoteWatch } from './quote-watch.ts';
import { createScheduled, type Scheduled, type ScheduledDeps } from './scheduled.ts';
import { toReplacement, withReplaced } from './new-version.ts';
import { postOfDraft } from './sent-draft.ts';
import type { StoredCopy } from './store.ts';
import { canTakeBack, createTakeBack } from './take-back.ts';
import { measureTarget, toTargetPayloads, type TargetFacts, type TargetPayload } from './targets.ts';

export interface ComposeDeps extends Omit<OutboxDeps, 'changed' | 'progress'>, Pick<ScheduledDeps, 'keepMedia' | 'addressOf'> {
  readonly transactions: Transactions;
  readonly publish: Publish;
  readonly knownPeople: KnownPeople;
  readonly boosts: PlannedBoosts;
  /** Of every account, signed out ones among them; null for one that is not here. */
  readonly limitsOf: (account: AccountKey) => ServerLimits | null;
  readonly movedTo: (account: AccountKey) => string | null;
  /** Where people find a status, for those whose server cannot quote it. */
  readonly linkOf: (uri: StatusUri) => string;
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
  cancel(input: CallInput<'outbox.cancel'>): Promise<Result<CallOutput<'outbox.cancel'>>>;
  edit(input: CallInput<'outbox.edit'>): Result<null>;
  readonly scheduled: Scheduled;
  readonly completion: Completion;
  decide(input: CallInput<'outbox.decide'>): Result<null>;
  letJoin(input: CallInput<'outbox.letJoin'>): Result<null>;
  dismiss(input: CallInput<'outbox.dismiss'>): Result<null>;
  /** Servers told of these statuses again. */
  seen(statuses: readonly StatusView[]): void;
  /** The address of the first post of one that was sent; it is looked for where only the person knows that it is there. */
  locate(post: string): Promise<Result<StatusUri>>;
}

/** Posts the outbox shows, newest first. */
const shownPosts = 200;

export function createCompose(deps: ComposeDeps): Compose {
  const { clock, random, store, transactions, limitsOf } = deps;
  const changed = (): void => deps.publish('outbox.changed', { posts: store.posts(shownPosts) });
  const progress: OutboxDeps['progress'] = (copy, done, total) => deps.publish('outbox.uploading', { copy, done, total });
  const outbox = createOutbox({
    ...deps,
    changed(copy) {
      changed();
      quotes.written(copy);
    },
    progress,
  });
  const quotes = createQuoteWatch({ ...deps, put: outbox.put });
  const keptFiles = createKeptFiles(deps);
  const takeBack = createTakeBack({ ...deps, signedIn: (account) => deps.accounts.signedIn(account) });
  const facts: TargetFacts = { limitsOf, movedTo: deps.movedTo, linkOf: deps.linkOf };

  function send({ draftId, body }: CallInput<'compose.send'>): Result<OutboxPost> {
    const before = postOfDraft(store, draftId, body);
    if (!before.ok) return before;
    if (before.value !== null) return asPost(store.post(before.value));
    const payloads = toTargetPayloads(body, facts);
    if (!payloads.ok) return payloads;
    const boosters = boostersOf(body, (account) => limitsOf(account) !== null);
    if (!boosters.ok) return boosters;
    const replacement = toReplacement(body, store);
    if (!replacement.ok) return replacement;
    const now = clock.now();
    const post = { id: random.uuid(), createdAt: now, body };
    const copies = toCopies(post.id, body.scheduledAt, payloads.value, now + deps.undoSeconds() * 1000).map((copy) => withReplaced(copy, replacement.value));
    const old = replacement.value !== null && 'held' in replacement.value ? takeBack.following(replacement.value.held) : [];
    transactions.run(() => {
      for (const copy of old) store.putCopy({ ...copy, status: { state: 'cancelled', at: now } });
      store.putPost(post, copies, draftId);
      store.deleteDraft(draftId);
      if (boosters.value.length > 0) deps.boosts.boostWhenSent(post.id, boosters.value);
    });
    changed();
    if (boosters.value.length > 0) deps.boosts.tellJobs();
    for (const account of new Set(copies.map((copy) => copy.account))) outbox.wake(account);
    return asPost(store.post(post.id));
  }

  /** Each answers the one before it of the same account; only the first of them has a time. */
  function toCopies(post: string, scheduledAt: number | null, payloads: readonly TargetPayload[], sendAt: number): readonly StoredCopy[] {
    let before: StoredCopy | null = null;
    return payloads.map((target) => {
      const isFirst = target.part === 0;
      const copy: StoredCopy = {
        ...target,
        id: random.uuid(),
        post,
        after: isFirst ? null : (before?.id ?? null),
        scheduledAt: isFirst ? scheduledAt : null,
        replaces: null,
        idempotencyKey: random.uuid(),
        keyFirstUsedAt: null,
        attempts: 0,
        status: { state: 'waiting', sendAt, lastError: null },
      };
      before = copy;
      return copy;
    });
  }

  /** Runs on a copy in one of these states; anything else is not what the person saw. */
  function onCopy(id: string, states: readonly StoredCopy['status']['state'][], act: (copy: StoredCopy) => Result<null>): Result<null> {
    const copy = store.copy(id);
    const error = refusal(copy, ({ status }) => states.includes(status.state));
    return copy === null || error !== null ? fail(error ?? noCopy) : act(copy);
  }

  /** Under a new key; at its time, where it has one. */
  function sendAgain(copy: StoredCopy): Result<null> {
    if (limitsOf(copy.account) === null) return fail({ kind: 'notFound', what: 'account' });
    outbox.put(toWaiting(copy, random.uuid(), clock.now(), null));
    outbox.wake(copy.account);
    return ok(null);
  }

  const sendNow = (copy: StoredCopy): Result<null> => sendAgain({ ...copy, scheduledAt: null });

  function replaceFile(copy: StoredCopy, { of, file }: CallInput<'outbox.replaceFile'>): Result<null> {
    if (!copy.media.some((media) => media.file.id === of)) return fail({ kind: 'notFound', what: 'file' });
    return sendAgain({ ...copy, media: copy.media.map((media) => (media.file.id === of ? { ...media, file, uploadedId: null } : media)) });
  }

  async function cancel(id: string): Promise<Result<{ readonly draft: string }>> {
    const known = store.copy(id);
    const refused = refusal(known, canTakeBack);
    if (known === null || refused !== null) return fail(refused ?? noCopy);
    const asked = await takeBack.askServer(known);
    if (!asked.ok) return asked;
    const copy = store.copy(id);
    // It left while the server was asked.
    const gone = refusal(copy, canTakeBack);
    const post = copy === null ? null : store.post(copy.post);
    if (copy === null || post === null || gone !== null) return fail(gone ?? { kind: 'notFound', what: 'post' });
    outbox.stopUpload(id);
    const { draft } = takeBack.take(copy, post);
    changed();
    outbox.wake(copy.account);
    return ok({ draft });
  }

  function edit(copy: StoredCopy, text: string): Result<null> {
    const limits = limitsOf(copy.account);
    if (limits === null) return fail({ kind: 'notFound', what: 'account' });
    if (copy.status.state === 'scheduled' && copy.status.by === 'server') return fail({ kind: 'invalidInput', field: 'copy', message: 'Its server keeps it' });
    const used = measure(text, copy.payload.spoilerText, limits);
    if (used > limits.maxCharacters) return fail({ kind: 'invalidInput', field: 'text', message: `${used} of ${limits.maxCharacters} characters` });
    if (text.trim() === '' && copy.media.length === 0) return fail({ kind: 'invalidInput', field: 'text', message: 'There is no text' });
    const edited: StoredCopy = { ...copy, payload: { ...copy.payload, text }, idempotencyKey: random.uuid(), keyFirstUsedAt: null };
    if (copy.status.state === 'failed') return sendAgain(edited);
    outbox.put(edited);
    return ok(null);
  }

  function decide(copy: StoredCopy, answer: CallInput<'outbox.decide'>['answer']): Result<null> {
    if (answer === 'sendAgain') return sendAgain(copy);
    if (answer === 'isThere') {
      const at = clock.now();
      const isKept = copy.payload.scheduledAt !== undefined && copy.payload.scheduledAt > at;
      outbox.put(isKept ? { ...copy, status: { state: 'scheduled', at: copy.payload.scheduledAt ?? at, by: 'server', id: null } } : toSent(copy, { at, id: null, uri: null, url: null }));
      outbox.wake(copy.account);
      return ok(null);
    }
    if (limitsOf(copy.account) === null) return fail({ kind: 'notFound', what: 'account' });
    // What its server was to post at its time is looked for as that.
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

  const scheduled = createScheduled({ ...deps, changeCopy, takeBack: cancel, written: takeBack.written });

  function changeCopy(copy: StoredCopy): void {
    outbox.retime(copy.id);
    outbox.put(copy);
    outbox.wake(copy.account);
  }

  return {
    outbox: {
      ...outbox,
      start() {
        outbox.start();
        keptFiles.start();
        quotes.start();
      },
      close() {
        keptFiles.close();
        quotes.close();
        outbox.close();
      },
    },
    check: ({ body }) =>
      ok(
        body.targets.flatMap(({ account, overrides }) => {
          const limits = limitsOf(account);
          if (limits === null) return [];
          const quote = quoteProblems(body, overrides, limits).map((problem) => ({ account, part: 0, problem }));
          return [...quote, ...[body, ...body.thread].flatMap((each, part) => partProblems(each, overrides, limits).map((problem) => ({ account, part, problem })))];
        }),
      ),
    async attach({ id, offset, total, data }) {
      const received = await deps.attachments.write(id, { offset, total, bytes: Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0)) });
      return received.ok ? ok({ received: received.value }) : received;
    },
    measure: ({ body }) =>
      ok(
        body.targets.flatMap((target) => {
          const limits = limitsOf(target.account);
          return limits === null ? [] : [measureTarget(body, target, limits, facts)];
        }),
      ),
    saveDraft({ id, body }) {
      const sent = postOfDraft(store, id, body);
      if (!sent.ok) return sent;
      const savedAt = clock.now();
      // One that came later than the press of the send button brings nothing back.
      if (sent.value === null) store.putDraft({ id, body, savedAt });
      return ok({ savedAt });
    },
    drafts: () => ok(store.drafts()),
    deleteDraft({ id }) {
      store.deleteDraft(id);
      return ok(null);
    },
    send,
    list: () => ok(store.posts(shownPosts)),
    retry: ({ copy }) => onCopy(copy, ['failed', 'waiting', 'late'], sendNow),
    cancel: ({ copy }) => cancel(copy),
    edit: ({ copy, text }) => onCopy(copy, ['failed', 'waiting', 'late', 'scheduled'], (found) => edit(found, text)),
    scheduled,
    completion: createCompletion(deps),
    replaceFile: (input) => onCopy(input.copy, ['failed'], (copy) => replaceFile(copy, input)),
    letJoin: ({ copy }) =>
      onCopy(copy, ['failed'], (found) => {
        const joined = withJoining(found);
        return joined === null ? fail({ kind: 'invalidInput', field: 'copy', message: 'Nobody would join' }) : sendAgain(joined);
      }),
    decide: ({ copy, answer }) => onCopy(copy, ['needsDecision'], (found) => decide(found, answer)),
    dismiss: ({ post }) => dismiss(post),
    seen: quotes.seen,
    locate: (post) => locatePost(post, deps.accounts, { store, put: outbox.put }),
  };
}

const noCopy: AppError = { kind: 'notFound', what: 'copy' };

/** Why nothing is done to a copy: it is not there, or not in a state that allows it any more. */
function refusal(copy: StoredCopy | null, allows: (copy: StoredCopy) => boolean): AppError | null {
  if (copy === null) return noCopy;
  return allows(copy) ? null : { kind: 'invalidInput', field: 'copy', message: `It is ${copy.status.state}` };
}

function asPost(post: OutboxPost | null): Result<OutboxPost> {
  return post === null ? fail({ kind: 'notFound', what: 'post' }) : ok(post);
}
