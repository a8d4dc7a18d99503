import type { CopyState } from '../../electron/contract/compose.ts';
import type { QuoteState } from '../../electron/contract/statuses.ts';
import { errorText, errorWords } from './errors.ts';
import { fileSize } from './media.ts';
import { clockTime, count, dayAndTime, listed } from './time.ts';

const words: Readonly<Record<CopyState['state'], string>> = {
  waiting: 'Waiting',
  uploading: 'Uploading',
  sending: 'Sending',
  sent: 'Posted',
  scheduled: 'Scheduled',
  late: 'Missed its time',
  failed: 'Not posted',
  needsDecision: 'Decide',
  cancelled: 'Taken back',
};
const quoteWords: Readonly<Record<QuoteState, string>> = {
  shown: 'with its quote',
  pending: 'the quote waits until its author allows it',
  rejected: 'its author refused the quote',
  revoked: 'its author withdrew the quote',
  deleted: 'the quoted post is gone',
  unauthorized: 'the quote is not shown',
  blocked: 'the quote is not shown: blocked',
  muted: 'with its quote, muted for you',
};
/** What is read aloud or quoted of a post is its beginning. */
const quotedLength = 60;

export function beginning(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= quotedLength ? line : `${line.slice(0, quotedLength - 1).trimEnd()}…`;
}

