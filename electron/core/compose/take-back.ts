import type { Draft, DraftBody, OutboxPost } from '../../contract/compose.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import type { Clock, ComposeStore, Random, Transactions } from '../ports.ts';
import { isUnsent } from './copy.ts';
import type { StoredCopy } from './store.ts';

export interface TakeBackDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: ComposeStore;
  readonly transactions: Transactions;
  readonly signedIn: (account: AccountKey) => SignedInAccount | null;
}

/** Takes copies out of the outbox and their words back to the drafts, in one transaction. */
export interface TakeBack {
  /** A copy and the posts after it in its thread: none of them can have left before it. */
  following(copy: StoredCopy): readonly StoredCopy[];
  /** What its account's copies were written as. */
  written(copy: StoredCopy, post: OutboxPost): DraftBody;
  /** A copy and the posts after it in its thread. Answers the draft its words are in. */
  take(copy: StoredCopy, post: OutboxPost): { readonly draft: string; readonly taken: readonly StoredCopy[] };
  /** Has the server forget a post it keeps; fails where it cannot be asked, or has posted it by now. */
  askServer(copy: StoredCopy): Promise<Result<null>>;
}

export function createTakeBack({ clock, random, store, transactions, signedIn }: TakeBackDeps): TakeBack {
  function rest(copy: StoredCopy): readonly StoredCopy[] {
    const following = store.unsettled().find(({ after }) => after === copy.id);
    return [copy, ...(following === undefined ? [] : rest(following))];
  }

  function draftOf(taken: readonly StoredCopy[], post: OutboxPost): Draft {
    const [first] = taken;
    const before = first?.after === null || first === undefined ? null : store.copy(first.after);
    // The id of the post, as long as no draft of that name was sent: a draft is sent once.
    const fresh = store.postOfDraft(post.id) === null ? post.id : random.uuid();
    const savedAt = clock.now();
    if (first !== undefined && before !== null) return { id: random.uuid(), savedAt, body: remainder(taken, post.body, before) };
    const written = store.drafts().find(({ id }) => id === fresh)?.body ?? { ...post.body, targets: [] };
    const others = written.targets.filter(({ account }) => account !== first?.account);
    return { id: fresh, savedAt, body: withEdits({ ...written, targets: [...others, ...targetsOf(post.body, first?.account)] }, taken) };
  }

  return {
    following: rest,
    written: (copy, post) => withEdits({ ...post.body, targets: targetsOf(post.body, copy.account) }, rest(copy)),
    take(copy, post) {
      const taken = rest(copy);
      const draft = draftOf(taken, post);
      transactions.run(() => {
        for (const each of taken) store.putCopy({ ...each, status: { state: 'cancelled', at: clock.now() } });
        store.putDraft(draft);
      });
      return { draft: draft.id, taken };
    },
    async askServer({ account, status }) {
      if (status.state !== 'scheduled' || status.by === 'skein' || status.id === null) return ok(null);
      const own = signedIn(account);
      if (own === null) return { ok: false, error: { kind: 'unauthorized', host: account.split('/')[0] ?? '', message: '' } };
      return own.connection.writing.cancelScheduled(status.id);
    },
  };
}

function targetsOf(body: DraftBody, account: AccountKey | undefined): DraftBody['targets'] {
  return body.targets.filter((target) => target.account === account);
}

/** With the words an account's copies were given in the outbox, where each copy is one post of the draft as it was written. */
function withEdits(body: DraftBody, taken: readonly StoredCopy[]): DraftBody {
  const account = taken[0]?.account;
  const target = targetsOf(body, account)[0];
  const isOneToOne = taken.length === 1 + body.thread.length && !body.numbered && target?.overrides.split !== true && target?.overrides.quoteAsLink !== true;
  if (account === undefined || !isOneToOne) return body;
  const textOf = (part: number): string => taken[part]?.payload.text ?? '';
  const targets = body.targets.map((each) => (each.account !== account || (each.overrides.text ?? body.text) === textOf(0) ? each : { ...each, overrides: { ...each.overrides, text: textOf(0) } }));
  const thread = body.thread.map((part, at) => {
    const text = textOf(at + 1);
    const own = part.own.find((each) => each.account === account)?.text ?? part.text;
    return own === text ? part : { ...part, own: [...part.own.filter((each) => each.account !== account), { account, text }] };
  });
  return { ...body, targets, thread };
}

/** What is left of a thread whose beginning is posted: it goes on as an answer to the last post that is there. */
function remainder(taken: readonly StoredCopy[], sent: DraftBody, before: StoredCopy): DraftBody {
  const posts = taken.map(({ id, payload, media }) => ({ id, text: payload.text, media: media.map(({ uploadedId: _id, ...file }) => file), poll: payload.poll, own: [] }));
  const [first, ...thread] = posts;
  const target = sent.targets.find(({ account }) => account === before.account);
  const { text: _text, split: _split, ...overrides } = target?.overrides ?? {};
  return {
    ...sent,
    text: first?.text ?? '',
    media: first?.media ?? [],
    poll: first?.poll ?? null,
    thread,
    numbered: false,
    scheduledAt: null,
    quote: null,
    inReplyTo: uriOf(before),
    targets: [{ account: before.account, overrides }],
  };
}

function uriOf({ status }: StoredCopy): StatusUri | null {
  return status.state === 'sent' ? status.uri : null;
}

/** The states a person can take a copy back from. */
export function canTakeBack({ status, replaces }: StoredCopy): boolean {
  // While its earlier version may still be posted, taking this one back would not mean that nothing is.
  return isUnsent(status) || (status.state === 'scheduled' && replaces === null);
}
