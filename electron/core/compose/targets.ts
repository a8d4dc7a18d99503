import type { DraftBody, Measure } from '../../contract/compose.ts';
import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { ServerLimits } from '../../contract/servers.ts';
import type { NewStatus } from '../fediverse.ts';
import { toChain, type ChainPost } from './chain.ts';
import { measure } from './length.ts';
import { fileFor, partProblems, quoteProblems } from './part-problems.ts';
import type { StoredMedia } from './store.ts';

/** One post of one target: `part` of the `parts` this target gets. */
export interface TargetPayload {
  readonly account: AccountKey;
  readonly payload: NewStatus;
  readonly media: readonly StoredMedia[];
  readonly part: number;
  readonly parts: number;
}

export interface TargetFacts {
  /** Of every account, signed out ones among them; null for one that is not here. */
  readonly limitsOf: (account: AccountKey) => ServerLimits | null;
  /** Handle the account has moved to: it is no place to post from any more, though some servers still take it. */
  readonly movedTo: (account: AccountKey) => string | null;
  /** Where people find a status. */
  readonly linkOf: (uri: StatusUri) => string;
}

type Target = DraftBody['targets'][number];

/**
 * What goes out to each target, or why the post cannot go: no target, one named twice, an account that is not here, no
 * text (unless there are pictures), a text too long, media, a poll or a quote beyond what the server takes. `field` names
 * the target by its place. Replies and quotes are resolved when a copy leaves, not here.
 */
export function toTargetPayloads(body: DraftBody, facts: TargetFacts): Result<readonly TargetPayload[]> {
  if (body.targets.length === 0) return invalid('targets', 'No account is chosen');
  if (new Set(body.targets.map(({ account }) => account)).size < body.targets.length) return invalid('targets', 'An account is named twice');
  const payloads: TargetPayload[] = [];
  for (const [index, target] of body.targets.entries()) {
    const limits = facts.limitsOf(target.account);
    if (limits === null) return fail({ kind: 'notFound', what: 'account' });
    const movedTo = facts.movedTo(target.account);
    if (movedTo !== null) return invalid(`targets.${index}.account`, `The account has moved to @${movedTo}`);
    const [unquotable] = quoteProblems(body, target.overrides, limits);
    if (unquotable !== undefined) return invalid(`targets.${index}.quote`, unquotable.problem);
    const chain = chainFor(body, target, limits, facts);
    for (const [part, post] of chain.entries()) {
      const payload = toPayload(body, target, post);
      const problem = problemOf(payload, post.media.length > 0, limits);
      if (problem !== null) return invalid(`targets.${index}.text`, problem);
      const [refused] = partProblems(post, target.overrides, limits);
      if (refused !== undefined) return invalid(`targets.${index}.parts`, refused.problem);
      const media = post.media.map((each): StoredMedia => ({ ...each, file: fileFor(each, target.overrides), uploadedId: null }));
      payloads.push({ account: target.account, payload, media, part, parts: chain.length });
    }
  }
  return ok(payloads);
}

/** The lengths of every post of a draft for one target. */
export function measureTarget(body: DraftBody, target: Target, limits: ServerLimits, facts: TargetFacts): Measure {
  const spoilerText = target.overrides.spoilerText ?? body.spoilerText;
  const byPart = Map.groupBy(chainFor(body, target, limits, facts), ({ part }) => part);
  const parts = [...byPart.values()].map((posts) => ({
    used: Math.max(...posts.map(({ text }) => measure(text, spoilerText, limits))),
    split: posts.length === 1 ? [] : posts.map(({ text }) => text),
  }));
  return { account: target.account, limit: limits.maxCharacters, parts };
}

function chainFor(body: DraftBody, target: Target, limits: ServerLimits, { linkOf }: TargetFacts): readonly ChainPost[] {
  return toChain(body, target, limits, body.quote !== null && target.overrides.quoteAsLink === true ? linkOf(body.quote) : null);
}

function toPayload(body: DraftBody, { overrides }: Target, { text, poll }: ChainPost): NewStatus {
  const spoilerText = overrides.spoilerText ?? body.spoilerText;
  const quotePolicy = overrides.quotePolicy ?? body.quotePolicy;
  return {
    text,
    spoilerText,
    sensitive: body.sensitive || spoilerText !== '',
    visibility: overrides.visibility ?? body.visibility,
    language: overrides.language === undefined ? body.language : overrides.language,
    inReplyToId: null,
    mediaIds: [],
    poll: poll === null ? null : { ...poll, options: poll.options.map((option) => option.trim()).filter((option) => option !== '') },
    ...(quotePolicy === null ? {} : { quotePolicy }),
    ...(overrides.localOnly === true ? { localOnly: true } : {}),
    ...(overrides.contentType === undefined ? {} : { contentType: overrides.contentType }),
  };
}

function problemOf({ text, spoilerText }: NewStatus, hasMedia: boolean, limits: ServerLimits): string | null {
  if (text.trim() === '' && !hasMedia) return 'There is no text';
  const used = measure(text, spoilerText, limits);
  return used > limits.maxCharacters ? `${used} of ${limits.maxCharacters} characters` : null;
}

function invalid(field: string, message: string): Result<never> {
  return fail({ kind: 'invalidInput', field, message });
}