export const outboxText = {
  title: 'Outbox',
  needs: (n: number): string => (n === 0 ? 'nothing needs you' : n === 1 ? '1 needs you' : `${n} need you`),
  badge: (n: number): string => (n === 0 ? 'Outbox' : `Outbox, ${outboxText.needs(n)}`),
  empty: 'Nothing is on its way.',
  emptyHint: 'What you send waits here until each server has taken it. Nothing is lost if Skein closes or the network goes away.',
  write: 'Write a post',
  state: (state: CopyState['state']): string => words[state],
  reply: 'Reply',
  goneAccount: 'Removed account',

  heldUntil: (at: number): string => `held until ${clockTime(at)}`,
  waitsAfter: (why: string, at: number): string => `${why} Next try at ${clockTime(at)}.`,
  uploaded: (done: number, total: number): string => (done >= total ? 'the server prepares it' : `${fileSize(done)} of ${fileSize(total)}`),
  part: (part: number, parts: number): string => `${part + 1} of ${parts}`,
  afterPart: (part: number): string => `after post ${part}`,
  scheduledAt: (at: number, host: string | null): string => `${dayAndTime(at)}, ${host === null ? 'sent by Skein' : `kept by ${host}`}`,
  lateTitle: (at: number): string => `It was to be posted on ${dayAndTime(at)}.`,
  lateDetail: 'Skein was not running then, or had no connection. Nothing was posted.',
  otherTime: 'Choose another time',
  edit: 'Edit',
  editCopy: 'Edit this copy',
  editText: (nickname: string): string => `Text for ${nickname}`,
  editSave: 'Save',
  editSend: 'Save and post',
  editCancel: 'Cancel',
  seeScheduled: 'Scheduled posts',
  postNow: 'Post now',
  since: (at: number): string => `since ${clockTime(at)}`,
  at: clockTime,
  byWord: 'as you said',
  quote: (state: QuoteState): string => quoteWords[state],
  earlierRemoving: 'the earlier version is still being removed',
  earlierTitle: (earlier: 'posted' | 'unclear'): string => (earlier === 'posted' ? 'The earlier version was posted as well.' : 'The earlier version may be posted as well.'),
  earlierDetail: (earlier: 'posted' | 'unclear'): string =>
    earlier === 'posted' ? 'Its time came before its server had removed it. Both are on the profile now.' : 'This one is posted, but nobody can say whether the earlier one was removed. Look at the scheduled posts and at the profile.',

  failedTitle: (error: Extract<CopyState, { state: 'failed' }>['error']): string => errorWords(error).title,
  failedDetail: (error: Extract<CopyState, { state: 'failed' }>['error']): string => `${errorWords(error).detail} The text is kept.`.trim(),
  /** `beyond`: the limit in bytes, `unknown` where the server did not say which, null where size was not the reason. */
  refusedTitle: (host: string, mimeType: string, beyond: number | 'unknown' | null): string => {
    const what = mimeType.startsWith('image/') ? 'image' : mimeType.startsWith('video/') ? 'video' : 'sound';
    return `${host} refused the ${what}${beyond === null ? '' : beyond === 'unknown' ? ': too large' : `: larger than ${fileSize(beyond)}`}.`;
  },
  refusedDetail: ({ mimeType, bytes }: { readonly mimeType: string; readonly bytes: number }, message: string): string =>
    `The ${mimeType.startsWith('image/') ? 'image' : 'file'} has ${fileSize(bytes)}. ${message === '' ? '' : `It says: “${message}”. `}Text and settings are kept.`,
  sendSmaller: (bytes: number): string => `Send a smaller image, ${fileSize(bytes)}`,
  media: (n: number): string => `+ ${count(n, 'file')}`,
  poll: '+ poll',
  decideTitle: (nickname: string): string => `The answer was lost. Was it posted from ${nickname}?`,
  decideDetail: (sentAt: number, checkedAt: number, why: string): string => `Sent once at ${clockTime(sentAt)}. ${why} The profile was looked at until ${clockTime(checkedAt)}: no post with this text was seen there. Nothing is sent again until you say so.`,
  isThere: 'It is there, link it',
  sendAgain: 'Not there, send again',
  lookAgain: 'Look again',
  profile: 'Open the profile',
  joinTitle: (handles: readonly string[]): string => `Not sent: it would let ${listed(handles.map((handle) => `@${handle}`))} into this direct conversation.`,
  joinDetail: 'Whoever is named in an answer can read it, and answers to it.',
  letJoin: (n: number): string => (n === 1 ? 'Send to this person too' : 'Send to them too'),
  retry: 'Try again',
  sendNow: 'Send now',
  cancel: 'Take back',
  drop: 'Take back to the drafts',
  open: 'Open in browser',
  dismiss: 'Take off the list',
  dismissAll: 'Clear finished',
  actionFor: (action: string, nickname: string): string => `${action}: ${nickname}`,
  failed: (action: string, why: string): string => `${action} did not work. ${why}`,

  sending: (text: string): string => (text === '' ? 'Sending as' : `Sending “${text}” as`),
  scheduling: (text: string, at: number): string => `${text === '' ? 'Scheduling' : `Scheduling “${text}”`} for ${dayAndTime(at)} as`,
  notLeft: 'Nothing has left this computer yet.',
  undo: 'Undo',
  undone: (copies: number): string => `Taken back. The text is in the composer${copies > 1 ? `; none of the ${copies} copies was sent` : ''}.`,
  undoneToDrafts: 'Taken back. The text is in the drafts.',
  openDraft: 'Open the draft',
  undoneInPart: (taken: number, why: string): string => `${count(taken, 'copy', 'copies')} taken back, the others had left. ${why}`,
  countdown: (seconds: number): string => `Sending in ${seconds} seconds. Undo with Control Z.`,
  countdownEnd: 'Sending now.',

  spokenScheduled: (nickname: string, at: number): string => `Scheduled from ${nickname} for ${dayAndTime(at)}.`,
  spokenLate: (nickname: string): string => `A scheduled post from ${nickname} missed its time. The outbox asks what to do.`,
  spokenSent: (names: readonly string[]): string => `Posted from ${listed(names)}.`,
  spokenFailed: (nickname: string, error: Extract<CopyState, { state: 'failed' }>['error']): string => `Not posted from ${nickname}. ${errorText(error)}`,
  spokenDecide: (nickname: string): string => `The answer for ${nickname} was lost. The outbox asks whether the post is there.`,
} as const;
