import type { DraftBody, ReplacedPost, ScheduledRef } from '../../contract/compose.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { ComposeStore } from '../ports.ts';
import type { ReplacedRecord, StoredCopy } from './store.ts';

/** `held`: a copy that no server knows of, which goes as the new one comes; `record`: what a server keeps until then. */
export type Replacement = { readonly account: AccountKey } & ({ readonly held: StoredCopy } | { readonly record: ReplacedRecord });

/** What has to go when this draft is sent. Refused where that is out, or being replaced already: then the person decides anew. */
export function toReplacement({ replaces, targets }: DraftBody, store: ComposeStore): Result<Replacement | null> {
  if (replaces === undefined) return ok(null);
  const { account, at, text, spoilerText, post } = replaces;
  if (!targets.some((target) => target.account === account)) return refused('The account of the scheduled post is not among those it goes to');
  if (post.in === 'server') return replaced(post, store) ? beingReplaced : ok({ account, record: { copy: null, id: post.id, at, text, spoilerText, removing: false } });
  const copy = store.copy(post.copy);
  if (copy === null || !canReplace(copy)) return refused('The version before is not scheduled any more');
  if (replaced(post, store)) return beingReplaced;
  const { status } = copy;
  if (status.state !== 'scheduled' || status.by === 'skein' || status.id === null) return ok({ account, held: copy });
  return ok({ account, record: { copy: copy.id, id: status.id, at: status.at, text: copy.payload.text, spoilerText: copy.payload.spoilerText, removing: false } });
}

/** The first of the account's copies has the place of the old version. */
export function withReplaced(copy: StoredCopy, replacement: Replacement | null): StoredCopy {
  return replacement !== null && 'record' in replacement && copy.account === replacement.account && copy.part === 0 ? { ...copy, replaces: replacement.record } : copy;
}

/** Whether a new version may be written of this copy: it has not left, and its server, if one keeps it, named it. */
export function canReplace({ replaces, status }: StoredCopy): boolean {
  if (replaces !== null) return false;
  if (status.state === 'scheduled') return status.by === 'skein' || status.id !== null;
  return status.state === 'waiting' || status.state === 'late';
}

/** Whether a new version of this post is on its way into its place. */
export function replaced(post: ScheduledRef, store: ComposeStore): boolean {
  return store.unfinished().some(({ account, replaces }) => replaces !== null && (post.in === 'outbox' ? replaces.copy === post.copy : account === post.account && replaces.id === post.id));
}

/** The draft of a new version that was begun before. */
export function draftOf({ post }: Pick<ReplacedPost, 'post'>, store: ComposeStore): string | null {
  const same = (other: ScheduledRef): boolean => (post.in === 'outbox' ? other.in === 'outbox' && other.copy === post.copy : other.in === 'server' && other.account === post.account && other.id === post.id);
  return store.drafts().find(({ body }) => body.replaces !== undefined && same(body.replaces.post))?.id ?? null;
}

function refused(message: string): Result<never> {
  return fail({ kind: 'invalidInput', field: 'replaces', message });
}

const beingReplaced = fail<AppError>({ kind: 'invalidInput', field: 'replaces', message: 'Another version is taking its place already' });
