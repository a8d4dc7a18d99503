import type { DraftBody, ScheduledList, ScheduledPost, ScheduledRef } from '../../contract/compose.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { ServerScheduled } from '../fediverse-writing.ts';
import type { Clock, ComposeStore, Random } from '../ports.ts';
import type { StoredCopy } from './store.ts';

export interface ScheduledDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: ComposeStore;
  readonly accounts: AccountDirectory;
  /** Stores a copy, tells of it and goes on with its account. */
  readonly changeCopy: (copy: StoredCopy) => void;
  /** Takes a copy of the outbox back; answers the draft. */
  readonly takeBack: (copy: string) => Promise<Result<{ readonly draft: string }>>;
}

/** Everything that waits for its time, on this computer and on the servers, whatever program put it there. */
export interface Scheduled {
  list(): Promise<Result<ScheduledList>>;
  move(post: ScheduledRef, at: number): Promise<Result<null>>;
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
        elsewhere.push(...answer.value.filter(({ id }) => !own.has(id)).map((post) => toForeign(key, post)));
      }),
    );
    const posts = [...timed(store).flatMap(toOwn), ...elsewhere].toSorted((one, other) => one.at - other.at);
    return ok({ posts, unavailable: keys.filter((key) => unavailable.includes(key)) });
  }

  async function onServer(account: AccountKey, id: string): Promise<Result<{ readonly account: SignedInAccount; readonly post: ServerScheduled }>> {
    const own = accounts.signedIn(account);
    if (own === null) return fail({ kind: 'notFound', what: 'account' });
    const all = await kept(own);
    if (!all.ok) return all;
    const post = all.value.find((each) => each.id === id);
    return post === undefined ? fail({ kind: 'notFound', what: 'scheduled post' }) : ok({ account: own, post });
  }

  async function moveCopy(copy: StoredCopy, at: number): Promise<Result<null>> {
    const { status } = copy;
    if (status.state === 'scheduled' && status.by === 'server' && status.id !== null) {
      const own = accounts.signedIn(copy.account);
      if (own === null) return fail({ kind: 'notFound', what: 'account' });
      const moved = await own.connection.writing.moveScheduled(status.id, at);
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
      const own = accounts.signedIn(ref.account);
      return own === null ? fail({ kind: 'notFound', what: 'account' }) : own.connection.writing.moveScheduled(ref.id, at);
    },
    async cancel(ref) {
      if (ref.in === 'outbox') return deps.takeBack(ref.copy);
      const found = await onServer(ref.account, ref.id);
      if (!found.ok) return found;
      // First the words are here, then they go there: a cut between the two leaves both.
      const draft = deps.random.uuid();
      store.putDraft({ id: draft, savedAt: clock.now(), body: toBody(ref.account, found.value.post) });
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
    },
  ];
}

function toForeign(account: AccountKey, { id, at, text, spoilerText, visibility, mediaCount, poll }: ServerScheduled): ScheduledPost {
  return { ref: { in: 'server', account, id }, account, at, by: 'server', late: false, text, spoilerText, visibility, media: mediaCount, poll: poll !== null, parts: 1 };
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
