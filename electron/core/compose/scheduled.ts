import type { DraftBody, ScheduledList, ScheduledPost, ScheduledRef } from '../../contract/compose.ts';
import type { DraftMedia } from '../../contract/attachments.ts';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { MediaAttachment } from '../../contract/statuses.ts';
import { hostOf, type AccountDirectory, type SignedInAccount } from '../account-directory.ts';
import type { ScheduledWhole, ServerScheduled } from '../fediverse-writing.ts';
import type { Clock, ComposeStore, Random } from '../ports.ts';
import { canReplace, draftOf, replaced } from './new-version.ts';
import { leastAheadMs } from './scheduling.ts';
import type { StoredCopy } from './store.ts';
import type { TakeBack } from './take-back.ts';

export interface ScheduledDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: ComposeStore;
  readonly accounts: AccountDirectory;
  /** Stores a copy, tells of it and goes on with its account. */
  readonly changeCopy: (copy: StoredCopy) => void;
  /** Takes a copy of the outbox back; answers the draft. */
  readonly takeBack: (copy: string) => Promise<Result<{ readonly draft: string }>>;
  readonly written: TakeBack['written'];
  /** Brings a file a server has back into the profile, for a draft. */
  readonly keepMedia: (media: MediaAttachment) => Promise<Result<DraftMedia>>;
  /** The address of a post by its id on this account's server. */
  readonly addressOf: (account: SignedInAccount, id: StatusId) => Promise<Result<StatusUri>>;
}

/** Everything that waits for its time, on this computer and on the servers, whatever program put it there. */
export interface Scheduled {
  list(): Promise<Result<ScheduledList>>;
  move(post: ScheduledRef, at: number): Promise<Result<null>>;
  edit(post: ScheduledRef): Promise<Result<{ readonly draft: string }>>;
  cancel(post: ScheduledRef): Promise<Result<{ readonly draft: string }>>;
}

