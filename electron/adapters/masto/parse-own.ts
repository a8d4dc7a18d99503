import type { OwnAccount, OwnPost } from '../../core/fediverse.ts';
import { asRecord, dig, get, readFlag, readId, readTextOrNull } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePerson, toHandle } from './parse-person.ts';
import { parseSeenStatus, toVisibility } from './parse-status.ts';

/** The answer of `verify_credentials`. Posting defaults are in `source`; public where a server does not say (as in Mastodon's own default). */
export function parseOwnAccount(value: unknown, context: ParseContext): OwnAccount | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const person = parsePerson(record, context);
  if (record === null || id === null || person === null) return null;
  const privacy = dig(record, 'source', 'privacy');
  return {
    id,
    person,
    movedTo: toHandle(dig(record, 'moved', 'acct'), context.domain),
    defaults: {
      visibility: typeof privacy === 'string' ? toVisibility(privacy) : 'public',
      language: readTextOrNull(dig(record, 'source', 'language'), 16),
      sensitive: readFlag(dig(record, 'source', 'sensitive')),
    },
  };
}

/** `text` is the source as typed, where the server shows it to the author without asking (GoToSocial). */
export function parseOwnPost(value: unknown, context: ParseContext): OwnPost | null {
  const seen = parseSeenStatus(value, context);
  if (seen === null) return null;
  const { status, marks } = seen;
  return {
    id: marks.id,
    uri: status.uri,
    url: status.url,
    createdAt: status.createdAt,
    content: status.content,
    sourceText: readTextOrNull(get(asRecord(value), 'text'), 100_000),
    spoilerText: status.spoilerText,
    inReplyToId: marks.inReplyToId,
    mediaCount: status.media.length,
    pollOptions: status.poll?.options.map(({ title }) => title) ?? [],
  };
}
