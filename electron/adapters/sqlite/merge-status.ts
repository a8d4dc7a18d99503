import type { StatusUri } from '../../contract/ids.ts';
import type { Poll, Status } from '../../contract/statuses.ts';

export type Counts = Status['counts'];

/** What of a status one account's server may know and another's may not, at the same edit: filled from either. */
function fillHoles(base: Status, other: Status): Status {
  return {
    ...base,
    url: base.url ?? other.url,
    language: base.language ?? other.language,
    card: base.card ?? other.card,
    poll: mergePolls(base.poll, other.poll),
    quote: base.quote?.status === null || base.quote === null ? (other.quote ?? base.quote) : base.quote,
    application: base.application ?? other.application,
    replyToHandle: base.replyToHandle === null || base.replyToHandle === '' ? (other.replyToHandle ?? base.replyToHandle) : base.replyToHandle,
    media: base.media.length === other.media.length ? base.media.map((item, index) => (item.path === null ? (other.media[index] ?? item) : item)) : base.media,
  };
}

/** Votes only grow, and an ended poll stays ended: the further one is the truer one. */
function mergePolls(base: Poll | null, other: Poll | null): Poll | null {
  if (base === null || other === null) return base ?? other;
  const further = (Number(other.expired) - Number(base.expired) || other.votes - base.votes) > 0 ? other : base;
  // A poll's id belongs to the server of the record it stands in.
  return { ...further, id: base.id };
}

/**
 * One record out of what is stored and what an account has just seen. The newer edit wins whole; at the same edit the
 * account the record came from may refresh it, and any other account only fills what is missing: servers show the same
 * post with different picture addresses, and the screen must not flicker between them. Before all that, the server the
 * post lives on is believed over what another one told: nobody else can put words into its people's mouths for good.
 * Counts are merged by the caller.
 */
export function mergeStatus(stored: Status, seen: Status, { source, account }: { readonly source: string; readonly account: string }): { readonly status: Status; readonly taken: boolean } {
  // What was read without an account yields to the first account that sees it.
  if (source === '' && account !== '') return { status: fillHoles(seen, stored), taken: true };
  if (livesWith(account, seen.uri) && !livesWith(source, seen.uri)) return { status: seen, taken: true };
  const age = (seen.editedAt ?? 0) - (stored.editedAt ?? 0);
  if (age > 0) return { status: seen, taken: true };
  if (age < 0) return { status: stored, taken: false };
  return source === account ? { status: fillHoles(seen, stored), taken: true } : { status: fillHoles(stored, seen), taken: false };
}

/** Keys of accounts begin with the host of their server. */
function livesWith(account: string, uri: StatusUri): boolean {
  return URL.parse(uri)?.host === account.split('/', 1)[0];
}

export function largestCounts(all: readonly Counts[]): Counts {
  const largest = (name: keyof Counts): number => Math.max(0, ...all.map((counts) => counts[name]));
  return { replies: largest('replies'), reblogs: largest('reblogs'), favourites: largest('favourites'), quotes: largest('quotes') };
}
