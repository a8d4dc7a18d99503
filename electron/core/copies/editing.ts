import type { CopyEdit, EditableCopy } from '../../contract/copies.ts';
import type { AccountKey } from '../../contract/ids.ts';
import type { AppError } from '../../contract/result.ts';
import type { Poll, Status } from '../../contract/statuses.ts';
import type { NewStatus } from '../fediverse.ts';
import type { OwnSource, StatusEdit } from '../fediverse-posts.ts';
import { rebuildText } from './rebuilt-text.ts';

/** A poll's remaining time is sent again with every edit; servers want at least five minutes (Mastodon poll_validator.rb). */
const leastPollMs = 5 * 60_000;

export function toEditable(account: AccountKey, source: OwnSource): EditableCopy {
  const { status } = source.seen;
  return { account, uri: status.uri, text: textOf(source), rebuilt: source.text === null, spoilerText: source.spoilerText, sensitive: status.sensitive, language: status.language, media: source.media };
}

/** Why saving the post would do harm: its poll would be open again. */
export function hindrance({ seen }: OwnSource, now: number): AppError | null {
  const { poll } = seen.status;
  return poll !== null && pollOf(poll, now) === null ? { kind: 'unsupported', capability: 'editEndedPoll' } : null;
}

function textOf({ text, seen }: OwnSource): string {
  return text ?? rebuildText(seen.status.content, seen.status.mentions);
}

/** What the post has to become: all of it, with what the edit does not name left as it is. Null where it would open an ended poll again. */
export function toStatusEdit(source: OwnSource, edit: Omit<CopyEdit, 'uri'>, now: number): StatusEdit | null {
  const { status } = source.seen;
  const poll = status.poll === null ? null : pollOf(status.poll, now);
  if (status.poll !== null && poll === null) return null;
  return {
    text: edit.text,
    spoilerText: edit.spoilerText,
    sensitive: edit.sensitive || edit.spoilerText !== '',
    language: edit.language,
    contentType: source.contentType,
    media: source.media.map(({ id, description }, index) => ({ id, description: edit.descriptions[index] ?? description })),
    poll,
  };
}

function pollOf(poll: Poll, now: number): NewStatus['poll'] {
  const leftMs = (poll.expiresAt ?? Infinity) - now;
  if (poll.expired || leftMs < leastPollMs || !Number.isFinite(leftMs)) return null;
  return { options: poll.options.map(({ title }) => title), multiple: poll.multiple, expiresInMs: leftMs };
}

/** Whether the post is already what the edit makes of it: an earlier try arrived, or somebody did the same elsewhere. */
export function isDone(source: OwnSource, edit: StatusEdit): boolean {
  const { status } = source.seen;
  const sameWords = textOf(source) === edit.text && source.spoilerText === edit.spoilerText;
  const sameMarks = status.sensitive === edit.sensitive && isSameLanguage(status, edit.language);
  return sameWords && sameMarks && source.media.every(({ id, description }) => edit.media.some((wanted) => wanted.id === id && wanted.description === description));
}

/** Servers that do not know a language keep their default: asking again would not change it. */
function isSameLanguage(status: Status, wanted: string | null): boolean {
  return wanted === null || status.language === wanted;
}
