import type { DraftBody } from '../../contract/compose.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { ServerLimits } from '../../contract/servers.ts';
import type { NewStatus } from '../fediverse.ts';
import { measure } from './length.ts';
import { fileFor, partProblems } from './part-problems.ts';
import type { StoredMedia } from './store.ts';

export interface TargetPayload {
  readonly account: AccountKey;
  readonly payload: NewStatus;
  readonly media: readonly StoredMedia[];
}

/**
 * What goes out to each target, or why the post cannot go: no target, one named twice, an account that is not here, no
 * text (unless there are pictures), a text too long, media or a poll beyond the server's limits. `field` names the target by its place. Replies are resolved when a copy leaves, not here.
 */
export function toTargetPayloads(body: DraftBody, limitsOf: (account: AccountKey) => ServerLimits | null): Result<readonly TargetPayload[]> {
  if (body.targets.length === 0) return invalid('targets', 'No account is chosen');
  if (new Set(body.targets.map(({ account }) => account)).size < body.targets.length) return invalid('targets', 'An account is named twice');
  const payloads: TargetPayload[] = [];
  for (const [index, target] of body.targets.entries()) {
    const limits = limitsOf(target.account);
    if (limits === null) return fail({ kind: 'notFound', what: 'account' });
    const payload = toPayload(body, target.overrides);
    const problem = problemOf(payload, body.media.length > 0, limits);
    if (problem !== null) return invalid(`targets.${index}.text`, problem);
    const [part] = partProblems(body, target.overrides, limits);
    if (part !== undefined) return invalid(`targets.${index}.parts`, part.problem);
    const media = body.media.map((each): StoredMedia => ({ ...each, file: fileFor(each, target.overrides), uploadedId: null }));
    payloads.push({ account: target.account, payload, media });
  }
  return ok(payloads);
}

function toPayload(body: DraftBody, overrides: DraftBody['targets'][number]['overrides']): NewStatus {
  const spoilerText = overrides.spoilerText ?? body.spoilerText;
  return {
    text: overrides.text ?? body.text,
    spoilerText,
    sensitive: body.sensitive || spoilerText !== '',
    visibility: overrides.visibility ?? body.visibility,
    language: overrides.language === undefined ? body.language : overrides.language,
    inReplyToId: null,
    mediaIds: [],
    poll: body.poll === null ? null : { ...body.poll, options: body.poll.options.map((option) => option.trim()).filter((option) => option !== '') },
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
