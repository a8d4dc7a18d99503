import type { DraftMedia, DraftPoll } from '../../contract/attachments.ts';
import type { DraftBody } from '../../contract/compose.ts';
import type { EditableCopy, ReadCopy } from '../../contract/copies.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Poll, Status } from '../../contract/statuses.ts';
import type { CopyDeps } from './types.ts';

type Copy = { readonly copy: EditableCopy; readonly status: Status };

/**
 * Makes one draft of the copies of a post, and answers its id: the first one's words, with what the others have
 * differently, and its pictures, brought back from the server. Answers the failure where any of it cannot be had, as the
 * posts are deleted after it.
 */
export function createRedraft({ clock, random, statuses, keepMedia, saveDraft }: CopyDeps, signal: AbortSignal) {
  return async function redraft(read: readonly ReadCopy[]): Promise<Result<string>> {
    const copies: Copy[] = [];
    for (const { uri, result } of read) {
      const status = statuses.get(uri)?.status;
      if (!result.ok) return result;
      if (status === undefined) return fail({ kind: 'notFound', what: 'post' });
      copies.push({ copy: result.value, status });
    }
    const [first] = copies;
    if (first === undefined) return fail({ kind: 'notFound', what: 'post' });
    const media: DraftMedia[] = [];
    for (const attachment of first.status.media) {
      const kept = await keepMedia(attachment);
      if (signal.aborted) return fail({ kind: 'cancelled' });
      if (!kept.ok) return kept;
      media.push(kept.value);
    }
    const id = random.uuid();
    saveDraft({ id, savedAt: clock.now(), body: toBody(first, copies, media) });
    return ok(id);
  };

  function toBody({ copy, status }: Copy, copies: readonly Copy[], media: readonly DraftMedia[]): DraftBody {
    const visibility = postable(status.visibility);
    return {
      text: copy.text,
      spoilerText: copy.spoilerText,
      sensitive: copy.sensitive,
      visibility,
      language: copy.language,
      inReplyTo: parentOf(status),
      targets: copies.map((each) => ({
        account: each.copy.account,
        overrides: {
          ...(each.copy.text === copy.text ? {} : { text: each.copy.text }),
          ...(each.copy.spoilerText === copy.spoilerText ? {} : { spoilerText: each.copy.spoilerText }),
          ...(postable(each.status.visibility) === visibility ? {} : { visibility: postable(each.status.visibility) }),
        },
      })),
      media: [...media],
      poll: status.poll === null ? null : pollOf(status.poll, status.createdAt),
      thread: [],
      numbered: false,
      scheduledAt: null,
      quote: status.quote?.uri ?? null,
      quotePolicy: null,
    };
  }

  function parentOf(status: Status): DraftBody['inReplyTo'] {
    for (const { account, inReplyToId } of statuses.get(status.uri)?.marks ?? []) {
      const parent = inReplyToId === null ? null : statuses.uriOf(account, inReplyToId);
      if (parent !== null) return parent;
    }
    return null;
  }
}

/** What only some servers know goes back to the closest that all know, never a wider one. */
function postable(visibility: Status['visibility']): DraftBody['visibility'] {
  return visibility === 'local' || visibility === 'mutuals' ? 'private' : visibility;
}

const shortestPollMs = 5 * 60_000;

/** With the time it had at first. */
function pollOf({ options, multiple, expiresAt }: Poll, createdAt: number): DraftPoll {
  return { options: options.map(({ title }) => title), multiple, expiresInMs: Math.max(shortestPollMs, Math.round((expiresAt ?? 0) - createdAt)) };
}
