import type { AccountKey, EntryId, Html, StatusId, StatusUri } from '../../../contract/ids.ts';
import type { Person, Status } from '../../../contract/statuses.ts';
import type { SeenStatus } from '../../../core/fediverse.ts';
import type { StoredGap, StoredLine } from '../../../core/timelines/store.ts';

export const account = (name: string): AccountKey => `${name}.example/1` as AccountKey;
export const uriOf = (n: number): StatusUri => `https://origin.example/users/robin/statuses/${n}` as StatusUri;
export const entryOf = (n: number): EntryId => uriOf(n) as string as EntryId;
export const idOf = (n: number): StatusId => String(113_000_000_000_000_000n + BigInt(n)) as StatusId;

export function samplePerson(name: string): Person {
  return {
    uri: `https://origin.example/users/${name}`,
    handle: `${name}@origin.example`,
    displayName: name,
    url: null,
    avatar: null,
    avatarStatic: null,
    bot: false,
    locked: false,
    emojis: [],
  };
}

/** A post of the weight of a real one: about 2.5 KB of JSON. */
export function sampleStatus(n: number, change: Partial<Status> = {}): Status {
  return {
    uri: uriOf(n),
    url: `https://origin.example/@robin/${n}`,
    author: samplePerson('robin'),
    createdAt: n,
    editedAt: null,
    visibility: 'public',
    language: 'en',
    content: `<p>${'Twelve lapwings on the north field, and one curlew that would not be counted. '.repeat(8)}${n}</p>` as Html,
    spoilerText: '',
    sensitive: false,
    media: [],
    poll: null,
    card: null,
    quote: null,
    mentions: [],
    tags: [{ name: 'birds', url: 'https://origin.example/tags/birds' }],
    emojis: [],
    application: null,
    replyToHandle: null,
    counts: { replies: 0, reblogs: 0, favourites: 0, quotes: 0 },
    ...change,
  };
}

export function sampleSeen(n: number, change: Partial<Status> = {}, marks: Partial<SeenStatus['marks']> = {}): SeenStatus {
  return {
    status: sampleStatus(n, change),
    marks: { id: idOf(n), inReplyToId: null, favourited: false, reblogged: false, bookmarked: false, muted: false, pinned: false, filtered: [], ownVotes: null, ...marks },
  };
}

export function sampleLine(owner: AccountKey, n: number, change: Partial<StoredLine> = {}): StoredLine {
  return { feed: owner, id: idOf(n), entry: entryOf(n), uri: uriOf(n), booster: null, at: n, ...change };
}

export function sampleGap(owner: AccountKey, newerAt: number, change: Partial<StoredGap> = {}): StoredGap {
  return { id: `gap:${owner}:${newerAt}` as EntryId, feed: owner, above: idOf(newerAt), below: null, newerAt, olderAt: null, state: 'open', reason: null, ...change };
}