export function createScheduled(deps: ScheduledDeps): Scheduled {
  const { clock, store, accounts } = deps;

  async function kept(account: SignedInAccount): Promise<Result<readonly ServerScheduled[]>> {
    return account.profile.capabilities.scheduling ? account.connection.writing.scheduled() : ok([]);
  }

  /** What somebody moved or took back with another program; a copy whose time has come is followed up elsewhere. */
  function takeOver(copy: StoredCopy, posts: readonly ServerScheduled[]): void {
    if (copy.status.state !== 'scheduled' || copy.status.by === 'skein' || copy.status.id === null || copy.status.at <= clock.now()) return;
    const { id } = copy.status;
    const found = posts.find((post) => post.id === id);
    if (found === undefined) deps.changeCopy({ ...copy, status: { state: 'cancelled', at: clock.now() } });
    else if (found.at !== copy.status.at) deps.changeCopy({ ...copy, scheduledAt: found.at, status: { ...copy.status, at: found.at } });
  }

  async function list(): Promise<Result<ScheduledList>> {
    const keys = accounts.keys();
    const unavailable: AccountKey[] = [];
    const elsewhere: ScheduledPost[] = [];
    await Promise.all(
      keys.map(async (key) => {
        const account = accounts.signedIn(key);
        const before = timed(store).filter((copy) => copy.account === key);
        const answer = account === null ? null : await kept(account);
        if (answer === null || !answer.ok) return void unavailable.push(key);
        for (const copy of before) takeOver(copy, answer.value);
        const own = new Set(before.flatMap(({ status }) => (status.state === 'scheduled' && status.id !== null ? [status.id] : [])));
        const shown = answer.value.filter(({ id }) => !own.has(id) && !replaced({ in: 'server', account: key, id }, store));
        elsewhere.push(...shown.map((post) => toForeign(key, post)));
      }),
    );
    const own = timed(store).filter(({ id }) => !replaced({ in: 'outbox', copy: id }, store));
    const posts = [...own.flatMap(toOwn), ...elsewhere].toSorted((one, other) => one.at - other.at);
    return ok({ posts, unavailable: keys.filter((key) => unavailable.includes(key)) });
  }

  async function onServer(account: AccountKey, id: string): Promise<Result<{ readonly account: SignedInAccount; readonly post: ScheduledWhole }>> {
    const own = accounts.signedIn(account);
    if (own === null) return fail({ kind: 'notFound', what: 'account' });
    const post = await own.connection.writing.scheduledWhole(id);
    return post.ok ? ok({ account: own, post: post.value }) : post;
  }

  /** What a server keeps, as a draft with its files; fails where any of it cannot be had. */
  async function foreignBody(account: SignedInAccount, post: ScheduledWhole): Promise<Result<DraftBody>> {
    const media: DraftMedia[] = [];
    for (const attachment of post.media) {
      const file = await deps.keepMedia(attachment);
      if (!file.ok) return file;
      media.push(file.value);
    }
    const answered = post.inReplyToId === null ? ok(null) : await deps.addressOf(account, post.inReplyToId);
    if (!answered.ok) return answered;
    const quoted = post.quotedId === null ? ok(null) : await deps.addressOf(account, post.quotedId);
    return quoted.ok ? ok({ ...toBody(account.key, post), media, inReplyTo: answered.value, quote: quoted.value }) : quoted;
  }

  /** Whether a new time is one its server takes: it would refuse a nearer one, or post at once. */
  function tooNear(account: SignedInAccount, at: number): boolean {
    return at - (account.connection.serverTime() ?? clock.now()) < leastAheadMs;
  }

  async function moveOnServer(account: AccountKey, id: string, at: number): Promise<Result<null>> {
    const own = accounts.signedIn(account);
    if (own === null) return fail({ kind: 'notFound', what: 'account' });
    if (tooNear(own, at)) return fail({ kind: 'invalidInput', field: '', message: `${hostOf(account)} takes times that are at least five minutes ahead. To post sooner, edit the post` });
    return own.connection.writing.moveScheduled(id, at);
  }

  function editCopy(ref: ScheduledRef & { readonly in: 'outbox' }): Result<DraftBody> {
    const copy = store.copy(ref.copy);
    const post = copy === null ? null : store.post(copy.post);
    if (copy === null || post === null || copy.scheduledAt === null) return fail({ kind: 'notFound', what: 'scheduled post' });
    if (!canReplace(copy)) return fail({ kind: 'invalidInput', field: '', message: copy.replaces === null ? 'It cannot be edited now' : 'It is just taking the place of its earlier version. Try again in a moment' });
    const { account, scheduledAt, payload } = copy;
    const { replaces: _before, ...body } = deps.written(copy, post);
    return ok({ ...body, scheduledAt, replaces: { post: ref, account, at: scheduledAt, text: payload.text, spoilerText: payload.spoilerText } });
  }

  async function editForeign(ref: ScheduledRef & { readonly in: 'server' }): Promise<Result<DraftBody>> {
    const found = await onServer(ref.account, ref.id);
    if (!found.ok) return found;
    const { post } = found.value;
    const body = await foreignBody(found.value.account, post);
    return body.ok ? ok({ ...body.value, replaces: { post: ref, account: ref.account, at: post.at, text: post.text, spoilerText: post.spoilerText } }) : body;
  }

  async function moveCopy(copy: StoredCopy, at: number): Promise<Result<null>> {
    const { status } = copy;
    if (status.state === 'scheduled' && status.by === 'server' && status.id !== null) {
      const moved = await moveOnServer(copy.account, status.id, at);
      if (!moved.ok) return moved;
      deps.changeCopy({ ...copy, scheduledAt: at, status: { ...status, at } });
      return ok(null);
    }
    if (at <= clock.now()) return fail({ kind: 'invalidInput', field: 'at', message: 'It has passed' });
    if (status.state === 'scheduled' || status.state === 'late' || status.state === 'waiting') {
      // It may be far enough ahead for the server now: the outbox decides anew.
      const sendAt = status.state === 'waiting' ? status.sendAt : clock.now();
      deps.changeCopy({ ...copy, scheduledAt: at, status: { state: 'waiting', sendAt, lastError: null } });
      return ok(null);
    }
    return fail({ kind: 'invalidInput', field: 'post', message: `It is ${status.state}` });
  }

  return {
    list,
    async move(ref, at) {
      if (ref.in === 'outbox') {
        const copy = store.copy(ref.copy);
        return copy === null || copy.scheduledAt === null ? fail({ kind: 'notFound', what: 'scheduled post' }) : moveCopy(copy, at);
      }
      return moveOnServer(ref.account, ref.id, at);
    },
    async edit(ref) {
      if (replaced(ref, store)) return fail({ kind: 'invalidInput', field: '', message: 'Another version is taking its place already' });
      const begun = draftOf({ post: ref }, store);
      if (begun !== null) return ok({ draft: begun });
      const body = ref.in === 'outbox' ? editCopy(ref) : await editForeign(ref);
      if (!body.ok) return body;
      const draft = deps.random.uuid();
      store.putDraft({ id: draft, savedAt: clock.now(), body: body.value });
      return ok({ draft });
    },
    async cancel(ref) {
      if (ref.in === 'outbox') return deps.takeBack(ref.copy);
      const found = await onServer(ref.account, ref.id);
      if (!found.ok) return found;
      // First the words are here, then they go there: a cut between the two leaves both.
      const draft = deps.random.uuid();
      // Files that cannot be had keep nobody from not posting.
      const whole = await foreignBody(found.value.account, found.value.post);
      store.putDraft({ id: draft, savedAt: clock.now(), body: whole.ok ? whole.value : toBody(ref.account, found.value.post) });
      const cancelled = await found.value.account.connection.writing.cancelScheduled(ref.id);
      if (cancelled.ok) return ok({ draft });
      if (!('mayHaveArrived' in cancelled.error && cancelled.error.mayHaveArrived)) store.deleteDraft(draft);
      return cancelled;
    },
  };
}

