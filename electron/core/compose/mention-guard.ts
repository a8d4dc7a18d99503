import type { DraftBody } from '../../contract/compose.ts';
import type { StatusUri } from '../../contract/ids.ts';
import type { AppError, UnexpectedPerson } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { StoredCopy } from './store.ts';

export interface MentionGuardDeps {
  /** Full handles of those who take part in a direct conversation, by one post of it; null for any other post, and for one that is not here. */
  readonly conversationOf: (uri: StatusUri) => readonly string[] | null;
}

/**
 * Keeps an answer to a direct conversation from letting somebody else in: the server names everybody it would reach
 * beyond `allowedMentions` and posts nothing (Mastodon post_status_service.rb safeguard_mentions). It begins with an
 * empty list, so that it is the server's reading of the text that counts, and needs no ids looked up before.
 */
export function guarded(copy: StoredCopy, body: DraftBody | undefined, { profile }: SignedInAccount, { conversationOf }: MentionGuardDeps): StoredCopy {
  const { payload } = copy;
  const isGuarded = payload.visibility === 'direct' && payload.scheduledAt === undefined && profile.limits.writing?.guardsMentions === true;
  if (!isGuarded || payload.allowedMentions !== undefined || conversationOfReply(body, conversationOf) === null) return copy;
  return { ...copy, payload: { ...payload, allowedMentions: [] } };
}

/**
 * What to do after that answer: `again` with those the conversation has already and those the person agreed to; `ask`
 * about the others, which the error names then. Null for any other answer.
 */
export function afterUnexpected(copy: StoredCopy, error: AppError, body: DraftBody | undefined, { profile, person }: SignedInAccount, { conversationOf }: MentionGuardDeps): { readonly next: 'again' | 'ask'; readonly copy: StoredCopy; readonly error: AppError } | null {
  if (error.kind !== 'rejected' || error.unexpected === undefined || copy.payload.allowedMentions === undefined) return null;
  const there = conversationOfReply(body, conversationOf) ?? [];
  const agreed = new Set([...there, ...(body?.mayJoin ?? []), person.handle].map((handle) => handle.toLowerCase()));
  const fullHandle = ({ handle }: UnexpectedPerson): string => (handle.includes('@') ? handle : `${handle}@${profile.summary.domain}`).toLowerCase();
  const known = error.unexpected.filter((each) => agreed.has(fullHandle(each)));
  const strangers = error.unexpected.filter((each) => !known.includes(each)).map((each) => ({ ...each, handle: fullHandle(each) }));
  const before = copy.payload.allowedMentions;
  const allowedMentions = [...new Set([...before, ...known.map(({ id }) => id)])];
  // A server that names again whom it was told to reach is not asked forever.
  const isAgain = strangers.length === 0 && allowedMentions.length > before.length;
  return { next: isAgain ? 'again' : 'ask', copy: { ...copy, payload: { ...copy.payload, allowedMentions } }, error: isAgain ? error : { ...error, unexpected: strangers.length === 0 ? error.unexpected : strangers } };
}

function conversationOfReply(body: DraftBody | undefined, conversationOf: MentionGuardDeps['conversationOf']): readonly string[] | null {
  const parent = body?.inReplyTo ?? null;
  return parent === null ? null : conversationOf(parent);
}

/** The copy with all of those its server named: the person agreed. Null where nobody was named. */
export function withJoining(copy: StoredCopy): StoredCopy | null {
  const error = copy.status.state === 'failed' ? copy.status.error : null;
  if (error?.kind !== 'rejected' || error.unexpected === undefined) return null;
  const allowedMentions = [...new Set([...(copy.payload.allowedMentions ?? []), ...error.unexpected.map(({ id }) => id)])];
  return { ...copy, payload: { ...copy.payload, allowedMentions } };
}