/** First copies with a time that has not come, or passed unused. */
function timed(store: ComposeStore): readonly StoredCopy[] {
  return store.unsettled().filter(({ scheduledAt, status }) => scheduledAt !== null && (status.state === 'scheduled' || status.state === 'late' || (status.state === 'waiting' && status.lastError === null)));
}

function toOwn(copy: StoredCopy): readonly ScheduledPost[] {
  const { id, account, payload, media, parts, scheduledAt, status } = copy;
  if (scheduledAt === null) return [];
  return [
    {
      ref: { in: 'outbox', copy: id },
      account,
      at: scheduledAt,
      by: status.state === 'scheduled' ? status.by : 'skein',
      late: status.state === 'late',
      text: payload.text,
      spoilerText: payload.spoilerText,
      visibility: payload.visibility,
      media: media.length,
      poll: payload.poll !== null,
      parts,
      replacing: copy.replaces !== null,
    },
  ];
}

function toForeign(account: AccountKey, { id, at, text, spoilerText, visibility, mediaCount, poll }: ServerScheduled): ScheduledPost {
  return { ref: { in: 'server', account, id }, account, at, by: 'server', late: false, text, spoilerText, visibility, media: mediaCount, poll: poll !== null, parts: 1, replacing: false };
}

function toBody(account: AccountKey, post: ServerScheduled): DraftBody {
  const { text, spoilerText, sensitive, visibility, language, poll, at } = post;
  return {
    text,
    spoilerText,
    sensitive,
    visibility: visibility === 'local' || visibility === 'mutuals' ? 'private' : visibility,
    language,
    inReplyTo: null,
    targets: [{ account, overrides: {} }],
    media: [],
    poll: poll === null ? null : { ...poll, options: [...poll.options] },
    thread: [],
    numbered: false,
    scheduledAt: at,
    quote: null,
    quotePolicy: null,
  };
}
